"""The page of `sim discover`: boxes in words, how sure they are, and their scenario files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caucasus_sim.analysis.discover.words import doubts
from caucasus_sim.cli.of_sweep import print_head, question
from caucasus_sim.cli.screen import line, next_command, quoted, say, table

Row = Mapping[str, Any]
HOW = (
    "Boxes are looked for on two thirds of the design and checked on the rest, which the search has not seen; all "
    "numbers are those of the check. Density: the share of histories in the box in which it is so. Coverage: the share "
    "of all such histories that lie in the box. By chance: in what share of resamples the restriction does not raise "
    "the density."
)


def print_page(told: Row, run: str, where: str) -> None:
    """The whole page on the screen."""
    print_head(told, f"where {told['wanted']}")
    say(HOW, dim=True)
    if not told["luck_held_out"]:
        say("All points share one block of draws and luck: the check holds points out, and no luck.", bold=True)
    if told["calibrated"]:
        say(f"Over the whole design: {_share(told['share'])} ({told['points_held_out']:,} points held out).")
    for box in told["boxes"]:
        _box(told, box)
    _left_out(told)
    files = [box["file"] for box in told["boxes"] if box["file"]]
    if files:
        next_command(f"sim run {quoted(files[0])}", f"sim scenario show {quoted(files[0])}")
    else:
        next_command(f"sim sensitivity {quoted(run)} {question(told)}{where}   (which factors matter)")


def _box(told: Row, box: Row) -> None:
    say(f"\nBox {box['number']}", bold=True)
    say(box["sentence"])
    rows = [[_name(each), each["words"], _tried(each), _chance(each["by_chance"])] for each in box["restrictions"]]
    table(["factor", "inside", "tried", "by chance"], rows)
    doubt = doubts(box)
    if doubt:
        say(doubt)
    if told["calibrated"]:
        check = box["check"]
        say(
            f"Density {_share(check['density'])} [{_share(check['low'])} to {_share(check['high'])}], elsewhere "
            f"{_share(check['elsewhere'])}; coverage {_share(check['coverage'])}; {check['points']:,} points held out "
            f"lie in it. In the search: {_share(box['search']['density'])}."
        )
        for name in ("by_lens", "by_reading"):
            if len(box[name]) > 1:
                shares = box[name].values()
                what = name.removeprefix("by_").replace("lens", "lenses").replace("reading", "readings")
                say(f"Over {what}: {_share(min(shares))} to {_share(max(shares))}.")
    for note in box["notes"]:
        say(note)
    if box["file"]:
        line(f"scenario: {box['file']}")


def _left_out(told: Row) -> None:
    """Boxes that were found and did not hold; or that there are none."""
    lost = told["boxes_that_did_not_hold"]
    if lost:
        say(f"\n{lost} more box{'es' * (lost > 1)} stood out in the search and did not hold on the points held out.")
    if not told["boxes"]:
        say("\nNo box holds: nowhere in these ranges does it come about clearly more often than elsewhere.", bold=True)


def _name(each: Row) -> str:
    return f"{each['factor']} ({each['title']})" if each["title"] else str(each["factor"])


def _tried(each: Row) -> str:
    if each["levels"]:
        return ", ".join(each["levels"])
    low, high = each["range"]
    return f"{low:.4g} to {high:.4g} {each['unit']}".rstrip()


def _chance(share: float | None) -> str:
    if share is None:
        return "cannot be told"
    return "under 0.01" if share < 0.01 else f"{share:.2f}"


def _share(share: float | None) -> str:
    """A share of histories as a count of twenty.

    >>> _share(0.755), _share(None)
    ('15.1 in 20', 'unknown')
    """
    return "unknown" if share is None else f"{20 * share:.1f} in 20"
