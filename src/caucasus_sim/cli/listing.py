"""`sim list`: every name that a scenario, a command or a workshop may use, and nothing that is not in the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from caucasus_sim.cli.given import AsJson, known
from caucasus_sim.errors import Mistake, Mistakes, nearest

if TYPE_CHECKING:
    from caucasus_sim.cli.describe import Entry

ABOUT = {
    "scenarios": "what can be run as it is",
    "moves": "what a government can do in a month",
    "levers": "settings an analyst may change",
    "events": "what the world, or somebody outside the model, does",
    "outcomes": "what is counted at the end of a run",
    "routes": "options for a route, and whose consent each takes",
    "actors": "the governments that decide",
    "issues": "questions on which governments hold positions",
    "lenses": "theories of the effects that analysts dispute",
    "readings": "whose sources the positions come from",
}
KINDS = tuple(ABOUT)
SINGULAR = {"lens": "lenses", "issue": "issues"} | {kind.removesuffix("s"): kind for kind in KINDS if kind != "lenses"}
RANGES = {
    "moves": "with",
    "routes": "terms",
    "scenarios": "variants",
    "events": "duration",
    "issues": "words",
    "actors": "can make",
}
FOLLOWS = {"scenarios": "sim run {}", "lenses": "sim lens show {}", "readings": "sim sources agreement --reading {}"}
FULL = 3  # so few entries are shown with everything that is known of them


def list_names(
    kind: Annotated[
        str, typer.Argument(help=f"{' | '.join(KINDS)}; without one, what each of them is.", metavar="KIND")
    ] = "",
    word: Annotated[str, typer.Argument(help="Only what has this word in its name or meaning.", metavar="WORD")] = "",
    as_json: AsJson = False,
) -> None:
    """List names with meaning, unit, range, default, who, and an example line."""
    from caucasus_sim.cli.describe import entries

    if not kind:
        _print_kinds(as_json)
        return
    chosen = _kind(kind)
    every = entries(chosen, known())
    found = matching(every, word)
    if not found:
        near = nearest(word, [entry.id for entry in every])
        raise Mistakes(
            [
                Mistake(
                    f"none of the {chosen} has '{word}'",
                    "the command line",
                    expected=f"one of those that `sim list {chosen}` prints",
                    nearest=near,
                )
            ]
        )
    if as_json:
        from caucasus_sim.cli.screen import print_json

        print_json([entry._asdict() for entry in found])
    else:
        _print(chosen, found, word)


def _print_kinds(as_json: bool) -> None:
    """Every kind of name with what it is, how many there are, and a name of it."""
    from caucasus_sim.cli.describe import entries
    from caucasus_sim.cli.screen import next_command, print_json, table

    catalogue = known()
    every = {kind: entries(kind, catalogue) for kind in KINDS}
    if as_json:
        print_json([{"kind": kind, "meaning": ABOUT[kind], "names": [e.id for e in every[kind]]} for kind in KINDS])
        return
    rows = [[kind, ABOUT[kind], len(found), found[-1].id] for kind, found in every.items()]
    table(["KIND", "what it is", "names", "for example"], rows)
    next_command(
        "sim list scenarios",
        f"sim list outcomes {every['outcomes'][-1].id}",
        "sim list moves arms   (a word finds names and meanings that have it)",
    )


def _kind(kind: str) -> str:
    chosen = SINGULAR.get(kind.casefold(), kind.casefold())
    if chosen not in KINDS:
        what = f"there is no list of '{kind}'"
        raise Mistakes([Mistake(what, "the command line", expected=", ".join(KINDS), nearest=nearest(kind, KINDS))])
    return chosen


def matching(every: list[Entry], word: str) -> list[Entry]:
    """The entry of this very name, or all that have the word in name or meaning."""
    exact = [entry for entry in every if entry.id == word]
    plain = _plain(word)
    return exact or [
        entry for entry in every if plain in _plain(f"{entry.id} {entry.meaning} {entry.who} {entry.more}")
    ]


def _plain(text: str) -> str:
    return text.casefold().replace("_", " ").replace("-", " ")


def _print(kind: str, found: list[Entry], word: str) -> None:
    from caucasus_sim.cli.screen import line, next_command, out, say

    for entry in found:
        out().print(entry.id, style="bold", end="  ")
        say(entry.meaning)
        about = [
            f"unit: {entry.unit}" * bool(entry.unit),
            f"{RANGES.get(kind, 'range')}: {entry.range}" * bool(entry.range),
        ]
        about += [f"default: {entry.default}" * bool(entry.default), f"who: {entry.who}" * bool(entry.who)]
        if any(about):
            say("    " + "; ".join(filter(None, about)))
        if len(found) <= FULL and entry.more:
            say(f"    {entry.more}")
        if len(found) <= FULL and entry.where:
            line(f"    from {entry.where}")
        line(f"    {entry.example}")
    if len(found) > FULL:
        say(f"\n{len(found)} {kind}")
    first = next((entry.id for entry in found), "")
    further = FOLLOWS.get(kind, "sim new my_scenario").format(first)
    next_command(f"sim list {kind} {first}" if len(found) > FULL else further)
