"""A whole comparison as data that can be written as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from caucasus_sim.analysis.compare.arms import BASELINE, Arm, full_label, only
from caucasus_sim.analysis.compare.at import as_of
from caucasus_sim.analysis.compare.matching import Match, matches
from caucasus_sim.analysis.compare.measures import matrix, measures_of
from caucasus_sim.analysis.compare.over_time import end_states_of, milestones_of
from caucasus_sim.analysis.compare.pairing import ByStratum, pair_up
from caucasus_sim.analysis.compare.ranking import looked_at
from caucasus_sim.analysis.compare.rows import Row, ranked_rows
from caucasus_sim.analysis.compare.verdicts import SAME
from caucasus_sim.analysis.paired import LEVEL
from caucasus_sim.analysis.standing import standing, standing_line
from caucasus_sim.analysis.summary import readers
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.month.arrays import calendar
from caucasus_sim.runs.request import known_names, known_readings
from caucasus_sim.scenario.months import NotTime, read_month


@dataclass(frozen=True)
class Options:
    """What of a comparison is wanted; nothing named is everything.

    Parameters
    ----------
    lenses, readings, outcomes : tuple of str
    at : int or None
        Compare as of this month instead of the last.
    unpaired : bool
        Compare without twins.
    """

    lenses: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    at: int | None = None
    unpaired: bool = False


def options_of(
    catalogue: Catalogue,
    lenses: tuple[str, ...],
    readings: tuple[str, ...],
    outcomes: tuple[str, ...],
    at: str | None,
    unpaired: bool,
) -> Options:
    """What of a comparison is wanted, checked as far as it can be without runs."""
    try:
        month = None if at is None else read_month(at)
    except NotTime as wrong:
        raise Mistakes([Mistake(wrong.what, "--at", expected=wrong.expected)]) from None
    return Options(lenses, known_readings(readings, catalogue) if readings else (), outcomes, month, unpaired)


def compare(groups: Sequence[Sequence[Arm]], catalogue: Catalogue, options: Options | None = None) -> dict[str, Any]:
    """Compare the variants of one run, or those of several, given as lists of arms.

    Raises
    ------
    Mistakes
        If something asked for is not known, or histories cannot be paired.
    """
    wanted = options or Options()
    _check(catalogue, wanted)
    chosen = [[_as_wanted(arm, catalogue, wanted) for arm in group] for group in groups]
    matched = matches(chosen)
    found = [_comparison(match, catalogue, wanted) for match in matched]
    arms = [arm for group in chosen for arm in group]
    changed = any(arm.facts["evidence"] != catalogue.digest for arm in arms)
    lenses = [""] if changed else sorted({row["lens"] for each in found for row in each["strata"]})
    readings = sorted({row["reading"] for each in found for row in each["strata"]})
    known = [name for name in readings if name in catalogue.readings]
    return {
        "status": standing(catalogue, lenses),
        "status_line": standing_line(catalogue, lenses),
        "reading_lines": catalogue.reading_lines(known),
        "readers": readers(catalogue, known),
        "evidence_changed": changed,
        "level": LEVEL,
        "at": None if wanted.at is None else calendar(wanted.at),
        "runs": sorted({arm.run for arm in arms}),
        "not_compared": _left_over(chosen, matched),
        "comparisons": found,
    }


def _left_over(groups: Sequence[Sequence[Arm]], matched: Sequence[Match]) -> list[str]:
    """Variants of several runs that none of the other's goes by the name of; a baseline is in every run."""
    used = {(arm.run, arm.variant) for match in matched for arm in (match.own, match.other)}
    arms = [arm for group in groups for arm in group if arm.variant != BASELINE]
    return [full_label(arm) for arm in arms if (arm.run, arm.variant) not in used]


def _check(catalogue: Catalogue, wanted: Options) -> None:
    known_names(wanted.lenses, tuple(catalogue.lenses), "lens")
    known_names(wanted.readings, tuple(catalogue.readings), "reading")
    known = tuple(catalogue.outcomes)
    wrong = [name for name in wanted.outcomes if name not in known]
    if wrong:
        expected = "an outcome; see `sim list outcomes`"
        raise Mistakes(
            Mistake(f"no outcome '{name}'", "--outcome", 0, 0, expected, nearest(name, known)) for name in wrong
        )


def _comparison(match: Match, catalogue: Catalogue, wanted: Options) -> dict[str, Any]:
    own, other = match.own, match.other
    pairs = pair_up(own, other, wanted.unpaired)
    measures = measures_of(catalogue, [own.outcomes, other.outcomes], wanted.outcomes)
    effects = pairs.effects(matrix(own.outcomes, measures), matrix(other.outcomes, measures))
    rows = ranked_rows(pairs, measures, effects)
    counts = looked_at(*(np.stack([getattr(each, name) for each in effects.values()]) for name in ("differ", "clear")))
    return {
        "own": _about(own),
        "other": _about(other),
        "first": match.first,
        "paired": pairs.paired,
        "why_unpaired": list(pairs.why),
        "until": calendar(own.end),
        "without_twin": pairs.without,
        "left_out": own.left_out + other.left_out,
        "strata": _strata(effects),
        "looked_at": asdict(counts),
        "gains": _gains(effects),
        "watched": _watched(rows, (*own.watch, *other.watch)),
        "rows": [row for row in rows if row["standing"] != SAME],
        "same": [row["measure"] for row in rows if row["standing"] == SAME],
        "milestones": milestones_of(pairs, catalogue, wanted.outcomes),
        "end_states": end_states_of(pairs),
    }


def _as_wanted(arm: Arm, catalogue: Catalogue, wanted: Options) -> Arm:
    chosen = only(arm, wanted.lenses, wanted.readings)
    return chosen if wanted.at is None else as_of(chosen, catalogue, wanted.at)


def _about(arm: Arm) -> dict[str, Any]:
    names = ("label", "scenario", "variant", "title", "run", "assumed")
    return {**{name: getattr(arm, name) for name in names}, "path": str(arm.path), "histories": len(arm.cells)}


def _watched(rows: Sequence[Row], names: Sequence[str]) -> list[Row]:
    """What the scenarios ask about, in their order; of an outcome with several measures what differs most."""
    found = [next((row for row in rows if row["outcome"] == name), None) for name in dict.fromkeys(names)]
    kept = ("measure", "outcome", "title", "verdict", "standing", "assumed")
    return [{key: row[key] for key in kept} for row in found if row is not None]


def _strata(effects: ByStratum) -> list[dict[str, Any]]:
    return [
        {"lens": lens, "reading": reading, "blocks": each.blocks, "pairs": each.pairs}
        for (lens, reading), each in effects.items()
    ]


def _gains(effects: ByStratum) -> dict[str, dict[str, float] | None]:
    """Least, middle and greatest variance ratio over outcomes that differ, lenses and readings; infinite ones aside."""
    return {name: _range_of(np.concatenate([getattr(each, name) for each in effects.values()])) for name in GAINS}


GAINS = ("pairing_gain", "luck_gain")


def _range_of(values: np.ndarray) -> dict[str, float] | None:
    finite = values[np.isfinite(values)]
    if not finite.size:
        return None
    return {"least": float(finite.min()), "middle": float(np.median(finite)), "greatest": float(finite.max())}
