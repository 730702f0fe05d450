"""A user's mistake is never a traceback: it has a line, and says how to mend it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from caucasus_sim.errors import Mistakes
from caucasus_sim.scenario.find import find_scenario
from caucasus_sim.scenario.resolve import load_scenario

from .malformed import CASES, Case


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


def test_thousands_of_mistakes_are_found_at_once(tmp_path: Path, catalogue: Any) -> None:
    wrong = "moves:\n" + "- {date: 2031-03, actor: arland, move: press_talks}\n" * 1000
    (tmp_path / "many.yaml").write_text(wrong)
    assert len(mistakes("many", catalogue, tmp_path).all) == 999
    (tmp_path / "keys.yaml").write_text("".join(f"key_{number}: 1\n" for number in range(4000)))
    assert len(mistakes("keys", catalogue, tmp_path).all) == 4000
    (tmp_path / "long.yaml").write_text("watch:\n" + "- crises\n" * 20_000)
    assert "a shorter scenario" in str(mistakes("long", catalogue, tmp_path))


def test_what_does_not_fit_into_a_run_is_said(tmp_path: Path, catalogue: Any) -> None:
    dates = [f"{year}-{month:02d}" for year in range(2031, 2046) for month in range(1, 13)]
    events = "".join(f"- {{date: {date}, event: border_crisis}}\n" for date in dates)
    (tmp_path / "events.yaml").write_text(f"end: 2046-12\nevents:\n{events}")
    assert "too many events" in str(mistakes("events", catalogue, tmp_path))
    when = "".join(f"- {{if: treaty_signed, after: {n} months, actor: arland, move: press_talks}}\n" for n in range(40))
    (tmp_path / "when.yaml").write_text(f"when:\n{when}")
    assert "at most 32" in str(mistakes("when", catalogue, tmp_path))
