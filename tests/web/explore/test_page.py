"""The page in a real browser: by keyboard, by link, as a file, on a phone, for a room, and against strangers."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.web.explore.conftest import LEVER, TWIN

from caucasus_sim.scenario.resolve import load_scenario
from caucasus_sim.web.explore.app import explore_app

SLIDER, OTHER = "#lever-arms-to_arland", "#lever-arms-to_borland"
ANSWERED = """!document.body.classList.contains('rough') && !('busy' in document.body.dataset)
    && !/Taking back/.test(document.querySelector('#reasons-1').textContent)"""
LONG = 60_000  # a machine that does other things too
# What is said of a change that is played again, and what the lever shows then: on a busy machine gone before one looks.
TAKE_DOWN = """() => {
    window.seen = [];
    const said = document.querySelector('#said'), exact = document.querySelector('[data-exact="arms.to_arland"]');
    new MutationObserver(() => {
        if (said.textContent.includes('the last change')) seen.push([said.textContent, exact.value]);
    }).observe(said, { childList: true, characterData: true, subtree: true });
}"""


@pytest.fixture
def open_page(browser, address):
    """Opens pages that reach this server alone; what they try beyond it, and their errors, fail the test."""
    made, strange = [], []

    def start(fragment: str = "", **context):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True, **context)
        context.set_default_timeout(LONG)
        made.append(context)
        page = context.new_page()
        page.on(
            "request",
            lambda each: None if each.url.startswith((address, "blob:", "data:")) else strange.append(each.url),
        )
        page.on("websocket", lambda each: None if each.url == f"ws{address[4:]}/live" else strange.append(each.url))
        page.on("pageerror", lambda error: strange.append(str(error)))
        page.goto(address + fragment)
        page.wait_for_selector("#strip-0")
        rested(page)
        return page

    yield start
    for context in made:
        context.close()
    assert strange == []


def until(page, expression: str, *given: str) -> None:
    """Wait for an expression, or a function of what is given, to be true."""
    end = time.monotonic() + LONG / 1000
    while not page.evaluate(expression, *given):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(30)


def rested(page) -> None:
    """Wait until nothing asked is unanswered."""
    until(page, ANSWERED)


def value(page, slider=SLIDER) -> str:
    return page.input_value(f'[data-exact="{slider.removeprefix("#lever-").replace("-", ".", 1)}"]')


def pushed(page, slider=SLIDER, keys="ArrowRight", times=4) -> str:
    """Move a lever by keyboard, and wait for the answer at rest; what it is set to."""
    before = page.url
    page.focus(slider)
    for _ in range(times):
        page.keyboard.press(keys)
    until(page, "before => location.href !== before", before)
    rested(page)
    return value(page, slider)


def test_a_lever_is_moved_by_keyboard_and_the_answer_is_said(open_page):
    page = open_page()
    assert value(page) == ""
    assert "not set: 1" in page.text_content("#lever-arms-to_arland-is")
    assert pushed(page) == "1.2"
    assert "beside the scenario as opened" in page.text_content("#said").lower()
    assert "16 histories, 2 lenses" in page.text_content("#counted")
    assert page.get_attribute(SLIDER, "aria-valuetext").startswith("1.2")
    assert value(page, OTHER) == ""
    assert page.evaluate("performance.getEntriesByName('rested').length") >= 1


COUNTED = """() => {
    window.seen = [];
    const note = () => seen.push(document.querySelector('#counted').textContent);
    new MutationObserver(note).observe(document.body, { childList: true, characterData: true, subtree: true });
}"""


def test_the_next_steps_of_a_lever_are_lived_ahead_and_shown_whole_while_it_moves(open_page, office):
    page = open_page()
    page.evaluate(COUNTED)
    assert pushed(page) == "1.2"
    assert page.evaluate("seen.splice(0).some(told => told.includes('rough while you drag'))")
    now = office.begins.with_lever(LEVER, 1.2)
    for near in (1.15, 1.25):
        end = time.monotonic() + LONG / 1000
        while not office.bench.knows(now.with_lever(LEVER, near).scenario, office.rested):
            assert time.monotonic() < end, "nobody asks, and nothing is lived ahead"
            page.wait_for_timeout(30)
    assert not office.bench.knows(now.with_lever(LEVER, 1.3).scenario, office.rested)
    assert pushed(page, times=1) == "1.25"
    assert page.evaluate("!seen.some(told => told.includes('rough while you drag'))")


def test_undo_redo_reset_and_replay_by_keyboard(open_page):
    page = open_page()
    first = page.url
    # One key, so one step: several may come so slowly that the lever rests between them.
    assert pushed(page, keys="PageUp", times=1) == "1.5"
    second = page.url
    page.keyboard.press("Control+z")
    until(page, "url => location.href === url", first)
    assert value(page) == ""
    page.keyboard.press("Control+y")
    until(page, "url => location.href === url", second)
    assert value(page) == "1.5"
    page.evaluate(TAKE_DOWN)
    page.focus("#replay")
    page.keyboard.press("Enter")
    until(page, "seen.some(([told]) => told.startsWith('After the last change'))")
    assert page.evaluate("seen") == [["Before the last change.", ""], ["After the last change.", "1.5"]]
    assert page.url == second
    page.focus("#reset")
    page.keyboard.press("Enter")
    until(page, "url => location.href === url", first)
    assert page.is_disabled("#reset")
    assert page.is_enabled("#undo")


def test_everything_can_be_reached_and_used_without_a_mouse(open_page):
    page = open_page()
    reached, wanted = set(), set(page.evaluate(REACHABLE))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(150):
        reached.add(page.evaluate(NAMED))
        if wanted <= reached:
            break
        page.keyboard.press("Tab")
    assert wanted <= reached
    page.focus("#find")
    page.keyboard.type("earliest")
    page.wait_for_selector("[data-add='charter.earliest']")
    page.focus("[data-add='charter.earliest']")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.dataset.value === 'charter.earliest'")
    before = page.url
    page.focus("#outcome-0")
    page.keyboard.press("ArrowDown")
    until(page, "before => location.href !== before", before)
    rested(page)
    page.focus("text=Next history")
    page.keyboard.press("Enter")
    until(page, "/number 2 in/.test(document.querySelector('#playing').textContent)")


NAMED = """(e => e.id || e.dataset.clear || e.dataset.exact || e.dataset.play || e.className || e.tagName)
    (document.activeElement)"""
REACHABLE = """[...document.querySelectorAll('main button:enabled, main select, main input, header button:enabled')]
    .map(e => e.id || e.dataset.clear || e.dataset.exact || e.dataset.play)"""


def test_a_link_opens_the_same_scenario_and_outcomes_elsewhere(open_page, address):
    page = open_page()
    pushed(page, OTHER, times=6)
    before = page.url
    page.select_option("#outcome-0", "all_fatalities")
    until(page, "before => location.href !== before", before)
    rested(page)
    other = open_page(page.url.removeprefix(address))
    assert value(other, OTHER) == value(page, OTHER) == "1.3"
    assert other.input_value("#outcome-0") == "all_fatalities"
    assert other.text_content("#lead-0") == page.text_content("#lead-0")
    assert other.is_enabled("#undo")


@pytest.mark.parametrize("link", ["#nonsense", "#eNrtVMFu2zAM", "#" + "A" * 11_000])
def test_a_damaged_link_says_so_and_the_page_goes_on(open_page, link):
    page = open_page(link)
    assert "The link cannot be opened" in page.text_content("#problem")
    assert "this is no link of this page" in page.text_content("#problem")
    assert pushed(page) == "1.2"
    assert page.text_content("#problem").strip() == ""


def test_the_saved_file_is_a_scenario_with_what_was_set(open_page, invented, tmp_path):
    page = open_page()
    pushed(page, times=10)
    with page.expect_download() as saving:
        page.click("#save")
    path = Path(tmp_path / saving.value.suggested_filename)
    saving.value.save_as(path)
    found = load_scenario(path, invented)
    assert [(each.id, each.value) for each in found.levers] == [(LEVER, 1.5)]
    assert "changed there: arms.to_arland" in path.read_text(encoding="utf-8")
    assert "sim run" in page.text_content("#told")


# Before the page can have noticed that the lever rests: in the same turn of the browser's loop.
AT_ONCE = """button => {
    const lever = document.querySelector('#lever-arms-to_arland');
    lever.value = Number(lever.value) + 10;
    lever.dispatchEvent(new Event('input', { bubbles: true }));
    document.querySelector(button).click();
}"""


def test_a_file_saved_while_a_lever_is_still_moving_has_its_last_move(open_page, tmp_path, invented):
    page = open_page()
    with page.expect_download() as saving:
        page.evaluate(AT_ONCE, "#save")
    saving.value.save_as(tmp_path / "saved.yaml")
    assert [(each.id, each.value) for each in load_scenario(tmp_path / "saved.yaml", invented).levers] == [(LEVER, 1.5)]


def test_a_link_copied_while_a_lever_is_still_moving_has_its_last_move(open_page):
    page = open_page()
    page.evaluate("() => { navigator.clipboard.writeText = async text => { window.copied = text; }; }")
    page.evaluate(AT_ONCE, "#link")
    until(page, "'copied' in window")
    assert page.evaluate("copied === location.href")
    assert value(open_page("#" + page.evaluate("copied").split("#", 1)[1])) == "1.5"


def test_undo_while_a_lever_is_still_moving_takes_back_that_move_alone(open_page):
    page = open_page()
    pushed(page, OTHER, keys="PageUp", times=1)
    page.evaluate(AT_ONCE, "#undo")
    until(page, "!document.querySelector('#redo').disabled")
    rested(page)
    assert (value(page), value(page, OTHER)) == ("", "1.5")


def test_a_lever_still_moving_keeps_its_move_when_another_is_set(open_page):
    page = open_page()
    page.evaluate(AT_ONCE.replace("document.querySelector(button).click();", """
        const exact = document.querySelector(button);
        exact.value = 2;
        exact.dispatchEvent(new Event('change', { bubbles: true }));"""), f'[data-exact="{TWIN}"]')  # fmt: skip
    until(page, "!document.querySelector('#undo').disabled")
    rested(page)
    assert (value(page), value(page, OTHER)) == ("1.5", "2")
    page.keyboard.press("Control+z")
    until(page, "!document.querySelector('#redo').disabled")
    rested(page)
    assert (value(page), value(page, OTHER)) == ("1.5", "")


def test_a_value_out_of_range_is_refused_in_words_and_nothing_changes(open_page):
    page = open_page()
    before = page.url
    page.fill(f'[data-exact="{TWIN}"]', "77")
    page.keyboard.press("Enter")
    page.wait_for_selector("#problem .notice")
    assert "'77' is out of range for 'arms.to_borland'; expected a number from 0 to 5" in page.text_content("#problem")
    assert page.url == before
    until(page, f"document.querySelector('[data-exact=\"{TWIN}\"]').value === ''")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_nothing_for_axe_to_find_and_nothing_to_scroll_sideways(open_page, scheme, width):
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    pushed(page, times=20)
    page.click("#present")
    page.wait_for_selector("body.room")
    page.fill("#find", "arms")
    page.wait_for_selector("[data-add]")
    found = Axe().run(page)
    assert [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.getAnimations().length") == 0


def test_numbers_for_a_room_have_no_decimals(open_page):
    page = open_page()
    page.select_option("#outcome-1", "all_fatalities")
    pushed(page, times=20)
    page.click("#present")
    until(page, "document.querySelector('#lead-1 .told').textContent.match(/\\d\\.\\d/) === null")
    assert page.get_attribute("#present", "aria-pressed") == "true"


def test_what_a_scenario_is_called_is_shown_and_never_run(browser, served, office):
    hostile = "<img src=x onerror=document.title=1>"
    named = replace(office, scenario=replace(office.scenario, title=hostile, question=hostile))
    named.__dict__["levels"] = True
    place = served(lambda place: explore_app(named, place.hosts))
    page = browser.new_page()
    page.goto(place.address)
    page.wait_for_selector("#strip-0", timeout=LONG)
    assert hostile in page.text_content("h1")
    assert page.query_selector("img") is None
    assert page.title() == f"Explore baseline: {hostile}"
    page.close()


def test_a_place_of_the_page_is_no_link_to_another_scenario(open_page):
    page = open_page()
    assert pushed(page) == "1.2"
    held = page.url
    page.focus(".skip")
    page.keyboard.press("Enter")
    until(page, "held => location.href === held", held)
    assert page.text_content("#problem").strip() == ""
    assert value(page) == "1.2"
