"""`sim sweep` from a plan to its page, `sim run --until`, and what is refused of a sweep."""

from __future__ import annotations

from pathlib import Path

import pytest

PLAN = """\
question: Does supply matter?
design: {kind: grid}
replicates: 6
lenses: [agnostic]
readings: bulletin
outcomes: [crises, treaty_signed]
factors:
  - {lever: arms.to_armenia.rate, values: [0, 2]}
  - {move: {date: 2025-06, actor: russia, move: guarantee}, id: backed}
"""


@pytest.fixture
def asked(sim, tmp_path: Path):
    (tmp_path / "arms").mkdir()
    (tmp_path / "arms" / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return sim


def test_from_a_plan_to_its_page(asked, tmp_path):
    before = asked("sweep", "arms", "--status", "--json").data
    assert (before["state"], before["cells"]) == ("not begun", 0)
    told = asked("sweep", "arms", "--estimate", "--threads", "1").words
    assert "24 runs: 4 points x one lens and reading each x 6 replicates, 1 shards; about " in told
    first = asked("sweep", "arms", "--threads", "1")
    assert first.code == 0, first.err
    assert "CALIBRATED" in first.out.splitlines()[0]
    for words in (
        "Azerbaijani source",
        "Knows nothing after 15 October 2024",
        "inside this model",
        "sim query",
        "next: sim report",
    ):
        assert words in first.words
    again = asked("sweep", "arms", "--json").data
    assert again["fresh"] is False
    assert {(row["factor"], row["to"]) for row in again["summary"]["rows"]} == {
        ("arms.to_armenia.rate", "2"),
        ("backed", "yes"),
    }
    run = again["run"]
    grouped = asked("query", "SELECT backed, count(*) AS n FROM design JOIN plan USING (run_id, point) "
                    "JOIN outcomes USING (run_id, cell) GROUP BY backed ORDER BY backed", "--json").data  # fmt: skip
    assert grouped == [{"backed": False, "n": 12}, {"backed": True, "n": 12}]
    relived = asked("rerun", run, "--run", "23", "--json").data
    assert relived["equal"] is True, relived["differs_in"]
    assert asked("trace", run, "--run", "23", "--json").code == 0
    assert asked("verify", run).code == 0
    for command in (("compare", run, run), ("explain", run, "--outcome", "crises"), ("typical", run), ("pack", run)):
        refused = asked(*command)
        assert refused.code == 2
        assert "this is a sweep" in refused.err


def test_moves_and_events_can_be_asked(asked):
    assert asked("sweep", "arms", "--quiet", "--threads", "1").code == 0
    moves = asked("query", "SELECT count(DISTINCT cell) AS runs, bool_or(ordered) AS some FROM moves", "--json").data
    assert moves[0]["runs"] == 3
    events = asked("query", "SELECT DISTINCT event FROM events", "--json").data
    assert {row["event"] for row in events} <= {"treaty_signed"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--executor", "dusk"), "did you mean 'dask'"),
        (("--scheduler", "10.0.0.7:8786"), "is no address"),
        (("--workers", "2"), "`--workers` is of dask"),
        (("--executor", "dask", "--threads", "2"), "dask runs no threads"),
    ],
)
def test_how_it_is_run_is_checked(asked, options, words):
    said = asked("sweep", "arms", *options)
    assert said.code == 2
    assert words in said.err


def test_until_an_interval_is_small_enough(sim):
    plan = ("run", "baseline", "--lens", "agnostic", "--reading", "bulletin", "--threads", "1", "--no-series")
    wide = sim(*plan, "--runs", "8", "--until", "ci(crises) < 0.2", "--quiet")
    assert wide.code == 0, wide.err
    assert len(sim("runs", "--json").data) == 1, "1,000 histories fill the first shard, and are enough"
    tight = sim(*plan, "--runs", "8", "--until", "ci(crises) < 0.0001", "--max-runs", "2000", "--quiet")
    assert tight.code == 2
    assert "is not reached with 2,000 histories" in tight.err
    runs = {row["cells"]: Path(row["path"]) for row in sim("runs", "--json").data}
    assert sorted(runs) == [1000, 2000]
    part = "outcomes/part-00000.parquet"
    assert (runs[1000] / part).read_bytes() == (runs[2000] / part).read_bytes()


def test_until_is_read_strictly(sim):
    said = sim("run", "baseline", "--until", "ci(treaty_singed by 2099-01) < 0")
    assert said.code == 2
    for words in ("did you mean 'treaty_signed'", "2099-01 is not among the months", "'0' is no width"):
        assert words in said.err
    assert "says no width" in sim("run", "baseline", "--until", "soon").err
