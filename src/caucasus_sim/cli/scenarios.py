"""`sim scenario` and `sim schema`: what a scenario says, what differs between two, and whether files are right."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from caucasus_sim.cli.given import AsJson, known
from caucasus_sim.errors import Mistake, Mistakes

if TYPE_CHECKING:
    from caucasus_sim.scenario.model import Scenario

app = typer.Typer(help="Show, compare and check scenarios.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="A name or a file; NAME:VARIANT is one of its variants.", metavar="NAME")]
_VARIANT = re.compile(r"(.{2,}):([A-Za-z0-9_]+)")


def load(name: str) -> Scenario:
    """A scenario by name or file, or one of its variants."""
    from caucasus_sim.packing.setup import pick_variant
    from caucasus_sim.scenario.recorded import with_record
    from caucasus_sim.scenario.resolve import load_scenario

    found = _VARIANT.fullmatch(name)
    if found is None or Path(name).exists():
        return with_record(load_scenario(name, known()), known())
    return pick_variant(with_record(load_scenario(found[1], known()), known()), found[2])


@app.command("show")
def show(
    name: Name,
    resolved: Annotated[bool, typer.Option("--resolved", help="With everything it inherits, in one piece.")] = False,
    origin: Annotated[
        bool, typer.Option("--origin", help="Behind every value the file and line it came from.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Print a scenario: its file, or all that holds in it."""
    from caucasus_sim.cli.screen import line, print_json
    from caucasus_sim.scenario.find import find_scenario
    from caucasus_sim.scenario.show import as_data
    from caucasus_sim.scenario.show import show as as_yaml

    if as_json:
        print_json(as_data(load(name)))
    elif resolved or origin or _VARIANT.fullmatch(name):
        line(as_yaml(load(name), origin=origin).rstrip("\n"))
    else:
        path = find_scenario(name)
        load(name)
        line(f"# {path}")
        line(path.read_text(encoding="utf-8-sig").rstrip("\n"))
    if not as_json:
        line(f"# next:  sim run {name.partition(':')[0]}")


@app.command("diff")
def diff(left: Name, right: Name, as_json: AsJson = False) -> None:
    """Print every difference between two scenarios, whatever files they were written in."""
    from caucasus_sim.cli.screen import next_command, print_json, say, table
    from caucasus_sim.scenario.diff import diff_scenarios

    rows = diff_scenarios(load(left), load(right))
    if as_json:
        print_json([{"what": row.what, "left": row.left, "right": row.right} for row in rows])
        return
    if rows:
        table(["what", left, right], [[row.what, row.left, row.right] for row in rows])
        say(f"{len(rows)} differences; empty where a scenario does not have it")
    else:
        say("the two are the same")
    next_command(f"sim scenario show {right} --resolved --origin")


@app.command("validate")
def validate(
    files: Annotated[list[str], typer.Argument(help="Names or files.", metavar="FILE...")], as_json: AsJson = False
) -> None:
    """Check scenarios: every mistake of every file at once."""
    from caucasus_sim.cli.screen import line, next_command, print_json

    found: list[Mistake] = []
    good: list[str] = []
    for file in files:
        try:
            load(file)
            good.append(file)
        except Mistakes as mistakes:
            found.extend(mistakes.all)
    if found:
        for file in good if not as_json else ():
            line(f"{file}: no mistakes")
        raise Mistakes(found)
    if as_json:
        print_json({"mistakes": []})
        return
    for file in good:
        line(f"{file}: no mistakes")
    next_command(f"sim run {good[0]}")


def schema(
    out: Annotated[
        Path | None, typer.Option("--out", help="Write it here instead of printing it.", metavar="FILE")
    ] = None,
) -> None:
    """Print the JSON Schema of scenario files, for editors that complete and check names."""
    from caucasus_sim.cli.screen import json_text, line, next_command
    from caucasus_sim.scenario.schema import scenario_schema
    from caucasus_sim.store.files import write_bytes

    text = json_text(scenario_schema(known())) + "\n"
    if out is None:
        line(text.rstrip("\n"))
        return
    write_bytes(out, text.encode("utf-8"))
    line(f"written to {out}; first line of a scenario beside it:  # yaml-language-server: $schema={out.name}")
    next_command("sim new my_scenario")
