"""Passages of a source that is several documents: each says when, where, whose words, and who prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caucasus_sim.coding.files import Shelf
from caucasus_sim.coding.schema_sources import Passage, Source

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

OWN = ("date", "url", "voice", "page", "speaker")
ADDRESS = ("https://", "http://")


def check(shelf: Shelf, catalogue: Catalogue) -> None:
    """Note every passage that nobody could look up: as soon as one has an address of its own, all must have."""
    for name, source in catalogue.sources.items():
        if any(passage.url is not None for passage in source.passages.values()):
            for block, passage in source.passages.items():
                _passage(shelf, name, source, block, passage)


def _passage(shelf: Shelf, name: str, source: Source, block: str, passage: Passage) -> None:
    where = ("passages", block)
    missing = [key for key in OWN if getattr(passage, key) is None]
    if missing:
        shelf.mistake("sources", name, where, f"passage {block} needs {', '.join(missing)}")
    if passage.url is not None and not passage.url.startswith(ADDRESS):
        shelf.mistake("sources", name, (*where, "url"), f"'{passage.url}' is no address")
    if passage.date is not None and passage.date > source.date:
        shelf.mistake("sources", name, (*where, "date"), f"dated {passage.date}, after the source's {source.date}")
