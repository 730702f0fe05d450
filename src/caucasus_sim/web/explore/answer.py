"""What histories say about one outcome: under every lens by itself, and beside the reference under the same luck.

Lenses carry no weights, so nothing here is a mean over them: what is said of several lenses is a range.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from caucasus_sim.analysis.beside import lens_row, verdict_of
from caucasus_sim.analysis.measures import is_event, measured
from caucasus_sim.analysis.paired import Difference, about, difference_of, in_twenty
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.web.explore.futures import Futures

DOTS = 50
SHARES = ("share", "0 to 1")  # units whose numbers lie between none and all
BANDS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Lens:
    """One outcome under one lens.

    ``values`` f8 [n] are 1 and 0 for what happens or not, else its value at the end; ``months`` f8 [n] say when it
    happens (NaN: never), for what happens in a month. ``beside`` is the paired difference to the reference.
    """

    values: np.ndarray
    months: np.ndarray | None
    before: np.ndarray
    beside: Difference

    @property
    def level(self) -> float:
        """The share in which it happens, or the mean."""
        return float(self.values.mean())

    @property
    def level_before(self) -> float:
        """The same in the reference."""
        return float(self.before.mean())

    @property
    def bands(self) -> tuple[float, ...]:
        """The values below which 5, 25, 50, 75 and 95 of 100 histories end."""
        return tuple(float(each) for each in np.quantile(self.values, BANDS))


@dataclass(frozen=True)
class Answer:
    """One outcome: what it is, and what every lens says."""

    name: str
    title: str
    definition: str
    unit: str
    event: bool
    lenses: Mapping[str, Lens]
    verdict: str

    @property
    def differs(self) -> bool:
        """Whether any history differs from its twin."""
        return any(each.beside.more or each.beside.less for each in self.lenses.values())

    @property
    def range(self) -> tuple[float, float]:
        """The smallest and the largest level over the lenses."""
        levels = [each.level for each in self.lenses.values()]
        return min(levels), max(levels)


def answer_of(catalogue: Catalogue, now: Futures, reference: Futures, name: str) -> Answer:
    """One outcome of two scenarios whose rows share their draws and luck.

    Raises
    ------
    ValueError
        If the rows are not twins.
    """
    if len(now) != len(reference):
        raise ValueError("histories without twins")
    outcome = catalogue.outcomes[name]
    own, other = (measured(catalogue, each.outcomes(name), name).to_numpy() for each in (now, reference))
    months = now.months(name) if outcome.kind == "month" else None
    gaps, block = own - other, now.cells["block"].to_numpy()
    lenses = {
        str(lens): Lens(own[k], None if months is None else months[k], other[k], difference_of(gaps[k], block[k]))
        for lens, k in now.cells.groupby("lens", sort=True).indices.items()
    }
    rows = {lens: lens_row(each.beside) for lens, each in lenses.items()}
    event = is_event(catalogue, name)
    verdict = verdict_of(catalogue, name, rows)
    return Answer(name, outcome.title, outcome.definition, "" if event else outcome.unit, event, lenses, verdict)


def dots(values: np.ndarray, many: int = DOTS) -> np.ndarray:
    """So many equally likely values, f8 [many], sorted; what never comes is last.

    >>> dots(np.arange(100.0), 4).tolist()
    [12.0, 37.0, 62.0, 87.0]
    """
    ordered = np.sort(values)  # NaN sorts last
    places = (np.arange(many) + 0.5) / many * len(ordered)
    return ordered[np.minimum(places.astype(int), len(ordered) - 1)]


def happened_by(months: np.ndarray, first: int, many: int) -> np.ndarray:
    """The share of histories in which something has happened by the end of each month, f8 [many]."""
    ends = first + np.arange(many)
    return (months[:, None] <= ends[None, :]).mean(axis=0)  # NaN is never <=


def bands_over_time(monthly: np.ndarray) -> np.ndarray:
    """The values below which 5, 25, 50, 75 and 95 of 100 histories lie in each month, f8 [5, months]."""
    return np.quantile(monthly, BANDS, axis=0)


def sentence(answer: Answer, levels: bool, beside: str, decimals: bool = True) -> str:
    """What a reader should take away, with its counts; read aloud as it is.

    Parameters
    ----------
    levels : whether levels may be said at all, or directions only
    beside : what the reference is, in words
    decimals : False where numbers are shown to a room
    """
    head = answer.title
    if levels:
        head += f": {level_words(answer, decimals)}"
    if not answer.differs:
        return f"{head}. Every history is the same beside {beside}."
    return f"{head}. Beside {beside}: {answer.verdict} ({pair_words(answer)})."


def level_words(answer: Answer, decimals: bool = True) -> str:
    """How often, or how much, over the lenses."""
    low, high = answer.range
    if not answer.event:
        one, two = (number(each, decimals, answer.unit) for each in (low, high))
        at_the_end = f"{unit_words(answer.unit, decimals)} at the end, on average"
        return f"{one}{at_the_end} under every lens" if one == two else f"{one} to {two}{at_the_end}, over the lenses"
    counts = in_twenty(low), in_twenty(high)
    if counts[0] == counts[1]:
        return f"{about(low)} {'histories ' if low not in (0.0, 1.0) else ''}under every lens"
    return f"about {counts[0]} to {counts[1]} in 20 histories, over the lenses"


def unit_words(unit: str, decimals: bool = True) -> str:
    """A unit behind a number; none where shares are told in hundredths.

    >>> unit_words("deaths"), unit_words("0 to 1"), unit_words("0 to 1", decimals=False)
    (' deaths', ' (0 to 1)', '')
    """
    if not decimals and unit in SHARES:
        return ""
    return f" ({unit})" if unit[:1].isdigit() else f" {unit}"


def pair_words(answer: Answer) -> str:
    """In how many of twenty paired worlds there is more and less of it, over the lenses."""
    rows = [lens_row(each.beside) for each in answer.lenses.values()]
    more, less = (_span([int(row[key]) for row in rows]) for key in ("more_in_20", "less_in_20"))
    return f"more in {more}, less in {less} of 20 paired worlds"


def _span(counts: list[int]) -> str:
    return str(min(counts)) if min(counts) == max(counts) else f"{min(counts)} to {max(counts)}"


def number(value: float, decimals: bool = True, unit: str = "") -> str:
    """A number with as many digits as say something; for a room none after the point, and shares in hundredths.

    >>> number(0.123456), number(1234.5), number(3.456, decimals=False), number(0.0), number(1e6)
    ('0.123', '1,234', '3', '0', '1,000,000')
    >>> number(0.456, decimals=False, unit="share")
    '46 in 100'
    """
    if not decimals and unit in SHARES:
        return f"{100.0 * value:,.0f} in 100"
    if not decimals or abs(value) >= 100.0:
        return f"{value:,.0f}"
    return f"{value:.3g}"
