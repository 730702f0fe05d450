"""Texts that `sim new` and `sim init` write; every name in them is taken from the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from caucasus_sim.errors import Mistakes

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

HEAD = """\
{start}
# A scenario: what is different from the baseline. Lines that begin with # are ignored; to use one, take `# ` away, with
# the blank. All of them can be used together.
# Check with `sim scenario validate FILE`, run with `sim run FILE`.
# Names come from `sim list levers`, `sim list moves arms` and so on.
name: {name}
title: Say in a few words what is different
question: What do you want to know?
extends: baseline
watch: [{watch}]          # outcomes of the first page: `sim list outcomes`
# notice: {{{first}: 0.05}}          # the smallest difference worth noticing

# Variants run side by side with the same luck, each beside the baseline.
variants:
  {lever_name}:
    title: {lever_title}
    {lever_line}
  {event}:
    title: {event_title}
    {event_line}

# What holds in every variant goes here, at the left margin:

"""
FOLDER = """\
# A folder to work in

- `scenarios/` what you ask; begin with `my_scenario.yaml`, or look at `my_route.yaml`
- `runs/` what came out: one folder a run, never run twice
- `look.ipynb` a notebook that loads a run's tables
- `record/` what has happened since October 2024, once you fill it in
- `evidence/` your own readings and numbers, laid over the package's with `sim --evidence evidence run ...`
- `scenario.schema.json` lets an editor complete and check names (`sim schema --out scenario.schema.json` renews it)

Begin here: `sim run scenarios/my_route.yaml`
"""
RECORD = """\
# What has happened since

The package knows nothing after 15 October 2024. A record in this folder, filled in by you from sources you name, lets
runs start later. Until then every result says how many months are missing.

    sim update new record              (from the folder above: writes record/record.csv, to be filled)
    sim update check record/record.csv
    sim update RUN --record record/record.csv
"""
EVIDENCE = """\
# Your own evidence

Files here have the same form as the package's (`sim list levers arms.to_armenia.rate` says where an entry comes from).
An entry of the same name replaces the package's, a new name is added, and every result lists what was replaced:

    sim --evidence evidence run scenarios/my_scenario.yaml

To read a source yourself: `sim sources form --coder YOUR_INITIALS` prints the questions with their worded scales.
"""


def new_scenario(name: str, start: str, catalogue: Catalogue) -> str:
    """A scenario to edit: a valid one with two variants, and every other block as a comment that is valid too."""
    lever, event = neutral_levers(catalogue)[0], neutral_events(catalogue)[0]
    liked = [key for key in ("treaty_signed", "route_agreed", "crises") if key in catalogue.outcomes]
    watch = liked or list(catalogue.outcomes)[:1]
    head = HEAD.format(
        start=start,
        name=name,
        watch=", ".join(watch),
        first=watch[0],
        lever_name=lever.replace(".", "_"),
        lever_title=_quoted(catalogue.levers[lever].title),
        lever_line=catalogue.levers[lever].example,
        event=event,
        event_title=_quoted(catalogue.events[event].title),
        event_line=f"events: [{{date: 2025-06, event: {event}}}]",
    )
    return head + "\n".join(f"# {line}" if line else "" for line in _blocks(catalogue)) + "\n"


def neutral_levers(catalogue: Catalogue) -> list[str]:
    """Levers that belong to neither principal and that no event touches, so that examples do not collide."""
    touched = {each.dial for event in catalogue.events.values() for each in event.sets}
    levers = {
        key: each for key, each in catalogue.levers.items() if each.range is not None and _neutral(key, catalogue)
    }
    apart = [key for key, each in levers.items() if each.sets.dial is None or each.sets.dial not in touched]
    return (apart if len(apart) > 1 else list(catalogue.levers)) or list(levers)


def neutral_events(catalogue: Catalogue) -> list[str]:
    """Events that belong to neither principal, each touching something else than those before."""
    found: dict[str, None] = {}
    for key, event in catalogue.events.items():
        before = {each.dial for name in found for each in catalogue.events[name].sets}
        if _neutral(key, catalogue) and not before & {each.dial for each in event.sets}:
            found[key] = None
    return list(found) if len(found) > 1 else list(catalogue.events)


def _neutral(name: str, catalogue: Catalogue) -> bool:
    return not any(side in name for side in catalogue.principals)


def _blocks(catalogue: Catalogue) -> Iterator[str]:
    """The blocks of a scenario, each with one valid example from the evidence."""
    from caucasus_sim.cli.describe import entries, move_line

    moves = {
        kind: next(key for key, each in catalogue.moves.items() if each.kind == kind) for kind in ("act", "posture")
    }
    act, posture = (move_line(catalogue, catalogue.rows(moves[kind])[0]) for kind in ("act", "posture"))
    issue = next(entry for entry in entries("issues", catalogue) if "choice:" not in entry.example)
    trigger = "treaty_signed" if "treaty_signed" in catalogue.outcomes else next(iter(catalogue.numbers.firsts))
    yield f"start: {{month: {_month_of(catalogue)}}}          # the first month"
    yield "end: 2030-12"
    yield f"{catalogue.levers[neutral_levers(catalogue)[1]].example}          # settings true throughout"
    yield "moves:"
    yield f"  - {_entry(act)}          # an act is done once; others may refuse"
    yield f"  - {_entry(posture)[:-1]}, until: 2026-06}}          # a posture is held until it says"
    yield f"events: [{{date: 2025-09, event: {neutral_events(catalogue)[1]}}}]          # the world does something"
    yield "assume: {treaty: {signed: 2027-06}}          # happens whatever anyone wants; reported as assumed"
    yield f"when: [{_entry(act).replace('date: 2025-06, ', f'if: {trigger}, after: 12 months, ')}]"
    yield f"{issue.example}          # another reading of one stance"


def _entry(line: str) -> str:
    """The one entry of a line such as ``moves: [{...}]``."""
    return line[line.index("[") + 1 : line.rindex("]")]


def _month_of(catalogue: Catalogue) -> str:
    from caucasus_sim.month.arrays import calendar
    from caucasus_sim.scenario.vocabulary import vocabulary

    return calendar(vocabulary(catalogue).start)


def copied_scenario(source: str, name: str, start: str, catalogue: Catalogue) -> str:
    """Another scenario's text under a new name; where it does not stand alone, all that holds in it."""
    from caucasus_sim.documents import parse_yaml
    from caucasus_sim.scenario.find import find_scenario
    from caucasus_sim.scenario.resolve import load_scenario, scenario_of
    from caucasus_sim.scenario.show import show

    path = find_scenario(source)
    complete = load_scenario(path, catalogue)
    text = _renamed(path.read_text(encoding="utf-8-sig"), name)
    try:
        scenario_of(parse_yaml(text, f"{name}.yaml"), catalogue)
    except Mistakes:
        text = _renamed(show(complete), name)
    lines = [line for line in text.splitlines() if not line.startswith("# yaml-language-server")]
    return "\n".join([start, f"# Begun from {source}.", *lines]) + "\n"


def _renamed(text: str, name: str) -> str:
    renamed, count = re.subn(r"^name:.*$", f"name: {name}", text, count=1, flags=re.MULTILINE)
    return renamed if count else f"name: {name}\n{text}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "'") + '"'
