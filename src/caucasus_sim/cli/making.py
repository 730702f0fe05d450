"""`sim new` and `sim init`: a scenario to edit, and a folder to work in. Nothing that exists is ever overwritten."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

import typer

from caucasus_sim.cli.given import known
from caucasus_sim.errors import Mistake, Mistakes

SCHEMA = "scenario.schema.json"
EXAMPLE = "zangezur_open"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


def new(
    name: Annotated[str, typer.Argument(help="Its name (then scenarios/NAME.yaml), or a path.", metavar="NAME")],
    source: Annotated[str, typer.Option("--from", help="Begin with this scenario's text.", metavar="SCENARIO")] = "",
) -> None:
    """Write a commented scenario to edit."""
    from caucasus_sim.cli.screen import line, next_command, quoted
    from caucasus_sim.cli.templates import copied_scenario, new_scenario

    path = _target(name)
    start = schema_line(path, Path(SCHEMA))
    text = copied_scenario(source, path.stem, start, known()) if source else new_scenario(path.stem, start, known())
    write_new(path, text)
    line(f"{path}: written; open it in an editor")
    next_command(
        f"sim scenario validate {quoted(path)}",
        f"sim run {quoted(path)}",
        f"sim schema --out {SCHEMA}   (then an editor completes and checks names)",
    )


def init(folder: Annotated[Path, typer.Argument(help="A new folder, or an empty one.", metavar="FOLDER")]) -> None:
    """Make a folder to work in: scenarios, a record, evidence of your own, runs, a notebook."""
    from caucasus_sim.cli import templates
    from caucasus_sim.cli.notebook import notebook
    from caucasus_sim.cli.screen import json_text, line, next_command, quoted
    from caucasus_sim.scenario.schema import scenario_schema

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Mistakes(
            [Mistake("this exists and is not empty", str(folder), expected="a new folder; nothing is overwritten")]
        )
    catalogue = known()
    start = f"# yaml-language-server: $schema=../{SCHEMA}"
    files = {
        "README.md": templates.FOLDER,
        "scenarios/my_scenario.yaml": templates.new_scenario("my_scenario", start, catalogue),
        "scenarios/my_route.yaml": templates.copied_scenario(EXAMPLE, "my_route", start, catalogue),
        SCHEMA: json_text(scenario_schema(catalogue)) + "\n",
        "record/README.md": templates.RECORD,
        "evidence/README.md": templates.EVIDENCE,
        "look.ipynb": json_text(notebook()) + "\n",
    }
    for name, text in files.items():
        write_new(folder / name, text)
    (folder / "runs").mkdir(exist_ok=True)
    for name in (*files, "runs/"):
        line(f"{folder / name}")
    next_command(f"cd {quoted(folder)}", "sim run scenarios/my_route.yaml", "sim list levers")


def _target(name: str) -> Path:
    """The file of a new scenario; the name of a shipped one is not taken."""
    from caucasus_sim.scenario.find import list_scenarios

    path = Path(name)
    plain = len(path.parts) == 1 and not path.suffix
    if not _NAME.fullmatch(path.stem) or (path.suffix and path.suffix not in (".yaml", ".yml")):
        raise Mistakes(
            [Mistake(f"'{name}' is not a name for a scenario", "the command line", expected="letters, digits and _")]
        )
    if plain and path.stem in list_scenarios():
        taken = list_scenarios()[path.stem]
        raise Mistakes(
            [Mistake("there is a scenario of this name", str(taken), expected=f"another name, or `--from {path.stem}`")]
        )
    return Path("scenarios") / f"{name}.yaml" if plain else path if path.suffix else path.with_suffix(".yaml")


def schema_line(file: Path, schema: Path) -> str:
    """The first line of a scenario: where an editor finds the schema, as a relative path."""
    try:
        there = os.path.relpath(schema, file.parent)
    except ValueError:  # another drive
        there = schema.name
    return f"# yaml-language-server: $schema={Path(there).as_posix()}"


def write_new(path: Path, text: str) -> None:
    """Write a file that does not exist yet."""
    from caucasus_sim.store.files import plain_errors

    if path.exists():
        raise Mistakes([Mistake("this file exists; it is not overwritten", str(path), expected="another name")])
    with plain_errors(path, "write"):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
