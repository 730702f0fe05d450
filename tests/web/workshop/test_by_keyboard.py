"""In a real browser, without a mouse: the test of the network, a phone that chooses, and the warm-up's sheets."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.web.workshop.stage import Stage, tab_to

from caucasus_sim.packing.setup import packaged
from caucasus_sim.web.workshop.paper import PAGES, write_paper
from caucasus_sim.web.workshop.reaching import check_app


@pytest.fixture
def stage(browser):
    stage = Stage(browser)
    yield stage
    assert stage.errors == []
    assert stage.asked <= {"127.0.0.1", None, ""}
    stage.close()


def join(page, code: str, name: str, place: str) -> None:
    """Take a seat with the keyboard alone."""
    page.wait_for_selector("#code")
    tab_to(page, "#code")
    page.keyboard.type(code)
    tab_to(page, "#name")
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # a radio button that nobody has chosen yet
    for _ in range(20):
        if page.evaluate("document.activeElement.value") == place:
            break
        page.keyboard.press("ArrowDown")
    tab_to(page, "form[data-do=join] button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#rolesheet")


def go_to(lead, room, phase: str) -> None:
    """Press the space bar until a phase has come."""
    for _ in range(40):
        if room.session.phase == phase:
            return
        if room.session.phase == "reveal":
            lead.wait_for_selector(f"#preview >> text=Round {room.session.round}:")
        before = lead.get_attribute("#next", "data-with")
        lead.keyboard.press("Space")
        lead.wait_for_function("before => document.querySelector('#next').dataset.with !== before", arg=before)
    raise AssertionError(phase)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_the_check_page_by_keyboard_and_without_barriers(stage, served, scheme, width):
    place = served(lambda place: check_app(place.address, place.hosts))
    page = stage.open("check", "about:blank", width, 900, scheme)
    page.clock.install()
    page.goto(f"{place.address}/test")
    page.evaluate("window.unloaded = 'never'")
    page.wait_for_selector("text=No phone has come yet.")
    assert page.is_hidden("#otherwise")
    stage.look(f"check-{scheme}")
    page.clock.fast_forward(30_000)
    page.wait_for_selector("#otherwise:not([hidden])")
    tab_to(page, "a.skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    tab_to(page, ".stripe summary")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('.stripe details').open")
    phone = stage.open("phone", place.address, width, 640, scheme)
    page.wait_for_selector("text=Phones that have come: 1.")
    phone.wait_for_selector("text=This phone reaches the computer.")
    stage.look(f"check-otherwise-{scheme}")


@pytest.mark.slow
def test_a_phone_chooses_by_keyboard_a_parliament_blocks_and_one_move_is_played_differently(stage, served_room):
    room, place = served_room
    lead = stage.open("lead", f"{place.address}/lead#{room.keys.facilitator}", 1280, 800)
    ada = stage.open("ada", place.address, 320, 640)
    house = stage.open("house", place.address, 320, 640, "dark", still=True)
    wide = stage.open("wide", place.address, 1280, 800, "dark")
    stage.look("door", "ada", "house")
    for page, name, at in ((ada, "Ada", "armenia"), (house, "Hov", "armenia:parliament"), (wide, "Zed", "azerbaijan")):
        join(page, room.keys.code, name, at)
    lead.wait_for_selector("#next")
    go_to(lead, room, "choose")
    for page, form in ((ada, "form#order"), (wide, "form#order"), (house, "form#vote")):
        page.wait_for_selector(form)
    stage.look("choose")
    choose(ada, room)
    block(house, room)
    lead.wait_for_selector("text=its parliament blocks ratification")
    stage.look("chosen")
    be_late(lead, room, stage)
    stage.look("blocked", "lead", "house")
    play_differently(lead, room, place, stage)
    take_away(lead, stage)


def choose(ada, room) -> None:
    """An order: a move, its month, a line and a reason, without a pointer."""
    tab_to(ada, "#ocard1")
    ada.keyboard.press("ArrowDown")
    card = ada.evaluate("document.activeElement.value")
    tab_to(ada, "#omonth1")
    ada.keyboard.press("ArrowDown")
    tab_to(ada, "input[name=line]")
    ada.keyboard.press("ArrowDown")
    tab_to(ada, "#owhy")
    ada.keyboard.type("typed and not tapped")
    tab_to(ada, "form#order button.main")
    ada.keyboard.press("Enter")
    ada.wait_for_selector("#committed >> text=typed and not tapped")
    order = room.session.order_of(1, "armenia")
    assert [choice.card for choice in order.moves] == [card]
    assert order.moves[0].month == room.session.months_of(1)[0] + 1
    assert order.line == "press"


def block(house, room) -> None:
    """A parliament's switch says how it stands, and a block needs a reason."""
    tab_to(house, "form#vote button[value=block]")
    house.keyboard.press("Enter")
    house.wait_for_selector("#wrong:not([hidden]) >> text=Please give a reason")
    tab_to(house, "#vwhy")
    house.keyboard.type("nobody asked us")
    tab_to(house, "form#vote button[value=block]")
    house.keyboard.press("Enter")
    house.wait_for_selector("button[value=block][aria-pressed=true]")
    assert room.session.votes_of(1)["armenia"].blocks


