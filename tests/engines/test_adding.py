"""Adding an actor, an issue, a move or an agreement leaves the draws and lots of all others alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.luck import key_words
from caucasus_sim.month.arrays import ACTORS, PARAMETER_NAMES
from caucasus_sim.month.codes import DECISION, DECISIONS
from caucasus_sim.packing.setup import Setup, packaged, set_up
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.resolve import load_scenario

from .running import compiled, differing, draws_of

N = 30
Tree = dict[str, Any]
Bend = Callable[[Tree], None]
ReadIn = Callable[[Catalogue, str], Scenario]
OF_ALL = (*PARAMETER_NAMES, "effect", "gap", "precondition", "accepts", "tension_reference")


@pytest.fixture
def bent(tmp_path: Path, maker: ModuleType, scenario_in: ReadIn) -> Callable[[Bend], Setup]:
    """The invented baseline after its evidence has been changed."""

    def make(bend: Bend) -> Setup:
        files = maker.files()
        bend(files)
        catalogue = load_catalogue(maker.write(files, tmp_path / "evidence"))
        return set_up(catalogue, scenario_in(catalogue, "baseline"))

    return make


def by_name(setup: Setup, draws: np.ndarray) -> dict[tuple[Any, ...], bytes]:
    """Every drawn number under the names it belongs to, whatever its place in the arrays."""
    found: dict[tuple[Any, ...], bytes] = {(name,): draws[name].tobytes() for name in OF_ALL}
    for i, actor in enumerate(setup.actors):
        found[actor, "leverage"] = draws["leverage"][:, i].tobytes()
        found |= {(actor, slot, "position"): draws["position"][:, i, k].tobytes() for k, slot in enumerate(setup.slots)}
        found |= {(actor, slot, "weight"): draws["weight"][:, i, k].tobytes() for k, slot in enumerate(setup.slots)}
        for z, deal in enumerate(setup.deals):
            found[actor, deal, "odds"] = draws["deal_log_odds"][:, i, z].tobytes()
            found[actor, deal, "reference"] = draws["deal_reference"][:, i, z].tobytes()
    for n, named in enumerate(setup.rows):
        found[named.actor, named.domain, named.row, "odds"] = draws["log_odds"][:, n].tobytes()
        found[named.actor, named.domain, named.row, "reference"] = draws["reference"][:, n].tobytes()
    return found


def assert_kept(before: Setup, after: Setup) -> None:
    """Everything that was drawn before is drawn again."""
    was, now = by_name(before, draws_of(before, N)), by_name(after, draws_of(after, N))
    assert [name for name in was if was[name] != now.get(name)] == []


def lots_by_name(setup: Setup) -> dict[tuple[str, str], tuple[int, int]]:
    keys = setup.book[0].keys
    owners = [*((actor, i) for i, actor in enumerate(setup.actors)), ("", ACTORS)]
    return {(d, owner): tuple(map(int, keys[DECISION[d], i])) for d in DECISIONS for owner, i in owners}  # type: ignore[misc]


def test_keys_are_of_names(setups: dict[str, Setup]) -> None:
    setup = setups["baseline"]
    assert lots_by_name(setup) == {(d, o): key_words(1, d, o) for d in DECISIONS for o in (*setup.actors, "")}
    turned = set_up(setup.catalogue, setup.scenario, order=("velmar", "borland", "ostria", "arland"))
    assert lots_by_name(turned) == lots_by_name(setup)
    assert len(set(lots_by_name(setup).values())) == len(DECISIONS) * (len(setup.actors) + 1)


def test_the_optional_actor_that_ships() -> None:
    """With the European Union at the table all others hold what they held and meet the lots they met."""
    catalogue = packaged()
    scenario = load_scenario("baseline", catalogue).runs[0]
    before, after = set_up(catalogue, scenario), set_up(catalogue, scenario, actors=tuple(catalogue.actors))
    assert len(after.actors) > len(before.actors)
    assert_kept(before, after)
    now = lots_by_name(after)
    assert all(now[key] == words for key, words in lots_by_name(before).items())


def test_a_silent_actor_changes_no_bit_of_anybody(setups: dict[str, Setup]) -> None:
    before = setups["baseline"]
    after = set_up(before.catalogue, before.scenario, actors=tuple(before.catalogue.actors))
    assert after.actors[-1] == "kessel" and len(after.rows) > len(before.rows)
    assert_kept(before, after)
    one, other = compiled(before, draws_of(before, N)), compiled(after, draws_of(after, N))
    assert one.series is not None and other.series is not None
    assert one.series.tobytes() == other.series.tobytes()
    assert differing(without(one.worlds, before), without(other.worlds, before)) == []


def without(worlds: np.ndarray, setup: Setup) -> np.ndarray:
    """Worlds with nothing in the places of actors and rows that a setup does not have."""
    emptied = worlds.copy()
    n, rows = len(setup.actors), len(setup.rows)
    for name in emptied.dtype.names or ():
        shape = emptied.dtype[name].shape
        if shape[:1] == (ACTORS,) and name != "delivered_by":
            emptied[name][:, n:] = 0
        elif name == "heard_from":
            emptied[name][:, n + 1 :] = 0
        elif name in ("review_words", "choose_words"):
            emptied[name][:, :, n:] = 0
        elif name in ("appeal", "odds"):
            emptied[name][:, rows:] = 0
    return emptied


def test_another_issue(setups: dict[str, Setup], bent: Callable[[Bend], Setup]) -> None:
    def ask_more(files: Tree) -> None:
        body = {"question": "More?", "scale": {"0": "no", "100": "yes"}, "reads": "returns", "why": "Invented."}
        files["issues/a_new_one.yaml"] = {"a_new_one": body}
        for coder in ("a", "b"):
            for said in files[f"readings/almanac/{coder}.yaml"]["actors"].values():
                said["a_new_one"] = {"basis": "silent"}

    assert_kept(setups["baseline"], bent(ask_more))


def test_another_move(setups: dict[str, Setup], bent: Callable[[Bend], Setup]) -> None:
    def may_do_more(files: Tree) -> None:
        moves = files["moves/treaty.yaml"]
        moves["frown"] = {**moves["press_talks"], "title": "{self} frowns", "touches": []}
        files["moves/treaty.yaml"] = {"frown": moves.pop("frown"), **moves}

    after = bent(may_do_more)
    assert_kept(setups["baseline"], after)
    assert lots_by_name(after) == lots_by_name(setups["baseline"])


INERT = {"title": "x", "kind": "interim", "consents": ["principals"], "tabled": "offered", "binds": False}
INERT |= {"preconditioned": False, "odds": {"value": 1.0, "basis": "judgement", "why": "Invented."}}


def history_with(bent: Callable[[Bend], Setup], first: bool) -> np.ndarray:
    def agree_more(files: Tree) -> None:
        deals = files["institutions/agreements.yaml"]
        more = {"never_tabled": INERT}
        files["institutions/agreements.yaml"] = {**more, **deals} if first else {**deals, **more}

    setup = bent(agree_more)
    found = compiled(setup, draws_of(setup, N)).series
    assert found is not None
    return found


def test_an_agreement_that_nobody_tables(setups: dict[str, Setup], bent: Callable[[Bend], Setup]) -> None:
    was = compiled(setups["baseline"], draws_of(setups["baseline"], N)).series
    assert was is not None and was.tobytes() == history_with(bent, first=False).tobytes()


def test_an_agreement_that_nobody_tables_at_the_head(setups: dict[str, Setup], bent: Callable[[Bend], Setup]) -> None:
    was = compiled(setups["baseline"], draws_of(setups["baseline"], N)).series
    assert was is not None and was.tobytes() == history_with(bent, first=True).tobytes()


def test_an_order_with_an_amount_of_its_own_touches_what_the_order_without_one_touches() -> None:
    """It is a row that draws do not know: their shared tables must not be asked what it does while it stands."""
    catalogue = packaged()
    paid = next(each for each in load_scenario("zangezur_open", catalogue).variants if each.variant == "paid")
    plain = replace(paid, moves=tuple(replace(each, with_=without_amount(each.with_)) for each in paid.moves))
    with_amount, usual = set_up(catalogue, paid), set_up(catalogue, plain)
    assert len(with_amount.rows) == len(usual.rows) + 1
    months = max(each.month for each in paid.moves) - paid.start + 1
    one, other = (compiled(each, draws_of(usual, N), months).worlds for each in (with_amount, usual))
    assert np.array_equal(one["effort"], other["effort"])
    assert not np.array_equal(one["inducement"], other["inducement"])


def without_amount(chosen: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in chosen.items() if name != "usd_m"}
