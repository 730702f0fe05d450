"""Files that are there whole or not at all, and the file system's errors in plain words."""

from __future__ import annotations

import errno
import hashlib
import itertools
import json
import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from caucasus_sim.errors import Mistake, Mistakes

TEMPORARY = ".tmp-"
_NUMBERS = itertools.count()
_BLOCK = 1 << 20
_WORDS = {
    errno.ENOSPC: ("the disk is full", "free space; what is finished is kept, and `--resume` does the rest"),
    errno.EDQUOT: ("your disk quota is used up", "free space; what is finished is kept, and `--resume` does the rest"),
    errno.EACCES: ("no permission", "a folder you may write to"),
    errno.EPERM: ("no permission", "a folder you may write to"),
    errno.EROFS: ("the disk is read-only", "a folder you may write to"),
    errno.ENAMETOOLONG: ("the path is too long", "a shorter name or a folder nearer to the root"),
    errno.ENOENT: ("no such file or folder", "a path that exists"),
    errno.ENOTDIR: ("a part of the path is a file", "a folder"),
    errno.EISDIR: ("this is a folder", "a file"),
    errno.EEXIST: ("a file of this name is in the way", "a folder"),
}


@contextmanager
def plain_errors(path: Path, doing: str) -> Generator[None]:
    """Turn the system's errors while `doing` something to `path` into a `Mistakes` that says how to go on.

    Raises
    ------
    Mistakes
        For any OSError: disk full, no permission, read-only, too long, missing.
    """
    try:
        yield
    except OSError as error:
        why, expected = _WORDS.get(error.errno or 0, (error.strerror or str(error), ""))
        raise Mistakes([Mistake(f"cannot {doing}: {why}", str(path), expected=expected)]) from error


def digest(data: bytes) -> str:
    """The 32 hexadecimal digits that stand for these bytes (blake2b)."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def digest_of_file(path: Path) -> str:
    """The digest of a file's bytes, read in blocks; raises `Mistakes` if it cannot be read."""
    state = hashlib.blake2b(digest_size=16)
    with plain_errors(path, "read"), path.open("rb") as file:
        while block := file.read(_BLOCK):
            state.update(block)
    return state.hexdigest()


def read_bytes(path: Path) -> bytes:
    """A file's bytes; raises `Mistakes` if it cannot be read."""
    with plain_errors(path, "read"):
        return path.read_bytes()


def write_bytes(path: Path, data: bytes) -> None:
    """Put a file in place whole, or leave what was there.

    The bytes go to a temporary name in the same directory, are flushed to the disk, and take their name in one step.

    Raises
    ------
    Mistakes
        Disk full, no permission and the like; nothing half-written is left.
    """
    temporary = path.parent / f"{TEMPORARY}{os.getpid()}-{next(_NUMBERS)}"
    try:
        with plain_errors(path, "write"):
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_and_flush(temporary, data)
            os.replace(temporary, path)
            flush_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def append_line(path: Path, line: str) -> None:
    """Add one line to a file and flush it; on any error the file is as long as before.

    Raises
    ------
    Mistakes
        Disk full, no permission and the like.
    """
    data = line.encode("utf-8") + b"\n"
    with plain_errors(path, "write"), path.open("ab", buffering=0) as file:
        before = file.seek(0, os.SEEK_END)
        try:
            _write_all(file.fileno(), data)
            os.fsync(file.fileno())
        except OSError:
            with suppress(OSError):
                file.truncate(before)
            raise


def json_text(value: Mapping[str, Any], indent: int | None = None) -> str:
    """The one way the store writes JSON: sorted keys, no NaN, no escapes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, indent=indent)


def write_json(path: Path, value: Mapping[str, Any]) -> bytes:
    """Write a JSON file whole and give its bytes; ValueError or TypeError if a value is not JSON."""
    data = (json_text(value, indent=2) + "\n").encode("utf-8")
    write_bytes(path, data)
    return data


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object; raises `Mistakes` if it is missing or damaged."""
    try:
        value = json.loads(read_bytes(path).decode("utf-8"))
    except ValueError as error:
        raise Mistakes([Mistake(f"this is not JSON ({error})", str(path))]) from error
    if not isinstance(value, dict):
        raise Mistakes([Mistake("this is not a JSON object", str(path))])
    return value


def leftovers(folder: Path) -> list[Path]:
    """Temporary files of writers that were killed, anywhere below `folder`."""
    return sorted(path for path in folder.rglob(f"{TEMPORARY}*") if path.is_file())


def flush_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system can (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def _write_and_flush(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        _write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
