"""What a blind reader is given shows no real name where names are hidden, and the form leads back."""

from __future__ import annotations

import re

import pytest

from caucasus_sim.coding.catalogue import PACKAGED
from caucasus_sim.coding.form import coding_form
from caucasus_sim.coding.pack import make_form, make_pack, source_text
from caucasus_sim.coding.schema_reading import Coding
from caucasus_sim.coding.unmask import unmask
from caucasus_sim.documents import parse_yaml, read_yaml

MASKS = read_yaml(PACKAGED / "sources" / "statements_masks.yaml").data
BACK = read_yaml(PACKAGED / "sources" / "statements_unmask.yaml").data
TELLING = r"(?i)armen|azer|russia|\biran|turk|türk|\bfrench|\bfrance|\bindia|\beu\b|\bus\b|karabakh|soviet"


def text(packaged) -> str:
    return source_text(packaged.sources["statements"])


def test_the_text_has_every_passage_and_nothing_that_became_of_it(packaged):
    told = text(packaged)
    for block, passage in packaged.sources["statements"].passages.items():
        assert f"{block}; {passage.date}; {passage.speaker}" in told
    assert "stance." not in told
    assert "http" not in told


def test_no_real_name_is_left_in_a_masked_pack(packaged):
    told = make_pack(text(packaged), MASKS, "masked")
    assert not re.findall(TELLING, told)
    speakers = [
        each.speaker.split(",")[0] for each in packaged.sources["statements"].passages.values() if "," in each.speaker
    ]
    assert not [name for name in speakers if name in told and name.count(" ") in (1, 2) and "Presidency" not in name]
    assert not re.findall(r"\b(19|20)\d\d\b", told)


def test_exchanging_the_principals_twice_changes_nothing(packaged):
    once = make_pack(text(packaged), MASKS, "swapped")
    assert once != text(packaged)
    assert make_pack(once, MASKS, "swapped") == text(packaged)


@pytest.mark.parametrize("kind", ["masked", "swapped", "plain"])
def test_an_untouched_form_of_a_pack_leads_back_to_a_silent_coding(packaged, kind):
    form = make_form(coding_form(packaged, "h"), MASKS, BACK.get(f"{kind}_ids", {}), kind)
    told = parse_yaml(form, "h.yaml").data
    if kind == "masked":
        assert not re.findall(TELLING, form)
    coding = Coding.model_validate(told if kind == "plain" else unmask(told, BACK, kind))
    assert coding.pack == kind
    assert set(coding.actors) == set(packaged.actors)
    assert all(set(stances) == set(packaged.issues) for stances in coding.actors.values())
