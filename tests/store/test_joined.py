"""A large finished run is asked as one file: the same answers, and nothing that can be wrong in silence."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from store_helpers import make, outcomes, whole

from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.joined import joined
from caucasus_sim.store.listing import verify
from caucasus_sim.store.query import query

ASKED = "SELECT end_state, count(*) AS n, sum(share) AS share, count(treaty_signed) AS signed FROM outcomes "


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("caucasus_sim.store.joined.FEWEST", 4)
    monkeypatch.setattr("caucasus_sim.store.joined.TOGETHER", 5)
    return whole(tmp_path).path


def asked(path: Path) -> pd.DataFrame:
    return query(ASKED + "GROUP BY ALL ORDER BY ALL", [path])


def test_the_same_answers_from_one_file(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = asked(run)
    assert len(joined(RunFolder.open(run), "outcomes")) == 1
    assert verify(run) == [], "a copy is no problem of the run"
    monkeypatch.setattr("caucasus_sim.store.joined.FEWEST", 1000)
    pd.testing.assert_frame_equal(one, asked(run))


def test_a_torn_copy_is_made_again(run: Path) -> None:
    one = asked(run)
    (copy,) = (run / "joined").iterdir()
    whole_copy = copy.read_bytes()
    copy.write_bytes(whole_copy[: len(whole_copy) // 2])
    pd.testing.assert_frame_equal(one, asked(run))
    assert copy.read_bytes() == whole_copy


def test_a_copy_of_other_shards_is_never_asked(run: Path) -> None:
    asked(run)
    (copy,) = (run / "joined").iterdir()
    copy.rename(copy.with_name("outcomes-of-another-ledger.parquet"))
    asked(run)
    assert [each.name for each in (run / "joined").iterdir()] == [copy.name]


def test_an_unfinished_run_is_asked_shard_by_shard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caucasus_sim.store.joined.FEWEST", 1)
    with make(tmp_path) as folder:
        folder.write_shard("outcomes", 0, outcomes(0))
        assert len(asked(folder.path)) == 2
        folder.write_shard("outcomes", 1, outcomes(1))
    assert asked(folder.path)["n"].sum() == 80
    assert not (folder.path / "joined").exists()


def test_a_disk_that_is_only_read_still_answers(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("read-only")

    monkeypatch.setattr("caucasus_sim.store.joined._write", refuse)
    assert len(asked(run)) == 2
    assert not (run / "joined").exists()
