"""What a difference rests on: rank correlations over draws, and where the leading assumption turns its sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy import stats

from caucasus_sim.analysis.assumptions import MECHANISM, Assumption, of_mechanisms, of_reading
from caucasus_sim.analysis.claims.gaps import Gaps
from caucasus_sim.analysis.claims.sign import RESAMPLES
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.packing.priors import quantiles

TOP = 5
CHANCE = 0.05  # how often chance alone may pass the bar, in all correlations of a test together
FEWEST = 8  # draws; fewer say nothing
BELIEVED = (5.0, 95.0)
EFFECT = "effect "


@dataclass(frozen=True)
class Rest:
    """One assumption and its rank correlation with the difference; ``clear`` where chance would not reach as far."""

    assumption: str
    title: str
    basis: str
    correlation: float
    clear: bool


@dataclass(frozen=True)
class BreakEven:
    """The value of an assumption at which the expected difference is zero, all others at their means.

    A straight line of differences on values. ``low`` and ``high``: 90 % of resampled lines; None where they do not
    agree on a sign of the slope. ``inside``: whether ``value`` lies in the middle 90 % of what is believed of it.
    """

    assumption: str
    value: float
    low: float | None
    high: float | None
    slope: float
    believed: tuple[float, float]
    inside: bool


def inputs_of(catalogue: Catalogue, gaps: Gaps, lens: str, seed: int) -> list[Assumption]:
    """Every assumption that varies between the draws of a test, contested effects in their own units."""
    ids = np.unique(gaps.mechanisms)
    every = [_in_units(catalogue, each, lens) for each in of_mechanisms(catalogue, seed, ids, (lens,))]
    for reading in dict.fromkeys(gaps.reading):
        every += of_reading(catalogue, str(reading), seed, np.unique(gaps.readings), (lens,))
    return [each for each in every if each.lenses and np.ptp(each.drawn) > 0.0]


def _in_units(catalogue: Catalogue, each: Assumption, lens: str) -> Assumption:
    if not each.id.startswith(EFFECT):
        return each
    prior = catalogue.lenses[lens].effects[each.id.removeprefix(EFFECT)]
    return replace(each, drawn=quantiles(prior, each.drawn))


def rests_on(inputs: list[Assumption], gaps: Gaps) -> list[Rest]:
    """The assumptions that a difference goes with most, the strongest first."""
    rows = list(_correlations(inputs, gaps))
    bars = {draws: bar(draws, len(rows)) for _, _, draws in rows}
    rows.sort(key=lambda row: -abs(row[1]))
    return [
        Rest(each.id, each.title, each.basis, round(rho, 3), abs(rho) > bars[draws]) for each, rho, draws in rows[:TOP]
    ]


def _correlations(inputs: list[Assumption], gaps: Gaps) -> Iterator[tuple[Assumption, float, int]]:
    for each in inputs:
        own = gaps.of_reading(each.reading) if each.reading else gaps
        means = draw_means(own, each.draw)
        if len(means) >= FEWEST and np.ptp(means) > 0.0:
            yield each, float(stats.spearmanr(each.drawn, means).statistic), len(means)


def draw_means(gaps: Gaps, draw: str) -> np.ndarray:
    """The mean difference of every draw of a kind, in the order of its ids, f8 [draws]."""
    if draw == MECHANISM:
        ids, values = gaps.mechanisms, gaps.cubes.mean(axis=(2, 3))
    else:
        ids, values = gaps.readings, gaps.cubes.mean(axis=(1, 3))
    _, place = np.unique(ids, return_inverse=True)
    counts = np.bincount(place.reshape(-1))
    return np.asarray(np.bincount(place.reshape(-1), weights=values.reshape(-1)) / counts)


def bar(draws: int, tried: int) -> float:
    """The rank correlation that the largest of ``tried`` passes by chance in one test of twenty (normal, Bonferroni).

    >>> round(bar(100, 1), 2), round(bar(100, 200), 2)
    (0.2, 0.37)
    """
    return min(1.0, float(stats.norm.isf(CHANCE / (2 * tried))) / float(np.sqrt(draws - 1)))


def break_even(inputs: list[Assumption], rests: list[Rest], gaps: Gaps, seed: int = 1) -> BreakEven | None:
    """Where the strongest assumption that stands out turns the sign; None if none of the mechanisms' does."""
    by_name = {each.id: each for each in inputs if each.draw == MECHANISM}
    leading = next((rest for rest in rests if rest.clear and rest.assumption in by_name), None)
    if leading is None:
        return None
    x, y = by_name[leading.assumption].drawn, draw_means(gaps, MECHANISM)
    parts = np.stack([np.ones(len(x)), x, y, x * y, x * x], axis=1)
    slope, root = _line(parts.sum(axis=0)[:, None])
    counts = np.random.default_rng(seed).multinomial(len(x), np.full(len(x), 1.0 / len(x)), size=RESAMPLES)
    slopes, roots = _line((counts @ parts).T)
    agree = bool(np.all(np.sign(slopes) == np.sign(slope[0])))
    low, high = np.percentile(roots, BELIEVED) if agree else (None, None)
    start, end = (float(each) for each in np.percentile(x, BELIEVED))
    value = float(root[0])
    return BreakEven(
        assumption=leading.assumption,
        value=value,
        low=None if low is None else float(low),
        high=None if high is None else float(high),
        slope=float(slope[0]),
        believed=(start, end),
        inside=start <= value <= end,
    )


def _line(sums: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slope and root of the straight line through points whose n, sums of x, y, xy and xx are given."""
    n, x, y, xy, xx = sums
    slope = (n * xy - x * y) / (n * xx - x * x)
    return slope, (x - y / slope) / n
