"""What a run folder keeps, refuses and makes again."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from store_helpers import CELLS, RUN, SHARDS, content, contents, fill, make, outcomes, plan, whole

from caucasus_sim.errors import Mistakes
from caucasus_sim.store.files import read_json
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.listing import unsettled, verify


def test_a_finished_run_reads_back(tmp_path: Path) -> None:
    run = RunFolder.open(whole(tmp_path / "runs with spaces & ümlaut").path)
    assert run.complete
    assert run.id == RUN
    assert run.read_plan().equals(plan())
    assert run.read("outcomes").equals(pa.concat_tables([outcomes(number) for number in range(SHARDS)]))
    assert run.read_shard("outcomes", 3).equals(outcomes(3))
    assert run.summary() == {"cells": SHARDS * CELLS}
    assert [path.read_bytes() for path in run.traces()] == [b"{}\n"]
    assert run.finished("outcomes") == run.finished("series") == set(range(SHARDS))
    assert verify(run.path) == []


def test_the_manifest_is_written_first_and_says_running(tmp_path: Path) -> None:
    with RunFolder.create(tmp_path, "a name", RUN, {"seed": 7, "hashes": {"plan": "x"}}) as folder:
        told = read_json(folder.path / "manifest.json")
    assert (told["state"], told["seed"], told["name"], told["hashes"]) == ("running", 7, "a name", {"plan": "x"})
    assert told["created"]


def test_the_store_keeps_its_own_entries(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="state"):
        RunFolder.create(tmp_path, "made", RUN, {"state": "complete"})


def test_a_run_is_not_made_twice(tmp_path: Path) -> None:
    make(tmp_path).close()
    with pytest.raises(Mistakes, match="this run exists"):
        make(tmp_path)


def test_two_writers_in_one_process(tmp_path: Path) -> None:
    folder = make(tmp_path)
    with pytest.raises(Mistakes, match="this run is being written already"):
        RunFolder.open(folder.path, write=True)
    assert RunFolder.open(folder.path).missing(SHARDS) == list(range(SHARDS))
    folder.close()
    RunFolder.open(folder.path, write=True).close()
    assert not (folder.path / "writer.lock").exists()


def test_two_writers_in_two_processes_and_a_dead_one(tmp_path: Path) -> None:
    folder = make(tmp_path)
    folder.close()
    program = (
        "import sys; from caucasus_sim.store.folder import RunFolder\n"
        "held = RunFolder.open(sys.argv[1], write=True); print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(folder.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Mistakes, match=f"process {other.pid} on "):
            RunFolder.open(folder.path, write=True)
        other.kill()
        other.wait(60)
    assert (folder.path / "writer.lock").exists(), "the dead writer left its file"
    RunFolder.open(folder.path, write=True).close()


@pytest.mark.parametrize("damage", ["cut", "empty", "flipped", "gone", "foreign"])
def test_a_damaged_shard_is_made_again(tmp_path: Path, damage: str) -> None:
    expected = contents(whole(tmp_path / "good").path)
    run = whole(tmp_path / "bad")
    path = run.path / "outcomes" / "part-00004.parquet"
    _damage(path, damage)
    assert len(verify(run.path)) == 1
    reader = RunFolder.open(run.path)
    assert reader.missing(SHARDS) == [4]
    assert "part-00004" in reader.notices[0]
    assert path.exists() == (damage != "gone"), "reading moves nothing"

    with RunFolder.open(run.path, write=True) as writer:
        assert writer.missing(SHARDS) == [4]
        assert "will be made again" in writer.notices[0]
        assert not path.exists()
        assert not RunFolder.open(run.path).complete
        fill(writer)
    found = contents(run.path)
    assert damage == "gone" or found.pop("quarantine/outcomes-part-00004.parquet")
    assert _except_ledger(found) == _except_ledger(expected)
    assert verify(run.path) == []
    assert RunFolder.open(run.path).missing(SHARDS, ("outcomes", "series")) == []


def _damage(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "gone":
        path.unlink()
    elif how == "foreign":
        pq.write_table(pa.table({"other": [1]}), path)
    else:
        middle = len(data) // 2
        flipped = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        path.write_bytes({"cut": data[:-9], "empty": b"", "flipped": flipped}[how])


def _except_ledger(found: dict[str, str]) -> dict[str, str]:
    return {name: each for name, each in found.items() if name not in ("status.jsonl", "manifest.json")}


@pytest.mark.parametrize("tail", [b'{"what": "sha', b"\x00\x00\xff", b'{"what": "shard"}'])
def test_a_torn_last_line_is_cut_off(tmp_path: Path, tail: bytes) -> None:
    expected = contents(whole(tmp_path / "good").path)
    folder = make(tmp_path / "torn")
    folder.write_shard("outcomes", 0, outcomes(0), content(0))
    folder.write_shard("outcomes", 1, outcomes(1), content(1))
    folder.close()
    ledger = folder.path / "status.jsonl"
    whole_lines = ledger.read_bytes()
    ledger.write_bytes(whole_lines + tail)
    assert RunFolder.open(folder.path).finished("outcomes") == {0, 1}
    with RunFolder.open(folder.path, write=True) as writer:
        assert ledger.read_bytes() == whole_lines
        fill(writer)
    assert contents(folder.path) == expected


def test_a_whole_shard_without_its_line_is_kept(tmp_path: Path) -> None:
    expected = contents(whole(tmp_path / "good").path)
    folder = make(tmp_path / "torn")
    folder.write_shard("outcomes", 0, outcomes(0), content(0))
    folder.write_shard("outcomes", 1, outcomes(1), content(1))
    folder.close()
    ledger = folder.path / "status.jsonl"
    ledger.write_bytes(ledger.read_bytes()[:-30])
    with RunFolder.open(folder.path, write=True) as writer:
        assert writer.notices == ["outcomes/part-00001.parquet was whole and is kept"]
        assert writer.finished("outcomes") == {0, 1}
        fill(writer)
    assert contents(folder.path) == expected


@pytest.mark.parametrize("stranger", ["other columns", "other number", "not Parquet"])
def test_a_stranger_without_a_line_goes_to_quarantine(tmp_path: Path, stranger: str) -> None:
    folder = make(tmp_path)
    folder.write_shard("outcomes", 0, outcomes(0))
    folder.close()
    path = folder.path / "outcomes" / "part-00001.parquet"
    first = folder.path / "outcomes" / "part-00000.parquet"
    if stranger == "other columns":
        pq.write_table(pa.table({"other": [1]}), path)
    else:
        path.write_bytes(first.read_bytes() if stranger == "other number" else b"PAR1")
    with RunFolder.open(folder.path, write=True) as writer:
        assert "moved to quarantine/" in writer.notices[0]
        assert writer.missing(3) == [1, 2]
        assert not path.exists()


def test_leftovers_of_killed_writers_go(tmp_path: Path) -> None:
    folder = make(tmp_path)
    folder.write_shard("outcomes", 0, outcomes(0))
    folder.close()
    left = folder.path / "outcomes" / ".tmp-1-1"
    left.write_bytes(b"half")
    assert [each.file for each in unsettled(folder.path)] == [str(left)]
    assert verify(folder.path) == []
    with RunFolder.open(folder.path, write=True):
        assert unsettled(folder.path) == []
    assert not left.exists()


def test_shards_may_be_written_by_threads_in_any_order(tmp_path: Path) -> None:
    expected = contents(whole(tmp_path / "good", keep_series=False).path)
    folder = make(tmp_path / "threads")
    with ThreadPoolExecutor(4) as pool:
        list(
            pool.map(
                lambda each: folder.write_shard("outcomes", each, outcomes(each), content(each)), [*range(SHARDS)][::-1]
            )
        )
    fill(folder, keep_series=False)
    assert contents(folder.path) == expected


def test_a_finished_shard_cannot_change(tmp_path: Path) -> None:
    with make(tmp_path) as folder:
        first = folder.write_shard("outcomes", 0, outcomes(0))
        assert folder.write_shard("outcomes", 0, outcomes(0)) == first
        with pytest.raises(RuntimeError, match="finished, with other bytes"):
            folder.write_shard("outcomes", 0, outcomes(1))
        with pytest.raises(ValueError, match="other columns"):
            folder.write_shard("outcomes", 1, pa.table({"other": [1]}))
        with pytest.raises(ValueError, match="run_id"):
            folder.write_shard("outcomes", 1, pa.table({"run_id": [1]}))
        with pytest.raises(ValueError, match="no shards of kind"):
            folder.write_shard("tables", 1, outcomes(1))
        with pytest.raises(RuntimeError, match="another plan"):
            folder.write_plan(outcomes(0))
    with pytest.raises(RuntimeError, match="not open for writing"):
        folder.write_shard("outcomes", 1, outcomes(1))


def test_finish_refuses_gaps(tmp_path: Path) -> None:
    with make(tmp_path, shards=SHARDS) as folder:
        folder.write_shard("outcomes", 1, outcomes(1), content(1))
        with pytest.raises(RuntimeError, match="11 shards are missing, the first is outcomes/part-00000"):
            folder.finish({})
        fill(folder)
    assert RunFolder.open(folder.path).complete


def test_shards_of_the_same_content_are_reused(tmp_path: Path) -> None:
    source = whole(tmp_path, "first")
    larger = make(tmp_path, "larger", "f" * 12)
    assert larger.reuse_shard("outcomes", 0, content(0), source)
    assert larger.reuse_shard("outcomes", 1, content(1), source.path)
    assert not larger.reuse_shard("outcomes", 2, content(3), source)
    assert not larger.reuse_shard("outcomes", 2, "", source)
    _damage(source.path / "outcomes" / "part-00003.parquet", "flipped")
    assert not larger.reuse_shard("outcomes", 3, content(3), source)
    assert larger.missing(4) == [2, 3]
    fill(larger)
    again = whole(tmp_path / "alone", "larger", "f" * 12)
    assert contents(larger.path) == contents(again.path)


def test_failures_are_noted_and_survive(tmp_path: Path) -> None:
    folder = make(tmp_path)
    folder.fail(2, cell=81, stage="ratify", month=24_310, message="not a number")
    fill(folder)
    told = RunFolder.open(folder.path).failures()
    assert told == [
        {"what": "failure", "shard": 2, "cell": 81, "stage": "ratify", "month": 24_310, "message": "not a number"}
    ]


def test_extras_and_traces_stay_inside(tmp_path: Path) -> None:
    folder = whole(tmp_path)
    assert folder.write_extra("report.html", b"<p>").read_bytes() == b"<p>"
    for name in ("../away.html", "/away.html", "C:away.html", "", "manifest.json", "traces/x"):
        with pytest.raises(ValueError, match=r"inside the run folder|belongs to the store"):
            folder.write_extra(name, b"")
    assert verify(folder.path) == []
