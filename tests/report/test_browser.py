"""The report in a real browser: from disk, without a network, on a phone, in the dark, on paper."""

from __future__ import annotations

import pytest

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def opened(browser, page):
    """Open the page in a context; what it asked for and complained of is kept on the page."""
    contexts = []

    def open_(**about):
        context = browser.new_context(offline=True, **about)
        contexts.append(context)
        shown = context.new_page()
        shown.asked, shown.complaints = [], []
        shown.on("request", lambda request: shown.asked.append(request.url))
        shown.on("console", lambda message: shown.complaints.append(message.text))
        shown.goto(page.as_uri())
        return shown

    yield open_
    for context in contexts:
        context.close()


def test_it_opens_from_disk_with_the_network_cut_and_asks_for_nothing(opened, page):
    shown = opened(java_script_enabled=False)
    assert shown.asked == [page.as_uri()]
    assert shown.complaints == []
    assert shown.locator("h1").is_visible()
    assert shown.locator("svg").first.is_visible()


@pytest.mark.parametrize(("scheme", "rules"), [("light", None), ("dark", ["color-contrast"])])
def test_axe_finds_nothing(opened, scheme, rules):
    """All rules in the light; in the dark only colours are others."""
    from axe_playwright_python.sync_playwright import Axe

    shown = opened(color_scheme=scheme, bypass_csp=True)
    shown.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(shown, options={"runOnly": rules} if rules else None)
    assert found.violations_count == 0, found.generate_report()


def test_a_phone_shows_it_without_scrolling_sideways(opened):
    shown = opened(viewport=PHONE)
    shown.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert shown.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    letters = shown.evaluate(
        "Math.min(...[...document.querySelectorAll('svg text')].map("
        "e => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a))"
    )
    assert letters >= 8.0


def test_it_can_be_read_by_keyboard_alone(opened):
    shown = opened()
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.className") == "skip"
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.getAttribute('href')") == "#range"
    assert shown.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_on_paper_it_is_light_and_folds_are_open(opened):
    shown = opened(color_scheme="dark")
    dark = shown.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    shown.emulate_media(media="print", color_scheme="dark")
    assert shown.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)" != dark
    fold = shown.locator("details.fold p, details.fold li").first
    assert fold.evaluate("e => e.checkVisibility({contentVisibilityAuto: true})")
    assert len(shown.pdf()) > 10_000
