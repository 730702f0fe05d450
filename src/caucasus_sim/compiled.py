"""The decorators that compile, and their cache.

Numba looks only at the file that defines a function, so a cached kernel would go on answering after a rule in
another file was edited. The cache therefore lives in a folder named by a hash of every source that can be
compiled; the folder is set only while a function is decorated, and other users of numba are not affected.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numba
from numba.core import config

Function = TypeVar("Function", bound=Callable[..., Any])

PACKAGE = Path(__file__).parent
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


def user_cache() -> Path:
    """The folder for compiled code: the platform's own place for caches."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "caucasus_sim"


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


def rule(function: Function) -> Function:
    """Compile a rule, to be called from stages and made part of them; deleting this changes no result."""
    return numba.njit(function, nogil=True, error_model="numpy", forceinline=True, no_cfunc_wrapper=True)


def stage(function: Function) -> Function:
    """Compile a step of the month or a part of one; compiled code alone calls it, as a record is dear to hand over."""
    return numba.njit(
        function, nogil=True, error_model="numpy", forceinline=True, no_cfunc_wrapper=True, no_cpython_wrapper=True
    )


def entry(function: Function) -> Function:
    """Compile what Python calls, and keep the machine code between sessions."""
    with our_cache():
        try:
            return numba.njit(function, nogil=True, error_model="numpy", cache=True)
        except (OSError, RuntimeError):
            # A machine without a writable cache folder still runs; it compiles every time.
            return numba.njit(function, nogil=True, error_model="numpy")
