"""What a line of the written material stands on, in words: whose statement, which passage, or that it was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.web.words import Words


def basis_of(catalogue: Catalogue, words: Words, passages: Iterable[str]) -> str:
    """Passages by whose text they are: ``Armenia's government, A.13 A.14``; without any, that the line was written."""
    by_voice: dict[str, list[str]] = defaultdict(list)
    for passage in passages:
        source, _, block = passage.partition("/")
        by_voice[voice_of(catalogue, words, source, block)].append(block)
    told = [f"{voice}, {' '.join(blocks)}" for voice, blocks in by_voice.items()]
    return "; ".join(told) or words("basis.written")


def voice_of(catalogue: Catalogue, words: Words, source: str, block: str) -> str:
    """Whose text a passage is: a section's heading where a source is several documents, else the side of the source."""
    told = catalogue.sources[source]
    section = told.sections.get(block.partition(".")[0])
    if told.passages[block].voice == "third":
        return words("basis.reported")
    if told.passages[block].url is not None and section is not None:
        return section.heading
    side = catalogue.actors[told.side].name if told.side in catalogue.actors else words("basis.no_side")
    return words("basis.one_side", side=side)
