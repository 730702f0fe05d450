"""What an outcome hangs on: who is absent changes what it should and nothing else. All in the invented world."""

from __future__ import annotations

import numpy as np
import pytest

from caucasus_sim.analysis.explain.absent import held_still, parts_of, silenced, without
from caucasus_sim.analysis.explain.contributions import contributions
from caucasus_sim.analysis.explain.explain import first_blocks
from caucasus_sim.analysis.explain.games import games_of, outsiders_silent, outsiders_still, parts_left_out
from caucasus_sim.analysis.explain.play import BATCH, World, batches, lived, pack, play
from caucasus_sim.analysis.explain.shapley import all_coalitions, scheme_of
from caucasus_sim.analysis.measures import measured
from caucasus_sim.analysis.up_to import UpTo
from caucasus_sim.ensemble.histories import run_histories
from caucasus_sim.ensemble.plan import default_plan
from caucasus_sim.month.arrays import DOMAINS
from caucasus_sim.packing.outcomes import last_rows, outcome_columns
from caucasus_sim.packing.setup import set_up
from caucasus_sim.scenario.resolve import load_scenario

from .conftest import INVENTED, VARIANT

WORDS = ("more often", "less often")
OUTCOME = "treaty_signed"


@pytest.fixture(scope="module")
def setup(invented):
    """The variant that orders something, with the actor that does nothing and wants nothing."""
    scenario = load_scenario(INVENTED / "scenarios" / "ordered.yaml", invented, [INVENTED / "scenarios"])
    return set_up(invented, scenario.variants[0], actors=tuple(invented.actors))


@pytest.fixture(scope="module")
def cells(invented):
    plan = default_plan([VARIANT], tuple(invented.lenses)[:2], tuple(invented.readings), 64)
    return first_blocks(plan.cells, VARIANT, 64)


def whole(setup, cells):
    packed = pack(setup, cells)
    told = (packed.legs, packed.draw_of, packed.luck_of, setup.steps, False, 1)
    return run_histories(setup.book, setup.start, *told).worlds


@pytest.mark.parametrize(
    "name", ["treaty_signed", "route_open", "signed_first_arland", "all_fatalities", "trust_arland"]
)
def test_a_history_that_ends_when_its_outcome_is_known_has_the_outcome_of_the_whole(setup, cells, name):
    packed = pack(setup, cells)
    worlds = whole(setup, cells)
    table = outcome_columns(setup, worlds, last_rows(setup, worlds), (name,))
    told = lived(World(setup), packed, UpTo(name, setup.scenario.end), 2)
    assert np.array_equal(told, measured(setup.catalogue, table, name).to_numpy())
    assert len(set(told)) > 1


@pytest.mark.parametrize("game", [outsiders_still, outsiders_silent])
def test_whoever_does_nothing_and_wants_nothing_contributes_nothing(setup, cells, game):
    made = game(setup)
    scheme = all_coalitions(len(made.players))
    values = play(made.world, scheme, cells, UpTo(OUTCOME, setup.scenario.end), 1)
    told = contributions(scheme, made.players, values, cells, WORDS)
    by_name = {row["player"]: row for row in told["players"]}
    assert list(by_name) == ["kessel", "ostria", "velmar"]
    assert (by_name["kessel"]["low"], by_name["kessel"]["high"]) == (0.0, 0.0)
    assert by_name["kessel"]["runs_that_differ"] == 0.0
    assert told["sum"]["difference"] == told["sum"]["contributions"]


def test_held_still_it_makes_no_move_and_all_others_keep_their_orders(setup, cells):
    still = held_still(setup, ["velmar"])
    worlds = whole(still, cells)
    i = setup.actors.index("velmar")
    holds = [int(setup.book[0].row_first[i, d]) for d in range(DOMAINS)]
    assert (worlds["choice"][:, i] == holds).all()
    others = [k for k in range(len(setup.actors)) if k != i]
    assert (still.book[0].script[:, others] == setup.book[0].script[:, others]).all()
    assert (setup.book[0].script[:, i] >= 0).any()  # it was ordered something: holding still overrides that


def test_silent_it_weighs_no_issue_and_everybody_else_as_before(setup, cells):
    packed = pack(setup, cells)
    i = setup.actors.index("borland")
    (_, before), (_, after) = packed.legs[-1], silenced(setup, packed.legs, ["borland"])[-1]
    coded = [k for k, slot in enumerate(setup.slots) if slot.issue in setup.catalogue.issues]
    assert before["weight"][:, i, coded].sum() > 0.0
    assert after["weight"][:, i, coded].sum() == 0.0
    others = [k for k in range(len(setup.actors)) if k != i]
    assert (after["weight"][:, others] == before["weight"][:, others]).all()
    assert after["precondition"][:, setup.catalogue.principals.index("borland")].max() == 0.0


def test_with_every_part_left_out_it_is_the_baseline_to_the_last_bit(setup, cells, invented):
    game = parts_left_out(setup)
    bare = game.world(tuple(range(len(game.players)))).setup
    baseline = load_scenario(INVENTED / "scenarios" / "baseline.yaml", invented)
    other = set_up(invented, baseline, actors=setup.actors)
    assert whole(bare, cells).tobytes() == whole(other, cells).tobytes()
    assert whole(setup, cells).tobytes() != whole(other, cells).tobytes()


def test_parts_are_everything_ordered_and_leave_one_by_one(setup):
    parts = parts_of(setup.scenario)
    assert [part.block for part in parts] == ["levers"] * 4 + ["moves"] * 3 + ["events"] * 3 + ["when", "stances"]
    assert parts[4].words == "move 2031-03, borland, table_route, option ridge"
    fewer = without(setup.scenario, [parts[4]])
    assert fewer.moves == setup.scenario.moves[1:]
    assert fewer.levers == setup.scenario.levers


def test_up_to_a_month_is_the_same_as_what_had_happened_by_then(setup, cells):
    month = setup.scenario.start + 30
    game = outsiders_still(setup)
    early = play(game.world, scheme_of(0), cells, UpTo("route_agreed", month), 1)[0]
    first = whole(setup, cells)["first"][:, setup.catalogue.first("route_agreed")]
    assert (early == ((first >= 0) & (first <= month))).all()
    assert 0.0 < early.mean() < 1.0


def test_an_outcome_read_from_the_series_is_that_of_the_run(setup, cells):
    game = outsiders_still(setup)
    name = next(key for key, each in setup.catalogue.outcomes.items() if each.start.series == "trust_arland")
    found = play(game.world, scheme_of(0), cells, UpTo(name, setup.scenario.end), 1)[0]
    np.testing.assert_array_equal(found, whole(setup, cells)["trust"][:, 0].astype(np.float32).astype(np.float64))


def test_games_are_played_by_those_asked_for(setup):
    assert [game.kind for game in games_of(setup)] == ["outsiders", "outsiders", "principals", "scenario"]
    assert [game.absent for game in games_of(setup, ("principals",))] == ["silent"]


def test_batches_keep_blocks_whole_and_lose_nothing(invented):
    plan = default_plan(["one"], tuple(invented.lenses), tuple(invented.readings), 3 * BATCH).cells
    cells = first_blocks(plan, "one", 3 * BATCH)
    parts = list(batches(cells))
    assert sum(map(len, parts)) == len(cells)
    assert all(len(part) <= BATCH for part in parts)
    assert not set(parts[0]["block"]) & set(parts[1]["block"])
