"""One writer a run folder.

The lock is the operating system's (flock, or a byte range on Windows), which lets go when a process dies however it
dies: a stale lock cannot exist, and no two processes can both believe they took one over. What the file says (process,
machine, start) is only for people. A child made by `fork` without `exec` shares its parent's lock while it lives.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.store.files import plain_errors
from caucasus_sim.store.layout import LOCK

_STARTED = datetime.now(UTC).isoformat(timespec="seconds")
_TRIES = 10
_PAUSE = 0.05  # seconds
_BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # a byte nobody reads: Windows locks are mandatory

    def _take(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """The right to write into one folder, held from creation to `release` or the end of the process.

    Parameters
    ----------
    folder : Path
        An existing run folder.

    Raises
    ------
    Mistakes
        If another writer is alive, or the file system cannot lock.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK
        self._handle: int | None = _patient(self._path)
        try:
            with plain_errors(self._path, "write"):
                os.ftruncate(self._handle, 0)
                os.write(self._handle, _who().encode("utf-8"))
        except Mistakes:
            self.release()
            raise

    def release(self) -> None:
        """Let go and remove the file; does nothing the second time."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        if sys.platform == "win32":  # an open file cannot be removed there
            os.close(handle)
            with suppress(OSError):
                self._path.unlink()
        else:  # removed while still held, or the next writer's file could go
            with suppress(OSError):
                self._path.unlink()
            os.close(handle)


def is_held(folder: Path) -> bool:
    """Whether a living writer has this folder; never waits and never creates a file."""
    path = folder / LOCK
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        _take(handle)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def _patient(path: Path) -> int:
    for _ in range(_TRIES):  # a lister may hold it for an instant
        handle = _try(path)
        if handle is not None:
            return handle
        time.sleep(_PAUSE)
    what = f"this run is being written already{_holder(path)}"
    raise Mistakes([Mistake(what, str(path.parent), expected="to wait for it, or to stop it")])


def _try(path: Path) -> int | None:
    with plain_errors(path, "write"):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    try:
        _take(handle)
        if _same(handle, path):
            return handle
    except OSError as error:
        if error.errno not in _BUSY:
            os.close(handle)
            what = f"this file system cannot lock files ({error.strerror})"
            raise Mistakes([Mistake(what, str(path), expected="a folder on a local disk")]) from error
    os.close(handle)
    return None


def _same(handle: int, path: Path) -> bool:
    """Whether the locked file is still the one of this name: the holder before may have removed it."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def _who() -> str:
    return json.dumps({"pid": os.getpid(), "machine": socket.gethostname(), "started": _STARTED})


def _holder(path: Path) -> str:
    try:
        told = json.loads(path.read_text("utf-8"))
        return f" (process {told['pid']} on {told['machine']}, started {told['started']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
