"""Slides: they open, can be edited, and have the report's findings and numbers."""

from __future__ import annotations

import io
import shutil
import subprocess

import pytest

from caucasus_sim.report.slides import as_pptx, shortened
from caucasus_sim.report.told import of_run

pptx = pytest.importorskip("pptx")


@pytest.fixture(scope="module")
def told(stored, catalogue):
    return of_run(stored, catalogue)


@pytest.fixture(scope="module")
def deck(told):
    return pptx.Presentation(io.BytesIO(as_pptx(told)))


def words(slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_titles_are_the_question_the_findings_and_what_this_is_not(deck, told):
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    findings = [shortened(figure.finding) for figure in told.figures if figure.worth]
    assert titles == [told.head.title, *findings, "What this is not", "Questions you will be asked"]
    assert told.head.answer in words(deck.slides[0])


def test_every_slide_says_whose_reading_it_is(deck):
    for slide in deck.slides:
        for text in (words(slide), slide.notes_slide.notes_text_frame.text):
            assert "PARTLY CALIBRATED" in text
            assert "all stances from one Azerbaijani source" in text
            assert "Knows nothing after 15 October 2024" in text


def test_charts_can_be_edited_and_have_the_figures_numbers(deck, told):
    shown = [figure for figure in told.figures if figure.worth]
    charts = 0
    for figure, slide in zip(shown, list(deck.slides)[1:], strict=False):
        graphic = next(shape for shape in slide.shapes if shape.has_chart or shape.has_table)
        assert graphic.has_chart == (figure.native is not None)
        if figure.native is not None:
            charts += 1
            found = {series.name: tuple(series.values) for series in graphic.chart.plots[0].series}
            assert found == {name: pytest.approx(values) for name, values in figure.native.series.items()}
            assert tuple(graphic.chart.plots[0].categories) == figure.native.categories
        else:
            chart = figure.draw(620)
            cells = [cell.text_frame.text for cell in graphic.table.iter_cells()]
            assert all(str(cell) in cells for row in chart.rows[:5] for cell in row)
    assert charts > 3


def test_notes_have_the_definition(deck, told, catalogue):
    titles = {slide.shapes.title.text_frame.text: slide for slide in deck.slides}
    figure = next(each for each in told.figures if each.id == "difference-route_agreed")
    notes = titles[shortened(figure.finding)].notes_slide.notes_text_frame.text
    assert catalogue.outcomes["route_agreed"].definition in notes
    assert figure.finding in notes


def test_charts_are_described_for_those_who_do_not_see_them(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert len(shape._element.nvGraphicFramePr.cNvPr.get("descr")) > 20


def test_an_office_program_opens_it(told, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine")
    (tmp_path / "deck.pptx").write_bytes(as_pptx(told))
    command = [office, f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless", "--convert-to", "pdf"]
    done = subprocess.run([*command, "deck.pptx"], cwd=tmp_path, capture_output=True, check=False, timeout=300)
    assert done.returncode == 0
    assert (tmp_path / "deck.pdf").read_bytes().startswith(b"%PDF")
