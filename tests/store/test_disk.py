"""A full or forbidden disk: a clear mistake, nothing half-written, everything finished kept."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

import pytest
from store_helpers import contents, fill, make, outcomes, whole

from caucasus_sim.errors import Mistakes
from caucasus_sim.store.export import export
from caucasus_sim.store.files import append_line, write_bytes, write_json
from caucasus_sim.store.folder import RunFolder


@pytest.fixture
def small_disk(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A disk on which so many bytes are left; None are counted until the list is set."""
    left = [1 << 40]
    real = os.write

    def write(handle: int, data: bytes | memoryview) -> int:
        if left[0] <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = real(handle, bytes(data)[: left[0]])
        left[0] -= written
        return written

    monkeypatch.setattr(os, "write", write)
    return left


@pytest.mark.parametrize("room", [0, 1, 100, 900, 1500, 2600, 3000])
def test_disk_full_in_the_middle_of_a_shard(tmp_path: Path, small_disk: list[int], room: int) -> None:
    expected = contents(whole(tmp_path / "good").path)
    folder = make(tmp_path / "full")
    folder.write_shard("outcomes", 0, outcomes(0), "content-0")
    before = contents(folder.path)
    small_disk[0] = room
    with pytest.raises(Mistakes, match=r"cannot write: the disk is full.*--resume"):
        fill(folder)
    after = contents(folder.path)
    assert not [name for name in after if ".tmp-" in name]
    assert {name: after[name] for name in before if name != "status.jsonl"} == {
        name: before[name] for name in before if name != "status.jsonl"
    }
    assert (folder.path / "status.jsonl").read_bytes().endswith(b"\n")
    folder.close()
    small_disk[0] = 1 << 40
    with RunFolder.open(folder.path, write=True) as again:
        fill(again)
    assert contents(folder.path) == expected


def test_disk_full_while_finishing(tmp_path: Path, small_disk: list[int]) -> None:
    expected = contents(whole(tmp_path / "good").path)
    folder = make(tmp_path / "full")
    rooms = iter(range(0, 40_000, 97))
    refusals = []
    while not RunFolder.open(folder.path).complete:
        small_disk[0] = next(rooms)
        with suppress(Mistakes):
            fill(folder)
            break
        refusals.append(small_disk[0])
    assert len(refusals) > 50
    assert contents(folder.path) == expected


def test_an_interrupted_line_leaves_the_file_as_it_was(tmp_path: Path, small_disk: list[int]) -> None:
    path = tmp_path / "lines"
    append_line(path, "one")
    small_disk[0] = 2
    with pytest.raises(Mistakes):
        append_line(path, "two")
    assert path.read_bytes() == b"one\n"


def test_what_was_there_stays(tmp_path: Path, small_disk: list[int]) -> None:
    path = tmp_path / "file"
    write_bytes(path, b"before")
    small_disk[0] = 2
    with pytest.raises(Mistakes):
        write_bytes(path, b"after that")
    assert contents(tmp_path).keys() == {"file"}
    assert path.read_bytes() == b"before"


def test_no_nan_in_json(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json(tmp_path / "summary.json", {"share": float("nan")})
    assert contents(tmp_path) == {}


@pytest.mark.parametrize(("code", "words"), [(errno.EACCES, "no permission"), (errno.EROFS, "read-only")])
def test_unwritable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(Mistakes, match=words):
        make(tmp_path / "runs")


def test_a_file_where_the_runs_should_be(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("not a folder")
    with pytest.raises(Mistakes, match="cannot make the run folder"):
        make(tmp_path / "runs")


def test_export_is_whole_or_not_at_all(tmp_path: Path, small_disk: list[int]) -> None:
    path = export(outcomes(0), tmp_path / "a table.csv")
    lines = path.read_text("utf-8").splitlines()
    assert lines[0] == "cell,treaty_signed,share,end_state"
    assert lines[1:3] == ["0,24300,0.0,open", "1,,0.14285714285714285,calm"]
    assert export(outcomes(0).to_pandas(), tmp_path / "a table.parquet").stat().st_size > 0
    small_disk[0] = 3
    with pytest.raises(Mistakes, match="the disk is full"):
        export(outcomes(1), path)
    assert path.read_text("utf-8").splitlines() == lines
    with pytest.raises(Mistakes, match=r"cannot export to \.xlsx; expected \.csv or \.parquet"):
        export(outcomes(0), tmp_path / "a.xlsx")
