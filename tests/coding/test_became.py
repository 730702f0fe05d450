"""What a passage became exists; every passage of the package became something or was left out, and says which."""

from __future__ import annotations

import copy

import pytest

from caucasus_sim.coding.checks_became import tags
from caucasus_sim.errors import Mistakes

REAL = [
    "stance.scope",
    "state.articles",
    "parameter.discount",
    "parameter.support_start",
    "parameter.support_start_arland",
    "lens.agnostic",
    "lens.arms_to_trust",
    "lever.arms.to_arland.rate",
    "event.crisis",
    "move.supply_arms",
    "deal.sign",
    "route.valley",
    "outcome.signed",
    "name.valley",
    "tie.ostria.arland",
    "scenario.baseline",
]
WRONG = [
    ("lever.arms.to_arland.rates", "lever.arms.to_arland.rate"),
    ("outcome.singed", "outcome.signed"),
    ("evnt.crisis", "event.crisis"),
    ("tie.ostria.borland", "tie.ostria.arland"),
    ("crisis", "event.crisis"),
    ("record.nothing_such", ""),
]


def became(world, tag: str) -> None:
    passages = world.files["sources/almanac.yaml"]["almanac"]["passages"]
    passages["A.2"] = copy.deepcopy(passages["A.2"]) | {"became": [tag]}


@pytest.mark.parametrize("tag", REAL)
def test_a_tag_that_names_something(world, tag):
    became(world, tag)
    assert tag in tags(world.load())


@pytest.mark.parametrize(("tag", "near"), WRONG)
def test_a_tag_that_names_nothing_is_found_with_the_nearest(world, tag, near):
    became(world, tag)
    with pytest.raises(Mistakes) as found:
        world.load()
    (line,) = [line for line in str(found.value).splitlines() if f"no thing that a passage became '{tag}'" in line]
    assert "sources/almanac.yaml:" in line
    assert near in str(found.value)


def test_a_tag_of_something_that_could_not_be_read_is_no_second_mistake(world):
    became(world, "event.crisis")
    world.files["events/border.yaml"]["crisis"]["colour"] = "red"
    with pytest.raises(Mistakes) as found:
        world.load()
    assert "passage became" not in str(found.value)


def test_rows_of_the_record_count_by_what_they_are_about(world):
    world.write()
    (world.root / "record").mkdir()
    (world.root / "record" / "events.csv").write_text("date,variable\n2024-10-15,treaty_text\n", "utf-8")
    assert "record.treaty_text" in tags(world.load())


def test_every_passage_of_the_package_became_something_or_was_left_out(packaged):
    passages = [(name, block, each) for name, s in packaged.sources.items() for block, each in s.passages.items()]
    assert [f"{name}/{block}" for name, block, each in passages if bool(each.became) == bool(each.left_out)] == []
