"""Which runs there are, and which one a user means."""

from __future__ import annotations

from pathlib import Path

import pytest
from store_helpers import CELLS, MANIFEST, RUN, SHARDS, make, outcomes, whole

from caucasus_sim.errors import Mistakes
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.listing import find_complete, find_run, list_runs, resolve, verify

OLD, NEW, OTHER = "aaaaaaaaaaaa", "aaabbbbbbbbb", "cccccccccccc"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two runs of one name, one of another that was stopped, one that is damaged."""
    folder = tmp_path / "my runs"
    whole(folder, "route", OLD, keep_series=False, created="2031-01-01T00:00:00+00:00")
    whole(folder, "route", NEW, keep_series=False, created="2031-02-01T00:00:00+00:00")
    make(folder, "constitution", OTHER, created="2031-03-01T00:00:00+00:00").close()
    (folder / "broken").mkdir()
    (folder / "broken" / "manifest.json").write_text("{")
    (folder / "not a run").mkdir()
    return folder


def test_list(root: Path) -> None:
    rows = list_runs(root)
    assert [(row.id, row.name, row.state) for row in rows] == [
        (OTHER, "constitution", "stopped"),
        (NEW, "route", "complete"),
        (OLD, "route", "complete"),
        ("", "broken", "damaged"),
    ]
    assert (rows[0].cells, rows[0].title, rows[0].created) == (
        SHARDS * CELLS,
        MANIFEST["title"],
        "2031-03-01T00:00:00+00:00",
    )
    assert list_runs(root / "nowhere") == []
    with RunFolder.open(rows[0].path, write=True):
        assert list_runs(root)[0].state == "running"


def test_resolve(root: Path) -> None:
    newest = root / f"route-{NEW}"
    assert resolve(root, "route") == newest
    assert resolve(root, NEW) == resolve(root, "aaab") == resolve(root, newest.name) == newest
    assert resolve(root, str(newest)) == resolve(root, newest) == newest
    with pytest.raises(Mistakes, match=f"2 runs begin with 'aaa'; expected one of {OLD}, {NEW}"):
        resolve(root, "aaa")
    with pytest.raises(Mistakes, match=r"no run 'constitucion'; expected .*; did you mean 'constitution'"):
        resolve(root, "constitucion")
    with pytest.raises(Mistakes, match="no run 'aa'"):
        resolve(root, "aa")
    with pytest.raises(Mistakes, match="there are none here yet"):
        resolve(root / "nowhere", "route")


def test_find(root: Path) -> None:
    assert find_complete(root, NEW) == root / f"route-{NEW}"
    assert find_complete(root, OTHER) is None
    assert find_run(root, OTHER) == root / f"constitution-{OTHER}"
    assert find_run(root, "0" * 12) is None
    (root / f"route-{NEW}" / "outcomes" / "part-00002.parquet").unlink()
    assert find_complete(root, NEW) is None, "a complete run that lost a shard is run again"


def test_verify_says_every_problem(tmp_path: Path) -> None:
    run = whole(tmp_path)
    assert verify(run.path) == []
    (run.path / "outcomes" / "part-00001.parquet").unlink()
    (run.path / "outcomes" / "part-1.parquet").write_bytes(b"")
    (run.path / "series" / "part-00044.parquet").write_bytes(b"")
    (run.path / "traces" / "run 1.json").write_bytes(b"[]")
    (run.path / "plan.parquet").unlink()
    with (run.path / "status.jsonl").open("ab") as ledger:
        ledger.write(b"{}\n")
    found = {(Path(problem.file).name, problem.what) for problem in verify(run.path)}
    assert found == {
        ("part-00001.parquet", "gone"),
        ("part-1.parquet", "no shard has such a name"),
        ("part-00044.parquet", "not in the ledger"),
        ("run 1.json", "changed since it was written"),
        ("plan.parquet", "gone"),
        ("status.jsonl", "1 lines cannot be read"),
        ("status.jsonl", "changed since the run was finished"),
    }
    (run.path / "manifest.json").write_text('{"id": "x", "name": "x", "state": "complete", "layout": 99}')
    assert "layout 99" in verify(run.path)[0].what
    assert "not a run folder" in verify(tmp_path)[0].what


def test_an_unfinished_run_has_no_problem(tmp_path: Path) -> None:
    with make(tmp_path) as folder:
        folder.write_shard("outcomes", 5, outcomes(5))
        assert verify(folder.path) == []
    assert find_complete(tmp_path, RUN) is None
