"""Outcomes one by one, with definitions, passages and levels; then what differs between twins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from caucasus_sim.analysis import page_words as words
from caucasus_sim.report.blocks import Block, drawn, fold, heading, listed, strong, table, text
from caucasus_sim.report.facts import RunFacts
from caucasus_sim.report.figure import Figure
from caucasus_sim.report.figures import ERROR, PAIRS
from caucasus_sim.report.levels import TOGETHER, differing
from caucasus_sim.report.wording import spaced, span

BY_MONTH, DIFFERENCE = "by-month-", "difference-"


def outcomes(facts: RunFacts, figures: Sequence[Figure]) -> Iterator[Block]:
    """Every watched outcome, and the states of affairs at the end."""
    if facts.calibrated:
        yield listed((words.LEVELS_HOW, PAIRS, TOGETHER))
    else:
        yield strong("Before calibration, directions are shown and not how often.")
    for name in facts.watched:
        own = [each for each in figures if each.about == name and not each.id.startswith(DIFFERENCE)]
        yield from _outcome(facts, name, own)
    states = [each for each in figures if each.id == "end-states" and "end_state" not in facts.watched]
    if states:
        yield heading("How it stands at the end")
        yield drawn(states)


def _outcome(facts: RunFacts, name: str, figures: Sequence[Figure]) -> Iterator[Block]:
    outcome = facts.catalogue.outcomes[name]
    yield heading(f"{outcome.title} ({name})", f"outcome-{name}")
    yield text(f"{outcome.definition} Counted: {outcome.counting_rule}")
    yield text(f"Unit: {outcome.unit}. How to check it: {outcome.check}")
    yield from _passages(facts, name)
    yield from _levels(facts, name)
    if facts.calibrated and (same := [each for each in facts.variants if each not in differing(facts, name)]):
        yield text(f"The same as in the baseline in every history, and not drawn again: {', '.join(same)}.")
    shown = [each for each in figures if not each.id.startswith(BY_MONTH)]
    if shown:
        yield drawn(shown)
    months = [each for each in figures if each.id.startswith(BY_MONTH)]
    if months:
        yield fold("Month by month, beside the baseline", [drawn(months)])


def _passages(facts: RunFacts, name: str) -> Iterator[Block]:
    """The passages behind an outcome, in our words."""
    named = facts.catalogue.outcomes[name].passages
    if named:
        told = [f"{each}: {paraphrase(facts, each)}" for each in named]
        yield fold("The passages it comes from, in our words", [listed(told)])


def paraphrase(facts: RunFacts, passage: str) -> str:
    """What a passage says, such as ``bulletin/I.2``."""
    source, _, block = passage.partition("/")
    return facts.catalogue.sources[source].passages[block].paraphrase


def _levels(facts: RunFacts, name: str) -> Iterator[Block]:
    rows = [row for row in facts.summary["levels"] if row["outcome"] == name] if facts.calibrated else []
    if rows:
        cells = [(row["variant"], row["words"]) for row in rows]
        yield table(f"How often: {rows[0]['title']}", ("variant", "in histories of this model"), cells)


def differences(facts: RunFacts, figures: Sequence[Figure]) -> Iterator[Block]:
    """Every watched outcome of every variant beside the baseline, and the variants beside each other."""
    rows = facts.summary["watched"]
    if not rows:
        yield text("This run has nothing to set beside it: it has one side only.")
        return
    yield text(f"{words.many_line(facts.summary['runs'])}. {words.beside_how('unclear')}")
    yield text(ERROR)
    for each in words.by_outcome(rows):
        yield heading(f"{each[0]['title']} ({each[0]['outcome']})")
        yield from _difference(facts, each, [figure for figure in figures if figure.about == each[0]["outcome"]])
    told = [
        f"{each[0]['title']}: {line}"
        for each in words.by_outcome(facts.summary["among"])
        for line in words.among_lines(each)
    ]
    if told:
        yield heading("The variants beside each other")
        yield listed(told)


def _difference(facts: RunFacts, rows: Sequence[Mapping[str, Any]], figures: Sequence[Figure]) -> Iterator[Block]:
    if words.nothing_differs(rows):
        yield text("No variant differs clearly under any lens, and none in as much as 1 of 20 paired worlds.")
        return
    lenses = facts.manifest["lenses"]
    told = zip(words.lens_cells(rows, lenses, "unclear"), rows, strict=True)
    cells = [[*(cell.replace(words.TIED, " ") for cell in line), row["verdict"]] for line, row in told]
    columns = ["variant", *map(spaced, lenses), "over the lenses"]
    yield table(f"{rows[0]['title']}: beside the baseline", columns, cells)
    if earlier := list(_earlier(facts, rows[0]["outcome"])):
        yield listed(earlier)
    yield drawn([figure for figure in figures if figure.id.startswith(DIFFERENCE)])


def _earlier(facts: RunFacts, name: str) -> Iterator[str]:
    """In how many paired worlds a variant got there first."""
    for row in facts.earlier:
        if row["outcome"] == name:
            by = row["by_lens"].values()
            early, late = (span(each[f"{when}_in_100"] for each in by) for when in ("earlier", "later"))
            yield (
                f"In {early} of 100 paired worlds {row['variant']} was earlier than the baseline, in {late} later "
                "(range over the lenses)."
            )
