"""What an outcome does between the first and the other settings of each factor, over all that varied beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import special

from caucasus_sim.analysis.measures import is_event, measured, words_of
from caucasus_sim.analysis.readings import verdict_over
from caucasus_sim.analysis.standing import is_calibrated, standing_of_run
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.ensemble.designs.factor import Factor
from caucasus_sim.runs.sweeps.stored import OK, StoredSweep, read_sweep

SURE = 0.95
THIRDS = ("lowest third", "middle third", "highest third")
MOST_LEVELS = 8
FEWEST = 6  # blocks: with fewer nothing is called clear
OVER = (
    "Each row sets one setting of a factor beside its first one, over everything else that was varied. What factors do "
    "together is not in it."
)
BY_CHANCE = (
    "A direction is clear where a 95 % interval, widened for all pairs of lens and reading of a row, leaves out zero; "
    "over so many rows, some are clear by chance."
)


def first_look(path: Any, catalogue: Catalogue) -> dict[str, Any]:
    """A sweep in short, as data that can be written as JSON."""
    sweep = read_sweep(path)
    status, line = standing_of_run(catalogue, sweep.about)
    watched = [name for name in sweep.about["watch"] if name in catalogue.outcomes]
    table = sweep.outcomes(watched)
    sound = table[table["status"] == OK].reset_index(drop=True)
    told = is_calibrated(catalogue, sweep.about["lenses"])
    return {
        "status": status,
        "status_line": line,
        "reading_lines": catalogue.reading_lines(sweep.about["readings"]),
        "question": sweep.about["question"],
        "kind": sweep.kind,
        "points": len(sweep.design),
        "cells": len(sweep.cells),
        "failed": int(len(table) - len(sound)),
        "lenses": sweep.about["lenses"],
        "readings": sweep.about["readings"],
        "factors": [each.about() for each in sweep.factors],
        "sizes_told": told,
        "by_chance": BY_CHANCE,
        "rows": [row for name in watched for row in _rows(catalogue, sweep, sound, name, told)],
    }


def _rows(
    catalogue: Catalogue, sweep: StoredSweep, table: pd.DataFrame, name: str, told: bool
) -> Iterator[dict[str, Any]]:
    """The rows of one outcome: every setting of every factor beside the first setting of that factor."""
    values = measured(catalogue, table, name).to_numpy()
    unit = "of 100 histories" if is_event(catalogue, name) else catalogue.outcomes[name].unit
    scale = 100.0 if is_event(catalogue, name) else 1.0
    for factor in sweep.factors:
        if factor.kind in ("lens", "reading"):
            continue
        setting, levels = settings_of(factor, sweep.design[factor.id])
        mine = setting[table["point"].to_numpy()]
        for k in range(1, len(levels)):
            found = beside(table, values, mine == 0, mine == k)
            row = {"outcome": name, "title": catalogue.outcomes[name].title, "factor": factor.id}
            row |= {"from": levels[0], "to": levels[k], "unit": unit}
            whole = together(table, values, mine == 0, mine == k)
            row |= _told(found, whole, scale if told else None, words_of(catalogue, name))
            yield row


def _told(found: pd.DataFrame, whole: str, scale: float | None, words: tuple[str, str]) -> dict[str, Any]:
    directions: dict[str, dict[str, str]] = {}
    for each in found.itertuples():
        directions.setdefault(str(each.reading), {})[str(each.lens)] = str(each.direction)
    verdict = verdict_over(directions, words)
    if whole != "0" and (found["direction"] == "0").all():
        verdict = f"{words[0] if whole == '+' else words[1]} over all together, clear under no reading and lens alone"
    row: dict[str, Any] = {"verdict": verdict, "by_reading": directions}
    if scale is not None and len(found):
        ends = (scale * float(found["effect"].min()), scale * float(found["effect"].max()))
        row |= dict(
            zip(("lowest", "highest"), (round(each, 12) + 0.0 for each in ends), strict=True)
        )  # no -0.0, no 2e-16
        row |= {"error": scale * float(found["reach"].max())}
    return row


def settings_of(factor: Factor, column: pd.Series) -> tuple[np.ndarray, tuple[str, ...]]:
    """Which setting each point has, i8 [points], and the settings in words; a range is told in thirds."""
    if not factor.levels and column.dtype.kind == "f":
        column = column.round(9)  # a third of a range comes about as 33.33333333333333 and as 33.33333333333334
    levels = list(factor.levels) or sorted(column.unique().tolist())
    if len(levels) > MOST_LEVELS and not factor.levels:
        edges = column.quantile([1 / 3, 2 / 3]).to_numpy()
        return np.searchsorted(edges, column.to_numpy(), side="right"), THIRDS
    place = {level: k for k, level in enumerate(levels)}
    return column.map(place).to_numpy(dtype=np.int64), tuple(_word(level) for level in levels)


def _word(level: Any) -> str:
    if isinstance(level, bool | np.bool_):
        return "yes" if level else "no"
    return f"{level:g}" if isinstance(level, float | int) else str(level)


def beside(table: pd.DataFrame, values: np.ndarray, one: np.ndarray, other: np.ndarray) -> pd.DataFrame:
    """One setting less another under every lens and reading: effect, half its interval, direction.

    Blocks are the units: where a block has both settings, the difference inside the block counts, so that common luck
    drops out; else the blocks of one setting are set beside those of the other.
    """
    names = table["lens"].astype(str) + "/" + table["reading"].astype(str)
    arms = {str(name): np.flatnonzero(names == name) for name in names.unique()}
    rows = []
    for name, place in arms.items():
        lens, _, reading = name.partition("/")
        effect, reach = _difference(
            table["block"].to_numpy()[place], values[place], one[place], other[place], len(arms)
        )
        clear = abs(effect) > max(reach, 1e-12)
        direction = ("+" if effect > 0.0 else "-") if clear else "0"
        rows.append({"lens": lens, "reading": reading, "effect": effect, "reach": reach, "direction": direction})
    return pd.DataFrame(rows)


def together(table: pd.DataFrame, values: np.ndarray, one: np.ndarray, other: np.ndarray) -> str:
    """The direction over all lenses and readings together, which share draws and luck: ``+``, ``-`` or ``0``."""
    effect, reach = _difference(table["block"].to_numpy(), values, one, other, 1)
    return ("+" if effect > 0.0 else "-") if abs(effect) > max(reach, 1e-12) else "0"


def _difference(
    blocks: np.ndarray, values: np.ndarray, one: np.ndarray, other: np.ndarray, family: int
) -> tuple[float, float]:
    """Mean with the other setting less mean with the one, and half its interval for a family of comparisons."""
    means = [pd.Series(values[part]).groupby(blocks[part]).mean() for part in (one, other)]
    both = means[1].index.intersection(means[0].index)
    if not len(means[0]) or not len(means[1]):
        return math.nan, math.inf
    if len(both) == len(means[0]) == len(means[1]):
        own = (means[1] - means[0]).to_numpy()
        return float(own.mean()), _reach([own], len(own) - 1, family)
    parts = [each.to_numpy() for each in means]
    return float(parts[1].mean() - parts[0].mean()), _reach(parts, min(map(len, parts)) - 1, family)


def _reach(parts: Sequence[np.ndarray], freedom: int, family: int) -> float:
    if freedom < FEWEST - 1:
        return math.inf
    error = math.sqrt(sum(float(each.var(ddof=1)) / len(each) for each in parts))
    return -float(special.stdtrit(freedom, (1.0 - SURE) / (2 * family))) * error


def is_clear(row: Mapping[str, Any]) -> bool:
    """Whether a comparison has one direction under every reading and lens."""
    found = {direction for lenses in row["by_reading"].values() for direction in lenses.values()}
    return len(found) == 1 and found != {"0"}


def size_of(row: Mapping[str, Any]) -> str:
    """The range over lenses and readings of what a setting goes with; empty before calibration."""
    return f"{row['lowest']:+.3g} to {row['highest']:+.3g}" if "lowest" in row else ""


def watched_of(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The outcomes of rows, each once."""
    return list(dict.fromkeys(row["outcome"] for row in rows))
