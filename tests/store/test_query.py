"""Questions in SQL: the four views, plain mistakes, and no way out."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from store_helpers import CELLS, RUN, SHARDS, make, outcomes, whole

from caucasus_sim.errors import Mistakes
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.query import columns, query

OTHER = "bbbbbbbbbbbb"


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A finished run with series, and an unfinished one with another column and none."""
    root = tmp_path_factory.mktemp("runs [of] 'mine' *")
    first = whole(root, "first").path
    with make(root, "second", OTHER) as second:
        second.write_shard("outcomes", 0, outcomes(0).append_column("extra", pa.array([True] * CELLS)))
    return [first, second.path]


def test_all_views(runs: list[Path]) -> None:
    frame = query("SELECT name, state, cells FROM runs ORDER BY name", runs)
    assert frame.to_dict("list") == {
        "name": ["first", "second"],
        "state": ["complete", "running"],
        "cells": [SHARDS * CELLS] * 2,
    }
    counts = query("SELECT run_id, count(*) AS n, count(extra) AS e FROM outcomes GROUP BY ALL ORDER BY n", runs)
    assert counts.to_numpy().tolist() == [[OTHER, CELLS, CELLS], [RUN, SHARDS * CELLS, 0]]
    joined = query(
        "SELECT luck, avg(share) AS share, count(treaty_signed) AS signed, max(trust) AS trust FROM plan "
        "JOIN outcomes USING (run_id, cell) JOIN series USING (run_id, cell) GROUP BY luck ORDER BY luck",
        [RunFolder.open(runs[0])],
    )
    assert len(joined) == 8
    assert joined["signed"].sum() == SHARDS * CELLS // 3
    assert query("SELECT * FROM series", [runs[1]]).columns.tolist() == ["run_id"], "empty, but there"
    assert len(query("FROM outcomes", [runs[1], runs[1]])) == CELLS, "the same run twice counts once"


def test_nulls_keep_their_type(runs: list[Path]) -> None:
    frame = query("SELECT treaty_signed FROM outcomes WHERE cell < 3 ORDER BY cell", runs[:1])
    assert str(frame["treaty_signed"].dtype) == "Int64"
    assert frame["treaty_signed"].isna().tolist() == [False, True, True]


@pytest.mark.parametrize(
    "sql",
    [
        "WITH late AS (SELECT * FROM outcomes WHERE share > 3) SELECT count(*) FROM late, runs",
        "SELECT (SELECT max(cell) FROM plan) AS top;",
        "FROM range(3)",
        "SELECT unnest([1, 2])",
        "VALUES (1), (2)",
        "DESCRIBE outcomes",
        "SUMMARIZE outcomes",
        "SELECT * FROM outcomes PIVOT (count(*) FOR end_state IN ('open', 'calm'))",
        "SELECT end_state FROM OUTCOMES UNION SELECT name FROM runs",
    ],
)
def test_questions(runs: list[Path], sql: str) -> None:
    assert len(query(sql, runs)) > 0


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "FROM read_text('/etc/passwd')",
        "FROM glob('/*')",
        "FROM read_parquet('plan.parquet')",
        "SELECT * FROM outcomes WHERE cell IN (SELECT size FROM read_blob('/etc/passwd'))",
        "WITH a AS (FROM read_text('/etc/passwd')) FROM a",
        "FROM query('FROM read_text(''/etc/passwd'')')",
        "FROM query_table('duckdb_settings')",
        "FROM duckdb_settings()",
        "FROM duckdb_secrets()",
        "FROM pg_catalog.pg_tables",
        "FROM information_schema.tables",
        "FROM _outcomes_0",
        "SHOW TABLES",
        "PRAGMA database_list",
        "CALL pragma_version()",
        "COPY outcomes TO 'out.csv'",
        "CREATE TABLE mine AS FROM outcomes",
        "CREATE VIEW mine AS FROM outcomes",
        "DROP VIEW outcomes",
        "INSERT INTO runs VALUES (1)",
        "DELETE FROM runs",
        "ATTACH 'mine.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "SELECT 1; DROP VIEW outcomes",
        "EXPLAIN ANALYZE SELECT 1",
        "FROM enable_logging('QueryLog')",
        "FROM checkpoint()",
        "EXPORT DATABASE 'here'",
        "FROM runs_of_the_caller",
        "",
        ";",
        "-- nothing",
    ],
)
def test_no_way_out(runs: list[Path], sql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs_of_the_caller = outcomes(0)  # DuckDB would find it by its name
    assert runs_of_the_caller is not None
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Mistakes, match=r"expected one SELECT on runs\(run_id"):
        query(sql, runs)
    assert not list(tmp_path.iterdir())


def test_duckdb_itself_is_locked(runs: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the guard ever miss something, the database still cannot reach a file."""
    monkeypatch.setattr("caucasus_sim.store.query.refusal", lambda *_: None)
    for sql in (
        "FROM read_text('/etc/passwd')",
        "COPY runs TO 'out.csv'",
        "SET enable_external_access = true",
        "LOAD httpfs",
    ):
        with pytest.raises(Mistakes, match=r"Permission|locked|disabled"):
            query(sql, runs)


def test_a_mistake_says_where_and_what_there_is(runs: list[Path]) -> None:
    with pytest.raises(Mistakes) as caught:
        query("SELECT cell,\n  treaty_singed FROM outcomes", runs)
    mistake = caught.value.all[0]
    assert (mistake.file, mistake.line, mistake.column) == ("query", 2, 3)
    assert mistake.nearest == "treaty_signed"
    assert "outcomes(run_id, cell, treaty_signed" in mistake.expected
    with pytest.raises(Mistakes, match=r"query:1:1: .*syntax error"):
        query("SELEKT 1", runs)
    with pytest.raises(Mistakes, match=r"'outcome' is not one of the views.*did you mean 'outcomes'"):
        query("SELECT * FROM outcome", runs)
    with pytest.raises(Mistakes, match="Could not convert"):
        query("SELECT end_state::INTEGER FROM outcomes", runs)


def test_columns(runs: list[Path]) -> None:
    found = columns(runs)
    assert list(found) == ["runs", "plan", "outcomes", "series", "design", "events", "moves"]
    assert found["outcomes"]["treaty_signed"] == "BIGINT"
    assert found["plan"] == {"run_id": "VARCHAR", "cell": "BIGINT", "luck": "BIGINT"}


def test_no_runs() -> None:
    assert query("SELECT count(*) AS n FROM outcomes", []).loc[0, "n"] == 0
