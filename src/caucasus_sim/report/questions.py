"""The questions that a report will be asked, answered from what is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from caucasus_sim.analysis.beside import BASELINE
from caucasus_sim.analysis.calibrate.misses import misses
from caucasus_sim.analysis.page_words import KNOWS_NOTHING, assumed_lines, basis_lines
from caucasus_sim.analysis.paired import in_twenty
from caucasus_sim.analysis.readings_apart import apart
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.report.blocks import Block, Section, heading, listed, text
from caucasus_sim.report.facts import RunFacts

NOT_IN_IT = (
    "People. Governments decide; societies are there as the strength of hardliners, as votes, as what counts.",
    "Passages of the sources on traits of nations and faiths: they were read and are not modelled.",
    "Moves that are in no catalogue, governments that take no part, and anything nobody thought of.",
    f"The time since: {KNOWS_NOTHING[0].lower()}{KNOWS_NOTHING[1:]}, unless the run starts from a later record.",
)


def questions(facts: RunFacts) -> Section:
    """The last page of a run's report."""
    manifest, summary = facts.manifest, facts.summary
    blocks = [
        *asked("Compared with what?", _compared(facts)),
        *asked("Who says?", who_says(facts.catalogue, manifest["readings"], summary["readers"], summary["basis"])),
        *asked("What was assumed?", _assumed(summary)),
        *asked("What did it get wrong?", wrong(facts.catalogue, manifest["lenses"], facts.calibrated)),
        *asked("What would reverse it?", _reverse(facts)),
        *asked("What is not in it?", not_in_it(facts.catalogue, manifest["readings"])),
    ]
    return Section("questions", "Questions you will be asked", tuple(blocks))


def asked(question: str, answers: Iterable[str]) -> list[Block]:
    """A question with its answers, as a paragraph or a list."""
    told = list(answers)
    return [heading(question), text(told[0]) if len(told) == 1 else listed(told)]


def _compared(facts: RunFacts) -> Iterator[str]:
    if BASELINE not in facts.variants or len(facts.variants) < 2:
        yield "With nothing: this run has one side only. `sim compare` sets it beside another scenario."
        return
    title = facts.summary["runs"]["titles"].get(BASELINE, BASELINE)
    yield (
        f"With the baseline ({title}). Every history of a variant has a twin there, with the same draws of all "
        f"assumptions and the same luck: {facts.summary['runs']['per_variant']:,} pairs for each variant. What differs "
        "between twins has one cause: what the variant changes."
    )


def who_says(catalogue: Catalogue, readings: Sequence[str], readers: str, basis: Mapping[str, Any]) -> Iterator[str]:
    """Whose stances, out of which documents, coded by whom; and how often they are silent."""
    known = [name for name in readings if name in catalogue.readings]
    for name, line in zip(known, catalogue.reading_lines(known), strict=True):
        sources = [catalogue.sources[each] for each in catalogue.readings[name].about.sources]
        told = "; ".join(f"{each.title} ({each.publisher or 'publisher not named'}, {each.date})" for each in sources)
        yield f"{line}. Sources: {told}."
    yield f"Stances were {readers}. The model vouches for no source."
    yield from basis_lines(basis)


def _assumed(summary: Mapping[str, Any]) -> Iterator[str]:
    told = list(assumed_lines(summary["assumed"]))
    yield from told or ["No variant makes anything happen whatever anyone wants."]
    yield (
        "Each lens is an assumption about the effects that analysts dispute; none has a weight, and no mean over them "
        "is a finding."
    )
    yield "Numbers without a record behind them are judgement, drawn from wide ranges anew for every set of histories."


def wrong(catalogue: Catalogue, lenses: Sequence[str], calibrated: bool) -> Iterator[str]:
    """Where the calibrated model misses base rates of comparable processes."""
    if not calibrated:
        yield "That is not known: these numbers have not been held against the record, and must not be read as chances."
        return
    for row in misses(catalogue, lenses):
        here = sorted({in_twenty(row["least"]), in_twenty(row["most"])})
        over = " to ".join(map(str, here))
        yield (
            f"{row['what']}: {over} in 20 histories of the baseline over the lenses; about "
            f"{in_twenty(row['base_rate'])} in 20 of comparable processes. Missed under {row['missed_under']} of "
            f"{row['lenses']} lenses."
        )
    yield (
        "The record up to October 2024 can inform a few parameters and cannot tell the lenses apart; "
        "`docs/validation.md` has the rest."
    )


def _reverse(facts: RunFacts) -> Iterator[str]:
    rows = facts.summary["watched"]
    first = [row for row in rows if row["outcome"] == rows[0]["outcome"]] if rows else []
    for row in first:
        yield f"{row['title']}, {row['variant']}: {row['verdict']}."
        yield from (f"{row['title']}, {row['variant']}, {told}." for told in apart(row.get("by_reading", {})))
    hangs = facts.summary.get("hangs") or {}
    for name, found in list(hangs.get("strongest", {}).items())[:3]:
        chance = "" if found["clear"] else "; chance alone could do this"
        title = facts.catalogue.outcomes[name].title
        yield (
            f"{title} goes most with: {found['title']} (rests on: {found['basis']}; rank correlation "
            f"{found['correlation']:+.2f}{chance})."
        )
    yield "`sim reach` looks for the smallest changes that would turn it, `sim stress` for codings of the sources."


def not_in_it(catalogue: Catalogue, readings: Sequence[str]) -> Iterator[str]:
    """What no result of this model can speak of."""
    yield from NOT_IN_IT
    names = {each for name in readings if name in catalogue.readings for each in catalogue.readings[name].about.sources}
    passages = [passage for name in sorted(names) for passage in catalogue.sources[name].passages.values()]
    left = sum(passage.left_out is not None for passage in passages)
    where = "`docs/reference/coverage.md`"
    yield f"Of {len(passages)} passages of its sources {left} were left out, each with a reason ({where})."
