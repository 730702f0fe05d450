"""A whole session in a real browser: two phones, a projector, two facilitator tabs, the model at six tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.web.workshop.conftest import Server, Wire
from tests.web.workshop.stage import Stage


@pytest.fixture
def server(tmp_path: Path):
    server = Server(tmp_path, "--preset", "24x90", "--runs", "20", "--seed", "3")
    server.start()
    yield server
    server.kill()


def press_next(lead) -> None:
    before = lead.get_attribute("#next", "data-with")
    lead.click("#next")
    lead.wait_for_function("before => document.querySelector('#next').dataset.with !== before", arg=before)


def commit(page, card: str, why: str) -> None:
    page.wait_for_selector("form#order")
    page.select_option("#ocard1", card)
    page.fill("#owhy", why)
    page.click("form#order button.main")


def journal(folder: Path) -> list[dict]:
    lines = (folder / "workshops" / "room" / "journal.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.slow
def test_a_session_of_eight_governments_and_three_rounds(browser, server, tmp_path):  # noqa: PLR0915  # one session
    stage, wire = Stage(browser), Wire(server.port)
    lead_url, screen_url = server.find(r"facilitator.*?(http\S+)"), server.find(r"projector:\s+(http\S+)")
    code, address = server.find(r"code (\w{6})"), f"http://127.0.0.1:{server.port}"
    lead = stage.open("lead", lead_url, 1280, 800)
    second = stage.open("lead2", lead_url, 1024, 700, "dark")
    screen = stage.open("screen", screen_url, 1280, 720)
    ada = stage.open("ada", f"{address}/#code={code}", 375, 740, "light")
    zed = stage.open("zed", f"http://127.0.0.1:{wire.port}/", 320, 640, "dark", still=True)

    # Joining: one by the code in the scanned address, one by the keyboard alone.
    ada.wait_for_function("code => document.querySelector('#code')?.value === code", arg=code)
    ada.fill("#name", "Ada")
    ada.check("#at-armenia")
    zed.wait_for_selector("#code")
    stage.look("lobby")
    ada.click("form[data-do=join] button")
    zed.focus("#code")
    for keys in (code, "Tab", "Zed", "Tab", "ArrowDown", "ArrowDown", "Tab", "Enter"):
        zed.keyboard.press(keys) if keys in ("Tab", "ArrowDown", "Enter") else zed.keyboard.type(keys)
    for page in (ada, zed):
        page.wait_for_selector("#rolesheet")
    assert "Azerbaijan" in zed.inner_text("#head")

    # The space bar goes on; two facilitators who press at once go on one step.
    lead.evaluate("document.activeElement.blur()")
    lead.keyboard.press("Space")
    screen.wait_for_selector("text=Read your sheet")
    lead.evaluate("document.querySelector('#next').click()")
    second.evaluate("document.querySelector('#next').click()")
    ada.wait_for_selector("form[data-do=guess]")
    ada.select_option("[name='guess:treaty_signed']", "3")
    ada.click("form[data-do=guess] button")
    ada.wait_for_selector("#guesses summary:has-text('✓')")
    stage.look("predict", "ada", "zed")
    second.wait_for_timeout(300)
    assert [event["place"] for event in journal(tmp_path) if event["kind"] == "moved"] == [1, 2]

    # Round 1. A draft, an offer that is accepted; then the server is killed, and everything is there again.
    press_next(lead)
    ada.wait_for_selector("form#order")
    ada.fill("#owhy", "a draft that survives")
    zed.wait_for_selector("form#order")
    ada.click("#newoffer summary")
    ada.select_option("#taker", "azerbaijan")
    ada.select_option("#wants", "treaty:concede_article")
    ada.select_option("#gives", "treaty:concede_article")
    ada.click("form[data-do=offer] button")
    zed.click("button[name=accepts][value=yes]")
    ada.wait_for_selector("text=accepted: both must now order it")
    ada.click("button[data-do=whatif]")
    ada.wait_for_selector("#tried")
    stage.look("talk")
    server.kill()
    for page in stage.pages.values():
        page.wait_for_selector("#offline:not([hidden])")
    commit_offline = "the commit that was sent while the server was dead"
    zed.fill("#owhy", commit_offline)
    zed.select_option("#ocard1", "treaty:slow_talks")
    zed.click("form#order button.main")
    server.start("--resume")
    zed.wait_for_selector("#committed")
    assert commit_offline in zed.inner_text("#committed")
    assert ada.input_value("#owhy") == "a draft that survives"
    assert "accepted: both must now order it" in ada.inner_text("#talk")

    # A team that commits twice: the last one counts.
    commit(ada, "treaty:press_talks/format=bilateral", "first thought")
    ada.wait_for_selector("#committed >> text=first thought")
    commit(ada, "treaty:concede_article", "<b>second</b> <script>window.hit=1</script>")
    ada.wait_for_selector("#committed >> text=second")
    press_next(lead)
    press_next(lead)
    screen.wait_for_selector("text=What each table did")
    assert "<b>second</b> <script>window.hit=1</script>" in screen.inner_text("#screen")
    assert screen.evaluate("window.hit") is None
    lead.wait_for_selector("#preview section")
    screen.wait_for_selector("text=NOT done")
    stage.look("reveal1", "screen", "lead2")
    press_next(lead)
    screen.wait_for_selector("text=middle 3")
    stage.look("reveal2", "screen")
    press_next(lead)
    screen.wait_for_selector("text=What came")
    stage.look("reveal3", "screen", "ada", "zed")

    # Round 2. A phone goes offline, orders, and comes back.
    press_next(lead)
    zed.wait_for_selector("form#order")
    wire.cut()
    zed.wait_for_selector("#offline:not([hidden])")
    commit(zed, "treaty:concede_article", "from a tunnel")
    lead.wait_for_selector("td.status-absent")
    wire.mend()
    zed.wait_for_selector("#committed >> text=from a tunnel")
    lead.click("button[data-do=screen]:has-text('Blank')")
    screen.wait_for_selector("text=A moment without the screen")
    lead.click("button[data-do=screen]:has-text('Screen on')")
    press_next(lead)
    press_next(lead)
    lead.wait_for_selector("text=Round 2:")

    # Undo takes the reveal back; the same orders give the same history.
    first = next(event for event in journal(tmp_path) if event["kind"] == "resolved" and event["round"] == 2)
    lead.click("#undo")
    ada.wait_for_selector("form#order")
    press_next(lead)
    lead.wait_for_selector("text=Round 2:")
    again = [event for event in journal(tmp_path) if event["kind"] == "resolved" and event["round"] == 2]
    assert len(again) == 2
    assert again[1]["told"] == first["told"]

    # Round 3 without anybody, and the debrief.
    for _ in range(5):
        press_next(lead)
    lead.wait_for_selector("text=Round 3:")
    for _ in range(3):
        press_next(lead)
    screen.wait_for_selector("text=Our path")
    lead.click("button[data-do=again]")
    screen.wait_for_selector("#again")
    ada.fill("#reflect", "I felt heard")
    ada.click("form[data-do=reflect] button")
    screen.wait_for_selector("text=I felt heard")
    stage.look("debrief")

    resolved = [event["round"] for event in journal(tmp_path) if event["kind"] == "resolved"]
    assert resolved == [1, 2, 2, 3]
    assert stage.asked <= {"127.0.0.1", None, ""}
    assert stage.errors == []
    stage.close()
    wire.close()
