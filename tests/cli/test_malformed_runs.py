"""`sim run` on every malformed file there is: exit code 2, where and what, no traceback, and nothing left behind."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scenario"))

from malformed import CASES

from invented import Invented

WORLD = Invented()


@pytest.fixture
def run(sim, tmp_path, monkeypatch):
    """Write files into `scenarios/` and run one of them on the invented world."""
    monkeypatch.setattr("caucasus_sim.cli.running.known", lambda: WORLD)

    def written(files, *more):
        (tmp_path / "scenarios").mkdir()
        for name, content in files.items():
            (tmp_path / "scenarios" / f"{name}.yaml").write_bytes(content)
        return sim("run", "scenarios/case.yaml", *more)

    return written


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_malformed_file_leaves_an_answer_and_nothing_else(case, run, tmp_path):
    said = run({"case": case.content, **case.beside})
    assert said.code == 2, said.err
    assert "Traceback" not in said.err + said.out
    assert said.out == ""
    place = "scenarios/case.yaml" + (f":{case.line}" if case.line else "")
    lines = said.err.splitlines()
    assert any(line.startswith(place) for line in lines) or any(name in said.err for name in case.beside), said.err
    assert any(case.says in line for line in lines), said.err
    assert [path.name for path in tmp_path.iterdir()] == ["scenarios"]


@pytest.mark.parametrize("case", CASES[::10], ids=lambda case: case.id)
def test_the_same_as_json_is_one_document_with_the_line(case, run):
    said = run({"case": case.content, **case.beside}, "--json")
    assert said.code == 2
    assert case.line in {each["line"] for each in said.data["mistakes"]}
