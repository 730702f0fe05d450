"""Whether an effect passes the smallest one that the scenario calls worth noticing, and how many runs would tell."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from caucasus_sim.analysis.paired import CLEAR

PASSES, FAILS, OPEN = "passes", "does not pass", "cannot tell"
NONE_SEEN = 3.0  # rule of three: where none of n pairs differs, at most 3/n of all would, at 95 %
MOST = 1_000_000  # so many histories of a variant may be asked for


def worth_rows(
    rows: Iterable[Mapping[str, Any]], notice: Mapping[str, float], units: Mapping[str, str], runs: int, step: int
) -> list[dict[str, Any]]:
    """A row for every outcome of ``notice`` and every variant.

    Parameters
    ----------
    rows : rows of ``beside_baseline``
    notice : the smallest effect worth noticing of some outcomes, in the outcome's unit (shares for what happens)
    units : the unit of each outcome; empty for what happens or not, whose effects are shares of histories
    runs, step : histories of each variant, and of a whole block under every lens and reading
    """
    return [
        worth_row(row, notice[row["outcome"]], units[row["outcome"]], runs, step)
        for row in rows
        if row["outcome"] in notice
    ]


def worth_row(row: Mapping[str, Any], smallest: float, unit: str, runs: int, step: int) -> dict[str, Any]:
    """One effect against its threshold: under each lens, over the lenses, and the runs that would tell."""
    told = {lens: judged(each, smallest, event=not unit) for lens, each in row["by_lens"].items()}
    factors = [each["times"] for each in told.values() if each["verdict"] == OPEN]
    needed = max(factors, default=0.0) * runs
    return {
        "outcome": row["outcome"],
        "title": row["title"],
        "variant": row["variant"],
        "smallest": smallest,
        "unit": unit,
        "by_lens": {lens: each["verdict"] for lens, each in told.items()},
        "verdict": together(Counter(each["verdict"] for each in told.values())),
        "runs_needed": rounded_up(needed, step) if 0.0 < needed <= MOST else None,
        "more_than_can_be_asked": needed > MOST,
    }


def judged(found: Mapping[str, Any], smallest: float, event: bool) -> dict[str, Any]:
    """One lens: ``passes``, ``does not pass`` or ``cannot tell``, and how many times the runs would tell.

    An effect passes if all of mean +- 2 simulation errors is at least as large as the threshold, whichever its sign,
    and does not if all of it is smaller. Runs are told from the square root law, as if the mean stood; where no pair
    differs, from the rule of three. One block has no simulation error, so that nothing can be told from it (0 times).
    """
    size, reach = abs(found["difference"]), CLEAR * found["simulation_error"]
    if math.isinf(reach):
        return {"verdict": OPEN, "times": 0.0}
    unseen = event and found["pairs_that_differ"] == 0 and found["pairs"] > 0
    if unseen:
        reach = NONE_SEEN / found["pairs"]
    if size - reach >= smallest:
        return {"verdict": PASSES, "times": 1.0}
    if size + reach < smallest:
        return {"verdict": FAILS, "times": 1.0}
    gap = abs(size - smallest)
    times = reach / gap if gap > reach / MOST else float(MOST)  # more than can be asked for, however few there are
    return {"verdict": OPEN, "times": times if unseen else times**2}


def together(counts: Counter[str]) -> str:
    """The lenses together in words, what passes first."""
    every = sum(counts.values())
    for verdict in (PASSES, FAILS, OPEN):
        if counts[verdict] == every:
            return f"{verdict} under {'any' if verdict == FAILS else 'every'} lens"
    parts = [f"{verdict} under {counts[verdict]}" for verdict in (PASSES, FAILS, OPEN) if counts[verdict]]
    return ", ".join(parts) + f" of {every} lenses"


def rounded_up(runs: float, step: int) -> int:
    """Runs to two leading digits and to whole blocks, both upwards."""
    unit = 10 ** max(0, int(math.log10(max(runs, 1.0))) - 1)
    return math.ceil(math.ceil(runs / unit) * unit / step) * step
