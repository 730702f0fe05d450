"""The shell of every page: its head, whose reading it shows, how far that holds, and the region read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from caucasus_sim.analysis.standing import standing, standing_line
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.web.words import Words

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Provenance:
    """What every page says of its numbers: the short form, what it means, and whose reading it is."""

    short: str
    line: str
    readings: tuple[str, ...]


def provenance(catalogue: Catalogue, lenses: Iterable[str], readings: Iterable[str]) -> Provenance:
    """The stripe of results made with these lenses and readings."""
    names = list(lenses)
    lines = tuple(catalogue.reading_lines(list(readings)))
    return Provenance(standing(catalogue, names), standing_line(catalogue, names), lines)


class Pages:
    """Templates of the base and of one part, everything escaped, with the texts of one language.

    Templates know ``t`` (the texts) and ``stripe`` (the provenance); a page extends ``shell.html``.
    """

    def __init__(self, words: Words, stripe: Provenance, *folders: Path) -> None:
        self.words, self.stripe = words, stripe
        self.templates = Environment(
            loader=FileSystemLoader([*folders, TEMPLATES]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.templates.globals |= {"t": words, "stripe": stripe, "language": words.language}

    def text(self, template: str, values: Mapping[str, Any] | None = None) -> str:
        """A template filled in."""
        return self.templates.get_template(template).render(values or {})

    def answer(self, template: str, values: Mapping[str, Any] | None = None, status: int = 200) -> HTMLResponse:
        """A whole page."""
        return HTMLResponse(self.text(template, values), status)
