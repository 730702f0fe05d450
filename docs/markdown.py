"""Words and tables of the generated pages."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

NOTE = "<!-- Written by docs/generate.py (`make docs`). Edit what it is made from, not this page. -->\n\n"
LONGEST = 180


def cell(value: object) -> str:
    """Text that can stand in one cell of a table."""
    return re.sub(r"\s+", " ", str(value)).replace("|", "\\|").replace("``", "`").strip()


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *([cell(each) for each in row] for row in rows)]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines) + "\n"


def code(names: Iterable[object]) -> str:
    """Names as code, with commas."""
    return ", ".join(f"`{name}`" for name in names)


def short(text: str) -> str:
    """The first sentence, cut where it is long."""
    first = re.split(r"(?<=[.!?])\s+(?=[A-Z\"(])", " ".join(text.split()), maxsplit=1)[0]
    return textwrap.shorten(first, LONGEST, placeholder=" ...")


def number(value: float) -> str:
    """A number without noise."""
    return f"{value:.4g}"


def page(title: str, text: str, *parts: str) -> str:
    """A generated page."""
    return NOTE + f"# {title}\n\n{textwrap.dedent(text).strip()}\n\n" + "".join(parts).rstrip() + "\n"
