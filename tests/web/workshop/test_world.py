"""The world under a session: one cell of a plan, lived in rounds, with the teams' orders as its script."""

from __future__ import annotations

import numpy as np
import pytest

from caucasus_sim.month.arrays import NEVER
from caucasus_sim.packing.starting import worlds_at
from caucasus_sim.web.workshop.asks import brier, scores
from caucasus_sim.web.workshop.cards import Table, bent_of
from caucasus_sim.web.workshop.futures import Futures
from caucasus_sim.web.workshop.ground import Script, with_script
from caucasus_sim.web.workshop.records import LINES, Choice, Injected, Order, order_from
from caucasus_sim.web.workshop.resolve import resolved
from caucasus_sim.web.workshop.scripting import MODEL, script_of
from caucasus_sim.web.workshop.session import Session
from caucasus_sim.web.workshop.tale import lived_round
from caucasus_sim.web.workshop.where import where_now

CONCEDE = "treaty:concede_article"


@pytest.fixture(scope="module")
def futures(ground):
    return Futures(ground)


@pytest.fixture(scope="module")
def table(ground):
    return Table(ground, ground.start)


def session_in(ground, phase="reveal", **orders):
    session = Session()
    about = {"preset": "24x90", "actors": list(ground.setup.actors), "start": ground.setup.scenario.start}
    session.apply({"kind": "opened", "at": 0.0, "about": about})
    session.place = next(n for n, slot in enumerate(session.slots) if slot.phase == phase)
    for actor, order in orders.items():
        session.orders[1, actor] = order
    return session


def with_result(session, told):
    orders = told["orders"]
    first, last = session.months_of(1)
    session.apply({"kind": "resolved", "round": 1, "first": first, "last": last, "orders": orders, "told": told})
    return session


def test_without_orders_the_room_lives_the_cell_that_any_run_would(ground):
    start = ground.setup.scenario.start
    for months in (1, 24, 72):
        known = worlds_at(ground.setup, ground.cells, start + months - 1)
        assert ground.position(Script(), start + months).tobytes() == known.tobytes()


def test_rounds_one_after_the_other_are_one_history_with_one_script(ground, futures):
    order = Order((Choice(CONCEDE, ground.setup.scenario.start + 3),), "ease", (), "so", "a")
    session = session_in(ground, armenia=order)
    with_result(session, resolved(ground, futures, session, 20))
    where = where_now(ground, session)
    again = ground.position(where.script, where.months[0])
    assert where.world.tobytes() == again.tobytes()
    assert where.round == 2
    assert where.months == session.months_of(2)


def test_the_rooms_own_history_is_the_first_of_the_futures(ground, futures, table):
    first, until = ground.setup.scenario.start, ground.setup.scenario.start + 24
    script = script_of(table, {"armenia": Order(line="press", by="a")}, (first, until - 1), ())
    worlds = futures._worlds(
        with_script(ground.setup, script), ground.lens, ground.reading, ground.start, script, first, until, 4
    )
    own, _ = lived_round(ground, ground.start, script, first, until)
    assert worlds[:1].tobytes() == own.tobytes()


def test_an_act_is_done_in_its_month_and_a_line_stands(ground, table):
    first = ground.setup.scenario.start
    order = Order((Choice(CONCEDE, first + 5),), "press", (), "so", "a")
    script = script_of(table, {"armenia": order}, (first, first + 23), ())
    _, months = lived_round(ground, ground.start, script, first, first + 24)
    own = [(month["month"], move["text"]) for month in months for move in month["moves"] if move["actor"] == "armenia"]
    assert all(move["ordered"] for month in months for move in month["moves"] if move["actor"] == "armenia")
    assert ("2025-03", "Armenia gives way on an open article") in own
    assert [text for _, text in own].count("Armenia gives way on an open article") == 1
    assert any(text == "Armenia lets the talks slow down" for _, text in own)


