"""The stages of a month as steps that are compiled apart; those of the governments for one actor, or for all."""

from __future__ import annotations

from caucasus_sim.apart import Steps, record
from caucasus_sim.compiled import stage
from caucasus_sim.month import prepare as before
from caucasus_sim.month.agreements import agreements
from caucasus_sim.month.appraise import appraise
from caucasus_sim.month.arrays import BOOK, DRAW, WORLD
from caucasus_sim.month.begin import begin
from caucasus_sim.month.border import border
from caucasus_sim.month.choose import choose
from caucasus_sim.month.commit import commit
from caucasus_sim.month.consider import consider
from caucasus_sim.month.domestic import domestic
from caucasus_sim.month.economy import economy
from caucasus_sim.month.expect import expect
from caucasus_sim.month.military import military
from caucasus_sim.month.observe import observe
from caucasus_sim.month.record import check
from caucasus_sim.month.routes import routes
from caucasus_sim.month.ties import ties
from caucasus_sim.month.trusting import trusting


@stage
def who(b, actor):
    """The first actor that takes a stage, and the one after the last: one, or all where ``actor`` is -1."""
    return (0, b.actors) if actor < 0 else (actor, actor + 1)


def _begin(world, draw, book, luck, actor):
    w, x, b = record(world), record(draw), record(book)
    begin(w, x, b, luck)


def _observe(world, draw, book, luck, actor):
    w, x, b = record(world), record(draw), record(book)
    observe(w, x, b, luck)


def _expect(world, draw, book, luck, actor):
    w, x, b = record(world), record(draw), record(book)
    expect(w, x, b, luck)


def _appraise(world, draw, book, luck, actor):
    w, x, b = record(world), record(draw), record(book)
    first, last = who(b, actor)
    for i in range(first, last):
        appraise(w, x, b, luck, i)


def _choose(world, draw, book, luck, actor):
    w, x, b = record(world), record(draw), record(book)
    first, last = who(b, actor)
    for i in range(first, last):
        choose(w, x, b, luck, i)


def _consider(world, draw, book, luck, actor):
    w, x, b = record(world), record(draw), record(book)
    first, last = who(b, actor)
    for i in range(first, last):
        consider(w, x, b, luck, i)


def _commit(world, draw, book, luck, actor):
    w, x, b = record(world), record(draw), record(book)
    commit(w, x, b, luck)


def _military(world, draw, book, luck, actor):
    w, x, b = record(world), record(draw), record(book)
    military(w, x, b, luck)


def _border(world, draw, book, luck, actor):
    w, x, b = record(world), record(draw), record(book)
    border(w, x, b, luck)


def _domestic(world, draw, book, luck, actor):
    w, x, b = record(world), record(draw), record(book)
    domestic(w, x, b, luck)


def _trusting(world, draw, book, luck, actor):
    w, x, b = record(world), record(draw), record(book)
    trusting(w, x, b, luck)


def _routes(world, draw, book, luck, actor):
    w, x, b = record(world), record(draw), record(book)
    routes(w, x, b, luck)


def _agreements(world, draw, book, luck, actor):
    w, x, b = record(world), record(draw), record(book)
    agreements(w, x, b, luck)


def _ties(world, draw, book, luck, actor):
    w, x, b = record(world), record(draw), record(book)
    ties(w, x, b, luck)


def _economy(world, draw, book, luck, actor):
    w, x, b = record(world), record(draw), record(book)
    economy(w, x, b, luck)


def _check(world, draw, book, luck, actor):
    w, x, b = record(world), record(draw), record(book)
    check(w, x, b, luck)


def _prepare(world, draw, book, luck, actor):
    before.prepare(record(world), record(draw), record(book))


def _derive(world, draw, book, luck, actor):
    before.derive(record(draw), record(book))


def _measure_tension(world, draw, book, luck, actor):
    before.measure_tension(record(world), record(draw), record(book))


def _measure_appeals(world, draw, book, luck, actor):
    before.measure_appeals(record(world), record(draw), record(book))


# In the order of a month, as month/order.py states it; then what is asked before the first month.
STEPS = Steps(
    "caucasus_sim.month.steps",
    "STEPS",
    (
        *(_begin, _observe, _expect, _appraise, _choose, _consider, _commit, _military, _border, _domestic),
        *(_trusting, _routes, _agreements, _ties, _economy, _check),
        *(_prepare, _derive, _measure_tension, _measure_appeals),
    ),
    (WORLD, DRAW, BOOK),
    ("_choose", "_begin", "_measure_appeals", "_domestic", "_border", "_consider", "_derive", "_commit"),
)
OBSERVE, EXPECT, APPRAISE, PREPARE, DERIVE, TENSION, APPEALS = 1, 2, 3, 16, 17, 18, 19
