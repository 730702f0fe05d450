"""The report of a run: what it must say, in what order, and that it says it the same every time."""

from __future__ import annotations

import datetime
import re

import pytest

from caucasus_sim.report import run_report as module
from caucasus_sim.report.facts import gather
from caucasus_sim.report.run_report import run_report
from caucasus_sim.runs.execute import execute
from caucasus_sim.runs.request import request_run

from .reading import Page

ORDER = (
    *("The range over lenses and readings", "What was assumed", "What this is not", "Outcomes"),
    *("Differences under the same luck", "Why", "Typical histories", "Checks and simulation error"),
    *(
        "How much hangs on silence and judgement",
        "The scenario, and how to run it again",
        "Questions you will be asked",
    ),
)
QUESTIONS = (
    *("Compared with what?", "Who says?", "What was assumed?", "What did it get wrong?"),
    *("What would reverse it?", "What is not in it?"),
)


def test_it_begins_with_whose_reading_it_is_then_question_and_answer(page, facts):
    words = Page(page).words
    start = words[: words.index("The range over lenses and readings")]
    places = [
        start.index(told)
        for told in (
            "PARTLY CALIBRATED: 8 of ",
            "all stances from one Azerbaijani source",
            "Knows nothing after 15 October 2024",
            facts.manifest["question"],
            facts.summary["answer"],
        )
    ]
    assert places == sorted(places)
    assert "of 20 paired worlds" in start


def test_the_parts_stand_in_the_order_in_which_they_are_asked(page):
    text = page.read_text(encoding="utf-8")
    assert tuple(re.findall(r"<h2[^>]*>([^<]+)</h2>", text)) == ORDER
    last = text[text.index('id="questions"') :]
    assert tuple(re.findall(r"<h3[^>]*>([^<]+)</h3>", last)) == QUESTIONS


def test_every_chart_says_the_same_in_a_sentence_and_in_a_table(page):
    text = page.read_text(encoding="utf-8")
    figures = re.findall(r"<figure.*?</figure>", text, re.DOTALL)
    assert len(figures) > 20
    for each in figures:
        assert re.search(r"<figcaption>[^<]{20,}</figcaption>", each)
        assert "<table>" in each
        assert 'role="img"' in each


def test_it_needs_nothing_else(page):
    read = Page(page)
    assert not {"script", "link", "img", "iframe", "object", "form", "video", "audio"} & set(read.tags)
    assert all(address.startswith("#") for address in read.addresses)
    text = page.read_text(encoding="utf-8")
    assert "url(" not in text
    assert "@import" not in text
    assert page.stat().st_size < 1_000_000


def test_its_policy_allows_its_own_styles_and_nothing_else(page):
    import base64
    import hashlib

    text = page.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert policy is not None
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1].replace("&#39;", "'").startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert " style=" not in text


def test_the_same_stored_run_gives_the_same_bytes_whatever_day_it_is(stored, catalogue, facts, page, monkeypatch):
    class Later(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2041, 5, 6, tzinfo=tz)

    monkeypatch.setattr(datetime, "datetime", Later)
    again = run_report(stored, catalogue)
    assert again == page.read_bytes()
    assert b"2041" not in again
    del facts


def test_before_calibration_it_shows_directions_and_not_how_often(invented_run, invented, tmp_path):
    path = tmp_path / "report.html"
    path.write_bytes(run_report(invented_run, invented))
    read = Page(path)
    assert read.words.startswith("UNCALIBRATED", read.words.index("To the report") + len("To the report "))
    assert not any(caption.startswith("How often") for caption in read.tables)
    assert "equally likely" not in read.words
    assert "That is not known: these numbers have not been held against the record" in read.words


def test_a_run_of_other_evidence_is_not_called_calibrated(stored, catalogue, monkeypatch):
    import dataclasses

    facts = gather(stored, dataclasses.replace(catalogue, digest="another"))
    assert facts.status == "UNCALIBRATED"
    assert not facts.calibrated
    assert module.head_of(facts).standing.startswith("UNCALIBRATED")
    del monkeypatch


def test_words_of_a_scenario_never_become_markup(invented, tmp_path):
    text = (
        "name: hostile\ntitle: '<script>alert(1)</script> & <b>'\nquestion: '\"><img src=x onerror=alert(1)>'\n"
        "extends: ordered\n"
    )
    from .conftest import INVENTED

    folder = tmp_path / "scenarios"
    folder.mkdir()
    for each in (INVENTED / "scenarios").glob("*.yaml"):
        (folder / each.name).write_text(each.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "hostile.yaml").write_text(text, encoding="utf-8")
    request = request_run(invented, folder / "hostile.yaml", 8, lenses=("agnostic",), with_baseline=False)
    page = run_report(execute(request, tmp_path / "runs", threads=1).path, invented).decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page
    assert "<script" not in page
    assert "<img" not in page


def test_an_unfinished_run_is_refused(stored, catalogue, tmp_path):
    import json
    import shutil

    from caucasus_sim.errors import Mistakes

    copy = tmp_path / stored.name
    shutil.copytree(stored, copy)
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    (copy / "manifest.json").write_text(json.dumps(manifest | {"state": "running"}), encoding="utf-8")
    with pytest.raises(Mistakes, match="not finished"):
        gather(copy, catalogue)
