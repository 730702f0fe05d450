"""Ids of runs: the same content has the same id on every machine."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping

ID_LENGTH = 12
_NAME_LENGTH = 60


def run_id(parts: Mapping[str, str | bytes]) -> str:
    """Twelve hexadecimal digits that stand for everything a run depends on.

    Parameters
    ----------
    parts : mapping of str to str or bytes
        Plan, resolved scenario, evidence, compiled sources, library versions, each under its name. The order does not
        matter; a text and its bytes are different parts.

    Raises
    ------
    TypeError
        If a name is not text, or a part is neither text nor bytes.

    Examples
    --------
    >>> run_id({"plan": b"cells", "scenario": "baseline"})
    '966a1b8068c9'
    >>> run_id({"scenario": "baseline", "plan": b"cells"})
    '966a1b8068c9'
    """
    named = {_name(name): _part(part) for name, part in parts.items()}
    text = json.dumps(named, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.blake2b(text.encode("ascii"), digest_size=ID_LENGTH // 2).hexdigest()


def folder_name(name: str, run: str) -> str:
    """The directory's name of a run, safe on every file system.

    Examples
    --------
    >>> folder_name("What if: a / b?", "0123456789ab")
    'What_if_a_b-0123456789ab'
    """
    plain = re.sub(r"[^\w.]+", "_", name).strip("_.")[:_NAME_LENGTH]
    return f"{plain or 'run'}-{run}"


def is_id(text: str) -> bool:
    """Whether a text is a whole id, as `run_id` writes it."""
    return re.fullmatch(rf"[0-9a-f]{{{ID_LENGTH}}}", text) is not None


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise TypeError(f"a part's name must be text, not {type(name).__name__}")
    return name


def _part(part: object) -> list[str]:
    if isinstance(part, str):
        return ["text", part]
    if isinstance(part, bytes):
        return ["bytes", hashlib.blake2b(part, digest_size=32).hexdigest()]
    raise TypeError(f"a part must be text or bytes, not {type(part).__name__}")
