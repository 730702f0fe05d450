"""Which of the two is principal 0 changes nothing: every output of one side becomes that of the other.

The names keep their own data, and so their own luck; only the order of ``principals`` is turned round, and in one test
the order of the actors too. What is a sum over both sides may then differ in its last bit, so numbers are compared to
nine digits and whole numbers exactly. Both sides' data differ in everything a side has.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import yaml

from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.month.arrays import CHANNELS, DIALS, FIRSTS
from caucasus_sim.month.conditions import FIRST_DEAL, GATES_A_CONDITION
from caucasus_sim.packing.setup import Setup, packaged, set_up
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.resolve import load_scenario

from .running import compiled, draws_of

N = 60
TRY_OUTS = ("scratch", "kept", "tried")
BY_NO_SIDE = ("heard_owner",)  # two places that are not the principals'
BY_SIDE_LAST = ("objection", "ordering", "delivered_by", "delivered_system")


def turned_catalogue(files: dict[str, Any], place: Path, write: Callable[..., Path]) -> Catalogue:
    """The same world with the principals in the other order; `balance` is stated for the first of them."""
    files["actors.yaml"]["principals"].reverse()
    turn_balance(files["states/2031-01.yaml"])
    return load_catalogue(write(files, place))


def turn_balance(states: dict[str, Any]) -> None:
    told = states["balance"]
    turned = {key: 1.0 - told[key] for key in ("value", "low", "best", "high") if key in told}
    if "low" in turned:
        turned["low"], turned["high"] = turned["high"], turned["low"]
    told |= turned


def permutation(before: dict[str, int], after: dict[str, int], size: int) -> np.ndarray:
    """Where, after, stands what stood at each place before."""
    places = np.arange(size)
    for name, place in before.items():
        places[place] = after[name]
    return places


def turned_back(worlds: np.ndarray, before: Setup, after: Setup) -> np.ndarray:
    """Worlds of the turned setup in the places of the other."""
    back = worlds.copy()
    one, other = before.catalogue.numbers, after.catalogue.numbers
    back["first"] = worlds["first"][:, permutation(one.firsts, other.firsts, FIRSTS)]
    back["dial"] = worlds["dial"][:, permutation(one.dials, other.dials, DIALS)]
    for name in ("channel", "effort"):
        back[name] = worlds[name][:, permutation(one.channels, other.channels, CHANNELS)]
    for name in worlds.dtype.names or ():
        shape = worlds.dtype[name].shape
        if shape[:1] == (2,) and name not in BY_NO_SIDE:
            back[name] = worlds[name][:, ::-1]
        elif name in BY_SIDE_LAST:
            back[name] = worlds[name][..., ::-1]
    conditions = worlds["gate"][:, :FIRST_DEAL].reshape(len(worlds), -1, GATES_A_CONDITION)
    back["gate"][:, :FIRST_DEAL] = conditions[:, :, [0, 2, 1]].reshape(len(worlds), -1)
    back["balance"] = 1.0 - worlds["balance"]
    back["order_to"] = 1 - worlds["order_to"]
    return back


def unlike(one: np.ndarray, other: np.ndarray) -> dict[str, float]:
    """Fields that differ, and by how much at most."""
    found = {}
    for name in one.dtype.names or ():
        if name in TRY_OUTS:
            continue
        a, b = one[name].astype(float), other[name].astype(float)
        if name == "order_to":  # places of the book beyond the last order hold what was there before
            waiting = np.arange(a.shape[1])[None, :] < one["orders"][:, None]
            a, b = np.where(waiting, a, 0.0), np.where(waiting, b, 0.0)
        if not np.allclose(a, b, rtol=1e-9, atol=1e-10):
            found[name] = float(np.abs(a - b).max())
    return found


@pytest.fixture
def turned(tmp_path: Path, maker: ModuleType) -> Catalogue:
    return turned_catalogue(maker.files(), tmp_path / "evidence", maker.write)


@pytest.mark.parametrize("label", ["baseline", "ordered/offered", "ordered/assumed"])
def test_turning_the_principals_turns_the_outputs(
    label: str, setups: dict[str, Setup], turned: Catalogue, scenario_in: Callable[[Catalogue, str], Scenario]
) -> None:
    before = setups[label]
    after = set_up(turned, scenario_like(before, turned, scenario_in))
    assert before.catalogue.principals == after.catalogue.principals[::-1]
    one, other = compiled(before, draws_of(before, N)), compiled(after, draws_of(after, N))
    assert unlike(one.worlds, turned_back(other.worlds, before, after)) == {}
    assert one.series is not None and other.series is not None
    places = permutation(before.catalogue.numbers.series, after.catalogue.numbers.series, one.series.shape[2])
    back = other.series[:, :, places]
    balance = before.catalogue.series("balance")
    back[:, :, balance] = 1.0 - back[:, :, balance]
    np.testing.assert_allclose(back, one.series, rtol=1e-5, atol=1e-6)


def scenario_like(setup: Setup, catalogue: Catalogue, scenario_in: Callable[[Catalogue, str], Scenario]) -> Scenario:
    runs = scenario_in(catalogue, setup.scenario.name).runs
    return next(each for each in runs if each.label == setup.scenario.label)


def test_turning_the_actors_too(
    setups: dict[str, Setup], turned: Catalogue, scenario_in: Callable[[Catalogue, str], Scenario]
) -> None:
    """Also the places of the actors in the arrays: the second principal now goes first wherever actors take turns."""
    before = setups["baseline"]
    after = set_up(turned, scenario_in(turned, "baseline"), order=("borland", "arland", "ostria", "velmar"))
    one, other = compiled(before, draws_of(before, N)), compiled(after, draws_of(after, N))
    back = turned_back(other.worlds, before, after)
    same = (back["first"] == one.worlds["first"]).all(axis=1)
    assert same.mean() >= 0.95, f"{(~same).sum()} of {N} histories depend on whose turn comes first"


def test_both_sides_differ_in_everything(setups: dict[str, Setup]) -> None:
    """Else a mistake between the sides would not be seen."""
    setup = setups["baseline"]
    worlds = compiled(setup, draws_of(setup, N)).worlds
    never = ("lean", "clause", "shift", "ratified", "gave", "conceded", "court", "economic_bloc", "cut")
    alike = [
        n
        for n in worlds.dtype.names
        if worlds.dtype[n].shape[:1] == (2,) and n not in BY_NO_SIDE and (worlds[n][:, 0] == worlds[n][:, 1]).all()
    ]
    assert [name for name in alike if name not in never] == []


def test_turning_the_packaged_principals(tmp_path: Path) -> None:
    """On the package's own evidence: read with its principals in the other order."""
    catalogue = packaged()
    root = shutil.copytree(catalogue.root, tmp_path / "evidence")
    actors = root / "actors.yaml"
    text = actors.read_text(encoding="utf-8")
    was, now = (f"principals: [{', '.join(each)}]" for each in (catalogue.principals, catalogue.principals[::-1]))
    assert was in text
    actors.write_text(text.replace(was, now), encoding="utf-8")
    for path in (root / "states").glob("*.yaml"):
        states = yaml.safe_load(path.read_text(encoding="utf-8"))
        turn_balance(states)
        path.write_text(yaml.safe_dump(states, allow_unicode=True), encoding="utf-8")
    other = load_catalogue(root)
    before = set_up(catalogue, load_scenario("baseline", catalogue).runs[0])
    after = set_up(other, load_scenario("baseline", other).runs[0])
    one, two = compiled(before, draws_of(before, N)), compiled(after, draws_of(after, N))
    assert unlike(one.worlds, turned_back(two.worlds, before, after)) == {}
