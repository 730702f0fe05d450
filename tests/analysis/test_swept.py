"""Sweeps read from disk: planted indices, boxes and orders come back, and what is missing is said and never filled."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from caucasus_sim.analysis.discover.gather import Wanted, wanted_of
from caucasus_sim.analysis.discover.scenario import written
from caucasus_sim.analysis.discover.table import discover
from caucasus_sim.analysis.discover.table import flat as flat_boxes
from caucasus_sim.analysis.robust.table import flat as flat_ranks
from caucasus_sim.analysis.robust.table import robust
from caucasus_sim.analysis.sensitivity.table import flat as flat_indices
from caucasus_sim.analysis.sensitivity.table import sensitivity
from caucasus_sim.analysis.swept.asked import Asked, asked_of
from caucasus_sim.analysis.swept.head import base_scenario
from caucasus_sim.charts.swept import robust_chart
from caucasus_sim.ensemble.designs.factor import Factor
from caucasus_sim.ensemble.designs.make import grid, latin_hypercube, morris, sobol
from caucasus_sim.errors import Mistakes
from caucasus_sim.runs.sweeps.stored import read_sweep
from caucasus_sim.scenario.resolve import load_scenario

from .conftest import INVENTED
from .sweeps import CHECK, months, stored_sweep

BASE = INVENTED / "scenarios" / "baseline.yaml"
DETOUR = Factor("detour", "lever", "number", "How far", "share", 0.0, 1.0, target={"lever": "detour"})
ARMS = Factor("arms", "lever", "number", "Arms", "multiple", 0.0, 4.0, target={"lever": "arms.to_arland"})
SCALE = Factor("spread", "parameter", "number", "A third", low=0.0, high=1.0)
NUMBER = "fatalities"  # an outcome that is a number, whatever it is called
EVENT = "treaty_signed"


def noisy(cells, dice):
    """detour + arms / 4, and luck as large: a shift of every block and luck, and a sway of every draw of stances."""
    lucks, draws = dice.random(cells["luck"].max() + 1), dice.choice([-1.0, 1.0], cells["reading_draw"].max() + 1)
    sway = draws[cells["reading_draw"]] * (cells["detour"] - 0.5)
    return {NUMBER: cells["detour"] + cells["arms"] / 4.0 + lucks[cells["luck"]] + sway}


@pytest.fixture(scope="module")
def factors():
    return (DETOUR, ARMS, CHECK)


@pytest.fixture(scope="module")
def stored_sobol(invented, tmp_path_factory, factors):
    root = tmp_path_factory.mktemp("sweeps")
    lenses = tuple(invented.lenses)[:2]
    design = sobol(factors, 256, 1)
    return stored_sweep(root, invented, "sobol", factors, design, noisy, 8, lenses, scenario=BASE)


def test_planted_shares_and_the_share_of_draws_and_luck_come_back(stored_sobol, invented):
    told = sensitivity(read_sweep(stored_sobol), invented, Asked(NUMBER), wide=0.5)
    assert len(told["arms"]) == 2
    for arm in told["arms"]:
        for row, share in zip(arm["rows"], (0.5, 0.5, 0.0), strict=True):
            for index in ("first", "total"):
                assert row[index]["low"] - 1e-9 <= share <= row[index]["high"] + 1e-9
        assert arm["noise"]["low"] <= 0.5 <= arm["noise"]["high"]
        assert arm["luck"]["value"] == pytest.approx(0.25, abs=0.06)
        assert arm["verdict"]["converged"]
        assert [stage["blocks"] for stage in arm["curve"]] == [32, 64, 128, 256]
    assert told["dummy"]["held"] is True
    assert told["matters"]["everywhere"] == ["detour", "arms"]
    assert told["missing"]["failed"] == 0
    table = flat_indices(told)
    assert set(table["lens"]) == set(tuple(invented.lenses)[:2])
    assert table.loc[table["measure"] == "total", "value"].notna().all()


def test_not_converged_is_said_with_how_many_blocks_would_do(stored_sobol, invented):
    told = sensitivity(read_sweep(stored_sobol), invented, Asked(NUMBER), wide=0.01)
    verdict = told["arms"][0]["verdict"]
    assert not told["converged"]
    assert verdict["words"].startswith("not converged: the widest interval is")
    assert verdict["blocks_needed"] > 256


@pytest.fixture
def broken(invented, tmp_path, factors):
    """32 blocks: a run of the first failed, one of the second has no value; the rest is whole."""

    def outcomes(cells, dice):
        made = pd.Series(noisy(cells, dice)[NUMBER])
        status = pd.Series("ok", index=made.index)
        status[(cells["design_block"] == 0) & (cells["replicate"] == 1)] = "failed: a number left its range"
        first = cells.index[(cells["design_block"] == 1)][0]
        made[first] = np.nan
        made[status != "ok"] = np.nan
        return {"status": status, NUMBER: made, EVENT: months(made.to_numpy() > 1.5, 24400)}

    design = sobol(factors, 32, 1)
    return stored_sweep(tmp_path, invented, "sobol", factors, design, outcomes, 2, scenario=BASE)


def test_whole_blocks_are_dropped_and_said_and_nothing_missing_becomes_a_zero(broken, invented):
    told = sensitivity(read_sweep(broken), invented, Asked(NUMBER))
    (arm,) = told["arms"]
    assert (arm["blocks"], arm["blocks_dropped"]) == (30, 2)
    assert (told["missing"]["failed"], told["missing"]["without_value"]) == (5, 1)
    assert told["missing"]["failures"] == {"failed: a number left its range": 5}
    event = sensitivity(read_sweep(broken), invented, Asked(EVENT))
    assert event["arms"][0]["blocks_dropped"] == 1  # a month that never came is a no, a failed run is not


def test_a_sweep_that_was_cut_short_tells_what_is_there(invented, tmp_path, factors):
    design = sobol(factors, 256, 1)  # 1,280 points, so that the first shard holds the first 200 blocks' first replicate
    path = stored_sweep(tmp_path, invented, "sobol", factors, design, noisy, 1, scenario=BASE, shards=1)
    told = sensitivity(read_sweep(path), invented, Asked(NUMBER))
    (arm,) = told["arms"]
    assert (arm["blocks"], arm["blocks_dropped"], told["missing"]["not_run"]) == (200, 56, 280)
    assert arm["noise"] is None  # one replicate tells nothing of luck


def test_elementary_effects_come_back(invented, tmp_path, factors):
    design = morris(factors, 60, 1)
    path = stored_sweep(tmp_path, invented, "morris", factors, design, noisy, 2, scenario=BASE)
    told = sensitivity(read_sweep(path), invented, Asked(NUMBER))
    rows = {row["factor"]: row for row in told["arms"][0]["rows"]}
    assert rows["arms"]["mu_star"]["value"] == pytest.approx(1.0)
    assert rows["dummy"]["mu_star"] == {"value": 0.0, "low": 0.0, "high": 0.0}
    assert rows["arms"]["changed"] == 1.0
    assert told["dummy"]["held"]


def test_designs_without_blocks_of_single_changes_are_refused(invented, tmp_path):
    design = latin_hypercube((DETOUR, ARMS), 40, 1)
    path = stored_sweep(tmp_path, invented, "latin_hypercube", (DETOUR, ARMS), design, noisy, scenario=BASE)
    with pytest.raises(Mistakes, match="latin hypercube design, which has no blocks"):
        sensitivity(read_sweep(path), invented, Asked(NUMBER))


def test_what_is_asked_of_a_sweep(stored_sobol, invented):
    sweep = read_sweep(stored_sobol)
    scenario = base_scenario(sweep, invented)
    with pytest.raises(Mistakes, match="keeps 'fatalities' as it stands at the end"):
        asked_of(invented, scenario, NUMBER, "2033-01")
    with pytest.raises(Mistakes, match="did you mean 'treaty_signed'"):
        asked_of(invented, scenario, "treaty_sined", "")
    with pytest.raises(Mistakes, match="does not have 'treaty_signed'"):
        sensitivity(sweep, invented, Asked(EVENT))


# --------------------------------------------------------------------------------------------------------------- boxes

ROUTE = Factor("terms", "options", "category", "Terms", levels=("aras", "none", "ridge"))
OPEN = Factor("allowed", "move", "boolean", "Whether", levels=(False, True))
COUNT = Factor("lag", "lever", "integer", "Months", "months", 1.0, 6.0)
SPACE = (DETOUR, COUNT, OPEN, ROUTE, SCALE)


def planted(cells, dice):
    inside = cells["detour"].between(0.4, 0.9) & (cells["lag"] >= 3) & cells["allowed"] & (cells["terms"] != "none")
    happens = dice.random(len(cells)) < np.where(inside, 0.8, 0.1)
    return {EVENT: months(happens, 24400), NUMBER: happens * 10.0}


@pytest.fixture(scope="module")
def stored_latin(invented, tmp_path_factory):
    root = tmp_path_factory.mktemp("sweeps")
    design = latin_hypercube(SPACE, 3000, 1)
    return stored_sweep(root, invented, "latin_hypercube", SPACE, design, planted, 2, scenario=BASE)


def test_a_planted_box_comes_back_from_disk_with_its_check_and_its_scenario(stored_latin, invented, tmp_path):
    sweep = read_sweep(stored_latin)
    told = discover(sweep, invented, Wanted(Asked(EVENT)))
    box = told["boxes"][0]
    held = {each["factor"]: each for each in box["restrictions"]}
    assert set(held) == {"detour", "lag", "allowed", "terms"}
    assert (held["allowed"]["inside"], held["terms"]["inside"]) == (["true"], ["aras", "ridge"])
    assert held["lag"]["words"] == "at least 3"
    assert held["detour"]["low"] == pytest.approx(0.4, abs=0.08)
    assert box["check"]["density"] == pytest.approx(0.8, abs=0.12)
    assert box["check"]["low"] <= box["check"]["density"] <= box["check"]["high"]
    assert box["check"]["elsewhere"] == pytest.approx(0.1, abs=0.05)
    assert all(each["by_chance"] < 0.05 for each in box["restrictions"])
    assert told["luck_held_out"] is True
    assert "allowed is true" in box["sentence"]
    assert "in 20" not in box["sentence"]  # this world is not calibrated: directions, no chances
    assert set(flat_boxes(told)["factor"]) >= set(held)
    (file, *_) = written(sweep, invented, told, tmp_path)
    made = load_scenario(file["file"], invented)
    (lever,) = made.levers
    assert lever.id == "detour"
    assert held["detour"]["low"] <= lever.value <= held["detour"]["high"]
    text = (tmp_path / f"{made.name}.yaml").read_text(encoding="utf-8")
    assert f"detour: {lever.value:g}  # in the box: {held['detour']['words']}" in text
    assert "Knows nothing after 15 October 2024" in text


def test_a_value_needs_a_threshold_and_an_event_none(invented):
    with pytest.raises(Mistakes, match="of which values"):
        wanted_of(invented, Asked(NUMBER), False, None, None)
    with pytest.raises(Mistakes, match="of which values"):
        wanted_of(invented, Asked(NUMBER), False, 1.0, 2.0)
    with pytest.raises(Mistakes, match="comes about or does not"):
        wanted_of(invented, Asked(EVENT), False, 1.0, None)


def test_a_threshold_and_the_event_it_stands_for_give_the_same_box(stored_latin, invented):
    sweep = read_sweep(stored_latin)
    one = discover(sweep, invented, Wanted(Asked(EVENT)), most=1)
    other = discover(sweep, invented, Wanted(Asked(NUMBER), at_least=5.0), most=1)
    assert one["boxes"][0]["box"] == other["boxes"][0]["box"]
    turned = discover(sweep, invented, Wanted(Asked(EVENT), never=True), most=1)
    assert turned["share"] == pytest.approx(1.0 - one["share"])


def test_chance_alone_gives_no_box_that_holds(invented, tmp_path):
    def nothing(cells, dice):
        return {EVENT: months(dice.random(len(cells)) < 0.3, 24400)}

    design = latin_hypercube(SPACE, 400, 1)
    path = stored_sweep(tmp_path, invented, "latin_hypercube", SPACE, design, nothing, 2, scenario=BASE)
    told = discover(read_sweep(path), invented, Wanted(Asked(EVENT)))
    assert told["boxes"] == []


def test_few_points_are_refused(invented, tmp_path):
    design = grid((OPEN, ROUTE), {})
    path = stored_sweep(
        tmp_path, invented, "grid", (OPEN, ROUTE), design, lambda cells, _: {EVENT: months(cells["allowed"], 24400)},
        scenario=BASE,
    )  # fmt: skip
    with pytest.raises(Mistakes, match="6 points with a value are too few"):
        discover(read_sweep(path), invented, Wanted(Asked(EVENT)))


# ---------------------------------------------------------------------------------------------------------------- order


def ordered(cells, dice):
    """ridge is best on average and worst under the second lens; aras is never the best and never bad."""
    lens = cells["lens"] == max(cells["lens"].unique())
    level = np.select(
        [(cells["terms"] == "ridge") & ~lens, (cells["terms"] == "ridge") & lens, cells["terms"] == "aras"],
        [0.9, 0.1, 0.5],
        0.3,
    )
    shift = dice.normal(0.0, 0.5, cells["luck"].max() + 1)
    return {NUMBER: level + shift[cells["luck"]]}


@pytest.fixture(scope="module")
def stored_grid(invented, tmp_path_factory):
    root = tmp_path_factory.mktemp("sweeps")
    design = grid((ROUTE, SCALE), {"spread": 2})
    return stored_sweep(
        root, invented, "grid", (ROUTE, SCALE), design, ordered, 80, tuple(invented.lenses)[:2], scenario=BASE
    )


def test_a_planted_order_comes_back_however_large_the_luck_that_all_share(stored_grid, invented):
    told = robust(read_sweep(stored_grid), invented, Asked(NUMBER), more=True)
    worst, regret = told["criteria"]
    assert told["set_by"] == ["terms"]
    assert [each["name"] for each in worst["rows"]] == ["terms aras", "terms none", "terms ridge"]
    assert [each["rank"] for each in worst["rows"]] == [1, 2, 3]
    assert worst["rows"][0]["first_in_resamples"] == 1.0
    assert [each["value"] for each in regret["rows"]] == pytest.approx([0.4, 0.6, 0.4])
    assert len(told["worlds"]) == 4  # two lenses by two levels of what nobody sets
    assert {tuple(each["best"]) for each in told["worlds"]} == {("terms ridge",), ("terms aras",)}
    assert "depends on the world" in told["by_world"]
    assert (told["blocks"], told["unpaired"]) == (10, 0)
    assert len(flat_ranks(told)) == 6
    assert {row[-1] for row in robust_chart(told).rows} == {"rank 1", "rank 2", "rank 3"}  # not calibrated


def test_less_may_be_wanted_and_enough_counts_worlds(stored_grid, invented):
    sweep = read_sweep(stored_grid)
    more = robust(sweep, invented, Asked(NUMBER), more=True)
    middle = float(np.mean([each["means"] for each in more["worlds"]]))
    less = robust(sweep, invented, Asked(NUMBER), more=False, threshold=middle)
    worst, _, enough = less["criteria"]
    highest = np.max([each["means"] for each in less["worlds"]], axis=0)
    assert [each["value"] for each in worst["rows"]] == pytest.approx(highest.tolist())
    assert [each["value"] for each in enough["rows"]] == [0.0, 4.0, 2.0]


def test_settings_that_never_meet_are_refused_with_what_to_do(stored_sobol, stored_latin, invented):
    for path in (stored_sobol, stored_latin):
        with pytest.raises(Mistakes, match="do not share their draws and luck"):
            robust(read_sweep(path), invented, Asked(NUMBER), more=True)


def test_names_of_settings_are_checked(stored_grid, invented):
    with pytest.raises(Mistakes, match=r"no factor 'term'.*did you mean 'terms'"):
        robust(read_sweep(stored_grid), invented, Asked(NUMBER), True, settings=("term",))
