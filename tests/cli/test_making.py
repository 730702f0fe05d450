"""`sim new` and `sim init`: what they write is valid, block by block, and nothing is overwritten."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from caucasus_sim.coding.catalogue import load_catalogue
from caucasus_sim.documents import parse_yaml
from caucasus_sim.scenario.resolve import scenario_of

BLOCK = re.compile(r"# (start|end|levers|moves|events|assume|when|stances|notice):")


def commented(lines: list[str]) -> list[list[int]]:
    """The blocks in comments: the lines of each."""
    blocks: list[list[int]] = []
    for number, line in enumerate(lines):
        if BLOCK.match(line):
            blocks.append([number])
        elif line.startswith("#   - "):
            blocks[-1].append(number)
    return blocks


def test_a_new_scenario_is_valid_and_so_is_every_block_in_its_comments(sim, tmp_path):
    assert sim("new", "mine").code == 0
    catalogue = load_catalogue()
    lines = (tmp_path / "scenarios" / "mine.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# yaml-language-server: $schema=../")
    blocks = commented(lines)
    names = [BLOCK.match(lines[block[0]])[1] for block in blocks]
    assert len(names) == len(set(names)) >= 9
    every = [number for block in blocks for number in block]
    for used in ([], *blocks, every):
        taken = [line[2:] if at in used else line for at, line in enumerate(lines)]
        assert scenario_of(parse_yaml("\n".join(taken), "mine.yaml"), catalogue).variants


def test_a_new_scenario_runs_as_it_is(sim):
    assert sim("new", "mine").code == 0
    said = sim("run", "scenarios/mine.yaml", "--runs", "8", "--lens", "agnostic", "--json")
    assert said.code == 0, said.err
    assert said.data["summary"]["scenario"] == "mine"
    assert len(said.data["summary"]["runs"]["variants"]) == 3


def test_a_copy_is_the_scenario_under_a_new_name(sim):
    assert sim("new", "my_copy", "--from", "zangezur_open").code == 0
    rows = sim("scenario", "diff", "zangezur_open", "my_copy", "--json").data
    assert [row["what"] for row in rows] == ["name"]


@pytest.mark.parametrize("name", ["mine", "baseline", "../x y", "a.txt", ""])
def test_nothing_is_overwritten_and_odd_names_are_refused(sim, tmp_path, name):
    assert sim("new", "mine").code == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert sim("new", name).code == 2
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_init_makes_a_folder_to_work_in(sim, tmp_path, monkeypatch):
    said = sim("init", "my work")
    assert said.code == 0, said.err
    folder = tmp_path / "my work"
    for name in (
        "README.md",
        "scenarios/my_scenario.yaml",
        "record/README.md",
        "evidence/README.md",
        "look.ipynb",
        "runs",
    ):
        assert (folder / name).exists()
    assert sim("init", "my work").code == 2
    monkeypatch.chdir(folder)
    assert sim("scenario", "validate", "scenarios/my_scenario.yaml", "my_route").code == 0
    assert sim("--evidence", "evidence", "sources", "check").code == 0


def test_the_notebook_runs_on_a_run(sim, tmp_path, home, made, monkeypatch):
    assert sim("init", "work").code == 0
    run = tmp_path / "work" / "runs" / "my_route-x"
    shutil.copytree(home / made["path"], run)
    book = json.loads((tmp_path / "work" / "look.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]
    names: dict = {}
    monkeypatch.chdir(tmp_path / "work")
    for cell in cells:
        exec(cell.replace('"my_route"', repr(f"runs/{run.name}")), names)
    assert len(names["table"]) == 200
    assert len(names["run"].series) > 200
    assert "CALIBRATED" in names["found"]._repr_html_()
