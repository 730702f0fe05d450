"""What a notebook shows: the status and whose reading it is above everything, then plain tables."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd


def banner(status: str, lines: Sequence[str]) -> str:
    """The line of the status, and whose reading this is."""
    return paragraph(status, strong=True) + paragraph("; ".join(lines))


def paragraph(text: str, strong: bool = False) -> str:
    """A paragraph of HTML; whatever the text holds is shown, never run.

    >>> paragraph("a < b")
    '<p>a &lt; b</p>'
    """
    words = escape(text)
    return f"<p><strong>{words}</strong></p>" if strong else f"<p>{words}</p>"


def table(rows: pd.DataFrame) -> str:
    """A table of HTML, without row numbers."""
    return str(rows.to_html(index=False, border=0, justify="left"))
