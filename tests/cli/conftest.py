"""`sim` in a folder of its own, in this process or another."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from caucasus_sim.cli.app import app

SMALL = ("--runs", "40", "--reading", "bulletin", "--threads", "1")


class Said(NamedTuple):
    """What a command left behind: its exit code and both streams, with runs of blanks as one."""

    code: int
    out: str
    err: str

    @property
    def data(self):
        return json.loads(self.out)

    @property
    def words(self) -> str:
        return " ".join(self.out.split())


@pytest.fixture
def sim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Run `sim` in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return run_here


def run_here(*words: str) -> Said:
    result = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})
    return Said(result.exit_code, result.stdout, result.stderr)


def run_apart(*words: str, folder: Path, **more: str) -> Said:
    """Run `sim` in a process of its own, with pipes."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, filter(None, sys.path))), **more}
    command = [sys.executable, "-m", "caucasus_sim", *map(str, words)]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with spaces in its path, and one small run of a scenario with variants in it."""
    folder = tmp_path_factory.mktemp("a folder with spaces")
    before = Path.cwd()
    try:
        os.chdir(folder)
        made = run_here("run", "zangezur_open", *SMALL, "--json")
    finally:
        os.chdir(before)
    assert made.code == 0, made.err
    (folder / "made.json").write_text(made.out, encoding="utf-8")
    return folder


@pytest.fixture
def sim_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Said]]:
    """Run `sim` beside the small run; other runs that it makes go with the test, so that a name means the small run."""
    monkeypatch.chdir(home)
    before = set((home / "runs").iterdir())
    yield run_here
    for made in set((home / "runs").iterdir()) - before:
        if made.is_dir() and made.name != "comparisons":
            shutil.rmtree(made)


@pytest.fixture
def made(home: Path):
    """What `sim run --json` said of the small run."""
    return json.loads((home / "made.json").read_text(encoding="utf-8"))


@pytest.fixture
def commands():
    return get_command(app)
