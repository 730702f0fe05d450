"""The printed pages: whole, escaped, without scripts or requests, one page a sheet, and nothing that axe finds."""

import re
from dataclasses import replace

import pytest

from caucasus_sim.errors import Mistakes
from caucasus_sim.web.workshop.paper import PAGES, paper, write_paper
from caucasus_sim.web.workshop.sheets.texts import TEXTS, sheet_languages, sheet_words

NAMES = ("index", *PAGES)
HOSTILE = "<script>alert(1)</script> & \"quoted\" 'too'"


def test_the_pages_of_a_session_and_of_its_warm_up(pages):
    assert set(pages) == {f"{folder}{name}.html" for folder in ("", "warm-up/") for name in NAMES}


def test_the_same_evidence_gives_the_same_bytes(catalogue, pages):
    again = paper(catalogue, warm_up=True)
    assert again == {name: text for name, text in pages.items() if "/" not in name}


def test_no_page_runs_or_loads_anything(pages):
    for name, text in pages.items():
        assert not re.search(r"<(script|iframe|object|embed|img|link|form)\b", text), name
        assert not re.search(r"https?://|url\(|@import|\bon\w+=| style=", text), name
        targets = re.findall(r'href="([^"]*)"', text)
        folder = name.rpartition("/")[0]
        assert all(f"{folder}/{target}".lstrip("/") in pages for target in targets), name


def test_a_page_that_is_served_alone_has_no_style_of_its_own_and_leads_nowhere(catalogue):
    text = paper(catalogue, style="/paper.css")["roles.html"]
    assert re.findall(r'href="([^"]*)"', text) == ["/paper.css"]
    assert "<style" not in text
    assert " style=" not in text


def test_every_page_says_what_it_is_worth(pages):
    for name, text in pages.items():
        if name.startswith("warm-up/"):
            assert "no name and no number here stands for anything" in text
        else:
            assert "Knows nothing after 15 October 2024." in text


def test_whole_pages_say_how_far_the_numbers_hold_and_whose_reading_it_is(pages):
    for name in NAMES:
        text = pages[f"{name}.html"]
        assert "CALIBRATED" in text
        assert "all stances from one Azerbaijani source" in text


def test_no_date_after_the_source_but_the_horizon(pages):
    text = re.sub(r"<style>.*?</style>", "", " ".join(pages.values()), flags=re.DOTALL)
    assert not [year for year in re.findall(r"\b20\d\d\b", text) if int(year) > 2024]


def test_the_words_of_others_are_escaped_everywhere(catalogue):
    role = catalogue.roles["armenia"]
    line = role.red_line.model_copy(update={"text": HOSTILE})
    roles = catalogue.roles | {"armenia": role.model_copy(update={"red_line": line})}
    move = catalogue.moves["buy_arms"].model_copy(update={"title": "{self} " + HOSTILE, "in_words": HOSTILE})
    event = catalogue.events["truce"].model_copy(update={"in_words": HOSTILE})
    actor = catalogue.actors["armenia"].model_copy(update={"name": HOSTILE})
    spoilt = replace(
        catalogue,
        roles=roles,
        moves=catalogue.moves | {"buy_arms": move},
        events=catalogue.events | {"truce": event},
        actors=catalogue.actors | {"armenia": actor},
    )
    for text in paper(spoilt).values():
        assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in paper(spoilt)["roles.html"]


def test_there_is_no_score_and_nobody_wins(pages):
    guide = pages["guide.html"]
    assert "There is no score." in guide
    assert guide.index("How are you now?") < guide.index("What happened, in order?")


def test_nobody_is_seated_at_their_own_table_unasked(pages):
    assert "Nobody sits at the table of their own country without having been asked in private." in pages["guide.html"]


@pytest.mark.parametrize("language", [each for each in sheet_languages() if each != "en"])
def test_a_language_that_lacks_texts_says_so_and_shows_them_in_english(catalogue, language):
    text = paper(catalogue, language)["roles.html"]
    words = sheet_words(catalogue, language)
    assert f'<html lang="{language}">' in text
    assert f"{len(words.borrowed)} of {len(words.texts)} texts are missing" in text
    assert words.texts["language.name"] in text
    assert '<span lang="en">What you fear</span>' in text


def test_a_translation_is_shown_and_not_marked(catalogue, tmp_path, monkeypatch):
    for path in TEXTS.glob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "fr.yaml").write_text(
        'language.name: "Français"\nsheet.fears: "Ce que vous craignez"\nrole.iran.red_line: "Une ligne"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr("caucasus_sim.web.workshop.paper.sheet_words", lambda *given: sheet_words(*given, tmp_path))
    text = paper(catalogue, "fr")["roles.html"]
    assert "<h3>Ce que vous craignez</h3>" in text
    assert "<p>Une ligne <span" in text


def test_a_text_that_english_lacks_is_refused_with_the_nearest(catalogue, tmp_path):
    (tmp_path / "en.yaml").write_bytes((TEXTS / "en.yaml").read_bytes())
    (tmp_path / "tr.yaml").write_text('sheet.feers: "Korkular"\n', encoding="utf-8")
    with pytest.raises(Mistakes, match=r"no text 'sheet.feers' in English; did you mean 'sheet.fears'"):
        sheet_words(catalogue, "tr", tmp_path)


def test_an_unknown_language_is_refused(catalogue):
    with pytest.raises(Mistakes, match="no language 'xx'; expected en, az, fr, hy, ru, tr"):
        paper(catalogue, "xx")


def test_pages_are_written_under_names_with_blanks_and_again_without_a_change(catalogue, pages, tmp_path):
    out = tmp_path / "a folder" / "ünder"
    files = write_paper(out, catalogue)
    assert files[0] == out / "index.html"
    assert {path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in files} == pages
    assert write_paper(out, catalogue) == files
    assert sorted(path for path in out.rglob("*") if path.is_file()) == sorted(files)


def test_a_folder_that_is_a_file_is_a_mistake_in_words(catalogue, tmp_path):
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(Mistakes, match="cannot"):
        write_paper(tmp_path / "out", catalogue)


# ------------------------------------------------------------------------------------------------- in a real browser


@pytest.fixture(scope="module")
def written(catalogue, tmp_path_factory):
    out = tmp_path_factory.mktemp("paper")
    write_paper(out, catalogue)
    return out


@pytest.mark.parametrize("name", [*(f"{name}.html" for name in NAMES), "warm-up/roles.html", "warm-up/guide.html"])
def test_axe_finds_nothing_and_320_pixels_are_enough(browser, written, name):
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto((written / name).as_uri())
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_every_role_sheet_prints_on_one_page(browser, written, size):
    page = browser.new_page()
    for name, sheets in (("roles.html", 8 + 1), ("warm-up/roles.html", 4 + 1)):  # and one of parliaments
        page.goto((written / name).as_uri())
        printed = page.pdf(format=size)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == sheets
    page.close()