def test_a_refusal_keeps_an_article_open_and_two_consents_close_it(ground, table):
    first = ground.setup.scenario.start
    at = ground.setup.book[0].articles

    def agreed(say):
        orders = {actor: Order((), "hold", (("articles", say),), "so", "a") for actor in ("armenia", "azerbaijan")}
        world, _ = lived_round(
            ground, ground.start, script_of(table, orders, (first, first + 23), ()), first, first + 24
        )
        return int((world[0]["deal"][:at] == 2).sum())

    start = int((ground.start[0]["deal"][:at] == 2).sum())
    assert agreed("refuse") == start
    assert agreed("consent") > start


def test_the_same_orders_give_the_same_reveal(ground, futures):
    session = session_in(ground, azerbaijan=Order((Choice(CONCEDE, 0),), "ease", (), "so", "a"))
    assert resolved(ground, futures, session, 20) == resolved(ground, futures, session, 20)


def test_with_and_without_share_their_luck(ground, futures):
    told = resolved(ground, futures, session_in(ground), 20)
    assert told["before"] == told["after"]
    assert told["why"] == []
    assert set(told["orders"]) == set(ground.setup.actors)
    assert all(order_from(order, order["by"]) == MODEL for order in told["orders"].values())


def test_an_event_that_is_let_happen_happens_with_and_without_the_orders(ground, futures):
    session = session_in(ground)
    session.injected.append(Injected(1, session.months_of(1)[0], "border_crisis"))
    told = resolved(ground, futures, session, 20)
    assert told["months"][0]["happened"] == ["First border crisis"]


def test_a_table_that_is_not_done_goes_by_its_line_and_an_empty_one_by_the_model(ground, futures):
    session = session_in(ground)
    session.apply({"kind": "joined", "seat": "a", "actor": "iran", "name": "A"})
    told = resolved(ground, futures, session, 20)
    assert {actor for actor, order in told["orders"].items() if order["by"] == "line"} == {"iran"}


def test_a_deal_is_kept_or_seen_to_be_broken(ground, futures):
    session = session_in(ground, armenia=Order((Choice(CONCEDE, 0),), "hold", (), "so", "a"))
    made = {"id": "o1", "round": 1, "giver": "armenia", "taker": "azerbaijan", "words": ""}
    session.apply({"kind": "offered", "offer": {**made, "gives": CONCEDE, "wants": CONCEDE}})
    session.apply({"kind": "answered", "offer": "o1", "accepts": True})
    assert [deal["kept"] for deal in resolved(ground, futures, session, 20)["deals"]] == [[True, False]]


def test_lines_offer_both_principals_the_same_and_press_is_no_milder_than_ease(ground, table):
    for line in LINES[1:]:
        one, other = (table.line(actor, line) for actor in ("armenia", "azerbaijan"))
        assert set(one) == set(other)
    for actor in ground.setup.actors:
        press, ease = table.line(actor, "press"), table.line(actor, "ease")
        assert all(press[domain].bent >= ease[domain].bent for domain in press)
    moves = {
        actor: {(named.row.move): bent_of(ground.setup, named) for named in ground.setup.rows if named.actor == actor}
        for actor in ("armenia", "azerbaijan")
    }
    both = set(moves["armenia"]) & set(moves["azerbaijan"])
    assert {name: moves["armenia"][name] for name in both} == {name: moves["azerbaijan"][name] for name in both}


def test_a_question_is_closed_once_it_has_happened(ground, futures):
    world = ground.start.copy()
    world["first"][0, futures.questions[0].first] = ground.setup.scenario.start
    first = ground.setup.scenario.start
    shares = futures.shares(world, Script(), first, first + 12, 20)
    assert {each[futures.questions[0].id] for each in shares.values()} == {1.0}
    assert (ground.start["first"][0] == NEVER).any()


def test_scores_are_brier_scores(ground, futures):
    session = session_in(ground)
    told = resolved(ground, futures, session, 20)
    with_result(session, told)
    for seat, in_20 in (("a", 0), ("b", 20)):
        session.apply({"kind": "guessed", "by": seat, "round": 1, "guesses": {"war": in_20}})
    (row,) = scores(session, ["war"])
    happened = "war" in told["happened"]
    assert row["people"] == pytest.approx((brier(0, happened) + brier(20, happened)) / 2)
    assert row["room"] == 0.25
    share = np.mean([each["war"] for each in told["after"].values()])
    assert row["model"] == pytest.approx((share - happened) ** 2)
