"""Steps that are compiled each for itself, by several processes at once, and called through their addresses.

One function with the whole month in it takes the compiler twice as long as its sixteen stages one by one, and only one
processor can work on it. A step takes three pointers to records and two whole numbers and gives nothing back.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE
from typing import Any

import numba
import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.core.caching import FunctionCache
from numba.core.datamodel.models import RecordModel
from numba.extending import intrinsic, register_model
from numba.np.numpy_support import from_dtype

from caucasus_sim.compiled import is_compiled, our_cache, stage

Step = Callable[..., None]
MOST_HELPERS = 3
PATIENCE = 600.0  # seconds that the work of another process is waited for; after that it is done here
HELP = "from caucasus_sim.apart import serve; from {module} import {name}; serve({name})"


@intrinsic  # type: ignore[untyped-decorator]
def _call_address(context: Any, address: Any, world: Any, draw: Any, book: Any, luck: Any, actor: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        byte, whole = ir.IntType(8).as_pointer(), ir.IntType(64)
        kind = ir.FunctionType(ir.VoidType(), [byte, byte, byte, whole, whole]).as_pointer()
        records = [builder.bitcast(each, byte) for each in given[1:4]]
        builder.call(builder.inttoptr(given[0], kind), [*records, *given[4:]])
        return context.get_dummy_value()

    return types.void(types.int64, world, draw, book, types.int64, types.int64), generate


def _call_function(step: Any, world: Any, draw: Any, book: Any, luck: Any, actor: Any) -> None:
    step(world, draw, book, luck, actor)


class _Named(types.Record):  # type: ignore[misc]
    """A record that is told by its name: numba writes down every function's arguments in each of its thirty passes."""

    def __repr__(self) -> str:
        return "record"


register_model(_Named)(RecordModel)


def _pointer_to(dtype: np.dtype) -> Any:
    plain = from_dtype(dtype)
    fields = [(name, each._asdict()) for name, each in plain.fields.items()]
    return types.CPointer(_Named(fields, plain.size, plain.aligned))


@stage
def _of_pointer(pointer: Any) -> Any:
    return numba.carray(pointer, 1)[0]


def _as_it_is(record: Any) -> Any:
    return record


# `call(table[number], world, draw, book, luck, actor)` runs a step; inside it `record` gives what it was handed.
call: Any = _call_address if is_compiled() else _call_function
record: Any = _of_pointer if is_compiled() else _as_it_is


class Steps:
    """Steps of one module, in a fixed order, with the records that they are handed.

    Parameters
    ----------
    module, name : where another process finds this very object
    steps : functions of three records and two whole numbers, all defined in one file
    records : the three types of record
    first : names of steps that take longest to compile, to be begun with
    """

    def __init__(self, module: str, name: str, steps: Sequence[Step], records: Sequence[np.dtype],
                 first: Sequence[str] = ()) -> None:  # fmt: skip
        self.place = {"module": module, "name": name}
        self.steps = {step.__name__: step for step in steps}
        self.records = tuple(records)
        self.first = tuple(first)
        self._lock = threading.Lock()
        self._made: dict[str, Any] = {}
        self._left: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._helping: list[threading.Thread] | None = None
        self._table: Any = None

    def table(self) -> Any:
        """What :func:`call` needs of each step, i8 [steps]: its address, or where nothing is compiled the step."""
        if not is_compiled():
            return tuple(self.steps.values())
        with self._lock:
            if self._table is None:
                self._compile_all()
                self._table = np.array([self.address(name) for name in self.steps], dtype=np.int64)
        return self._table

    def address(self, name: str) -> int:
        """Where the machine code of a step that has been compiled lies."""
        return int(self._made[name].address)

    def compile(self, names: Sequence[str]) -> None:
        """Compile some steps in this process, or take them from the cache."""
        signature = types.void(*map(_pointer_to, self.records), types.int64, types.int64)
        for name in names:
            if name not in self._made:
                with our_cache():
                    self._made[name] = _compile(self.steps[name], signature)

    def missing(self) -> list[str]:
        """Steps whose machine code this machine does not keep; the cache's folder is named by what the sources say."""
        step = next(iter(self.steps.values()))
        with our_cache():
            try:
                kept = Path(FunctionCache(step).cache_path)
            except (OSError, RuntimeError):
                return list(self.steps)
        there = {path.name.split("-")[0].split(".")[-1] for path in kept.glob("*.nbi")}
        return [name for name in self.steps if name not in there]

    def begin(self) -> None:
        """Have other processes begin with what is missing, while this one does something else."""
        if not is_compiled() or self._helping is not None:
            return
        missing = self.missing()
        for name in sorted(missing, key=lambda each: self.first.index(each) if each in self.first else len(self.first)):
            self._left.put(name)
        helpers = min(MOST_HELPERS, (os.cpu_count() or 1) - 1, len(missing) - 1)
        self._helping = [threading.Thread(target=self._help, daemon=True) for _ in range(helpers)]
        for helper in self._helping:
            helper.start()

    def _compile_all(self) -> None:
        """Whoever is free takes the next step; what helpers have compiled comes out of the cache."""
        self.begin()
        for name in _all_of(self._left):
            self.compile([name])
        for helper in self._helping or []:
            helper.join(PATIENCE)
        self.compile(list(self.steps))

    def _help(self) -> None:
        """Have another process compile what is left; if it fails, its step is compiled here in the end."""
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-c", HELP.format(**self.place)]
        with (
            suppress(OSError, ValueError),
            subprocess.Popen(  # noqa: S603  # this very interpreter, with names of our own
                command, env=environment, stdin=PIPE, stdout=PIPE, stderr=subprocess.DEVNULL
            ) as process,
        ):
            assert process.stdin is not None
            assert process.stdout is not None
            for name in _all_of(self._left):
                process.stdin.write(f"{name}\n".encode())
                process.stdin.flush()
                if not process.stdout.readline():
                    break
            process.stdin.close()


def serve(steps: Steps) -> None:
    """Compile what standard input names, line by line, and answer each when it is done."""
    for line in sys.stdin:
        steps.compile([line.strip()])
        sys.stdout.write(line)
        sys.stdout.flush()


def _all_of(left: queue.SimpleQueue[str]) -> Iterator[str]:
    with suppress(queue.Empty):
        while True:
            yield left.get_nowait()


def _compile(step: Step, signature: Any) -> Any:
    try:
        return numba.cfunc(signature, error_model="numpy", cache=True)(step)
    except (OSError, RuntimeError):
        # A machine without a writable cache folder still runs; it compiles every time.
        return numba.cfunc(signature, error_model="numpy")(step)
