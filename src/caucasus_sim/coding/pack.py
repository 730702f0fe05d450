"""Coding packs: a source text with its names hidden, or with the two principals exchanged.

A reader who knows the conflict codes what they remember. A masked pack makes that harder; a swapped pack
measures it: what a reader codes for a principal should follow the name in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caucasus_sim.coding.schema_sources import Passage, Source

KINDS = ("masked", "swapped", "plain")


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


def source_text(source: Source) -> str:
    """What a blind reader may see of a source: each passage with its day and speaker, and nothing that became of it."""
    return "\n\n".join(_block(name, passage) for name, passage in source.passages.items()) + "\n"


def make_form(form: str, masks: Mapping[str, Mapping], ids: Mapping[str, str], kind: str) -> str:
    """A coding form under the names of a pack: ``ids`` leads from the pack's ids to the project's."""
    if kind == "plain":
        return form
    hidden = {real: masked for masked, real in ids.items()}
    ordered = sorted(hidden, key=len, reverse=True)
    pattern = re.compile(r"(?<![a-z0-9])(" + "|".join(map(re.escape, ordered)) + r")(?![a-z0-9])")
    named = pattern.sub(lambda found: hidden[found.group(1)], replace_names(form, masks[kind]))
    return named.replace("\npack: plain\n", f"\npack: {kind}\n")


def _block(name: str, passage: Passage) -> str:
    head = [name, passage.date, passage.speaker, passage.place]
    return f"{'; '.join(str(each) for each in head if each)}\n{' '.join(passage.paraphrase.split())}"
