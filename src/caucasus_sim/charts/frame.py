"""A chart as a file, 16 to 9: title, drawing, sentence, and a footer that says whose reading it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from caucasus_sim.charts.chart import SVG, Chart
from caucasus_sim.charts.style import FONTS, plain_css, resolved
from caucasus_sim.charts.svg import box, element, label, line, lines_of, number, words

WIDE, HIGH = 1280, 720
EDGE = 40.0
DRAWN = 620  # how wide a chart should be asked for, to fill the frame with letters large enough
WIDTHS = (DRAWN, 1160)
PLACE = (WIDE - 2 * EDGE, 400.0)  # about what a chart has of the frame

_STYLE = """
.f-title{fill:var(--ink);font-size:30px;font-weight:600}
.f-told{fill:var(--ink);font-size:17px}
.f-foot{fill:var(--soft);font-size:14px}
text{font-family:FONTS}
""".strip().replace("FONTS", FONTS)


def largest(draw: Callable[[int], Chart]) -> Chart:
    """A chart drawn as wide as makes its letters largest in the frame."""
    return max((draw(width) for width in WIDTHS), key=lambda chart: _scale(chart, *PLACE))


def framed(chart: Chart, footer: Sequence[str], metadata: Mapping[str, str], told: str = "") -> str:
    """A file of SVG with everything that must not be lost when a figure is passed on.

    Parameters
    ----------
    footer : sequence of str
        Lines: how far calibrated, whose reading, date, scenario, hash, version.
    metadata : mapping of str to str
        The same for programs, kept inside the file under these names.
    told : str
        What it shows, in a sentence; the chart's own, if none is given.
    """
    sentence = told or chart.summary
    head = lines_of(chart.title, WIDE - 2 * EDGE, 30)
    lines = lines_of(sentence, WIDE - 2 * EDGE, 17)
    shown = [*lines[:4], "\u2026"] if len(lines) > 5 else lines
    foot = [part for each in footer for part in lines_of(each, WIDE - 2 * EDGE, 14)]
    top = 34.0 + 36 * len(head)
    under = HIGH - 20.0 - 19 * len(foot)
    below = under - 30 - 23 * len(shown)
    drawn = [box(0, 0, WIDE, HIGH, "c-paper")]
    drawn += [label(EDGE, 56 + 36 * n, each, "f-title") for n, each in enumerate(head)]
    drawn.append(_fitted(chart, EDGE, top, WIDE - 2 * EDGE, below - top))
    drawn += [label(EDGE, below + 22 + 23 * n, each, "f-told") for n, each in enumerate(shown)]
    drawn.append(line(EDGE, under - 16, WIDE - EDGE, under - 16, "c-tick"))
    drawn += [label(EDGE, under + 4 + 19 * n, each, "f-foot") for n, each in enumerate(foot)]
    return _file(chart, sentence, drawn, metadata)


def _scale(chart: Chart, wide: float, high: float) -> float:
    """How much larger a drawing can be in its place."""
    return min(wide / chart.width, high / chart.height)


def _fitted(chart: Chart, left: float, top: float, wide: float, high: float) -> str:
    """The drawing as large as its place allows, in the middle of it."""
    scale = _scale(chart, wide, high)
    x = left + (wide - scale * chart.width) / 2
    move = f"translate({number(x)} {number(top)}) scale({scale:.4f})"
    return element("g", chart.drawing, transform=move)


def _file(chart: Chart, told: str, drawn: Sequence[str], metadata: Mapping[str, str]) -> str:
    kept = json.dumps(dict(metadata), ensure_ascii=False, sort_keys=True)
    about = {"xmlns": SVG, "viewBox": f"0 0 {WIDE} {HIGH}", "width": WIDE, "height": HIGH, "role": "img"}
    inside = element("title", words(chart.title)), element("desc", words(told))
    css = element("style", f"{plain_css()}\n{resolved(_STYLE)}")
    return element("svg", *inside, element("metadata", words(kept)), css, *drawn, **about) + "\n"
