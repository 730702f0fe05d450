"""The same table gives the same bytes, and they read back as the same table."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_helpers import outcomes

from caucasus_sim.errors import Mistakes
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.identity import folder_name, is_id, run_id
from caucasus_sim.store.shards import decode, encode, shard_line

TYPES = {
    "cell": (pa.int64(), st.integers(-(2**63), 2**63 - 1)),
    "month": (pa.int64(), st.none() | st.integers(0, 40_000)),
    "share": (pa.float64(), st.none() | st.floats()),
    "word": (pa.string(), st.none() | st.text(max_size=8)),
    "signed": (pa.bool_(), st.none() | st.booleans()),
    "state": (pa.dictionary(pa.int32(), pa.string()), st.none() | st.sampled_from(["open", "calm", "war"])),
}


@st.composite
def tables(draw: st.DrawFn) -> pa.Table:
    """Any columns of the types the store keeps, also without rows."""
    names = draw(st.lists(st.sampled_from(sorted(TYPES)), min_size=1, unique=True))
    rows = draw(st.integers(0, 30))
    arrays = {}
    for name in names:
        kind, values = TYPES[name]
        plain = kind.value_type if pa.types.is_dictionary(kind) else kind
        array = pa.array(draw(st.lists(values, min_size=rows, max_size=rows)), plain)
        arrays[name] = array.dictionary_encode() if plain is not kind else array
    return pa.table(arrays)


def _same(left: pa.Table, right: pa.Table) -> bool:
    """Equal, NaN counting as equal to NaN."""
    return left.schema.equals(right.schema) and all(
        _values(left[name]) == _values(right[name]) for name in left.column_names
    )


def _values(column: pa.ChunkedArray) -> list[object]:
    return ["nan" if isinstance(each, float) and math.isnan(each) else each for each in column.to_pylist()]


@settings(deadline=None, max_examples=80)
@given(tables(), st.integers(0, 30))
def test_round_trip(table: pa.Table, cut: int) -> None:
    data = encode(table, kind="outcomes", number=3, content="c")
    assert data == encode(table, kind="outcomes", number=3, content="c")
    chunked = pa.concat_tables([table.slice(0, cut), table.slice(cut)]).replace_schema_metadata({"made": "elsewhere"})
    assert data == encode(chunked, kind="outcomes", number=3, content="c")
    assert shard_line(data, "outcomes", 3)["rows"] == table.num_rows
    with tempfile.TemporaryDirectory(prefix="with spaces ") as root:
        with RunFolder.create(root, "any", "0" * 12, {}) as folder:
            folder.write_shard("outcomes", 3, table, "c")
        assert (folder.path / "outcomes" / "part-00003.parquet").read_bytes() == data
        assert _same(RunFolder.open(folder.path).read_shard("outcomes", 3), table)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_cut_or_flipped_byte_is_found(data: st.DataObject) -> None:
    good = encode(outcomes(0), kind="outcomes", number=0)
    place = data.draw(st.integers(0, len(good) - 1))
    flipped = good[:place] + bytes([good[place] ^ data.draw(st.integers(1, 255))]) + good[place + 1 :]
    with tempfile.TemporaryDirectory() as root:
        with RunFolder.create(root, "any", "0" * 12, {}) as folder:
            folder.write_shard("outcomes", 0, outcomes(0))
        for bad in (good[:place], flipped):
            (folder.path / "outcomes" / "part-00000.parquet").write_bytes(bad)
            assert RunFolder.open(folder.path).finished("outcomes") == set()


def test_damaged_bytes_are_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "part.parquet"
    path.write_bytes(encode(outcomes(0))[:-20])
    with pytest.raises(Mistakes, match="damaged Parquet file"):
        decode(path)
    with pytest.raises(Mistakes, match="no such file"):
        decode(tmp_path / "none.parquet")


def test_another_shard_is_refused() -> None:
    data = encode(outcomes(0), kind="outcomes", number=1)
    with pytest.raises(Mistakes, match="not shard 0 of outcomes"):
        shard_line(data, "outcomes", 0)


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=9) | st.binary(max_size=9), max_size=5))
def test_ids(parts: dict[str, str | bytes]) -> None:
    run = run_id(parts)
    assert is_id(run)
    assert run == run_id(dict(reversed(parts.items())))
    assert run != run_id({**parts, "one more": ""})


def test_a_text_is_not_its_bytes() -> None:
    assert run_id({"plan": "a"}) != run_id({"plan": b"a"})
    with pytest.raises(TypeError, match="text or bytes"):
        run_id({"plan": 1})  # type: ignore[dict-item]


@given(st.text(max_size=80))
def test_folder_names_are_safe(name: str) -> None:
    made = folder_name(name, "0" * 12)
    assert made.endswith("-" + "0" * 12)
    assert not set(made) & set('/\\:*?"<>| \n\0')
    assert not made.startswith((".", "-"))
