"""A user's mistake is never a traceback: it has a line, and says how to mend it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from .malformed import CASES, Case

from caucasus_sim.errors import Mistakes
from caucasus_sim.scenario.find import find_scenario
from caucasus_sim.scenario.resolve import load_scenario


def mistakes(path: str | Path, catalogue: Any, folder: Path) -> Mistakes:
    with pytest.raises(Mistakes) as caught:
        load_scenario(path, catalogue, folders=[folder])
    return caught.value


def test_there_are_a_hundred_cases_with_names_of_their_own() -> None:
    assert len(CASES) >= 100
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_malformed_file_is_explained(case: Case, tmp_path: Path, catalogue: Any) -> None:
    for name, content in {"case": case.content, **case.beside}.items():
        (tmp_path / f"{name}.yaml").write_bytes(content)
    found = mistakes(tmp_path / "case.yaml", catalogue, tmp_path)
    fitting = [each for each in found.all if case.says in str(each)]
    assert fitting, str(found)
    assert case.line in {each.line for each in fitting}, str(found)
    assert all(each.expected or each.nearest for each in found.all), str(found)
    assert all(len(str(each)) < 1000 for each in found.all)


@pytest.mark.parametrize(
    "name",
    [
        "nothing",
        "",
        " ",
        "..",
        ".",
        "/",
        "a\0b",
        "a\nb",
        "x" * 5000,
        "~",
        "no/such/file.yaml",
        "scenarios/gone.yaml",
        "/dev/null",
    ],
)
def test_a_name_that_is_none_is_explained(name: str, tmp_path: Path, catalogue: Any) -> None:
    found = mistakes(name, catalogue, tmp_path)
    assert all(each.expected for each in found.all)


def test_the_nearest_scenario_is_named(tmp_path: Path, catalogue: Any) -> None:
    (tmp_path / "zangezur_open.yaml").write_text("name: zangezur_open\n")
    assert "did you mean 'zangezur_open'?" in str(mistakes("zangezur_opne", catalogue, tmp_path))
    assert "did you mean 'zangezur_open'?" in str(mistakes("scenarios/zangezur-open.yaml", catalogue, tmp_path))


def test_a_link_out_of_its_folder_is_refused(tmp_path: Path, catalogue: Any) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside.yaml"
    inside.mkdir()
    outside.write_text("name: outside\n")
    (inside / "out.yaml").symlink_to(outside)
    (inside / "own.yaml").write_text("extends: out\n")
    for name in ("out", inside / "out.yaml", "own"):
        assert "link out of its folder" in str(mistakes(name, catalogue, inside))


def test_a_link_within_its_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("name: a\n")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    assert find_scenario("b", [tmp_path]) == tmp_path / "b.yaml"


def test_links_that_lead_nowhere_and_things_that_are_no_files(tmp_path: Path, catalogue: Any) -> None:
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nothing.yaml")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    for name in ("gone", "loop", "folder", "pipe"):
        assert mistakes(name, catalogue, tmp_path).all[0].expected
        assert mistakes(tmp_path / f"{name}.yaml", catalogue, tmp_path).all[0].expected


def test_every_mistake_of_a_file_at_once(tmp_path: Path, catalogue: Any) -> None:
    text = "lever: {}\nlevers: {freight.penalty: 9}\nend: 2032\nwatch: [crisis]\nmoves: [{date: 2031-01}]\n"
    (tmp_path / "case.yaml").write_text(text)
    found = mistakes("case", catalogue, tmp_path)
    assert [each.line for each in found.all] == [1, 2, 3, 4, 5, 5]
