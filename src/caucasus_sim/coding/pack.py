"""Coding packs: a source text with its names hidden, or with the two principals exchanged.

A reader who knows the conflict codes what they remember. A masked pack makes that harder; a swapped pack
measures it: what a reader codes for a principal should follow the name in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping


def replace_names(text: str, names: Mapping[str, str]) -> str:
    """Replace whole names in one pass, the longest first, so that exchanged names do not meet twice."""
    ordered = sorted(names, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, ordered)) + r")(?!\w)")
    return pattern.sub(lambda found: names[found.group(1)], text)


def hide_years(text: str, years: Mapping[int, str]) -> str:
    """Replace four-digit years by their distance from the source's own year."""
    return re.sub(r"\b(19|20)\d\d\b", lambda found: years.get(int(found.group(0)), found.group(0)), text)


def make_pack(text: str, masks: Mapping[str, Mapping], kind: str) -> str:
    """The text of a pack of this kind: ``plain``, ``masked`` or ``swapped``."""
    if kind == "plain":
        return text
    replaced = replace_names(text, masks[kind])
    return hide_years(replaced, masks["years"]) if kind == "masked" else replaced
