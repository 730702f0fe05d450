"""The form of what the evidence rests on: works cited, and sources passage by passage in our own words."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from caucasus_sim.coding.kinds import Body, Day, Flag, Text, Whole


class Reference(Body):
    """A work cited."""

    authors: Text | tuple[Text, ...]
    year: Whole | None
    title: Text
    where: Text
    doi: Text | None = None
    url: Text | None = None
    seen: Flag | Literal["full", "abstract", "excerpt", "memory"] | None = None
    checked: Flag | None = None
    note: Text | None = None


class Passage(Body):
    """A numbered block of a source in our words, and what it became.

    In a source that is several documents a passage has its own ``date`` and ``url``; ``voice`` says whose words they
    are and ``page`` who prints them, each as seen from the government that the passage is about.
    """

    place: Text
    paraphrase: Text
    type: tuple[Literal["fact", "statement", "assessment", "projection"], ...]
    speaker: Text | None
    became: tuple[Text, ...]
    left_out: Text | None
    date: Day | None = None
    url: Text | None = None
    voice: Literal["own", "rival", "third"] | None = None
    page: Literal["own", "rival", "third"] | None = None


class Section(Body):
    """A section's heading in neutral words."""

    heading: Text
    opens_with: Text | None = None


class Erratum(Body):
    """Something that is printed wrongly, or that other sources say otherwise."""

    passages: tuple[Text, ...]
    printed: Text
    remark: Text


class Contradiction(Body):
    """Passages of one source that do not agree."""

    passages: tuple[Text, ...]
    about: Text
    remark: Text


class Source(Body):
    """A document and its passages."""

    title: Text
    publisher: Text | None
    side: Text | None
    date: Day
    language: Text
    reading_line: Text | None = None
    url: Text | None = None
    sections: dict[Text, Section] = Field(default_factory=dict)
    joined: tuple[tuple[Text, ...], ...] = ()
    printed_twice: tuple[tuple[Text, ...], ...] = ()
    damaged: tuple[Text, ...] = ()
    passages: dict[Text, Passage]
    errata: tuple[Erratum, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
