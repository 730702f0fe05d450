"""In a real browser: a page has one stream, whatever the browser tells it of showing and hiding."""

from __future__ import annotations

import pytest

from caucasus_sim.web.workshop.reaching import check_app

SHOW = "persisted => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted }))"
HIDE = "persisted => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted }))"
COUNT = """
window.made = [];
const Real = window.WebSocket;
window.WebSocket = class extends Real { constructor(...all) { super(...all); window.made.push(this); } };
"""
NEVER_OPENS = """
window.made = [];
window.WebSocket = class {
  readyState = 0;
  constructor() { window.made.push(this); }
  close() { this.readyState = 3; }
  send() {}
};
"""


@pytest.fixture
def place(served):
    return served(lambda place: check_app(place.address, place.hosts))


@pytest.fixture
def open_page(browser, place):
    contexts = []

    def start(script: str):
        context = browser.new_context()
        contexts.append(context)
        context.add_init_script(script)
        return context.new_page()

    yield start
    for context in contexts:
        context.close()


def streams(page) -> list[int]:
    """The state of every connection the page has made: 1 is open, 3 closed."""
    return page.evaluate("window.made.map(each => each.readyState)")


def test_one_load_opens_one_stream(open_page, place):
    page = open_page(COUNT)
    opened = []
    page.on("websocket", lambda socket: opened.append(socket.url))
    page.goto(f"{place.address}/test")
    page.wait_for_selector("text=No phone has come yet.")
    page.evaluate(SHOW, False)
    page.wait_for_timeout(500)
    assert streams(page) == [1]
    assert len(opened) == 1


def test_a_load_on_a_slow_network_waits_for_the_stream_it_has_begun(open_page, place):
    page = open_page(NEVER_OPENS)
    page.clock.install()
    page.goto(f"{place.address}/test")
    page.wait_for_function("() => window.made.length")
    page.clock.fast_forward(6_000)
    page.evaluate(SHOW, False)
    assert len(streams(page)) == 1


def test_a_page_that_comes_back_from_the_cache_has_one_stream_again_and_goes_on(open_page, place):
    page = open_page(COUNT)
    page.goto(f"{place.address}/test")
    page.wait_for_selector("text=No phone has come yet.")
    page.evaluate(HIDE, True)
    page.wait_for_function("() => window.made[0].readyState === 3")
    page.wait_for_timeout(800)
    assert streams(page) == [3]
    page.evaluate(SHOW, True)
    page.wait_for_function("() => window.made.length === 2 && window.made[1].readyState === 1")
    phone = open_page(COUNT)
    phone.goto(place.address)
    page.wait_for_selector("text=Phones that have come: 1.")
    page.wait_for_timeout(500)
    assert streams(page) == [3, 1]
