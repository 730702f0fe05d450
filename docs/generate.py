"""Write the pages of the documentation that follow from the evidence and the code.

    python docs/generate.py              write docs/reference/*.md, docs/odd-d.md and docs/validation.md
    python docs/generate.py --check      fail if a page on disk is not what would be written
    python docs/generate.py --evidence   read all evidence and all shipped scenarios; write nothing

Nothing here depends on the day, the machine or the order of files.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.month import arrays
from caucasus_sim.scenario.find import packaged_folder, shipped_scenarios
from caucasus_sim.scenario.resolve import load_scenario
from claims import claims
from markdown import code, number, page, short, table
from odd_d import odd
from validation import validation

DOCS = Path(__file__).resolve().parent
READS = "Whose reading: {lines}. Nothing on this page is a finding.\n\n"


def by_file(catalogue: Catalogue, kind: str) -> dict[str, list[str]]:
    """Ids of a kind by the name of the file that has them."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in getattr(catalogue, kind):
        found[home(catalogue, kind, name)].append(name)
    return found


def home(catalogue: Catalogue, kind: str, name: str) -> str:
    """The file of an id, without its ending; a principal's own parameter stands under the common name."""
    place = catalogue.where.get((kind, name)) or catalogue.where[kind, name.rsplit("_", 1)[0]]
    return Path(place[0]).stem


# ------------------------------------------------------------------------------------------------------------ coverage


def coverage(catalogue: Catalogue) -> str:
    """Every passage of every source, what it became, and what cites it."""
    citing, known = citations(catalogue), ids(catalogue)
    parts = []
    for name, source in catalogue.sources.items():
        parts.append(f"## {source.title}\n\n`{name}`, {source.date}, publisher: {source.publisher or 'not named'}.\n\n")
        for section, blocks in sections(source).items():
            heading = source.sections.get(section)
            rows = [(block, *covered(source.passages[block], known, citing[f"{name}/{block}"])) for block in blocks]
            parts.append(f"### {section}. {heading.heading if heading else ''}\n\n")
            parts.append(table(("passage", "type", "in short", "what it became", "what cites it"), rows))
    passages = [each for source in catalogue.sources.values() for each in source.passages.values()]
    left = sum(not each.became for each in passages)
    lacking = sum(each not in known for passage in passages for each in passage.became)
    uncited = sum(bool(each.became) for each in passages) - sum(
        bool(each.became and citing[f"{name}/{block}"])
        for name, source in catalogue.sources.items()
        for block, each in source.passages.items()
    )
    text = f"""
    {len(passages)} passages; {left} left out, each with a reason. *What it became* is what whoever read the passage
    said it should become; where that names an id which the evidence does not have ({lacking} times), the page says so.
    *What cites it* is read back from the evidence: what names the passage as its ground. {uncited} passages that were
    not left out are cited by nothing.
    """
    lines = sorted({reading.line for reading in catalogue.readings.values()})
    return page("What each passage became", text, READS.format(lines="; ".join(lines)), *parts)


def covered(passage: Any, known: set[str], citing: list[str]) -> tuple[str, ...]:
    """The cells of one passage."""
    there = [each for each in passage.became if each in known]
    lacking = [each for each in passage.became if each not in known]
    became = [code(there)] if there else []
    became += [f"*no such id:* {code(lacking)}"] if lacking else []
    became += [f"Left out: {passage.left_out}"] if passage.left_out else []
    return ", ".join(passage.type), short(passage.paraphrase), "; ".join(became), "; ".join(citing) or "nothing"


def sections(source: Any) -> dict[str, list[str]]:
    """Passages by section."""
    found: dict[str, list[str]] = defaultdict(list)
    for block in source.passages:
        found[block.split(".")[0]].append(block)
    return found


def ids(catalogue: Catalogue) -> set[str]:
    """Every `kind.id` that a passage may have become; what each principal has, also under the common name."""
    kinds: dict[str, Iterable[str]] = {
        "state": catalogue.states,
        "stance": catalogue.issues,
        "parameter": catalogue.parameters,
        "lens": {*catalogue.lenses, *arrays.EFFECT_NAMES},
        "lever": catalogue.levers,
        "event": catalogue.events,
        "move": catalogue.moves,
        "route": catalogue.routes,
        "outcome": catalogue.outcomes,
        "tie": {f"{one}.{other}" for one in catalogue.actors for other in catalogue.actors},
    }
    with (catalogue.root / "record" / "events_before.csv").open(encoding="utf-8", newline="") as file:
        kinds["record"] = {row["variable"] for row in csv.DictReader(file)}
    sides = tuple(f"_{side}" for side in catalogue.principals)
    found = {f"{kind}.{name}" for kind, names in kinds.items() for name in names}
    return found | {name.removesuffix(side) for name in found for side in sides}


