"""A link holds everything and is read as a stranger's: whatever it is, it is opened whole or refused with a reason."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web.explore.test_state import acts, lived

from caucasus_sim.errors import Mistakes
from caucasus_sim.web.explore.link import LONGEST, link_of, read_link
from caucasus_sim.web.explore.state import Timeline

SEED = 1


def packed(data) -> str:
    text = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(zlib.compress(text)).decode().rstrip("=")


def held(timeline, invented) -> dict:
    text = link_of(timeline, invented.digest, SEED)
    return json.loads(zlib.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))))


def refused(text, invented) -> str:
    with pytest.raises(Mistakes) as found:
        read_link(text, invented, SEED)
    return str(found.value)


@given(acts)
@settings(deadline=None)
def test_a_link_leads_to_what_was_asked_and_back_to_the_beginning(begun, invented, all_acts):
    timeline = lived(begun, all_acts)
    found, notes = read_link(link_of(timeline, invented.digest, SEED), invented, SEED)
    assert (found.now, found.opened, notes) == (timeline.now, begun, ())
    assert found.reset().now == begun


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda each: base64.urlsafe_b64encode(each).decode()))
@settings(deadline=None)
def test_anything_else_is_refused_in_words(invented, text):
    assert "the link: this is no link of this page" in refused(text, invented)


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_a_link_with_a_letter_changed_or_cut_off_is_refused_or_is_the_same(begun, invented, data):
    link = link_of(Timeline((), begun), invented.digest, SEED)
    place = data.draw(st.integers(0, len(link) - 1))
    letter = data.draw(st.sampled_from("AZaz09-_"))
    for text in (link[:place], link[:place] + letter + link[place + 1 :]):
        try:
            found, _ = read_link(text, invented, SEED)
        except Mistakes:
            continue
        assert found.now == begun


def test_what_would_unpack_to_more_than_a_scenario_is_refused(invented):
    bomb = packed(b"0" * 5_000_000)
    assert len(bomb) < LONGEST
    assert "this is no link" in refused(bomb, invented)
    assert "longer than" in refused("A" * (LONGEST + 1), invented)


def test_a_link_reads_no_file_of_this_machine(begun, invented):
    whole = held(Timeline((), begun), invented)
    assert "extends another" in refused(packed(whole | {"now": "extends: baseline\n"}), invented)
    recorded = whole["now"].replace("start: {month: 2031-01}", "start: {month: 2031-01, record: secret.csv}")
    assert recorded != whole["now"]
    assert "starts from a record" in refused(packed(whole | {"now": recorded}), invented)


def test_every_mistake_of_its_scenario_is_named(begun, invented):
    whole = held(Timeline((), begun), invented)
    wrong = whole["now"] + "levers:\n  detuor: 0.1\n  arms.to_arland: 70\n"
    told = refused(packed(whole | {"now": wrong}), invented)
    assert "detuor" in told
    assert "did you mean 'detour'" in told
    assert "out of range" in told


@pytest.mark.parametrize("change", [{"version": 2}, {"lens": 7}, {"outcomes": ["war"]}, {"extra": 1}, {"seed": None}])
def test_a_link_of_another_form_is_refused(begun, invented, change):
    assert "this is no link" in refused(packed(held(Timeline((), begun), invented) | change), invented)


def test_other_evidence_and_another_seed_are_said(begun, invented):
    link = link_of(Timeline((), begun), "0123456789abcdef", 7)
    _, notes = read_link(link, invented, SEED)
    assert any("other evidence" in each for each in notes)
    assert any("seed 7" in each for each in notes)


def test_a_scenario_from_a_record_makes_no_link(begun, invented):
    now = replace(begun, scenario=replace(begun.scenario, record="record.csv"))
    with pytest.raises(Mistakes, match="Save YAML"):
        link_of(Timeline((), now), invented.digest, SEED)
