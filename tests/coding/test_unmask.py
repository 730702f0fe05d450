"""Packs there and back: ids, names and principals return, numbers stay."""

from __future__ import annotations

import pytest

from caucasus_sim.coding.catalogue import PACKAGED
from caucasus_sim.coding.pack import make_pack
from caucasus_sim.coding.unmask import replace_id, unmask
from caucasus_sim.documents import read_yaml

BACK = {
    "masked_ids": {"norvian": "arlandic", "norvia": "arland", "western_union": "league"},
    "masked_words": {"Norvian": "Arlandic", "Norvia": "Arland", "year -4": "2020"},
    "swapped_ids": {"arland": "borland", "borland": "arland"},
    "swapped_words": {"Arland": "Borland", "Borland": "Arland"},
    "neutral_words": {"the corridor": "the route"},
}


@pytest.mark.parametrize(
    ("masked", "real"),
    [
        ("norvian_transit", "arlandic_transit"),
        ("arms_to_norvia", "arms_to_arland"),
        ("western_union", "league"),
        ("norviana", "norviana"),
    ],
)
def test_ids_are_replaced_by_whole_parts(masked, real):
    assert replace_id(masked, BACK["masked_ids"]) == real


def test_notes_get_their_names_and_neutral_words_back_and_numbers_stay():
    told = {"best": 62, "passages": ["I.2"], "note": "the corridor, to Norvia's gain, since year -4"}
    found = unmask({"actors": {"norvia": {"scope": told}}}, BACK, "masked")["actors"]["arland"]["scope"]
    assert found == {"best": 62, "passages": ["I.2"], "note": "The route, to Arland's gain, since 2020"}


def test_swapping_back_exchanges_the_principals_everywhere_and_twice_is_nothing():
    told = {
        "actors": {"arland": {"arms_to_borland": {"note": "Arland and Borland"}}},
        "ties": [{"from": "arland", "to": "borland"}],
    }
    once = unmask(told, BACK, "swapped")
    assert once["ties"] == [{"from": "borland", "to": "arland"}]
    assert list(once["actors"]["borland"]) == ["arms_to_arland"]
    assert unmask(once, BACK, "swapped") == told


def test_every_name_that_the_masks_hide_in_an_id_comes_back():
    masks = read_yaml(PACKAGED / "sources" / "bulletin_masks.yaml").data
    back = read_yaml(PACKAGED / "sources" / "bulletin_unmask.yaml").data
    for real, masked in masks["actors_masked"].items():
        assert replace_id(masked, back["masked_ids"]) == real
    text = make_pack("Armenia and Azerbaijan, India and Iran", masks, "masked")
    assert unmask({"note": text}, back, "masked")["note"] == "Armenia and Azerbaijan, India and Iran"


def test_no_invented_name_is_left_in_any_coding():
    masks = read_yaml(PACKAGED / "sources" / "bulletin_masks.yaml").data
    invented = set(masks["actors_masked"].values()) | {"norvian", "sarlandian", "tallen", "year -"}
    for path in sorted((PACKAGED / "readings" / "bulletin").glob("*.yaml")):
        text = path.read_text("utf-8").casefold()
        assert not [name for name in invented if name.replace("_", " ") in text or name in text]
