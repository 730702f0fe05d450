"""Slides that can be edited: the finding as title, one figure a slide as a native chart or table, notes below.

Whose reading it is stands in the footer of every slide. Needs the extra `slides`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from caucasus_sim.charts.chart import Chart, spelled
from caucasus_sim.charts.style import LIGHT
from caucasus_sim.report.blocks import Block, Section
from caucasus_sim.report.export import need
from caucasus_sim.report.figure import Figure, Native

if TYPE_CHECKING:
    from caucasus_sim.report.told import Told

WIDE, HIGH = 13.333, 7.5  # inches, 16 to 9
EDGE = 0.6
BODY = (EDGE, 1.65, WIDE - 2 * EDGE, 4.75)  # left, top, width, height
LONGEST = 170  # letters of a title; what is longer stands in the notes
ROWS = 12  # of a table on a slide; more stand in the report
TITLE_ONLY = 5  # of the layouts that come with python-pptx


def as_pptx(told: Told) -> bytes:
    """All figures that show something, between the question and what this is not.

    Raises
    ------
    Mistakes
        If the extra `slides` is not installed.
    """
    need("pptx", "--slides")
    deck = _Deck(told)
    deck.words(told.head.title, [told.head.question, told.head.answer], told.head.answer)
    for figure in told.figures:
        if figure.worth:
            deck.figure(figure)
    for section in told.sections:
        if section.id == "not":
            deck.words(section.heading, list(_items(section.blocks)), "")
        elif section.id == "questions":
            asked = _asked(section)
            deck.words(section.heading, [each for each, _ in asked], "\n\n".join(map("\n".join, asked)))
    return deck.saved()


def _items(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield from block.items or ([block.text] if block.text else [])


def _asked(section: Section) -> list[tuple[str, str]]:
    """Questions with all that answers them."""
    found: list[tuple[str, str]] = []
    for block in section.blocks:
        if block.kind == "heading":
            found.append((block.text, ""))
        elif found:
            question, before = found[-1]
            found[-1] = (question, " ".join([before, *_items([block])]).strip())
    return found


class _Deck:
    """A presentation while it is made."""

    def __init__(self, told: Told) -> None:
        from pptx import Presentation  # an extra
        from pptx.util import Inches

        self.told, self.made, self.inches = told, Presentation(), Inches
        self.made.slide_width, self.made.slide_height = Inches(WIDE), Inches(HIGH)
        properties = self.made.core_properties
        properties.title, properties.author = told.head.title, "caucasus_sim"
        properties.comments = "; ".join(f"{name}: {value}" for name, value in told.signed.metadata.items())[:250]

    def words(self, title: str, lines: Sequence[str], notes: str) -> None:
        """A slide of words."""
        slide = self._slide(title, notes)
        frame = self._box(slide, *BODY)
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            _write(paragraph, line, 18 if sum(map(len, lines)) < 900 else 14)

    def figure(self, figure: Figure) -> None:
        """A slide with one figure."""
        chart = figure.draw(620)
        definition = self._definition(figure.about)
        notes = "\n\n".join(filter(None, (figure.finding, chart.summary, figure.note, definition)))
        slide = self._slide(figure.finding, notes)
        if figure.native is None:
            self._table(slide, chart)
        else:
            self._native(slide, figure.native, chart)

    def saved(self) -> bytes:
        """The file."""
        file = io.BytesIO()
        self.made.save(file)
        return file.getvalue()

    def _slide(self, title: str, notes: str) -> Any:
        from pptx.enum.text import PP_ALIGN

        slide = self.made.slides.add_slide(self.made.slide_layouts[TITLE_ONLY])
        heading, inches = slide.shapes.title, self.inches
        heading.left, heading.top, heading.width, heading.height = map(inches, (EDGE, 0.3, WIDE - 2 * EDGE, 1.25))
        heading.text_frame.word_wrap = True
        heading.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        _write(heading.text_frame.paragraphs[0], shortened(title), 26 if len(title) < 90 else 20, bold=True)
        foot = self._box(slide, EDGE, HIGH - 0.95, WIDE - 2 * EDGE, 0.8)
        for number, line in enumerate(self.told.signed.footer):
            _write(foot.paragraphs[0] if number == 0 else foot.add_paragraph(), line, 9)
        signed = "\n".join(self.told.signed.footer)
        slide.notes_slide.notes_text_frame.text = f"{notes}\n\n{signed}".strip()
        return slide

    def _box(self, slide: Any, left: float, top: float, width: float, height: float) -> Any:
        frame = slide.shapes.add_textbox(*map(self.inches, (left, top, width, height))).text_frame
        frame.word_wrap = True
        return frame

    def _definition(self, about: str) -> str:
        """What an outcome is, as the report defines it."""
        blocks = [block for section in self.told.sections if section.id == "outcomes" for block in section.blocks]
        places = [place for place, block in enumerate(blocks) if block.id == f"outcome-{about}"]
        return " ".join(each.text for place in places for each in blocks[place + 1 : place + 3] if each.kind == "text")

    def _table(self, slide: Any, chart: Chart) -> None:
        """The figure's table."""
        used = [k for k, name in enumerate(chart.columns) if name or any(row[k] != "" for row in chart.rows)]
        rows = [[chart.columns[k] for k in used], *([spelled(row[k]) for k in used] for row in chart.rows[:ROWS])]
        high = min(0.55, BODY[3] / len(rows))
        shape = slide.shapes.add_table(len(rows), len(used), *map(self.inches, (*BODY[:3], high * len(rows))))
        _describe(shape, chart)
        for i, row in enumerate(rows):
            for k, cell in enumerate(row):
                _write(shape.table.cell(i, k).text_frame.paragraphs[0], cell, 16 if len(rows) < 9 else 12, bold=i == 0)

    def _native(self, slide: Any, native: Native, chart: Chart) -> None:
        """The same numbers as a chart that can be edited."""
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION

        kinds = {
            "bars": XL_CHART_TYPE.BAR_CLUSTERED,
            "lines": XL_CHART_TYPE.LINE,
            "stacked": XL_CHART_TYPE.BAR_STACKED,
        }
        data = CategoryChartData()
        data.categories = native.categories
        for name, values in native.series.items():
            data.add_series(name, values)
        shape = slide.shapes.add_chart(kinds[native.kind], *map(self.inches, BODY), data)
        _describe(shape, chart)
        drawn = shape.chart
        drawn.has_legend, drawn.has_title = True, False
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        _plain(drawn, native)


