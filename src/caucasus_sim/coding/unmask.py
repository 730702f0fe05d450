"""The way back from a masked or swapped pack: a coding whose ids and notes carry the project's own names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from caucasus_sim.coding.pack import replace_names

Words = Mapping[str, str]


def unmask(coding: Mapping[str, Any], back: Mapping[str, Words], kind: str) -> dict[str, Any]:
    """The coding of a masked or swapped pack under real ids; numbers and passages are left alone.

    >>> back = {"swapped_ids": {"a": "b", "b": "a"}, "swapped_words": {"A": "B", "B": "A"}, "neutral_words": {}}
    >>> unmask({"actors": {"a": {"arms_to_b": {"best": 5, "note": "A and B"}}}}, back, "swapped")
    {'actors': {'b': {'arms_to_a': {'best': 5, 'note': 'B and A'}}}}
    """
    words = {**back[f"{kind}_words"], **back["neutral_words"]}
    return dict(_returned(coding, back[f"{kind}_ids"], words))


def replace_id(name: str, ids: Words) -> str:
    """Replace the parts of an id that stand between underscores.

    >>> replace_id("trade_partners_norvia", {"norvia": "arland"})
    'trade_partners_arland'
    """
    ordered = sorted(ids, key=len, reverse=True)
    pattern = re.compile(r"(?<![a-z0-9])(" + "|".join(map(re.escape, ordered)) + r")(?![a-z0-9])")
    return pattern.sub(lambda found: ids[found.group(1)], name)


def _returned(value: Any, ids: Words, words: Words) -> Any:
    if isinstance(value, Mapping):
        return {replace_id(key, ids): _entry(key, item, ids, words) for key, item in value.items()}
    if isinstance(value, list):
        return [_returned(item, ids, words) for item in value]
    return value


def _entry(key: str, item: Any, ids: Words, words: Words) -> Any:
    if key == "note":
        return _note(item, words)
    if key in ("from", "to"):
        return replace_id(item, ids)
    return _returned(item, ids, words)


def _note(note: str, words: Words) -> str:
    returned = replace_names(note, words)
    return returned[:1].upper() + returned[1:]
