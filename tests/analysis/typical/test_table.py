"""Typical histories of a stored run of the invented world."""

from __future__ import annotations

import pytest

from caucasus_sim.analysis.typical.table import typical
from caucasus_sim.errors import Mistakes
from caucasus_sim.month.arrays import calendar
from caucasus_sim.store.folder import RunFolder


def test_groups_hold_every_history_once_under_every_lens(stored, invented):
    told = typical(stored, invented, "offered")
    assert sum(group["histories"] for group in told["groups"]) == told["histories"] == 32
    for lens in told["groups"][0]["share_by_lens"]:
        assert sum(group["share_by_lens"][lens] for group in told["groups"]) == pytest.approx(1.0)


def test_the_story_is_that_of_the_history_it_names(stored, invented):
    told = typical(stored, invented, "offered", groups=3)
    outcomes = RunFolder.open(stored).read("outcomes").to_pandas().set_index("cell")
    assert len(told["groups"]) == 3
    for group in told["groups"]:
        row, story = outcomes.loc[group["typical"]["cell"]], group["typical"]["story"]
        happened = {name: calendar(int(row[name])) for name in told["milestones"] if row[name] == row[name]}
        assert {each["what"]: each["month"] for each in story} == happened
        assert [each["month"] for each in story] == sorted(each["month"] for each in story)
        assert group["typical"]["end_state"] == row["end_state"]


def test_what_cannot_be_grouped_is_refused(stored, invented):
    with pytest.raises(Mistakes, match="no variant"):
        typical(stored, invented, "ofered")
    with pytest.raises(Mistakes, match="cannot make 99 groups"):
        typical(stored, invented, "offered", groups=99)
    with pytest.raises(Mistakes, match="no lens"):
        typical(stored, invented, lenses=("nothing",))
