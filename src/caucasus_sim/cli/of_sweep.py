"""What the commands that read a sweep share: opening it, the head of their pages, and tables as CSV."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caucasus_sim.cli.given import known, run_path
from caucasus_sim.errors import Mistake, Mistakes, nearest

if TYPE_CHECKING:
    import pandas as pd

    from caucasus_sim.charts.chart import Chart
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.runs.sweeps.stored import StoredSweep

STDOUT = "-"
LISTED = 3  # ways to fail that are told; all are in --json
Row = Mapping[str, Any]


def opened(out: Path, run: str) -> tuple[StoredSweep, Catalogue]:
    """The sweep a user means, and the evidence."""
    from caucasus_sim.runs.sweeps.stored import read_sweep

    return read_sweep(run_path(out, run)), known()


def check_targets(as_json: bool, csv: str | None, svg: Path | None) -> None:
    """Refuse before anything is worked out what could not be written.

    Raises
    ------
    Mistakes
        Two answers on standard output; a file of another ending than its kind.
    """
    wrong = []
    if as_json and csv == STDOUT:
        wrong.append(Mistake("--json and --csv - both go to standard output", "the command line", expected="one"))
    for target, ending in ((csv if csv != STDOUT else None, ".csv"), (svg, ".svg")):
        if target is not None and Path(target).suffix.lower() != ending:
            name = Path(target).name
            wrong.append(Mistake(f"'{name}' does not end in {ending}", str(target), expected=f"a name in {ending}"))
    if wrong:
        raise Mistakes(wrong)


def write_csv(told: Row, table: pd.DataFrame, target: str | None) -> None:
    """A table to a file or to standard output, if one is wanted; whose reading it is goes to standard error."""
    if target is None:
        return
    from caucasus_sim.cli.keeping import export_as
    from caucasus_sim.cli.screen import notice

    if target == STDOUT:
        notice("; ".join([told["status_line"], *told["reading_lines"]]))
        sys.stdout.write(table.to_csv(index=False, lineterminator="\n"))
    else:
        export_as(table, Path(target), ".csv")


def write_svg(told: Row, draw: Callable[[Row, int], Chart], target: Path | None) -> None:
    """A picture to a file, if one is wanted, with whose reading it is in its footer."""
    if target is None:
        return
    from caucasus_sim import __version__
    from caucasus_sim.charts.frame import DRAWN
    from caucasus_sim.charts.swept import file_of
    from caucasus_sim.cli.screen import notice
    from caucasus_sim.store.files import write_bytes

    write_bytes(target, file_of(told, draw(told, DRAWN), f"caucasus_sim {__version__}").encode("utf-8"))
    notice(f"picture written to {target}")


def print_head(told: Row, title: str) -> None:
    """Standing, whose reading, how far the sources go, and what is asked; then how the sweep was made."""
    from caucasus_sim.analysis.swept.head import missing_words
    from caucasus_sim.cli.first_page import cut_off_line
    from caucasus_sim.cli.screen import say

    say(told["status_line"], bold=True)
    for each in told["reading_lines"]:
        say(each)
    say(cut_off_line())
    say(f"\nInside this model: {title}", bold=True)
    if told["question"]:
        say(told["question"])
    design = told["design"].replace("_", " ")
    many = f"{told['points']:,} points of a {design} design in {len(told['factors'])} factors"
    say(
        f"{told['name']}: {many}, {told['replicates']} replicates, lenses {', '.join(told['lenses'])}; readings "
        f"{', '.join(told['readings'])}; {told['cells']:,} runs.",
        dim=True,
    )
    lacking = missing_words(told["missing"])
    if lacking:
        say(f"Missing: {lacking}.", bold=True)
        for why, count in list(told["missing"]["failures"].items())[:LISTED]:
            say(f"  {count:,} x {why}")


def question(told: Row) -> str:
    """The outcome and month as they are asked for on the command line."""
    return f"--outcome {told['outcome']}" + (f" --by {told['by']}" if told["by"] else "")


def chosen(arms: Sequence[Row], lenses: Iterable[str], readings: Iterable[str]) -> list[Row]:
    """The lenses and readings a user wants to see, of those there are.

    Raises
    ------
    Mistakes
        For every name that the sweep does not have.
    """
    wrong, kept = [], list(arms)
    for key, wanted in (("lens", list(lenses)), ("reading", list(readings))):
        names = sorted({str(each[key]) for each in arms})
        wrong += [_not_here(key, each, names) for each in wanted if each not in names]
        kept = [each for each in kept if not wanted or each[key] in wanted]
    if wrong:
        raise Mistakes(wrong)
    return kept


def _not_here(key: str, name: str, names: Sequence[str]) -> Mistake:
    listed = ", ".join(filter(None, names)) or f"no {key}: it is a factor of this sweep"
    return Mistake(f"no {key} '{name[:60]}' in this sweep", f"--{key}", expected=listed, nearest=nearest(name, names))


def arm_name(arm: Row) -> str:
    """A lens and a reading in words."""
    return " / ".join(filter(None, (arm["lens"], arm["reading"]))) or "all together"
