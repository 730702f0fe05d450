"""What executors have in common: a task is a number, its work writes its own results and gives a small receipt."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from caucasus_sim.errors import Mistakes

Work = Callable[[int], Any]


@dataclass(frozen=True)
class Done:
    """A task that is over: its receipt, or why there is none (a traceback, or that its workers died)."""

    task: int
    receipt: Any = None
    error: str = ""


class Executor(Protocol):
    """Runs tasks in any order, a few at a time, and tells each as it is over."""

    def run(self, work: Work, tasks: Sequence[int]) -> Iterator[Done]:
        """Every task once; ends after the last.

        Raises
        ------
        Mistakes
            What no other task could mend: a full disk, a scheduler that is gone.
        """
        ...


def attempt(work: Work, task: int) -> Done:
    """Do a task; an error becomes data, but for what stops everything."""
    try:
        return Done(task, work(task))
    except Mistakes:
        raise
    except Exception:  # noqa: BLE001  # whatever is wrong with one task is told, and the others go on
        return Done(task, error=traceback.format_exc())
