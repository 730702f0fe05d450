"""A point is the scenario that sets it; points of a block share their luck; a sweep cut short is balanced."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from caucasus_sim.month.arrays import absolute
from caucasus_sim.packing.setup import set_up
from caucasus_sim.runs.replay import check_same, replay
from caucasus_sim.runs.shards import run_shard
from caucasus_sim.runs.sweeps.lived import Ground
from caucasus_sim.runs.sweeps.tables import outcomes_and_series
from caucasus_sim.scenario.model import LeverSetting

from .conftest import SMALL

MIXED = """\
question: Does it?
scenario: ordered:offered
design: {kind: latin_hypercube, points: 3}
replicates: 2
lenses: [agnostic]
factors:
  - {lever: detour, range: [0.1, 0.5], from: 2031-10}
  - {lever: arms.own_arland, values: [0, 1, 2]}
  - {lever: charter.earliest, range: [70, 90]}
  - {lever: effects.mediation, range: [-1, 1]}
  - id: extra
    options:
      nothing: {}
      floods: {events: [{date: 2033-01, event: flood}]}
  - {move: {date: 2032-03, actor: velmar, move: guarantee}, id: backed}
"""


@pytest.fixture
def mixed(plan):
    return plan(MIXED)


def as_scenario(sweep, cell):
    """The scenario that a point stands for, with its levers written out."""
    point = sweep.design.iloc[int(cell["point"])]
    world = next(each for each in sweep.worlds if each.label == cell["variant"])
    months = {"detour": absolute(2031, 10)}
    names = ("detour", "arms.own_arland", "charter.earliest", "effects.mediation")
    levers = [LeverSetting(name, float(point[name]), months.get(name)) for name in names]
    ordered = sorted([*world.scenario.levers, *levers], key=lambda each: each.id)
    return replace(world.scenario, levers=tuple(ordered))


def test_a_point_is_the_scenario_that_sets_it_to_the_last_bit(mixed):
    ground = Ground(mixed)
    seen = 0
    for lived in ground.live(mixed.cells(), keep_series=False):
        for k, (_, cell) in enumerate(lived.cells.iterrows()):
            setup = set_up(mixed.catalogue, as_scenario(mixed, cell), mixed.seed, lived.setup.actors)
            alone = run_shard({cell["variant"]: setup}, cell.to_frame().T.infer_objects(), False, 1, keep_worlds=True)
            check_same(lived.worlds[k : k + 1], alone.worlds, int(cell["cell"]))
            seen += 1
    assert seen == mixed.size == 6
    assert len(mixed.design[["extra", "backed"]].drop_duplicates()) > 1, "several worlds"


def test_a_point_replayed_through_mesa_is_the_same(plan):
    sweep = plan(MIXED.replace("latin_hypercube, points: 3", "latin_hypercube, points: 1"))
    ground = Ground(sweep)
    cell = sweep.cells(1, 2).iloc[0]
    (lived,) = ground.live(sweep.cells(1, 2), keep_series=False)
    check_same(lived.worlds, replay(ground.setup_of(cell), cell)[0], 1)


def test_a_stance_is_where_it_is_set_and_changes_what_hangs_on_it(plan):
    sweep = plan(
        "question: q\nscenario: short\ndesign: {kind: grid}\nlenses: [agnostic]\nreplicates: 1\nfactors:\n"
        "  - {stance: {actor: ostria, issue: route_opening}, values: [0, 40, 100]}\n"
    )
    (lived,) = Ground(sweep).live(sweep.cells(), keep_series=False)
    draws = lived.setup.legs("agnostic", str(sweep.readings[0]), np.array([0]), np.array([0]))[0][1]
    actor = lived.setup.actors.index("ostria")
    slot = [each.name for each in lived.setup.slots].index("route_opening")
    assert draws["position"][:, actor, slot].tolist() == [0.0, 0.4, 1.0]
    others = np.delete(draws["position"], actor, axis=1)
    assert (others == others[:1]).all(), "nobody else's"


def test_the_precondition_follows_its_weight(plan):
    """The lever of a parameter that is multiplied into a stance moves what follows from both."""
    sweep = plan(
        "question: q\nscenario: short\ndesign: {kind: grid}\nlenses: [agnostic]\nreplicates: 1\nfactors:\n"
        "  - {parameter: precondition_weight, values: [0, 1, 2]}\n"
    )
    (lived,) = Ground(sweep).live(sweep.cells(), keep_series=False)
    weight = lived.setup.legs("agnostic", str(sweep.readings[0]), np.array([0]), np.array([0]))[0][1]["precondition"]
    assert (weight[0] == 0.0).all()
    assert weight[1].max() > 0.0
    assert np.allclose(weight[2], 2.0 * weight[1])


def test_outcomes_without_series_are_those_with_them(mixed):
    ground = Ground(mixed)
    bare, none = outcomes_and_series(ground, mixed.cells(), keep_series=False)
    full, series = outcomes_and_series(ground, mixed.cells(), keep_series=True)
    assert bare.equals(full)
    assert none is None
    assert len(series) == mixed.size * mixed.worlds[0].scenario.months


@pytest.mark.parametrize("cut", [1, 7, 18, 100, 1000])
def test_a_sweep_cut_short_is_balanced_over_its_points(small, cut):
    cells = small.cells(0, cut)
    counts = cells["point"].value_counts().reindex(range(small.points), fill_value=0)
    assert counts.max() - counts.min() <= 1
    assert cells.equals(small.cells().iloc[:cut])


def test_luck_is_shared_in_a_block_and_nowhere_else(plan):
    text = "question: q\nscenario: short\nlenses: [agnostic]\nreplicates: 16\nfactors: [{lever: detour}]\ndesign: "
    keys = ["reading_draw", "mechanism_draw", "luck"]
    for design in ("{kind: sobol, base: 4}", "{kind: morris, trajectories: 3}", "{kind: latin_hypercube, points: 5}"):
        sweep = plan(text + design)
        cells = sweep.cells().merge(sweep.design[["point", "design_block"]], on="point")
        per_block = cells.groupby(["design_block", "replicate"])[keys].nunique()
        assert (per_block == 1).all().all(), "points of a block have the same draws and luck"
        assert cells.groupby("luck")["design_block"].nunique().eq(1).all(), "blocks have luck of their own"
        assert (
            cells.groupby(["design_block", "block"])
            .size()
            .eq(8 * len(sweep.design) // (cells["block"].nunique() // 2))
            .all()
        )


def test_even_numbers_of_replicates_have_both_draws_and_both_lucks(plan):
    cells = plan((SMALL % 8).replace("grid", "grid, draws: eights")).cells().query("point == 0")
    for count in (2, 4, 6, 8):
        for name in ("reading_draw", "mechanism_draw", "luck"):
            assert cells.head(count)[name].value_counts().tolist() == [count // 2] * 2


def test_replicates_of_a_grid_are_independent_of_each_other(small):
    cells = small.cells().query("point == 3")
    assert cells["block"].nunique() == cells["luck"].nunique() == small.replicates


def test_more_replicates_leave_the_cells_there_were(plan):
    few, many = plan(SMALL % 12), plan(SMALL % 30)
    assert few.cells().equals(many.cells(0, few.size))
    assert few.id != many.id
