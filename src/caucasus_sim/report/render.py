"""From sections to one file of HTML that needs nothing else: no script, no request, styles inside."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from caucasus_sim.charts.style import CSS
from caucasus_sim.report.blocks import Section

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Head:
    """What stands above everything.

    Parameters
    ----------
    standing : str
        How far calibrated.
    lines : sequence of str
        Whose reading, who coded it, what it knows nothing of.
    title, question, answer : str
    footer : str
        What identifies the run.
    """

    standing: str
    lines: Sequence[str]
    title: str
    question: str
    answer: str
    footer: str


def render(head: Head, sections: Sequence[Section]) -> bytes:
    """The page as bytes; the same for the same words."""
    style = CSS + (TEMPLATES / "page.css").read_text(encoding="utf-8")
    page = _templates().get_template("page.html.j2")
    text = page.render(head=head, sections=sections, style=Markup(style), digest=digest_of(style))  # noqa: S704  # ours
    return text.encode("utf-8")


def digest_of(style: str) -> str:
    """What the page's policy says of its one style sheet: with anything else in it, it is not applied."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
