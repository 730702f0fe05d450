"""What was made once and is kept in the user's cache, so that the next command need not make it again.

Nothing depends on it: what is not there, is damaged or cannot be written is made anew.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parent
MOST = 12  # of a kind; the oldest go


def user_cache() -> Path:
    """The platform's own place for caches."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "caucasus_sim"


def key_of(parts: Iterable[object]) -> str:
    """A name for what is made of these parts, by this Python and the sources of the package as they are now."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(PACKAGE.rglob("*.py")):
        state = path.stat()
        digest.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
    for part in (sys.version, *parts):
        digest.update(part if isinstance(part, bytes) else str(part).encode())
        digest.update(b"\0")
    return digest.hexdigest()


def recalled(kind: str, key: str) -> Any | None:
    """What was kept under this key, or None."""
    # A pickle runs what it names, as the machine code beside it is run: both lie where only the user writes.
    with suppress(Exception):
        return pickle.loads((user_cache() / kind / key).read_bytes())  # noqa: S301
    return None


def keep(kind: str, key: str, thing: Any) -> None:
    """Keep something under a key, whole or not at all; where that fails it is not kept."""
    folder = user_cache() / kind
    with suppress(Exception):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
            try:
                file.write(pickle.dumps(thing))
                file.close()
                Path(file.name).replace(folder / key)
            finally:
                Path(file.name).unlink(missing_ok=True)
        kept = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in kept[MOST:]:
            old.unlink(missing_ok=True)
