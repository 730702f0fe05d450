"""What is changed of a reading, one change at a time, and how many stances each change touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.derived import discounted, with_silence_heard, without_coder, without_passages
from caucasus_sim.coding.schema_reading import Reading

RIVAL = "rival"
HALF = 0.5  # a discount in the middle: neither taken at face value nor thrown away


@dataclass(frozen=True)
class Change:
    """A derived reading, what was done to it in words, and how many stances of pooled coders differ."""

    kind: str
    name: str
    words: str
    reading: Reading
    touched: int


def changes_of(catalogue: Catalogue, name: str, actors: tuple[str, ...]) -> list[Change]:
    """Every change of a reading: coders, silence, the rival's voice, sections of its sources."""
    reading = catalogue.readings[name]
    derived = [
        *_coders(reading),
        _change(
            "silence", "points", "silence is given points, and a position that may lie anywhere", reading,
            with_silence_heard(reading, catalogue.issues, actors),
        ),
        _change(
            "voice", RIVAL, "what a government's rival says of it counts half", reading,
            discounted(reading, RIVAL, HALF),
        ),
        *_sections(catalogue, reading),
    ]  # fmt: skip
    return list(derived)


def _coders(reading: Reading) -> Iterator[Change]:
    """Each coder left out, where another remains."""
    pooled = reading.about.pooled
    for coder in pooled if len(pooled) > 1 else ():
        yield _change("coder", coder, f"without coder {coder}", reading, without_coder(reading, coder))


def _sections(catalogue: Catalogue, reading: Reading) -> Iterator[Change]:
    """Each section of each source left out; a section is what its passages' ids begin with."""
    for source in reading.about.sources:
        told = catalogue.sources[source]
        for section in dict.fromkeys(block.partition(".")[0] for block in told.passages):
            passages = [block for block in told.passages if block.partition(".")[0] == section]
            heading = f": {told.sections[section].heading}" if section in told.sections else ""
            words = f"section {section} of {source}{heading}"
            yield _change("section", section, words, reading, without_passages(reading, passages))


def _change(kind: str, name: str, words: str, before: Reading, after: Reading) -> Change:
    return Change(kind, name, words, after, touched(before, after))


def touched(before: Reading, after: Reading) -> int:
    """How many stances and ties of pooled coders are not what they were; those of a coder left out all count."""
    count = 0
    for coder in before.about.pooled:
        old = before.codings[coder]
        if coder not in after.about.pooled:
            count += sum(stance.basis != "silent" for issues in old.actors.values() for stance in issues.values())
            continue
        new = after.codings[coder]
        cells = {(a, i) for coding in (old, new) for a, issues in coding.actors.items() for i in issues}
        count += sum(old.actors.get(a, {}).get(i) != new.actors.get(a, {}).get(i) for a, i in cells)
        count += sum(tie not in new.ties for tie in old.ties)
    return count