def citations(catalogue: Catalogue) -> dict[str, list[str]]:
    """What names each passage as its ground, by `source/passage`."""
    found: dict[str, list[str]] = defaultdict(list)
    words = {"moves": "move", "deals": "agreement", "routes": "route", "events": "event", "outcomes": "outcome"}
    for kind, word in {**words, "lenses": "lens", "institutions": "institutions of"}.items():
        for name, body in getattr(catalogue, kind).items():
            for passage in body.passages:
                found[passage].append(f"{word} `{name}`")
    for name, parameter in catalogue.parameters.items():
        for cited in parameter.references:
            found[cited.source].append(f"parameter `{name}`")
    for name, state in catalogue.states.items():
        sources = getattr(state, "source", None) or ()
        for each in (sources,) if isinstance(sources, str) else sources:
            found[each].append(f"state `{name}`")
    for passage, names in played(catalogue).items():
        found[passage].append("role sheets of " + code(names))
    for passage, stances in coded(catalogue).items():
        found[passage].append("stances on " + code(stances))
    return found


def played(catalogue: Catalogue) -> dict[str, list[str]]:
    """Governments whose role sheets stand on each passage."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, role in catalogue.roles.items():
        for passage in sorted({each for line in role.lines.values() for each in line.passages}):
            found[passage].append(name)
    return found


def coded(catalogue: Catalogue) -> dict[str, list[str]]:
    """Issues that some pooled coder grounds on each passage."""
    found: dict[str, list[str]] = defaultdict(list)
    for reading in catalogue.readings.values():
        for source in reading.about.sources:
            for coding in reading.pooled:
                for stances in coding.actors.values():
                    for issue, stance in stances.items():
                        for block in stance.passages:
                            found[f"{source}/{block}"].append(issue)
    return {passage: sorted(set(issues)) for passage, issues in found.items()}


# ----------------------------------------------------------------------------------------------------------- catalogues


def prior(belief: Any) -> str:
    """A prior in words."""
    values = belief.model_dump(by_alias=True)
    family = values.pop("family")
    return f"{family} (" + ", ".join(f"{key} {number(value)}" for key, value in values.items()) + ")"


def parameters(catalogue: Catalogue) -> str:
    """The table of uncertain inputs."""
    parts = []
    for file, names in by_file(catalogue, "parameters").items():
        rows = []
        for name in names:
            each = catalogue.parameters[name]
            low, best, high = (number(value) for value in each.value.triple)  # type: ignore[union-attr]
            grounds = "; ".join(f"{cited.source}: {cited.supports}" for cited in each.references) or "nothing"
            belief = f"{low}, {best}, {high}"
            rows.append((f"`{name}`", each.title, each.unit, belief, prior(each.prior), each.basis, grounds))
        heads = ("parameter", "what it is", "unit", "5, 50, 95 %", "prior", "basis", "what supports it")
        parts.append(f"## {file}\n\n" + table(heads, rows))
    bases = [each.basis for each in catalogue.parameters.values()]
    count = ", ".join(f"{bases.count(basis)} {basis}" for basis in sorted(set(bases)))
    text = f"""
    {len(bases)} uncertain inputs, one file for each mechanism: `evidence/parameters/<file>.yaml` holds the numbers of
    `rules/<file>.py` and of the stages that call it. By basis: {count}. A judgement is a belief of whoever wrote the
    file; it has been estimated from nothing.
    """
    return page("Parameters", text, *parts)


def moves(catalogue: Catalogue) -> str:
    """The table of moves."""
    parts = []
    for domain in arrays.DOMAIN_NAMES:
        rows = []
        for name, move in catalogue.moves.items():
            if move.domain == domain:
                rows.append((f"`{name}`", move.in_words, move.kind, ", ".join(move.who), *move_cells(move)))
        heads = ("move", "in words", "kind", "who", "with", "when", "touches", "odds against holding", "pace")
        parts.append(f"## {domain}\n\n" + table(heads, rows))
    text = f"""
    {len(catalogue.moves)} moves, {len(catalogue.rows())} rows once every actor and every combination of `with` is
    counted. A government keeps one standing choice in each domain, `hold` included. A posture stands until it is
    changed, an act is done once. Odds stand at an opportunity in October 2024; pace says how often opportunities come.
    A touch is what the mover expects; where the effect is contested, the lens scales it.
    """
    return page("Moves", text, *parts)


def move_cells(move: Any) -> tuple[str, ...]:
    """What a move is about, when it can be made, what it touches, and how often it is made."""
    about = move.with_.model_dump(exclude_none=True) if move.with_ else {}
    asks = "; ".join(f"{key}: {', '.join(values)}" for key, values in about.items())
    touches = ", ".join(f"{each.channel} {each.size:+g}" for each in move.touches) or "none"
    return asks, move.when, touches, f"{number(move.odds.value)} ({move.odds.basis})", move.pace


def outcomes(catalogue: Catalogue) -> str:
    """The table of outcomes."""
    parts = []
    for file, names in by_file(catalogue, "outcomes").items():
        rows = []
        for name in names:
            each = catalogue.outcomes[name]
            rows.append(
                (f"`{name}`", each.title, each.definition, each.counting_rule, each.unit, each.kind, each.check)
            )
        heads = ("outcome", "title", "definition", "counting rule", "unit", "kind", "how to check it")
        parts.append(f"## {file}\n\n" + table(heads, rows))
    text = f"""
    {len(catalogue.outcomes)} outcomes that every run logs. A month is the first in which something holds; "never"
    means not before the horizon. None is a ranking of guilt.
    """
    return page("Outcomes", text, *parts)


def levers(catalogue: Catalogue) -> str:
    """The table of levers and of events."""
    parts = []
    for file, names in by_file(catalogue, "levers").items():
        rows = []
        for name in names:
            each = catalogue.levers[name]
            span = f"{each.range.start:g} to {each.range.end:g}" if each.range else ", ".join(each.choices or ())
            later = "yes" if each.from_month_allowed else "no"
            rows.append(
                (f"`{name}`", each.title, each.unit, span, each.default, later, each.in_words, f"`{each.example}`")
            )
        heads = ("lever", "title", "unit", "range", "default", "from a month on", "in words", "example")
        parts.append(f"## {file}\n\n" + table(heads, rows))
    events = []
    for name, event in catalogue.events.items():
        sets = ", ".join(f"{each.dial} = {each.value:g}" for each in event.sets)
        lasts = f"{event.lasts} months" if event.lasts else "until set again"
        events.append((f"`{name}`", event.in_words, sets, lasts))
    parts.append("## Events\n\n" + table(("event", "in words", "sets", "lasts"), events))
    text = f"""
    {len(catalogue.levers)} settings that a scenario may make under `levers:`, and {len(catalogue.events)} events for
    `events:`. Sizes are examples of an analyst, not forecasts.
    """
    return page("Levers and events", text, *parts)


# ----------------------------------------------------------------------------------------------------------------- main

PAGES: dict[str, Callable[[Catalogue], str]] = {
    "reference/coverage.md": coverage,
    "reference/parameters.md": parameters,
    "reference/moves.md": moves,
    "reference/outcomes.md": outcomes,
    "reference/levers.md": levers,
    "reference/claims.md": claims,
    "odd-d.md": odd,
    "validation.md": validation,
}


def read_evidence() -> Catalogue:
    """All evidence and every shipped scenario, with all their mistakes at once."""
    catalogue = load_catalogue()
    mistakes: list[Mistake] = []
    shipped = shipped_scenarios()
    for path in shipped.values():
        try:
            load_scenario(path, catalogue, [packaged_folder()])
        except Mistakes as found:
            mistakes += found.all
    if mistakes:
        raise Mistakes(mistakes)
    print(f"Evidence: {len(catalogue.where)} entries; scenarios: {len(shipped)}. No mistakes.")
    return catalogue


def main(arguments: list[str]) -> int:
    """Write, or check, all pages; the exit code."""
    wrong = [each for each in arguments if each not in ("--check", "--evidence")]
    if wrong:
        print(f"unknown: {' '.join(wrong)}; expected nothing, --check or --evidence", file=sys.stderr)
        return 2
    try:
        catalogue = read_evidence() if "--evidence" in arguments else load_catalogue()
    except Mistakes as mistakes:
        print(mistakes, file=sys.stderr)
        return 2
    stale = []
    for name, write in PAGES.items() if "--evidence" not in arguments else ():
        path, text = DOCS / name, write(catalogue)
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8", newline="\n")
    if stale and "--check" in arguments:
        print("Not current: " + ", ".join(f"docs/{name}" for name in stale) + ". Run `make docs`.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
