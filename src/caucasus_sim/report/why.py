"""Why: what outcomes go with, what was explained, and how histories typically went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from caucasus_sim.analysis import page_words as words
from caucasus_sim.analysis.explain.words import HEADS, ORDER, method, spelled, sum_line, supposed, together, unit_of
from caucasus_sim.analysis.typical import words as typical_words
from caucasus_sim.report.blocks import Block, Section, drawn, fold, heading, listed, table, text
from caucasus_sim.report.facts import RunFacts
from caucasus_sim.report.figure import Figure
from caucasus_sim.report.levels import STATES


def why(facts: RunFacts, spread: Sequence[Figure]) -> Section:
    """What the outcomes go with, who moved them if that was asked, and where stances alone would end."""
    blocks = [*_hangs(facts), *(block for told in facts.explained for block in _explained(told))]
    if not facts.explained:
        run = facts.manifest["id"]
        name = facts.watched[0] if facts.watched else "treaty_signed"
        blocks.append(text(f"Whose holding still would change it was not asked: sim explain {run} --outcome {name}"))
    blocks += [drawn(spread, 3)] if spread else []
    return Section("why", "Why", (*blocks, *_positions(facts)))


def _hangs(facts: RunFacts) -> Iterator[Block]:
    found = facts.summary.get("hangs")
    if not found:
        return
    yield heading("Which assumptions the outcomes go with most")
    yield text(words.hangs_how(found))
    told = [words.hangs_lines(number, row) for number, row in enumerate(found["top"], 1)]
    if told:
        yield listed(f"{head}: {rest}" for head, rest in told)


def _explained(told: Mapping[str, Any]) -> Iterator[Block]:
    yield heading(f"Inside this model: what '{told['title']}' up to {told['by']} hangs on (variant {told['variant']})")
    yield text(f"{told['status_line']}. {method(told['quick'])}")
    for game in told["games"]:
        size = [f"adds to {unit_of(told)}"] if told["calibrated"] else []
        rows = [
            [row["title"], supposed(game, row), *([spelled(told, row)] if told["calibrated"] else [])]
            for row in game["players"]
        ]
        who = "part" if game["kind"] == "scenario" else "government"
        yield table(HEADS[game["kind"], game["absent"]], (who, f"'{told['title']}' would come about", *size), rows)
        yield text(" ".join([*([sum_line(told, game["sum"])] if told["calibrated"] else []), together(told, game)]))
    if any(game["kind"] != "scenario" for game in told["games"]):
        yield text(ORDER)


def _positions(facts: RunFacts) -> Iterator[Block]:
    rows = facts.summary["positions"]
    if not rows:
        return
    cells = [(row["reading"], *words.position_cells(row)) for row in rows]
    columns = ("reading", "issue", "mean", "Condorcet", "on the scale", "governments heard")
    caption = "Where a plain weighing of the stances would end: positions, not probabilities"
    inside = [text(words.POSITIONS_HOW), table(caption, columns, cells), listed(words.scale_lines(rows))]
    yield fold(caption, inside)


def typical_section(facts: RunFacts) -> Section:
    """A few kinds of history, and the one in the middle of each in sentences."""
    told = facts.typical
    width = "" if told["silhouette"] is None else f" (silhouette {told['silhouette']:.2f})"
    blocks = [
        text(f"Variant {told['variant']}, the first {told['histories']:,} histories of the plan. {typical_words.HOW}"),
        text(f"{len(told['groups'])} groups: {told['structure']}{width}."),
    ]
    if told["assumed"]:
        blocks.append(text(f"Assumed in it, not a finding: {', '.join(told['assumed'])}."))
    for number, group in enumerate(told["groups"], 1):
        blocks += _group(number, group, facts.manifest["id"])
    return Section("typical", "Typical histories", tuple(blocks))


def _group(number: int, group: Mapping[str, Any], run: str) -> list[Block]:
    middle = group["typical"]
    share = typical_words.span(group["in_20_by_lens"])
    which = f"{middle['cell']} (lens {middle['lens']}, reading {middle['reading']})"
    return [
        heading(f"Group {number}: about {share} of 20 histories"),
        text(f"Its most typical history is {which}. {_story(middle)}"),
        text(f"All of it: sim trace {run} --run {middle['cell']}"),
    ]


def _story(middle: Mapping[str, Any]) -> str:
    months = typical_words.by_month(middle["story"])
    told = [f"In {month}: {titles}." for month, titles in months.items()] or ["No milestone is reached."]
    end = STATES.get(middle["end_state"], middle["end_state"])
    return " ".join([*told, f"At the end: {end}."] if end else told)
