"""What every rule must say about itself, what it may import, and whom it may not name."""

from __future__ import annotations

import ast
import doctest
import inspect
import re
from pathlib import Path

import pytest

from caucasus_sim.compiled import is_compiled

from .written import HELPERS, SECTIONS, all_rules, arguments, functions, modules, plain, sections, short, symbols

PACKAGE = Path(inspect.getfile(modules()[0])).parent.parent
SOURCES = sorted((PACKAGE / "rules").glob("*.py")) + sorted((PACKAGE / "month").glob("*.py"))
RULES = all_rules()

# Stems, so that adjectives and peoples are caught as well.
PLACES = (
    "armeni azerb artsakh karabakh syunik zangez nakhchivan nakhich baku yerevan russia moscow kremlin iran tehran "
    "turkiye turkish turkey ankara franc french paris india delhi america washington georgia tbilisi kazakh uzbek "
    "kyrgyz tajik turkmen china chinese beijing pakistan greece greek cyprus cypriot israel ukrain europe brussels "
    "minsk"
)
# Wars and a body elsewhere that a dial or a milestone is named for; they are not parties to anything a rule decides.
OUTSIDE: tuple[str, ...] = ()
JOURNALS = ("american political science review", "european journal of applied mathematics")

RULES_MAY = ("__future__", "math", "caucasus_sim.compiled", "caucasus_sim.rules")
MAY_IMPORT = {
    "rules": RULES_MAY,
    "month": (*RULES_MAY, "caucasus_sim.apart", "caucasus_sim.luck", "caucasus_sim.month"),
}
# The layout of the arrays needs numpy's types, and so do words of lots and numbers that must not become part of a
# function's type.
ALSO = {f"month/{name}.py": ("numpy",) for name in ("arrays", "codes", "lookup", "opening", "order")}


@pytest.mark.parametrize("name", RULES)
def test_has_every_section_in_order(name):
    found = sections(RULES[name])
    assert tuple(found) == SECTIONS
    assert all(found.values()), "a section is empty"


@pytest.mark.parametrize("name", RULES)
def test_symbols_are_the_signature(name):
    found = symbols(RULES[name])
    assert [each.name for each in found] == arguments(RULES[name])
    letters = [each.letter for each in found]
    assert len(set(letters)) == len(letters), "a letter stands for two things"
    for each in found:
        assert each.kind in {"yes or no", "0 or 1"} or each.ends[0] < each.ends[1]


@pytest.mark.parametrize("name", RULES)
def test_source_parts_form_from_magnitude(name):
    source = sections(RULES[name])["Source"]
    assert source[0].startswith("Form: ")
    assert any(line.startswith("Magnitude: ") for line in source)


@pytest.mark.parametrize("name", RULES)
def test_two_examples(name):
    text = plain(RULES[name]).__doc__ or ""
    assert text.count(">>> ") - text.count(">>> import ") == 2


@pytest.mark.parametrize("module", [each for each in modules() if short(each) in HELPERS], ids=short)
def test_helper_has_one_line_and_an_example(module):
    for name, helper in functions(module).items():
        said, _, rest = inspect.cleandoc(plain(helper).__doc__ or "").partition("\n")
        assert said.endswith("."), name
        assert rest.strip().startswith(">>> "), name


@pytest.mark.parametrize("module", modules(), ids=short)
def test_examples_are_true(module):
    finder = doctest.DocTestFinder()
    for name, found in functions(module).items():
        for example in finder.find(plain(found), name, globs=dict(vars(module))):
            assert doctest.DocTestRunner().run(example).failed == 0
            example.globs = {**vars(module), name: plain(found)}
            assert doctest.DocTestRunner().run(example).failed == 0


@pytest.mark.parametrize("module", [each for each in modules() if short(each) not in HELPERS], ids=short)
def test_every_line_of_follows_is_a_test(module):
    """A test's docstring is the rule's name and the line it tests, word by word."""
    file = Path(__file__).with_name(f"test_{short(module)}.py")
    tested = [
        ast.get_docstring(node)
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    said = [f"{name}: {line}" for name, each in functions(module).items() for line in sections(each)["Follows"]]
    assert [line for line in said if line not in tested] == [], "said and not tested"
    assert [line for line in tested if line not in said] == [], "tested and not said"


@pytest.mark.parametrize("name", RULES)
def test_follows_names_its_file(name):
    file = plain(RULES[name]).__module__.rpartition(".")[2]
    assert f"Follows (each line is a test in tests/rules/test_{file}.py)" in (plain(RULES[name]).__doc__ or "")


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_imports_only_what_its_floor_may(file):
    allowed = MAY_IMPORT[file.parent.name] + ALSO.get(f"{file.parent.name}/{file.name}", ())
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: write the import in full"
            names = [node.module or ""]
        for name in names:
            inside = any(name == each or name.startswith(f"{each}.") for each in allowed)
            assert inside, f"line {node.lineno} imports {name}"


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_names_no_country(file):
    text = " ".join(file.read_text(encoding="utf-8").lower().split())
    for allowed in OUTSIDE + JOURNALS:
        text = re.sub(rf"\b{allowed}\b", "", text)
    named = [place for place in PLACES.split() if re.search(rf"(?<![a-z]){place}", text)]
    assert named == []


@pytest.mark.parametrize("file", [each for each in SOURCES if each.parent.name == "rules"], ids=lambda file: file.name)
def test_no_marks_of_evidence(file):
    assert re.findall(r"\[[VCPMJ]\]", file.read_text(encoding="utf-8")) == []


@pytest.mark.skipif(not is_compiled(), reason="compilation is switched off")
def test_every_rule_is_compiled():
    assert [name for name, each in RULES.items() if not hasattr(each, "py_func")] == []


def test_names_are_not_used_twice():
    names = [name for module in modules() for name in functions(module)]
    assert len(set(names)) == len(names)
