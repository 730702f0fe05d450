"""The picture of the README: what zangezur_open does to its first watched outcomes, lens by lens.

Run: python docs/picture.py. Everything in it is read from the run of `make demo`, 2,000 histories a variant; a test
draws it again.
"""

from __future__ import annotations

import sys
import tempfile
from html import escape
from pathlib import Path
from typing import Any

from caucasus_sim.analysis.summary import summarise
from caucasus_sim.coding.catalogue import load_catalogue
from caucasus_sim.runs.execute import execute
from caucasus_sim.runs.request import request_run

PICTURE = Path(__file__).parent / "first-result.svg"
RUNS = 2000
SHOWN = 3
LEFT, WIDE, HIGH, TOP = 150, 136, 26, 74
COLOURS = {"+": "#0072B2", "-": "#D55E00", "0": "#767676"}
WORDS = {"+": "more", "-": "less", "0": "unclear"}


def measured() -> dict[str, Any]:
    """The summary of a run made for the picture."""
    catalogue = load_catalogue()
    request = request_run(catalogue, "zangezur_open", runs=RUNS)
    with tempfile.TemporaryDirectory() as folder:
        return summarise(execute(request, Path(folder), keep_series=False).path, catalogue)


def draw(summary: dict[str, Any]) -> str:
    """The picture as SVG text."""
    outcomes = list(dict.fromkeys(row["outcome"] for row in summary["watched"]))[:SHOWN]
    rows = [row for row in summary["watched"] if row["outcome"] in outcomes]
    lenses = summary["runs"]["lenses"]
    width, height = LEFT + WIDE * len(lenses) + 20, TOP + HIGH * (len(rows) + len(outcomes)) + 44
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
            'font-family="sans-serif" font-size="13">'
        ),
        f"<title>{escape(summary['scenario'])}: direction beside the baseline, by lens</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        text(16, 24, f"{summary['status']}: directions inside this model, not chances", bold=True),
        text(16, 44, "; ".join(summary["reading_lines"])),
        *(text(LEFT + WIDE * k, TOP - 8, lens.replace("_", " ")) for k, lens in enumerate(lenses)),
    ]
    y = TOP
    for outcome in outcomes:
        y += HIGH
        own = [row for row in rows if row["outcome"] == outcome]
        parts.append(text(16, y - 7, own[0]["title"], bold=True))
        for row in own:
            parts += line(row, lenses, y + HIGH - 8)
            y += HIGH
    note = "Beside the baseline under the same luck; in brackets, in how many of 20 paired worlds there is more : less."
    return "\n".join([*parts, text(16, y + 26, note), "</svg>", ""])


def line(row: dict[str, Any], lenses: list[str], y: int) -> list[str]:
    """One variant's directions under each lens."""
    cells = [text(32, y, row["variant"])]
    for k, lens in enumerate(lenses):
        found = row["by_lens"][lens]
        words = f"{WORDS[found['direction']]} ({found['more_in_20']}:{found['less_in_20']})"
        cells.append(text(LEFT + WIDE * k, y, words, colour=COLOURS[found["direction"]]))
    return cells


def text(x: int, y: int, words: str, bold: bool = False, colour: str = "#1a1a1a") -> str:
    """A line of text."""
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" fill="{colour}"{weight}>{escape(words)}</text>'


def main() -> int:
    """Draw the picture anew."""
    PICTURE.write_text(draw(measured()), encoding="utf-8", newline="\n")
    print(f"wrote {PICTURE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
