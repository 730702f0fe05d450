"""The page of `sim sensitivity`: is it sure enough, then factor by factor, luck, and what was left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from caucasus_sim.cli.of_sweep import arm_name, print_head, question
from caucasus_sim.cli.screen import next_command, quoted, say, table

Row = Mapping[str, Any]
HOW = {
    "sobol": (
        "First: the share of the spread that goes with a factor alone. Total: with it and all it does together with "
        "others. Shares of the spread that goes with the factors; draws and luck are kept out. In brackets 95 % "
        "intervals, by resampling whole blocks. Totals may add up to more than 1. Last column: in how many histories "
        "of 20 a change of the factor alone, with the same draws and luck, changes the outcome."
    ),
    "morris": (
        "Size: how far the outcome moves, up or down, if a factor alone goes over its range (mean of elementary "
        "effects, in brackets 95 % intervals). Way: the mean with its sign. Unevenness: how differently it moves from "
        "place to place. Noise: how far draws and luck move one such effect."
    ),
}
LENSES = "Over several lenses and readings the lowest to the highest is shown; they have no weights."
ORDER = "Factors stand in the order of the plan. A large share says that the range tried matters, not that it is right."


def print_page(told: Row, run: str, where: str) -> None:
    """The whole page on the screen."""
    print_head(told, f"which factors the spread of '{told['asked']}' goes with")
    _verdict(told["arms"])
    say(told["dummy"]["words"][:1].upper() + told["dummy"]["words"][1:] + ".", bold=told["dummy"]["held"] is False)
    _dropped(told)
    say("\n" + HOW[told["method"]], dim=True)
    if len(told["arms"]) > 1:
        say(LENSES, dim=True)
    (_indices if told["method"] == "sobol" else _effects)(told)
    _clear(told["matters"])
    say(ORDER, dim=True)
    _curve(told["arms"])
    name = quoted(run)
    where_it_is = f"sim discover {name} {question(told)}{where}   (where it comes about)"
    next_command(
        f"sim sensitivity {name} {question(told)} --svg indices.svg{where}",
        *([where_it_is] if told["comes_about_or_not"] else []),
    )


def _verdict(arms: Sequence[Row]) -> None:
    """Said aloud: converged or not, under how many lenses and readings."""
    open_ = [arm for arm in arms if not arm["verdict"]["converged"]]
    if not open_:
        words = {arm["verdict"]["words"] for arm in arms}
        told = "; ".join(sorted(words))
        say(f"{told[:1].upper()}{told[1:]}.", bold=True)
        return
    many = "" if len(arms) == 1 else f" under {len(open_)} of {len(arms)} lenses and readings"
    say(f"NOT CONVERGED{many}: what follows may change with more blocks.", bold=True)
    for arm in open_:
        name = "" if len(arms) == 1 else f"{arm_name(arm)}: "
        say(f"  {name}{arm['verdict']['words'].removeprefix('not converged: ')}")


def _dropped(told: Row) -> None:
    """Whole blocks that were left out, and that the rest is then a selection."""
    lost = {arm_name(arm): arm["blocks_dropped"] for arm in told["arms"] if arm["blocks_dropped"]}
    every = told["blocks_of_design"]
    for name, count in lost.items():
        share = "; what is left is a selection" if count > 0.1 * every else ""
        say(f"{name}: {count:,} of {every:,} blocks left out whole, because a run in them has no value{share}.")


def _indices(told: Row) -> None:
    rows = [
        [
            _name(factor),
            *(spelled(told["arms"], factor["id"], key) for key in ("first", "total")),
            _changed(told, factor["id"]),
        ]
        for factor in told["factors"]
    ]
    table(["factor", "first", "total", "changes it in"], rows, "Of the spread that goes with the factors")
    noise = [arm["noise"]["value"] for arm in told["arms"] if arm.get("noise")]
    luck = [arm["luck"]["value"] for arm in told["arms"] if arm.get("luck")]
    if not noise:
        say("One replicate, or replicates that share draws: draws and luck cannot be told from the factors.", bold=True)
        return
    alone = f", luck alone {_span(luck)}" if luck else "; too few replicates to tell luck from draws"
    say(f"Of the whole spread, {_span(noise)} is noise: the draws that are no factor, and luck{alone}.")


def _effects(told: Row) -> None:
    rows = [
        [_name(factor), spelled(told["arms"], factor["id"], "mu_star")]
        + [_span(_values(told["arms"], factor["id"], key)) for key in ("mu", "sigma", "error")]
        + [_changed(told, factor["id"])]
        for factor in told["factors"]
    ]
    unit = told["unit"] or "share of histories"
    columns = ["factor", "size", "way", "unevenness", "noise", "changes it in"]
    table(columns, rows, f"Elementary effects, in {unit}, over a whole range")


def _changed(told: Row, factor: str) -> str:
    """In how many of 20 histories a change of the factor alone changes the outcome, over lenses and readings."""
    values = [20 * each for each in _values(told["arms"], factor, "changed")]
    return f"{_span(values, 1)} of 20" if values else "cannot be told"


def _name(factor: Row) -> str:
    title = factor["title"]
    return f"{factor['id']} ({title})" if title and title != factor["id"] else str(factor["id"])


def _rows(arms: Sequence[Row], factor: str) -> list[Row]:
    return [row for arm in arms for row in arm["rows"] if row["factor"] == factor]


def _values(arms: Sequence[Row], factor: str, key: str) -> list[float]:
    return [row[key] for row in _rows(arms, factor) if row.get(key) is not None]


def spelled(arms: Sequence[Row], factor: str, key: str) -> str:
    """An index over arms, with the ends of the intervals farthest out.

    >>> rows = [{"factor": "a", "first": {"value": 0.25, "low": 0.2, "high": 0.31}}]
    >>> spelled([{"rows": rows}], "a", "first"), spelled([{"rows": []}], "a", "first")
    ('0.25 [0.20, 0.31]', 'cannot be told')
    """
    told = [row[key] for row in _rows(arms, factor) if row[key]["value"] is not None]
    if not told:
        return "cannot be told"
    lows, highs = ([each[end] for each in told if each[end] is not None] for end in ("low", "high"))
    if not lows or not highs:
        return f"{_span([each['value'] for each in told])} [not known]"
    return f"{_span([each['value'] for each in told])} [{_two(min(lows))}, {_two(max(highs))}]"


def _span(values: Sequence[float], digits: int = 2) -> str:
    if not values:
        return "cannot be told"
    low, high = _two(min(values), digits), _two(max(values), digits)
    return low if low == high else f"{low} to {high}"


def _two(value: float, digits: int = 2) -> str:
    """Two digits behind the point; more for what is small or large.

    >>> _two(0.251), _two(-0.001), _two(1234.5), _two(0.0004)
    ('0.25', '0.00', '1.23e+03', '0.00')
    """
    return f"{value:.3g}" if abs(value) >= 100 else re.sub(r"^-(0\.?0*)$", r"\1", f"{value:.{digits}f}")


def _clear(found: Row) -> None:
    under = {"everywhere": "under every lens and reading", "somewhere": "under some lenses or readings, not all"}
    for key, words in under.items():
        if found[key]:
            say(f"Clearly more than nothing {words}: {', '.join(found[key])}.")
    if not any(found.values()):
        say("No factor clearly matters in these ranges.")


def _curve(arms: Sequence[Row]) -> None:
    """How intervals narrow with more blocks."""
    widest: dict[int, list[float | None]] = {}
    for arm in arms:
        for stage in arm["curve"]:
            if "widest" in stage:
                widest.setdefault(stage["blocks"], []).append(stage["widest"])
    if len(widest) > 1:
        rows = [[f"{count:,}", _worst(each)] for count, each in sorted(widest.items())]
        table(["blocks", "widest interval"], rows, "How it converges (the first blocks alone)")


def _worst(found: Sequence[float | None]) -> str:
    known = [each for each in found if each is not None]
    return _two(max(known)) if len(known) == len(found) else "cannot be told"
