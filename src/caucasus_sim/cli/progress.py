"""Progress on standard error: a bar with rate and time left, or a line now and then where there is no terminal."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Self

from caucasus_sim.cli.guard import go_on

COMPILING = 30  # seconds, measured on two cores
QUIET_FOR = 10.0  # seconds between lines where there is no terminal, and
SELDOM = 0.2  # this share of the time so far, if that is longer: a day's run leaves some forty lines


class Progress:
    """Shows how many of ``total`` are done; as a context manager. ``quiet`` shows nothing."""

    def __init__(self, total: int, words: str, quiet: bool = False) -> None:
        self.total, self.words, self.quiet = total, words, quiet
        self.done = self.first = self.calls = 0
        self.begun = self.told = time.monotonic()
        self.moving = 0.0  # when the first chunk was done: compiling and packing come before
        self.lines = 0
        self.bar: Any = None

    def __enter__(self) -> Self:
        if not self.quiet and sys.stderr.isatty():
            self._draw()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.bar is not None:
            self.bar.stop()

    def step(self, count: int) -> None:
        """So many more are done. The first call tells what was kept from before; rates count from the second on."""
        go_on()
        self.done += count
        self.calls += 1
        if self.calls == 2:
            self.moving, self.first = time.monotonic(), self.done
        if self.bar is not None:
            self.bar.update(self.task, advance=count, rate=f"{self.rate:,.0f}/s" if self.rate else "")
        elif not self.quiet and self._due():
            self._line()

    def _due(self) -> bool:
        """Whether it is time for a line; the last comes with the end, if any came before it."""
        now = time.monotonic()
        if self.done >= self.total:
            return self.lines > 0
        return now - self.told > max(QUIET_FOR, SELDOM * (now - self.begun))

    @property
    def rate(self) -> float:
        """How many a second since the first were done; 0 before there is anything to tell it from."""
        since = time.monotonic() - self.moving
        return (self.done - self.first) / since if self.moving and since > 0.0 else 0.0

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
        self.lines += 1
        notice(f"{self.words}: {self.done:,} of {self.total:,}{self._speed()}")

    def _speed(self) -> str:
        if self.done >= self.total:
            return f", in {self.seconds:.0f} s"
        if not self.rate:
            return ""
        return f", {self.rate:,.0f}/s, about {(self.total - self.done) / self.rate:.0f} s left"


def say_compiling(quiet: bool = False) -> None:
    """Say that the first run on a machine compiles, or that compilation is off."""
    from caucasus_sim.cli.screen import notice
    from caucasus_sim.compiled import is_compiled

    if quiet:
        return
    if not is_compiled():
        notice("compilation is off (NUMBA_DISABLE_JIT=1): the same numbers, about a second a run")
    elif not compiled_here():
        notice(f"compiling (first time with this copy of the sources, about {COMPILING} s); later runs start at once")


def compiled_here() -> bool:
    """Whether the month is compiled: kept for this copy of the sources, and not older than its file."""
    from caucasus_sim.month.steps import STEPS

    return not STEPS.missing()
