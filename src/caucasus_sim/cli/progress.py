"""Progress on standard error: a bar with rate and time left, or a line now and then where there is no terminal."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Self

COMPILING = 60  # seconds, measured on one busy core
QUIET_FOR = 10.0  # seconds between lines where there is no terminal


class Progress:
    """Shows how many of ``total`` are done; as a context manager. ``quiet`` shows nothing."""

    def __init__(self, total: int, words: str, quiet: bool = False) -> None:
        self.total, self.words, self.quiet = total, words, quiet
        self.done = 0
        self.begun = self.told = time.monotonic()
        self.bar: Any = None

    def __enter__(self) -> Self:
        if not self.quiet and sys.stderr.isatty():
            self._draw()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.bar is not None:
            self.bar.stop()

    def step(self, count: int) -> None:
        """So many more are done."""
        self.done += count
        if self.bar is not None:
            self.bar.update(self.task, advance=count, rate=f"{self.rate:,.0f}/s")
        elif not self.quiet and time.monotonic() - self.told > QUIET_FOR and self.done < self.total:
            self._line()

    @property
    def rate(self) -> float:
        """How many a second so far."""
        return self.done / max(1e-9, time.monotonic() - self.begun)

    @property
    def seconds(self) -> float:
        """How long it has taken."""
        return time.monotonic() - self.begun

    def _draw(self) -> None:
        from rich import progress

        from caucasus_sim.cli.screen import err

        columns = (
            progress.TextColumn("{task.description}"),
            progress.BarColumn(style="dim", complete_style="bold", finished_style="bold"),
            progress.MofNCompleteColumn(),
            progress.TextColumn("{task.fields[rate]}"),
            progress.TimeRemainingColumn(),
        )
        self.bar = progress.Progress(*columns, console=err(), transient=True)
        self.task = self.bar.add_task(self.words, total=self.total, rate="")
        self.bar.start()

    def _line(self) -> None:
        from caucasus_sim.cli.screen import notice

        self.told = time.monotonic()
        left = (self.total - self.done) / max(1e-9, self.rate)
        notice(f"{self.words}: {self.done:,} of {self.total:,}, {self.rate:,.0f}/s, about {left:.0f} s left")


def say_compiling(quiet: bool = False) -> None:
    """Say that the first run on a machine compiles, or that compilation is off."""
    from caucasus_sim.cli.screen import notice
    from caucasus_sim.compiled import CACHE, is_compiled, is_warm

    if quiet:
        return
    if not is_compiled():
        notice("compilation is off (NUMBA_DISABLE_JIT=1): the same numbers, about a second a run")
    elif not (is_warm() or any(CACHE.rglob("order.simulate-*.nbi"))):
        notice(f"compiling (first time on this machine, about {COMPILING} s); later runs start at once")
