"""`sim workshop` on the command line: refusals, a rehearsal, a record to start from, forgetting, the test page."""

from __future__ import annotations

import asyncio
import json

import pytest
from tests.cli.conftest import run_here
from tests.web.workshop.conftest import Phone

from caucasus_sim.errors import Mistakes
from caucasus_sim.packing.setup import packaged
from caucasus_sim.scenario.record_file import form
from caucasus_sim.web.workshop.opening import Wanted, about_new, evidence_of, ground_of, open_session, worded
from caucasus_sim.web.workshop.reaching import check_app


@pytest.mark.parametrize("name", ["../elsewhere", "/etc", "a/b", "", "a b", "x" * 80])
def test_a_name_that_is_a_path_is_refused(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    said = run_here("workshop", name, "--rehearse")
    assert said.code == 2
    assert "no name of a session" in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--preset", "24x80"), "24x90"),
        (("--lens", "deterence"), "deterrence"),
        (("--language", "xx"), "no language"),
        (("--scenario", "baselin"), "baseline"),
        (("--resume",), "no session here"),
        (("--forget",), "no session here"),
        (("--public", "somewhere"), "no address"),
    ],
)
def test_mistakes_are_told_with_the_nearest(tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    found = run_here("workshop", "room", "--no-browser", "--port", "0", *words)
    assert found.code == 2
    assert said in found.err


def test_a_rehearsal_plays_to_the_end_and_is_a_session_like_any_other(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = run_here("workshop", "solo", "--rehearse", "--preset", "45", "--runs", "20")
    assert found.code == 0
    assert "round 3, 2028-10 to 2030-09" in found.words
    assert "Knows nothing after 15 October 2024" in found.words
    assert "next: sim workshop solo --resume" in found.words
    lines = (tmp_path / "workshops" / "solo" / "journal.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["kind"] for line in lines].count("resolved") == 3
    again = run_here("workshop", "solo", "--rehearse")
    assert again.code == 2
    assert "there is a session here" in again.err
    assert run_here("workshop", "solo", "--forget").code == 0


def test_the_warm_up_is_played_in_the_invented_world_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = run_here("workshop", "first", "--rehearse", "--preset", "warm-up", "--runs", "20")
    assert found.code == 0
    assert "round 1, 2031-01 to 2031-12" in found.words
    assert "Treaty signed" in found.words and "almanac" in found.words
    opened = json.loads((tmp_path / "workshops" / "first" / "journal.jsonl").read_text("utf-8").splitlines()[0])
    assert set(opened["about"]["actors"]).isdisjoint(packaged().actors)

    def not_asked():
        raise AssertionError("the evidence of the conflict was read")

    again = evidence_of(tmp_path / "workshops" / "first", None, not_asked)
    assert again.digest == opened["about"]["evidence"]


def test_the_same_seed_rehearses_the_same_history(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    one, two = (run_here("workshop", n, "--rehearse", "--preset", "45", "--runs", "20", "--seed", "9") for n in "ab")
    assert one.out.splitlines()[:10] == two.out.splitlines()[:10]


def test_a_session_may_begin_where_a_record_ends(tmp_path):
    path = tmp_path / "record.csv"
    lines = form(packaged()).splitlines()
    head = lines[next(n for n, line in enumerate(lines) if line.startswith("id,"))].split(",")
    value, source = head.index("value"), head.index("source")
    for n, line in enumerate(lines):
        cells = line.split(",")
        if cells[0] == "record_ends":
            cells[value], cells[source] = "2024-10", "a test"
            lines[n] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    about = about_new(packaged(), Wanted("24x90", record=path))
    assert about["start"] == packaged_start() + 1
    ground = ground_of(packaged(), about)
    assert int(ground.start["month"][0]) == packaged_start()


def packaged_start() -> int:
    from caucasus_sim.scenario.vocabulary import start_of

    return start_of(packaged())


def test_a_session_of_other_evidence_is_not_gone_on_with(tmp_path):
    open_session(tmp_path / "s", packaged(), Wanted("45"))
    journal = tmp_path / "s" / "journal.jsonl"
    journal.write_text(journal.read_text("utf-8").replace(packaged().digest, "0" * 32), "utf-8")
    with pytest.raises(Mistakes, match="other evidence"):
        open_session(tmp_path / "s", packaged(), None)


def test_the_test_page_counts_the_phones_that_come(served):
    place = served(lambda place: check_app(place.address, place.hosts))

    async def play():
        async with Phone(place) as own, Phone(place) as phone:
            await own.send(do="hello", page="test")
            await own.until(lambda: "No phone" in own.parts.get("now", ""))
            await phone.send(do="hello", page="phone")
            await phone.until(lambda: "reaches" in phone.parts.get("now", ""))
            await own.until(lambda: "come: 1" in own.parts["now"])

    asyncio.run(play())


def test_sentences_of_the_evidence_name_options_in_words():
    assert worded("route_aras", {"aras": "the Aras line"}) == "the Aras line"
    assert "(" in worded("hold (treaty)", {})
