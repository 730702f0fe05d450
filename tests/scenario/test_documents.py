"""Strict YAML reads plain files as they look, and says where everything stands."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from caucasus_sim.documents import parse_yaml, read_yaml
from caucasus_sim.errors import Mistake, Mistakes, nearest

PLAIN = """\
name: a            # a comment
number: 0.3
whole: 1_000
nothing:
flag: true
month: 2025-06
day: 2024-10-15
text: |
  two
  lines
quoted: "no"
scale: {0: low, 50: middle}
list:
  - &one {a: 1}
  - *one
"""


def test_values_are_what_they_look_like(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(PLAIN, encoding="utf-8")
    read = read_yaml(path)
    assert read.data == {
        "name": "a",
        "number": 0.3,
        "whole": 1000,
        "nothing": None,
        "flag": True,
        "month": "2025-06",
        "day": datetime.date(2024, 10, 15),
        "text": "two\nlines\n",
        "quoted": "no",
        "scale": {0: "low", 50: "middle"},
        "list": [{"a": 1}, {"a": 1}],
    }


def test_every_key_and_item_has_a_place() -> None:
    read = parse_yaml(PLAIN, "a.yaml")
    assert (read.at("number"), read.at("scale", 50), read.at("list", 1)) == ((2, 1), (12, 17), (15, 5))
    assert read.at("list", 1, "a") == (15, 5)  # an alias stands where it is used
    assert read.at("unknown", "key") == (1, 1)
    assert (
        str(read.mistake(("flag",), "wrong", "more", "less"))
        == "a.yaml:5:1: wrong; expected more; did you mean 'less'?"
    )


def test_a_byte_order_mark_and_windows_lines_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: a\r\nend: 2032-01\r\n")
    assert read_yaml(path).data == {"name": "a", "end": "2032-01"}


def test_all_traps_of_a_file_at_once() -> None:
    with pytest.raises(Mistakes) as caught:
        parse_yaml("a: no\nb: 010\nc: 1e-3\na: 1\nd: 1:30\n", "a.yaml")
    assert [each.line for each in caught.value.all] == [1, 2, 3, 4, 5]


def test_what_cannot_be_opened_is_a_mistake(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.yaml", Path("a\0b")):
        with pytest.raises(Mistakes):
            read_yaml(path)


def test_mistakes_are_sorted_and_come_once() -> None:
    one, two = Mistake("b", "a.yaml", 2), Mistake("a", "a.yaml", 1)
    assert str(Mistakes([one, two, one])) == "a.yaml:1: a\na.yaml:2: b"


@given(st.text(max_size=30), st.lists(st.text(max_size=12), max_size=6))
def test_the_nearest_name_is_one_of_the_names(name: str, names: list[str]) -> None:
    assert nearest(name, names) in {"", *names}


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(-1e6, 1e6)
    | st.text("abz 0:-é#'\"", max_size=8)
)
DATA = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3)
)


@settings(deadline=None)
@given(st.dictionaries(st.text("abcxyz_", min_size=1, max_size=5), DATA, min_size=1, max_size=4))
def test_what_is_accepted_is_read_as_yaml_reads_it(data: dict[str, Any]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)
    try:
        read = parse_yaml(text, "a.yaml").data
    except Mistakes:
        return  # names such as `no` or `010` are refused, never changed
    assert read == yaml.safe_load(text)


@settings(deadline=None, max_examples=300)
@given(st.text("ab:-[]{}&*!|>'\"%@`#,? \n0.1e~<", max_size=60) | st.text(max_size=40))
def test_no_text_ever_breaks_the_reader(text: str) -> None:
    try:
        parse_yaml(text, "a.yaml")
    except Mistakes as found:
        assert found.all
        assert all(each.line >= 1 for each in found.all)
