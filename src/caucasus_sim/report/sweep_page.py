"""The report of a sweep: what each factor goes with, which factors matter, and where an outcome comes about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from caucasus_sim.analysis.basis import basis_of
from caucasus_sim.analysis.page_words import KNOWS_NOTHING, basis_lines
from caucasus_sim.analysis.standing import PARTLY
from caucasus_sim.analysis.sweeping.first_look import OVER, is_clear, size_of, watched_of
from caucasus_sim.report.blocks import Block, Section, drawn, heading, listed, table, text
from caucasus_sim.report.figure import Figure
from caucasus_sim.report.questions import asked, not_in_it, who_says, wrong
from caucasus_sim.report.render import Head
from caucasus_sim.report.run_page import ASSUMPTIONS, NOT_THIS
from caucasus_sim.report.sweep_facts import Row, SweepFacts, coded_by
from caucasus_sim.report.sweep_figures import sweep_figures

TOLD = 3  # settings that the answer names


def sweep_head(facts: SweepFacts) -> Head:
    """What stands above everything."""
    about, look = facts.sweep.about, facts.look
    return Head(
        standing=look["status_line"],
        lines=[*look["reading_lines"], coded_by(facts), KNOWS_NOTHING],
        title=f"{about['name']}: {about['title']}",
        question=look["question"],
        answer=sweep_answer(look),
        footer=f"caucasus_sim {about['package']}, sweep {about['id']}, made {about['created']}",
    )


def sweep_answer(look: Row) -> str:
    """What goes with what under every reading and lens, in one sentence; no sizes before calibration."""
    rows = look["rows"]
    clear = [row for row in rows if is_clear(row)]
    many = f"Inside this model, over {look['cells']:,} histories"
    if not clear:
        return f"{many}, no setting goes with any outcome under every reading and lens."
    parts = [f"{row['factor']} {row['to']} instead of {row['from']}: {row['title']} {row['verdict']}" for row in clear]
    rest = f"; and {len(clear) - TOLD} more" if len(clear) > TOLD else ""
    return f"{many}, {len(clear)} of {len(rows)} comparisons are clear: {'; '.join(parts[:TOLD])}{rest}."


def sweep_sections(facts: SweepFacts) -> list[Section]:
    """The whole report."""
    figures = sweep_figures(facts)
    return [
        Section("design", "What was varied", tuple(_design(facts))),
        Section("not", "What this is not", (listed(NOT_THIS),)),
        Section("effects", "What each factor goes with", tuple(_effects(facts.look, figures))),
        Section("methods", "Which factors matter, and where it comes about", tuple(_methods(facts, figures))),
        Section("rests", "How much hangs on silence and judgement", (listed(basis_lines(_basis(facts))),)),
        _questions(facts),
    ]


def _basis(facts: SweepFacts) -> dict[str, Any]:
    known = [name for name in facts.look["readings"] if name in facts.catalogue.readings]
    return basis_of(facts.catalogue, known)


def _design(facts: SweepFacts) -> Iterator[Block]:
    look, about = facts.look, facts.sweep.about
    yield text(
        f"{str(look['kind']).replace('_', ' ')}: {look['points']:,} points, {about['design']['replicates']} "
        f"replicates, {look['cells']:,} histories; lenses {', '.join(look['lenses'])}; "
        f"readings {', '.join(look['readings'])}. {look['failed']:,} failed."
    )
    rows = [(each["id"], each["kind"], _settings(each)) for each in look["factors"]]
    yield table("Factors", ("factor", "what it is", "settings"), rows)
    yield text(ASSUMPTIONS)
    if not facts.sweep.complete:
        yield text("Not finished: shards are missing, and what is here is told.")
    yield text(f"The command: {about['command']}")


def _settings(factor: Row) -> str:
    if factor.get("levels"):
        return ", ".join(map(str, factor["levels"]))
    low, high = factor.get("low"), factor.get("high")
    return "" if low is None or high is None else f"{low:g} to {high:g}"


def _effects(look: Row, figures: Sequence[Figure]) -> Iterator[Block]:
    yield text(f"{OVER} {look['by_chance']}")
    for name in watched_of(look["rows"]):
        rows = [row for row in look["rows"] if row["outcome"] == name]
        sizes = [(f"{size_of(row)} {row['unit']}",) if look["sizes_told"] else () for row in rows]
        columns = ("factor", "from", "to", "direction", *(("effect over lenses",) if look["sizes_told"] else ()))
        told = [(row["factor"], row["from"], row["to"], row["verdict"]) for row in rows]
        cells = [(*row, *size) for row, size in zip(told, sizes, strict=True)]
        yield heading(f"{rows[0]['title']} ({name})", f"outcome-{name}")
        yield table("One setting beside another", columns, cells)
        yield from (drawn([each]) for each in figures if each.id == f"effects-{name}")


def _methods(facts: SweepFacts, figures: Sequence[Figure]) -> Iterator[Block]:
    figures = [each for each in figures if not each.id.startswith("effects-")]
    if not figures and not facts.refused:
        kind = str(facts.look["kind"]).replace("_", " ")
        yield text(f"A {kind} design is told by the above; a sobol or morris design also by indices.")
    for figure in figures:
        yield heading(facts.catalogue.outcomes[figure.about].title)
        yield drawn([figure])
    for name, told in facts.boxed.items():
        if told["boxes"]:
            yield listed(f"{facts.catalogue.outcomes[name].title}: {each['sentence']}" for each in told["boxes"])
    if facts.boxed:
        yield text(
            "`sim discover` writes a scenario file for each box; `sim robust` compares settings over all worlds."
        )
    for name, why in facts.refused.items():
        yield text(f"{facts.catalogue.outcomes[name].title}: {why}.")


def _questions(facts: SweepFacts) -> Section:
    readings, look = facts.look["readings"], facts.look
    calibrated = look["status"] == PARTLY
    assumed = facts.sweep.about.get("assumed") or {}
    lines = [f"In {label}, not a finding: {', '.join(kinds)}." for label, kinds in assumed.items()]
    blocks = [
        *asked("Compared with what?", [OVER]),
        *asked("Who says?", who_says(facts.catalogue, readings, coded_by(facts), _basis(facts))),
        *asked("What was assumed?", lines or ["In no point does anything happen whatever anyone wants."]),
        *asked("What did it get wrong?", wrong(facts.catalogue, look["lenses"], calibrated)),
        *asked("What would reverse it?", _reverse(look)),
        *asked("What is not in it?", not_in_it(facts.catalogue, readings)),
    ]
    return Section("questions", "Questions you will be asked", tuple(blocks))


def _reverse(look: Row) -> Iterator[str]:
    against = [row for row in look["rows"] if "disagree" in row["verdict"]]
    for row in against[:TOLD]:
        yield f"{row['title']}, {row['factor']} {row['to']} instead of {row['from']}: {row['verdict']}."
    if not against:
        yield "No comparison has one direction under one lens or reading and the other under another."
    yield "Factors that were not varied, and settings outside these ranges, could; the sweep says nothing of them."
