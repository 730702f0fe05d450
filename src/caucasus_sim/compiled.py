"""The decorators that compile, and their cache.

Numba looks only at the file that defines a function, so a cached kernel would go on answering after a rule in
another file was edited. The cache therefore lives in a folder named by a hash of every source that can be
compiled; the folder is set only while a function is decorated, and other users of numba are not affected.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, update_wrapper
from pathlib import Path
from typing import Any, TypeVar

import numba
from numba import types
from numba.core import config
from numba.extending import typeof_impl

from caucasus_sim.keeping import PACKAGE, user_cache

Function = TypeVar("Function", bound=Callable[..., Any])

SOURCES = ("apart.py", "compiled.py", "luck.py", "rules", "month")


def source_files() -> list[Path]:
    """Every source whose edit must lead to a new compilation, in a fixed order."""
    files: list[Path] = []
    for name in SOURCES:
        place = PACKAGE / name
        files += sorted(place.glob("*.py")) if place.is_dir() else [place]
    return files


def sources_digest() -> str:
    """Hash of all sources that are compiled; part of a run's identity."""
    digest = hashlib.blake2b(digest_size=10)
    for file in source_files():
        digest.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


CACHE = user_cache() / f"{sources_digest()}-{numba.__version__}"


def is_compiled() -> bool:
    """Whether functions are compiled at all (``NUMBA_DISABLE_JIT=1`` switches it off)."""
    return not config.DISABLE_JIT


@contextmanager
def our_cache() -> Iterator[None]:
    """While a function is decorated, numba's cache folder is ours."""
    before = config.CACHE_DIR
    try:
        config.CACHE_DIR = str(CACHE)
        yield
    finally:
        config.CACHE_DIR = before


class Part:
    """A function that compiled code is made of. Python calls it as it is written; nothing is compiled for that.

    ``py_func`` is the function, ``dispatcher`` what numba knows it by, made when something that calls it is compiled.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        update_wrapper(self, function)
        self.py_func = function

    def __call__(self, *given: Any, **named: Any) -> Any:
        """The answer of plain Python, which is the same to the last bit."""
        return self.py_func(*given, **named)

    @cached_property
    def dispatcher(self) -> Any:
        """What is made part of its caller; nobody else calls the machine code."""
        return numba.njit(
            self.py_func,
            nogil=True,
            error_model="numpy",
            forceinline=True,
            no_cfunc_wrapper=True,
            no_cpython_wrapper=True,
        )


@typeof_impl.register(Part)  # type: ignore[untyped-decorator]
def _as_its_dispatcher(part: Part, _: Any) -> Any:
    return types.Dispatcher(part.dispatcher)


def part(function: Function) -> Function:
    """A function of numbers, or of records and numbers, to be made part of compiled code that calls it."""
    return Part(function) if is_compiled() else function  # type: ignore[return-value]


# A rule is written in `rules/` and knows numbers alone; a stage is a step of the month, or a part of one.
rule = stage = part


def entry(function: Function) -> Function:
    """Compile what Python calls, and keep the machine code between sessions."""
    with our_cache():
        try:
            return numba.njit(function, nogil=True, error_model="numpy", cache=True)
        except (OSError, RuntimeError):
            # A machine without a writable cache folder still runs; it compiles every time.
            return numba.njit(function, nogil=True, error_model="numpy")
