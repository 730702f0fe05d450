"""The answer of `sim robust` as data: every criterion's order of settings, how sure it is, and world by world."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.analysis.robust.criteria import ENOUGH, Judged, judge
from caucasus_sim.analysis.robust.gather import Table, table_of
from caucasus_sim.analysis.robust.words import TITLES, agree_words, lens_words, level_word, order_words, setting_name
from caucasus_sim.analysis.swept.asked import Asked, values_of
from caucasus_sim.analysis.swept.head import head_of
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.runs.sweeps.stored import StoredSweep

Row = dict[str, Any]


def robust(
    sweep: StoredSweep,
    catalogue: Catalogue,
    asked: Asked,
    more: bool,
    threshold: float | None = None,
    settings: tuple[str, ...] = (),
    seed: int = 1,
) -> Row:
    """How settings do over worlds: the worst case, the largest regret, and in how many worlds there is enough.

    Parameters
    ----------
    more : bool
        Whether more of the outcome is wanted, or less.
    threshold : float, optional
        A world has enough where the mean is at least this; at most this, if less is wanted.

    Raises
    ------
    Mistakes
        If settings do not meet the same worlds under the same draws and luck.
    """
    cells = values_of(sweep, catalogue, asked)
    way = 1.0 if more else -1.0
    found = table_of(sweep, cells.assign(value=way * cells["value"]), settings)
    judged = judge(found.payoffs, None if threshold is None else way * threshold, seed)
    names = [setting_name([each.id for each in found.factors], each) for each in found.settings]
    blocks = int(found.payoffs.groups.max()) + 1
    means = way * found.payoffs.means(np.ones((1, len(found.payoffs.sums))))[0]
    firsts = {each.name: [names[k] for k in np.flatnonzero(each.ranks == 1)] for each in judged}
    worlds = worlds_told(found, names, means, more)
    return {
        **head_of(sweep, catalogue, asked, cells),
        "wanted": "more" if more else "less",
        "threshold": threshold,
        "set_by": [each.id for each in found.factors],
        "settings": [
            {"name": name, "levels": dict(zip([f.id for f in found.factors], each, strict=True)), "unbeaten": share}
            for name, each, share in zip(names, found.settings, found.payoffs.unbeaten().tolist(), strict=True)
        ],
        "blocks": blocks,
        "unpaired": found.unpaired,
        "criteria": [_criterion(each, names, way, blocks) for each in judged],
        "agreement": agree_words(firsts),
        "worlds": worlds,
        "by_world": lens_words(worlds),
    }


def _criterion(judged: Judged, names: list[str], way: float, blocks: int) -> Row:
    """One criterion: its rows in the order of the plan, and what may be said of the order."""
    turned = judged.name not in ("largest_regret", ENOUGH) and way < 0.0
    sign = -1.0 if turned else 1.0
    ends = (judged.high, judged.low) if turned else (judged.low, judged.high)
    rows = [
        {
            "name": name,
            "value": float(sign * judged.scores[k]),
            "low": _known(sign * ends[0][k]),
            "high": _known(sign * ends[1][k]),
            "rank": int(judged.ranks[k]),
            "rank_low": int(judged.rank_low[k]),
            "rank_high": int(judged.rank_high[k]),
            "first_in_resamples": _known(judged.first[k]),
        }
        for k, name in enumerate(names)
    ]
    words = order_words(judged, names, blocks)
    return {"criterion": judged.name, "title": TITLES[judged.name], "rows": rows, "order": words}


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def worlds_told(found: Table, names: list[str], means: np.ndarray, more: bool) -> list[Row]:
    """Every world: the mean of every setting there, and which are best."""
    rows = []
    for w, levels in enumerate(found.worlds):
        own = np.round(means[:, w], 12)
        best = np.flatnonzero(own == (own.max() if more else own.min()))
        told = dict(zip(found.world_names, map(level_word, levels), strict=True))
        rows.append({"world": told, "means": own.tolist(), "best": [names[k] for k in best]})
    return rows


def flat(told: Row) -> pd.DataFrame:
    """One row a setting and criterion, for CSV; every row says its standing and of which outcome."""
    rows = [
        {
            "status": told["status"],
            "run": told["run"],
            "outcome": told["outcome"],
            "criterion": each["criterion"],
            **row,
        }
        for each in told["criteria"]
        for row in each["rows"]
    ]
    return pd.DataFrame(rows).rename(columns={"name": "setting"})
