"""Charts are images that say the same in words, cannot be broken by words, and can be read by everyone."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caucasus_sim.charts import dotplot, html, icons, scale, style
from caucasus_sim.charts.frame import framed

from .every import every

NAME = "{http://www.w3.org/2000/svg}"
FOOTER = ["UNCALIBRATED: a footer", "whose reading: nobody's"]


@pytest.mark.parametrize("chart", every(), ids=lambda chart: chart.id)
def test_a_chart_is_an_image_with_title_sentence_and_table(chart):
    root = ET.fromstring(chart.file())
    assert root.get("role") == "img"
    title, told = (root.find(f"{NAME}{name}") for name in ("title", "desc"))
    assert (title.text, told.text) == (chart.title, chart.summary)
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == told.get("id")
    assert chart.rows
    assert all(len(row) == len(chart.columns) for row in chart.rows)
    page = ET.fromstring(html.figure(chart))
    assert len(page.findall(".//tbody/tr")) == len(chart.rows)


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=20))
def test_words_never_become_markup(word):
    for chart in every(word + "<script>&\"'"):
        for text in (
            chart.file(),
            framed(chart, [word, "<b>"], {word: word}, word),
            html.figure(chart),
        ):
            assert "<script" not in text
            ET.fromstring(text)


def test_the_same_data_give_the_same_bytes():
    assert [chart.file() for chart in every()] == [chart.file() for chart in every()]


@pytest.mark.parametrize("width", [288, 360, 620])
def test_nothing_is_drawn_outside_the_image(width):
    for chart in every(width=width):
        for found in ET.fromstring(chart.file()).iter():
            for name, most in (("x", chart.width), ("cx", chart.width), ("x2", chart.width), ("cy", chart.height)):
                assert -0.01 <= float(found.get(name, 0)) <= most + 0.01, (chart.id, found.attrib)


def test_a_dotplot_has_a_dot_for_each_equal_part_and_never_stands_apart():
    values = [24290] * 25 + [None] * 75
    chart = dotplot.dotplot(
        "d", "t", values, lambda a, b: scale.months(24290, 24310, a, b), str, never="never", dots=20
    )
    marks = re.findall(r'class="c-mark-(one|none)"', chart.drawing)
    assert (marks.count("one"), marks.count("none")) == (5, 15)
    assert chart.rows[-1] == ("never, of 20 dots", "15")


@settings(deadline=None)
@given(st.lists(st.none() | st.integers(-1000, 1000), min_size=1, max_size=60), st.integers(1, 50))
def test_quantiles_are_in_order_and_keep_the_share_of_never(values, dots):
    found = dotplot.quantiles(values, dots)
    known = [value for value in found if value is not None]
    assert known == sorted(known)
    assert found[: len(known)] == known
    share = values.count(None) / len(values)
    assert abs(found.count(None) / dots - share) <= 1 / dots


@settings(deadline=None)
@given(st.floats(0, 1))
def test_an_icon_array_fills_what_it_says(share):
    chart = icons.icons("i", "t", share, "yes", "no")
    assert chart.drawing.count("c-bar-one") == icons.in_hundred(share)
    assert chart.drawing.count("<rect") == 100


@settings(deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8))
def test_a_scale_holds_all_its_values_between_round_ticks(values):
    found = scale.numbers(values, 0.0, 100.0, zero=True)
    nothing = 1e-8 * (found.high - found.low)
    assert found.low <= min(*values, 0.0) + nothing
    assert found.high >= max(*values, 0.0) - nothing
    assert 2 <= len(found.ticks) <= 8
    assert len({told for _, told in found.ticks}) == len(found.ticks)


@pytest.mark.parametrize("palette", [style.LIGHT, style.DARK], ids=["light", "dark"])
def test_text_and_marks_can_be_told_from_what_they_stand_on(palette):
    for on, words in (("paper", "ink"), ("paper", "soft"), ("pale", "ink"), ("one-pale", "ink"), ("one-mid", "ink")):
        assert contrast(palette[on], palette[words]) >= 4.5, (on, words)
    for mark in ("one", "two", "grid", "ink"):
        assert contrast(palette["paper"], palette[mark]) >= 3.0, mark
    assert contrast(palette["one"], "#ffffff") >= 4.5
    assert contrast(palette["two"], "#000000") >= 4.5
    assert contrast(palette["two-pale"], palette["ink"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """Of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_framed_figure_keeps_its_footer_inside_sixteen_to_nine():
    for chart in every(width=620):
        root = ET.fromstring(framed(chart, FOOTER, {"scenario": "a"}))
        assert root.get("viewBox") == "0 0 1280 720"
        texts = [found.text for found in root.findall(f"{NAME}text")]
        assert texts[-2:] == FOOTER
        assert all(0 < float(found.get("y")) < 720 for found in root.findall(f"{NAME}text"))
        assert "scenario" in root.find(f"{NAME}metadata").text


def test_files_for_other_programs_have_no_variables():
    assert "var(" not in every()[0].file() + framed(every()[0], FOOTER, {})
