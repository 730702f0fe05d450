"""The ODD+D protocol: docs/odd-d.template.md, filled with what the code and the evidence say of themselves."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.month import arrays
from caucasus_sim.scenario.find import shipped_scenarios
from markdown import NOTE, code, table

DOCS = Path(__file__).resolve().parent
CODE = Path(arrays.__file__).resolve().parent.parent


def odd(catalogue: Catalogue) -> str:
    """The ODD+D protocol: docs/odd-d.template.md with what the code and the evidence say of themselves."""
    template = (DOCS / "odd-d.template.md").read_text("utf-8")
    markdown = Environment(undefined=StrictUndefined, keep_trailing_newline=True)  # noqa: S701 (no HTML)
    return NOTE + markdown.from_string(template).render(
        catalogue=catalogue,
        # One place of the actors is that of whoever supplies from outside.
        capacities={name: getattr(arrays, name) for name in ("ROWS", "DEALS", "ROUTES", "MONTHS")}
        | {"ACTORS": arrays.ACTORS - 1},
        effects=code(arrays.EFFECT_NAMES),
        end_states=code(arrays.END_STATES),
        world=state_variables(),
        stages=process_overview(),
        rules=submodels(),
        series=len(arrays.SERIES_NAMES),
        scenarios=len(shipped_scenarios()),
        uncoded=sum(each.optional for each in catalogue.actors.values()),
    )


def state_variables() -> str:
    """The fields of a world in the order and with the comments of month/arrays.py."""
    text = Path(arrays.__file__).read_text("utf-8")
    body = text.split("WORLD_FIELDS: ", 1)[1].split("\n]\n", 1)[0]
    field = re.compile(r'\("(?P<name>\w+)", "(?P<kind>[fi]8)"(?:, \((?P<shape>[^)]*)\))?\),(?:\s*# (?P<words>.*))?')
    parts: list[str] = []
    rows: list[tuple[str, ...]] = []
    heads = ("variable", "shape", "kind", "meaning")
    for line in map(str.strip, body.splitlines()[1:]):
        found = field.match(line)
        if line.startswith("#"):
            parts += [table(heads, rows)] if rows else []
            parts.append(f"*{line[1:].strip().capitalize()}*\n\n")
            rows = []
        elif found:
            shape = found["shape"].rstrip(",").lower() if found["shape"] else "one"
            kind = "real" if found["kind"] == "f8" else "whole"
            rows.append((f"`{found['name']}`", shape, kind, found["words"] or ""))
    return "".join(parts) + table(heads, rows).rstrip()


def functions(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Name, docstring and decorators of every function of a file."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, ast.get_docstring(node) or "", [ast.unparse(each) for each in node.decorator_list]


def process_overview() -> str:
    """The stages of a month in their order, each with what its file and its function say."""
    tree = ast.parse((CODE / "month" / "order.py").read_text("utf-8"))
    steps = ast.parse((CODE / "month" / "steps.py").read_text("utf-8"))
    files = {
        alias.name: CODE.parent / f"{(node.module or '').replace('.', '/')}.py"
        for node in steps.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    table_of = next(
        node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "STAGES"
    )
    rows = []
    for place, (name, each) in enumerate(ast.literal_eval(table_of), 1):
        words = {function: text for function, text, _ in functions(files[name])}
        about = ast.get_docstring(ast.parse(files[name].read_text("utf-8"))) or ""
        whose = "every government" if each else "the world"
        rows.append((place, f"`{name}`", whose, about.splitlines()[0], words[name].splitlines()[0]))
    return table(("", "stage", "taken by", "what it is about", "what it does"), rows).rstrip()


def submodels() -> str:
    """Every rule with what it says in words, its equation and its symbols with their units."""
    parts = []
    for path in sorted((CODE / "rules").glob("[a-z]*.py")):
        title = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or path.stem).splitlines()[0]
        parts.append(f"#### `rules/{path.name}`: {title}\n\n")
        for name, text, decorators in functions(path):
            if "rule" in decorators:
                about = {key: part(text, key) for key in ("In words", "Equation", "Symbols")}
                said = f" {about['In words']}" if about["In words"] else ""
                shown = "\n\n".join(filter(None, (about["Equation"], about["Symbols"])))
                equation = f"\n\n  ```\n{indented(shown)}\n  ```" if shown else ""
                parts.append(f"- **`{name}`** {text.splitlines()[0]}{said}{equation}\n")
        parts.append("\n")
    return "".join(parts).rstrip()


def indented(text: str) -> str:
    """Lines of a block inside an item; empty lines stay empty."""
    return textwrap.indent(text, "  ", lambda line: bool(line.strip()))


def part(text: str, heading: str) -> str:
    """A section of a rule's docstring; words are joined, equations keep their lines."""
    found = re.search(rf"^{heading}\n((?: {{4}}.*\n|\n)+)", text + "\n", re.MULTILINE)
    if found is None:
        return ""
    body = textwrap.dedent(found[1]).strip("\n")
    return " ".join(body.split()) if heading == "In words" else body
