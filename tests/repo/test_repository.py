"""What must hold of the repository as a whole: its commands, its pages, its floors, and what no file may hold."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "caucasus_sim"
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
CODE = sorted(SOURCE.rglob("*.py"))
LONGEST_FILE = 400
LAST_DAY = "2024-10-15"
# Tables of names, one a line: what they hold is the layout of the arrays.
MAY_BE_LONGER = {"month/arrays.py": 800}
# Registries of packages by the hosts that pip and others name, and places that exist on one machine only.
HOSTS = (
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "anaconda.org",
    "npmjs" + ".org",
    "crates.io",
    "-index-url",
    "find-links",
    "file:///",
)
PLACES = re.compile(r"(?<![\w.<])/(?:home|Users|work|root|opt|mnt|tmp)/[\w.-]+|\b[A-Z]:\\\\?Users")
# What asks for a registry or an address on purpose, as this file does.
OWN_FILE = Path(__file__).name


def git(*arguments: str) -> list[str]:
    """Lines of what git says; skips where there is no repository (an unpacked release)."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git repository")
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """A finished command at the root of the repository."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def blocks(text: str) -> list[str]:
    """Fenced blocks without a language."""
    return re.findall(r"^```\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def targets() -> dict[str, list[str]]:
    """Targets of the Makefile and what they depend on."""
    found = re.findall(r"^([a-z][a-z-]*):(?!=)\s*([^#\n]*)", MAKEFILE, flags=re.MULTILINE)
    return {name: needs.split() for name, needs in found}


def test_every_make_command_of_a_page_is_a_target():
    for page in PAGES:
        for command in re.findall(r"(?:^|`)make ((?:[a-z-]+ ?)+)(?:`|$|  )", page.read_text("utf-8"), re.MULTILINE):
            assert set(command.split()) <= set(targets()), f"{page.name}: make {command}"


def test_the_first_page_has_its_two_commands():
    (commands,) = [block for block in blocks(README) if block.startswith("make ")]
    assert [line.split()[1] for line in commands.splitlines()] == ["demo", "test"]


def test_make_lists_every_target():
    assert {name for name in targets() if re.search(rf"^{name}:.*## ", MAKEFILE, re.MULTILINE)} == set(targets())
    assert set(re.search(r"^\.PHONY: (.*)", MAKEFILE, re.MULTILINE)[1].split()) == set(targets())


def test_ci_runs_the_test_command_of_the_first_page():
    ci = ROOT / ".ci" / "run"
    assert ci.stat().st_mode & 0o111
    assert re.search(r"^make test\b", ci.read_text("utf-8"), re.MULTILINE)
    assert "make test" in README


def test_the_tree_of_the_first_page_exists():
    (tree,) = [block for block in blocks(README) if "src/caucasus_sim/" in block]
    inside = ""
    for line in tree.splitlines():
        name = line.split()[0]
        place = ROOT / inside / name if line.startswith("  ") else ROOT / name
        inside = inside if line.startswith("  ") else name
        assert place.is_dir(), line


def test_every_package_stands_in_the_tree_of_the_first_page():
    packages = {f"{path.name}/" for path in SOURCE.iterdir() if path.is_dir() and not path.name.startswith("__")}
    lacking = sorted(name for name in packages if f"\n  {name}" not in README)
    assert lacking == []


def test_links_between_pages_lead_somewhere():
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.relative_to(ROOT)} -> {link}"


def test_the_protocol_names_every_state_variable_and_symbol():
    """A model can be coded again from the page: each variable has a meaning, each equation its symbols."""
    page = (ROOT / "docs" / "odd-d.md").read_text("utf-8")
    variables = page.partition("| variable |")[2].partition("### I.iii")[0]
    rows = [line.split("|") for line in variables.splitlines() if line.startswith("| `")]
    assert len(rows) > 100
    assert [row[1].strip() for row in rows if not row[4].strip()] == []
    blocks_of_rules = re.findall(r"```\n(.*?)```", page.partition("### III.iv")[2], re.DOTALL)
    assert len(blocks_of_rules) > 40
    assert [block for block in blocks_of_rules if "\n\n" not in block] == []


def test_generated_pages_are_current():
    done = run(sys.executable, "docs/generate.py", "--check")
    assert done.returncode == 0, done.stderr


def test_import_floors_hold():
    done = run(str(Path(sys.executable).parent / "lint-imports"), "--no-cache")
    assert done.returncode == 0, done.stdout


def test_only_the_store_opens_parquet_or_duckdb():
    for path in CODE:
        if "store" in path.relative_to(SOURCE).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            wrong = [name for name in names if name.startswith(("duckdb", "pyarrow.parquet", "pyarrow.dataset"))]
            assert wrong == [], path


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_file_can_be_read_in_one_sitting(path):
    longest = MAY_BE_LONGER.get(path.relative_to(SOURCE).as_posix(), LONGEST_FILE)
    assert len(path.read_text("utf-8").splitlines()) <= longest


def test_git_ignores_no_source():
    files = [
        str(path.relative_to(ROOT)) for path in SOURCE.rglob("*") if path.suffix in (".py", ".yaml", ".csv", ".html")
    ]
    assert git("check-ignore", *files) == []


def test_no_file_names_a_registry_or_a_machine():
    for name in git("ls-files", "--cached", "--others", "--exclude-standard"):
        path = ROOT / name
        if not path.is_file() or path.name == OWN_FILE:
            continue
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        assert [host for host in HOSTS if host in text] == [], name
        assert PLACES.findall(text.replace("/path/to/", "")) == [], name


def test_the_lock_has_versions_and_no_addresses():
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith("#")]
    assert len(pinned) > 20
    assert [line for line in pinned if not re.fullmatch(r"[\w.-]+==[\w.]+(; [\w\s.\"'=<>]+)?", line)] == []


def test_the_lock_has_everything_that_is_declared():
    declared = re.findall(r'^\s+"([A-Za-z0-9_-]+)[>=<\[]', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    text = (ROOT / "requirements.lock").read_text("utf-8").lower()
    names = {re.split("==", line)[0].replace("_", "-") for line in text.splitlines()}
    assert {name.lower().replace("_", "-") for name in declared} - names - {"caucasus-sim"} == set()


def test_no_value_or_source_is_later_than_the_last_day():
    """Beside the catalogue's own check of dates: every date of the record, and of every text that says where from."""
    with (SOURCE / "evidence/record/events_before.csv").open(encoding="utf-8", newline="") as file:
        assert [row["date"] for row in csv.DictReader(file) if row["date"] > LAST_DAY] == []
    said = re.compile(r"\b(?:source|where|url|check|why|note|supports)\b.*?(20\d\d-[01]\d(?:-[0-3]\d)?)")
    for path in (SOURCE / "evidence").rglob("*.yaml"):
        for line in path.read_text("utf-8").splitlines():
            assert [day for day in said.findall(line) if day > LAST_DAY] == [], f"{path.name}: {line}"