def be_late(lead, room, stage) -> None:
    """Next says that the clock has run out, and afterwards how late the next part began."""
    assert lead.is_hidden("#time-up")
    room.clock = lambda: time.time() + 40 * 60.0
    lead.evaluate("document.querySelector('#time-up').dataset.after = '1'")
    lead.wait_for_selector("#time-up:not([hidden])")
    stage.look("late", "lead")
    go_to(lead, room, "reveal")
    lead.wait_for_selector("#late")
    lead.wait_for_selector("#preview >> text=the parliament blocked ratification in this round")
    room.clock = time.time


def play_differently(lead, room, place, stage) -> None:
    """In the debrief another move in the place of one that was made, shown to the whole room."""
    go_to(lead, room, "debrief")
    small = stage.open("small", f"{place.address}/lead#{room.keys.facilitator}", 320, 640, "dark")
    screens = [
        stage.open(f"screen-{scheme}", f"{place.address}/screen#{room.keys.screen}", 1280, 720, scheme)
        for scheme in ("dark", "light")
    ]
    small.wait_for_selector("#turn")
    tab_to(small, "#turn")
    tab_to(small, "form[data-do=pick] button")
    small.keyboard.press("Enter")
    tab_to(small, "#to")
    small.keyboard.press("ArrowDown")
    tab_to(small, "form#otherwise button")
    small.keyboard.press("Enter")
    for page in (small, lead, *screens):
        page.wait_for_selector(".otherwise >> text=Had it been so")
    stage.look("otherwise", "small", "lead", "screen-dark", "screen-light")


def take_away(lead, stage) -> None:
    """An export is saved and the sheets on paper are shown: the policy of the pages lets their style through."""
    lead.click("#links summary")
    with lead.expect_download() as saved:
        lead.click("form[action='/export'] button:has-text('csv')")
    assert saved.value.suggested_filename == "session.csv"
    assert "parliament,1,armenia,block,,nobody asked us" in Path(saved.value.path()).read_text("utf-8")
    with lead.context.expect_page() as opened:
        lead.click("form[action='/paper'] button")
    paper = stage.pages["paper"] = opened.value
    paper.wait_for_selector(".leaf")
    assert paper.evaluate("getComputedStyle(document.querySelector('.leaf')).borderTopWidth") == "3px"
    paper.evaluate("window.unloaded = 'never'")
    stage.look("paper", "paper")


def test_the_warm_up_is_opened_and_read_by_keyboard(stage, tmp_path):
    write_paper(tmp_path, packaged())
    page = stage.open("index", (tmp_path / "index.html").as_uri(), 1280, 800)
    tab_to(page, "a[href='warm-up/index.html']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/warm-up/index.html")
    assert "Arland" in page.title()
    page.evaluate("window.unloaded = 'never'")
    stage.look("warm-up", "index")
    for name in PAGES:
        tab_to(page, f"a[href='{name}.html']")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/warm-up/{name}.html")
        page.evaluate("window.unloaded = 'never'")
        assert "Arland" in page.title()
        stage.look(f"warm-up-{name}", "index")
        tab_to(page, "a[href='index.html']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/warm-up/index.html")