def shortened(title: str) -> str:
    """A title that fits; the whole of it stands in the notes.

    >>> shortened("a; b"), len(shortened("word " * 100)) <= LONGEST
    ('a; b', True)
    """
    if len(title) <= LONGEST:
        return title
    kept = title[: LONGEST - 2]
    return kept[: kept.rindex(" ")].rstrip(";, ") + " \u2026"


def _write(paragraph: Any, words: str, size: int, bold: bool = False) -> None:
    from pptx.util import Pt

    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = words, Pt(size), bold


def _describe(shape: Any, chart: Chart) -> None:
    """What a screen reader says in the place of a chart or table."""
    about = shape._element.nvGraphicFramePr.cNvPr  # noqa: SLF001  # python-pptx has no other way to it
    about.set("descr", f"{chart.title}. {chart.summary}")


def _plain(drawn: Any, native: Native) -> None:
    """Letters that can be read, and series that differ by more than their colour."""
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_LINE, MSO_PATTERN
    from pptx.util import Pt

    drawn.font.size = Pt(13)
    axis = drawn.value_axis
    if native.most is not None:
        axis.minimum_scale, axis.maximum_scale = 0.0, native.most
    if native.kind != "lines":
        drawn.category_axis.reverse_order = True  # the first on top, as they are read
        drawn.plots[0].gap_width = 60
    axis.has_title = True
    axis.axis_title.text_frame.text = native.axis
    for paragraph in axis.axis_title.text_frame.paragraphs:
        paragraph.font.size = Pt(12)
    colours = [RGBColor.from_string(LIGHT[name][1:].upper()) for name in ("one", "two", "soft", "one-mid", "ink")]
    patterns = [None, MSO_PATTERN.WIDE_UPWARD_DIAGONAL, None, MSO_PATTERN.LARGE_GRID, MSO_PATTERN.LIGHT_VERTICAL]
    for number, series in enumerate(drawn.plots[0].series):
        colour, pattern = colours[number % 5], patterns[number % 5]
        if native.kind == "lines":
            series.smooth = False
            series.format.line.color.rgb, series.format.line.width = colour, Pt(2.5)
            series.format.line.dash_style = MSO_LINE.DASH if number % 2 else MSO_LINE.SOLID
        elif pattern is None:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = colour
        else:
            series.format.fill.patterned()
            series.format.fill.pattern = pattern
            series.format.fill.fore_color.rgb, series.format.fill.back_color.rgb = colour, RGBColor(255, 255, 255)
