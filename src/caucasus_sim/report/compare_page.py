"""The report of a comparison, in the same order as that of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from caucasus_sim.analysis.basis import basis_of
from caucasus_sim.analysis.compare import words
from caucasus_sim.analysis.page_words import KNOWS_NOTHING, basis_lines
from caucasus_sim.analysis.standing import PARTLY
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.report.blocks import Block, Section, drawn, fold, heading, listed, strong, table, text
from caucasus_sim.report.compare_figures import compare_figures, where
from caucasus_sim.report.figure import Figure
from caucasus_sim.report.questions import asked, not_in_it, who_says, wrong
from caucasus_sim.report.render import Head
from caucasus_sim.report.run_page import ASSUMPTIONS, NOT_THIS

Row = Mapping[str, Any]
WATCHED = 2  # outcomes that the answer names
UNPAIRED = "NOT paired: histories of the two sides have no twins, so that counts of pairs are not told."


def head_of(told: Row, command: str) -> Head:
    """What stands above everything."""
    first = [each for each in told["comparisons"] if each["first"]]
    names = [f"{each['own']['label']} beside {each['other']['label']}" for each in first]
    return Head(
        standing=told["status_line"],
        lines=[*told["reading_lines"], told["readers"], KNOWS_NOTHING],
        title="What differs: " + "; ".join(names),
        question="What differs between these, and how sure is it?",
        answer="Inside this model: " + " ".join(answer(each) for each in first),
        footer=f"Runs {', '.join(told['runs'])}; {command}",
    )


def answer(each: Row) -> str:
    """What became of what the scenarios ask about, then what differs most, with counts."""
    name = f"{each['own']['label']} beside {each['other']['label']}"
    rows = {row["measure"]: row for row, _ in words.folded(each["rows"])}
    first = [row for row in each["watched"] if not row["assumed"]][:WATCHED]
    parts = [f"'{row['title']}' {row['verdict']}{_counts(rows.get(row['measure']))}" for row in first]
    named = {row["outcome"] for row in first}
    clear = [row for row in rows.values() if row["standing"] in ("clear", "depends") and row["outcome"] not in named]
    parts += [f"most of all else, '{row['title']}' {row['verdict']}{_counts(row)}" for row in clear[:1]]
    return f"{name}: {'; '.join(parts)}." if parts else f"{name}: nothing differs clearly under any lens."


def _counts(row: Row | None) -> str:
    if row is None or row["standing"] == "unclear" or row["by"][0]["draws_more_in_20"] is None:
        return ""
    more, less = (words.span([by[f"draws_{side}_in_20"] for by in row["by"]]) for side in ("more", "less"))
    return f" (more in {more}, less in {less} of 20 sets of assumptions)"


def compare_sections(told: Row, catalogue: Catalogue, command: str) -> list[Section]:
    """The whole report."""
    figures = compare_figures(told)
    first = [each for each in told["comparisons"] if each["first"]]
    lead = [each for each in figures if each.id.startswith("differs-")]
    rest = [each for each in figures if each not in lead]
    left = told["not_compared"]
    aside = [strong(f"Not compared, for want of a variant of the same name: {', '.join(left)}.")] if left else []
    return [
        Section("range", "The range over lenses and readings", (*aside, *_ranges(first), drawn(lead, 3))),
        Section("assumed", "What was assumed", tuple(_assumed(told))),
        Section("not", "What this is not", (listed(NOT_THIS),)),
        Section("differences", "Differences under the same luck", tuple(_differences(told, rest))),
        Section("outcomes", "Outcomes: definitions and passages", tuple(_definitions(first, catalogue))),
        Section("checks", "Checks and simulation error", tuple(_checks(told))),
        Section("rests", "How much hangs on silence and judgement", (listed(basis_lines(_basis(told, catalogue))),)),
        Section("scenario", "The runs, and how to compare them again", tuple(_runs(told, command))),
        _questions(told, catalogue),
    ]


def readings_of(told: Row) -> list[str]:
    """The readings that both sides have."""
    return sorted({row["reading"] for each in told["comparisons"] for row in each["strata"]})


def _basis(told: Row, catalogue: Catalogue) -> dict[str, Any]:
    return basis_of(catalogue, [name for name in readings_of(told) if name in catalogue.readings])


def _ranges(first: Sequence[Row]) -> Iterator[Block]:
    for each in first:
        yield text(f"{each['own']['label']} beside {each['other']['label']}; first what the scenarios ask about:")
        asked_for = {row["measure"] for row in each["watched"]}
        rest = [row for row, _ in words.folded(each["rows"]) if row["measure"] not in asked_for]
        yield listed(f"{row['title']}: {row['verdict']}." for row in [*each["watched"], *rest[:6]])


def _assumed(told: Row) -> Iterator[Block]:
    sides = {each[side]["label"]: each[side]["assumed"] for each in told["comparisons"] for side in ("other", "own")}
    lines = [f"In {label}, not a finding: {', '.join(kinds)}." for label, kinds in sides.items() if kinds]
    yield listed(lines) if lines else text("Nothing: on no side does anything happen whatever anyone wants.")
    yield text(ASSUMPTIONS)


def _differences(told: Row, figures: Sequence[Figure]) -> Iterator[Block]:
    yield text(words.HOW)
    for each in told["comparisons"]:
        name = f"{each['own']['label']} beside {each['other']['label']}"
        yield heading(name)
        if not each["paired"]:
            yield strong(f"{UNPAIRED} {'; '.join(each['why_unpaired'])}.")
        pairs = sum(row["pairs"] for row in each["strata"])
        yield text(f"{pairs:,} pairs of histories, {words.under(each['strata'])}, until {each['until']}.")
        yield from _ranked(each)
        own = [figure for figure in figures if figure.about == name] if each["first"] else []
        if own:
            yield drawn(own)
        if each["same"]:
            yield fold("Exactly the same in every pair", [text(", ".join(each["same"]))])


def _ranked(each: Row) -> Iterator[Block]:
    """What differs most first, in short; and lens by lens, folded away."""
    shown = words.folded(each["rows"])
    if not shown:
        yield text("Nothing differs in any history.")
        return
    columns = ("outcome", "over the lenses", "of 20 draws", "size", "worth noticing")
    cells = [
        (_name(row, also), row["verdict"], words.counts(row["by"], "draws"), words.sizes(row), words.noticing(row))
        for row, also in shown
    ]
    yield table("What differs, most first", columns, cells)
    several = words.several_readings(each)
    detail = (
        "under",
        "direction",
        "effect (simulation error)",
        "of 20 draws",
        "noticing",
        "luck worth",
        "more to tell",
    )
    tables = [
        table(row["title"], detail, [(where(by, several), *words.told_effect(row, by)) for by in row["by"]])
        for row, _ in shown
        if row["standing"] != "unclear"
    ]
    if tables:
        yield fold("Lens by lens, where anything is clear", tables)


def _name(row: Row, also: Sequence[str]) -> str:
    told = f"{row['title']} ({row['measure'].replace('=', ' = ')})"
    told += " [assumed]" if row["assumed"] else ""
    return f"{told}; the same: {', '.join(also).replace('=', ' = ')}" if also else told


def _definitions(first: Sequence[Row], catalogue: Catalogue) -> Iterator[Block]:
    """What was counted, for everything that differs clearly."""
    names = dict.fromkeys(row["outcome"] for each in first for row in each["rows"] if row["standing"] != "unclear")
    if not names:
        yield text("Nothing differs clearly; `sim list outcomes` has the definitions of all that was looked at.")
    for name in names:
        outcome = catalogue.outcomes[name]
        yield heading(f"{outcome.title} ({name})", f"outcome-{name}")
        yield text(f"{outcome.definition} Counted: {outcome.counting_rule} How to check it: {outcome.check}")
        if outcome.passages:
            yield text(f"Passages: {', '.join(outcome.passages)}.")


def _checks(told: Row) -> Iterator[Block]:
    for each in told["comparisons"]:
        if each["first"]:
            yield text(f"{each['own']['label']}: {words.looked_line(each['looked_at'])}")
            if line := words.gain_line(each["gains"]):
                yield text(line)
            left, without = each["left_out"], each["without_twin"]
            yield text(
                f"Left out: {left:,} histories that left the range of their numbers, {without:,} without a twin."
            )


def _runs(told: Row, command: str) -> Iterator[Block]:
    sides = {each[side]["label"]: each[side] for each in told["comparisons"] for side in ("other", "own")}
    rows = [(label, side["title"], side["run"], f"{side['histories']:,}") for label, side in sides.items()]
    yield table("What was compared", ("side", "title", "run", "histories"), rows)
    if told["evidence_changed"]:
        yield strong("The evidence is not that of these runs any more; outcomes are told by the names they have now.")
    if told["at"]:
        yield text(f"As of {told['at']}, not the last month.")
    yield text(f"The command: {command}")


def _questions(told: Row, catalogue: Catalogue) -> Section:
    readings, calibrated = readings_of(told), told["status"] == PARTLY
    lenses = sorted({row["lens"] for each in told["comparisons"] for row in each["strata"]})
    first = [each for each in told["comparisons"] if each["first"]]
    compared = (f"{each['own']['label']} with {each['other']['label']}: {_terms(each)}" for each in first)
    blocks = [
        *asked("Compared with what?", compared),
        *asked("Who says?", who_says(catalogue, readings, told["readers"], _basis(told, catalogue))),
        *asked("What was assumed?", (block.text or "; ".join(block.items) for block in _assumed(told))),
        *asked("What did it get wrong?", wrong(catalogue, lenses, calibrated)),
        *asked("What would reverse it?", _reverse(first)),
        *asked("What is not in it?", not_in_it(catalogue, readings)),
    ]
    return Section("questions", "Questions you will be asked", tuple(blocks))


def _terms(each: Row) -> str:
    if not each["paired"]:
        return UNPAIRED
    return "every history beside its twin, with the same draws of all assumptions and the same luck."


def _reverse(first: Sequence[Row]) -> Iterator[str]:
    for each in first:
        depends = [row for row, _ in words.folded(each["rows"]) if row["standing"] == "depends"]
        for row in depends[:3]:
            yield f"{row['title']} {row['verdict']}."
        if not depends:
            yield f"{each['own']['label']}: nothing that differs clearly does so in both directions."
    yield "`sim reach` looks for the smallest changes that would turn it, `sim stress` for codings of the sources."
