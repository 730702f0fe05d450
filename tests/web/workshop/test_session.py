"""The session as a sum of its events, and its journal on the disk."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caucasus_sim.errors import Mistakes
from caucasus_sim.web.workshop.journal import FORGOTTEN, Journal, forget
from caucasus_sim.web.workshop.keys import Keys
from caucasus_sim.web.workshop.records import Choice, Order, order_data, order_from
from caucasus_sim.web.workshop.session import Session, last_undoable, summed

ACTORS = ["armenia", "azerbaijan", "iran"]
ABOUT = {"preset": "24x90", "actors": ACTORS, "start": 24297, "lens": "agnostic"}


def events(*steps):
    opened = {"kind": "opened", "by": "server", "about": ABOUT}
    return [{"seq": n, "at": float(n), **step} for n, step in enumerate([opened, *steps], 1)]


def moved(place):
    return {"kind": "moved", "by": "facilitator", "place": place}


def joined(seat, actor="armenia"):
    return {"kind": "joined", "by": seat, "seat": seat, "actor": actor, "name": seat.upper()}


def committed(actor="armenia", number=1, why="so"):
    order = {"moves": [], "line": "hold", "consents": [], "why": why}
    return {"kind": "committed", "by": "a", "actor": actor, "round": number, "order": order}


def resolved(number=1):
    return {"kind": "resolved", "by": "server", "round": number, "first": 0, "last": 1, "orders": {}, "told": {"n": 1}}


STEPS = st.lists(
    st.one_of(
        st.integers(0, 9).map(moved),
        st.sampled_from("abcd").map(joined),
        st.sampled_from(ACTORS).map(committed),
        st.sampled_from(ACTORS).map(lambda a: {"kind": "autopilot", "by": "facilitator", "actor": a, "on": True}),
        st.just({"kind": "beat", "by": "facilitator", "beat": 2}),
    ),
    max_size=25,
)


@given(STEPS)
@settings(deadline=None, max_examples=60)
def test_a_restart_finds_the_state_that_was_there(steps):
    known = events(*steps)
    lived = Session()
    for event in known:
        lived.apply(event)
    assert summed(json.loads(json.dumps(known))) == lived


@given(STEPS)
@settings(deadline=None, max_examples=60)
def test_undo_is_as_if_the_step_had_not_been_taken(steps):
    known = events(*steps)
    struck = last_undoable(known)
    if struck is None:
        return
    undone = [*known, {"seq": len(known) + 1, "at": 0.0, "kind": "undone", "by": "facilitator", "struck": struck}]
    assert summed(undone) == summed([event for event in known if event["seq"] != struck])


def test_undoing_a_reveal_takes_its_result_along_and_a_later_one_counts():
    known = events(moved(5), resolved(), {"kind": "undone", "by": "facilitator", "struck": 2})
    assert summed(known).results == {}
    known = events(moved(5), resolved(), {"kind": "undone", "by": "facilitator", "struck": 2}, moved(5), resolved())
    assert list(summed(known).results) == [1]


def test_the_first_at_a_table_has_the_pen_and_leaves_it_to_the_next():
    session = summed(events(joined("a"), joined("b"), joined("c", "iran")))
    assert {seat.id: seat.pen for seat in session.seats.values()} == {"a": True, "b": False, "c": True}
    session = summed(events(joined("a"), joined("b"), {"kind": "left", "by": "a", "seat": "a"}))
    assert session.seats["b"].pen
    session = summed(events(joined("a"), joined("b"), {"kind": "pen", "by": "b", "seat": "b"}))
    assert [seat.pen for seat in session.team("armenia")] == [False, True]


def test_the_newest_order_of_a_team_counts():
    session = summed(events(committed(why="first"), committed(why="second")))
    assert session.order_of(1, "armenia").why == "second"


def test_an_order_comes_back_from_the_journal_as_it_went_in():
    order = Order((Choice("treaty:x", 24300),), "ease", (("articles", "consent"),), "why", "a")
    assert order_from(json.loads(json.dumps(order_data(order))), "a") == order


def test_a_line_that_was_being_written_when_the_power_went_is_left_out(tmp_path):
    journal = Journal(tmp_path)
    journal.append("opened", 1.0, "server", about=ABOUT)
    journal.append("moved", 2.0, "facilitator", place=1)
    whole = journal.path.read_bytes()
    for cut in range(len(whole) - 1, whole.index(b"\n") + 1, -7):
        journal.path.write_bytes(whole[:cut])
        again = Journal(tmp_path)
        assert [event["kind"] for event in again.events] == ["opened"]
        again.append("moved", 3.0, "facilitator", place=2)
        assert [event["place"] for event in Journal(tmp_path).events[1:]] == [2]


def test_a_damaged_journal_is_a_mistake_with_its_line(tmp_path):
    journal = Journal(tmp_path)
    journal.append("opened", 1.0, "server", about=ABOUT)
    journal.path.write_bytes(b"{nonsense}\n" + journal.path.read_bytes())
    with pytest.raises(Mistakes, match=":1: not a journal"):
        Journal(tmp_path)


def test_forgetting_erases_what_people_wrote_and_keeps_what_was_done(tmp_path):
    journal = Journal(tmp_path)
    Keys(tmp_path)
    for event in events(joined("a"), committed(why="our secret reason"), moved(5), resolved()):
        kind, by = event["kind"], event["by"]
        rest = {key: value for key, value in event.items() if key not in ("seq", "at", "kind", "by")}
        journal.append(kind, 1.0, by, **rest)
    journal.append("messaged", 1.0, "a", round=1, sender="armenia", to="iran", text="for your eyes")
    assert forget(tmp_path) == 3
    text = journal.path.read_text("utf-8")
    for word in ("our secret reason", "for your eyes", '"A"'):
        assert word not in text
    assert FORGOTTEN in text
    session = summed(Journal(tmp_path).events)
    assert list(session.results) == [1]
    assert not (tmp_path / "keys.json").exists()


def test_keys_last_and_know_only_what_they_gave_out(tmp_path):
    keys = Keys(tmp_path)
    token = keys.new_seat("a")
    again = Keys(tmp_path)
    assert again.seat_of(token) == "a"
    assert again.seat_of(token[:-1]) is None
    assert again.is_facilitator(keys.facilitator)
    assert not again.is_facilitator("")
    assert again.is_code(keys.code.lower()[:3] + " " + keys.code[3:])
    assert token not in keys.path.read_text("utf-8")
