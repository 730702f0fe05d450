"""The report of a run, section by section, in the order in which a reader asks."""

from __future__ import annotations

from collections.abc import Iterator

from caucasus_sim.analysis import page_words as words
from caucasus_sim.analysis.readings_apart import apart
from caucasus_sim.report.blocks import Block, Section, drawn, listed, text
from caucasus_sim.report.facts import RunFacts
from caucasus_sim.report.figures import figures_of
from caucasus_sim.report.made import checks, scenario
from caucasus_sim.report.outcomes import differences, outcomes
from caucasus_sim.report.questions import questions
from caucasus_sim.report.why import typical_section, why
from caucasus_sim.report.wording import title_of

NOT_THIS = (
    "Not a forecast. Counts are of histories inside this model; readings of the conflict differ by more.",
    "Not about peoples. Governments decide here; nothing is said of a nation or a faith.",
    "Not a ranking. Nobody is credited or blamed, and governments stand in alphabetical order.",
    "Not the mean of several opinions. Lenses are theories without weights; only the range over them is a result.",
)
ASSUMPTIONS = (
    "Every lens and every reading is an assumption too. What is uncertain inside them is drawn anew for every block of "
    "histories."
)


def sections_of(facts: RunFacts) -> list[Section]:
    """The whole report."""
    figures = figures_of(facts)
    first = facts.watched[0] if facts.watched else ""
    lead = [each for each in figures if each.id in (f"lenses-{first}", f"level-{first}")]
    rest = [each for each in figures if each not in lead]
    return [
        Section("range", "The range over lenses and readings", (*_range(facts), drawn(lead, 3))),
        Section("assumed", "What was assumed", tuple(_assumed(facts))),
        Section("not", "What this is not", (listed(NOT_THIS),)),
        Section("outcomes", "Outcomes", tuple(outcomes(facts, rest))),
        Section("differences", "Differences under the same luck", tuple(differences(facts, rest))),
        why(facts, [each for each in rest if each.about == "spread"]),
        typical_section(facts),
        Section("checks", "Checks and simulation error", tuple(checks(facts))),
        Section("rests", "How much hangs on silence and judgement", tuple(_rests(facts))),
        Section("scenario", "The scenario, and how to run it again", tuple(scenario(facts))),
        questions(facts),
    ]


def _range(facts: RunFacts) -> Iterator[Block]:
    """The same question under every lens and reading."""
    rows = [row for row in facts.summary["watched"] if row["outcome"] == facts.watched[0]]
    if not rows:
        return
    titles = facts.summary["runs"]["titles"]
    yield listed(f"{title_of(row['variant'], titles)}. {_sentence(row['verdict'])}" for row in rows)
    told = [f"{row['variant']}, {line}." for row in rows for line in apart(row.get("by_reading", {}))]
    if told:
        yield listed(told)
    elif len(facts.manifest["readings"]) > 1:
        yield text("The readings tell the same.")


def _sentence(verdict: str) -> str:
    return f"{verdict[:1].upper()}{verdict[1:]}."


def _assumed(facts: RunFacts) -> Iterator[Block]:
    told = list(words.assumed_lines(facts.summary["assumed"]))
    yield listed(told) if told else text("Nothing: in no variant does anything happen whatever anyone wants.")
    yield text(ASSUMPTIONS)


def _rests(facts: RunFacts) -> Iterator[Block]:
    yield listed(words.basis_lines(facts.summary["basis"]))
