"""What a page is made of: sections of blocks, which the template sets one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from caucasus_sim.charts.chart import Cell
from caucasus_sim.charts.html import figure, table_of
from caucasus_sim.report.figure import Figure

Kind = Literal["text", "strong", "list", "heading", "html", "figures", "code", "fold"]
WIDTH = 360


@dataclass(frozen=True)
class Block:
    """One block; ``text`` is escaped by the template, ``html`` has been made by the charts, which escape it."""

    kind: Kind
    text: str = ""
    id: str = ""
    items: tuple[str, ...] = ()
    html: Markup = field(default_factory=Markup)
    inside: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of the page with its heading."""

    id: str
    heading: str
    blocks: tuple[Block, ...]


def text(words: str) -> Block:
    """A paragraph."""
    return Block("text", words)


def strong(words: str) -> Block:
    """A paragraph that must not be overlooked."""
    return Block("strong", words)


def listed(items: Iterable[str]) -> Block:
    """A list."""
    return Block("list", items=tuple(items))


def heading(words: str, id: str = "") -> Block:
    """A heading inside a section."""
    return Block("heading", words, id)


def code(words: str) -> Block:
    """Text as it is, in letters of one width."""
    return Block("code", words)


def fold(words: str, inside: Sequence[Block]) -> Block:
    """Blocks that are folded away under some words; print unfolds them."""
    return Block("fold", words, inside=tuple(inside))


def table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Block:
    """A table with a caption."""
    return Block("html", html=Markup(table_of(columns, rows, caption)))  # noqa: S704  # escaped by the charts


def drawn(figures: Sequence[Figure], level: int = 4) -> Block:
    """Figures beside each other, as many as there is room for; each with the name it is exported by."""
    parts = [figure(each.draw(WIDTH), level, name=each.id) for each in figures]
    return Block("figures", html=Markup("".join(parts)))  # noqa: S704  # escaped by the charts
