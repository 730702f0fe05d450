"""Stacked bars: states that exclude each other, one bar a scenario or lens, each state with its letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from caucasus_sim.charts.chart import WIDTH, Cell, Chart, cells
from caucasus_sim.charts.scale import twentieths
from caucasus_sim.charts.svg import box, label, lines_of

HIGH = 26.0
STEPS = 8
ON_STEP = {0: "c-onone", 6: "c-ontwo", 7: "c-onink"}  # letters that need a colour of their own to be read
NARROW = 14.0  # a part narrower than this has no letter in it
LETTERS = "ABCDEFGH"


def stacked(
    id: str,
    title: str,
    states: Sequence[str],
    bars: Mapping[str, Sequence[float]],
    width: int = WIDTH,
) -> Chart:
    """Draw shares of states in a fixed order, from left to right.

    Parameters
    ----------
    states : sequence of str
        At most eight, in words.
    bars : mapping of str to sequence of float
        For each bar the shares of the states; they add up to 1.
    """
    if len(states) > STEPS:
        raise ValueError(f"at most {STEPS} states")
    seen = [k for k in range(len(states)) if any(shares[k] > 0.0 for shares in bars.values())]
    y, drawn = 4.0, []
    for name, shares in bars.items():
        for words in lines_of(name, width - 8.0):
            y += 16
            drawn.append(label(4, y, words, "c-bold"))
        drawn += _bar(shares, 4.0, y + 6, width - 8.0)
        y += HIGH + 14
    y += 4
    for k in seen:
        drawn += [box(4, y, 16, 14, f"c-step-{k}"), box(4, y, 16, 14, "c-edge"), _letter(k, 12, y + 11)]
        for n, words in enumerate(lines_of(states[k], width - 34.0, 12)):
            drawn.append(label(28, y + 11 + 15 * n, words, "c-soft"))
            y += 15 * (n > 0)
        y += 20
    rows: list[tuple[Cell, ...]] = [
        (f"{LETTERS[k]}  {states[k]}", *(twentieths(shares[k]) for shares in bars.values())) for k in seen
    ]
    columns = ("state", *bars)
    return Chart(id, title, _told(states, bars), columns, cells(rows), "".join(drawn), width, y + 6)


def _bar(shares: Sequence[float], left: float, y: float, wide: float) -> list[str]:
    drawn, x = [], left
    for k, share in enumerate(shares):
        own = share * wide
        if own > 0.0:
            drawn += [box(x, y, own, HIGH, f"c-step-{k}"), box(x, y, own, HIGH, "c-edge")]
        if own >= NARROW:
            drawn.append(_letter(k, x + own / 2, y + HIGH / 2 + 4))
        x += own
    return drawn


def _letter(step: int, x: float, y: float) -> str:
    return label(x, y, LETTERS[step], ON_STEP.get(step, "c-small"), "middle")


def _told(states: Sequence[str], bars: Mapping[str, Sequence[float]]) -> str:
    return " ".join(f"{name}: most often {_most(states, shares)}." for name, shares in bars.items())


def _most(states: Sequence[str], shares: Sequence[float]) -> str:
    k = max(range(len(shares)), key=lambda each: shares[each])
    return f"{states[k]} ({twentieths(shares[k])})"
