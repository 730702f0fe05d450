"""Every passage can be looked up, is old enough, and carries only what it was said to carry."""

from __future__ import annotations

import pytest

from caucasus_sim.coding.checks_belief import LAST_DAY
from caucasus_sim.errors import Mistakes

SPEAKS = {"A": "armenia", "B": "azerbaijan", "C": "france", "D": "india", "E": "iran", "F": "russia", "G": "turkiye"}
SPEAKS |= {"H": "united_states", "J": "european_union"}
JOINT = "K"
OWN = {
    "date": "2023-05-01",
    "url": "https://arland.example/1",
    "voice": "own",
    "page": "third",
    "speaker": "A minister",
}


def passages(catalogue):
    return [
        (name, source, block, each)
        for name, source in catalogue.sources.items()
        for block, each in source.passages.items()
    ]


def test_no_passage_is_later_than_the_last_day(packaged):
    for name, source, block, each in passages(packaged):
        assert (each.date or source.date) <= LAST_DAY, f"{name}/{block}"


def test_every_passage_can_be_looked_up(packaged):
    for name, source, block, each in passages(packaged):
        found = each.url or source.url or (source.publisher and source.publisher.startswith("not named"))
        assert found, f"{name}/{block} has no address, and its text has one"
        assert each.place, f"{name}/{block}"


def test_statements_of_both_principals_and_of_every_government_are_there(packaged):
    found = [block.split(".")[0] for block in packaged.sources["statements"].passages]
    counts = {actor: found.count(letter) for letter, actor in SPEAKS.items()}
    governments = [name for name, actor in packaged.actors.items() if not actor.optional]
    assert all(counts[name] >= 5 for name in governments)
    one, other = (counts[side] for side in packaged.principals)
    assert abs(one - other) <= 0.2 * max(one, other), "the principals are not heard alike"


def test_every_stance_rests_on_passages_of_its_own_reading(packaged):
    for reading in packaged.readings.values():
        known = {block for source in reading.about.sources for block in packaged.sources[source].passages}
        for coder, coding in reading.codings.items():
            for actor, stances in coding.actors.items():
                for issue, stance in stances.items():
                    where = f"{reading.name}/{coder}: {actor}, {issue}"
                    assert stance.basis == "silent" or stance.passages, where
                    assert set(stance.passages) <= known, where


def test_what_is_called_a_governments_own_voice_cites_a_passage_in_which_it_speaks(packaged):
    source = packaged.sources["statements"]
    for coder, coding in packaged.readings["statements"].codings.items():
        for actor, stances in coding.actors.items():
            for issue, stance in stances.items():
                if stance.voice == "own":
                    own = [
                        block
                        for block in stance.passages
                        if source.passages[block].voice == "own" and SPEAKS.get(block.split(".")[0], actor) == actor
                    ]
                    assert own, f"{coder}: {actor}, {issue}"


def test_a_passage_was_read_as_what_it_is_said_to_have_become(packaged):
    codings = packaged.readings["statements"].codings.values()
    coded = {
        (block, issue)
        for coding in codings
        for stances in coding.actors.values()
        for issue, stance in stances.items()
        for block in stance.passages
    }
    for block, passage in packaged.sources["statements"].passages.items():
        for tag in passage.became:
            kind, _, issue = tag.partition(".")
            assert kind != "stance" or (block, issue) in coded, f"{block}: {tag}"


def several(world, **changes):
    told = world.files["sources/almanac.yaml"]["almanac"]["passages"]
    world.files["sources/almanac.yaml"]["almanac"]["passages"] = {
        "A.1": told["A.1"] | OWN,
        "A.2": told["A.2"] | OWN | changes,
    }


def test_a_source_of_several_documents_is_read(world):
    several(world)
    assert world.load().sources["almanac"].passages["A.2"].url == OWN["url"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"url": None}, "passage A.2 needs url"),
        ({"voice": None, "page": None}, "passage A.2 needs voice, page"),
        ({"url": "arland.example"}, "'arland.example' is no address"),
        ({"date": "2024-03-01"}, "dated 2024-03-01, after the source's 2024-01-01"),
    ],
)
def test_a_passage_that_nobody_could_look_up_is_a_mistake(world, changes, said):
    several(world, **changes)
    with pytest.raises(Mistakes) as found:
        world.load()
    assert any(said in str(mistake) for mistake in found.value.all)
