"""Help: every command explains itself, and help alone loads nothing heavy."""

from __future__ import annotations

from .conftest import run_apart, run_here

HEAVY = ("numpy", "pandas", "numba", "mesa", "pydantic", "pyarrow", "duckdb", "scipy", "yaml")


def test_help_loads_nothing_heavy(tmp_path):
    import subprocess
    import sys

    code = "import sys\nfrom caucasus_sim.cli.app import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    code += f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert told.stdout.splitlines()[-1] == "LOADED []"


def test_every_command_explains_itself(commands):
    for name, command in commands.commands.items():
        said = run_here(name, "--help")
        assert said.code == 0
        assert "Usage" in said.out
        for inner in getattr(command, "commands", {}):
            assert run_here(name, inner, "--help").code == 0


def test_alone_it_prints_help_and_begins_with_the_first_steps():
    said = run_here()
    assert said.code == 0
    assert said.out.index("To begin with") < said.out.index("For modellers")


def test_version_and_module(tmp_path):
    said = run_apart("--version", folder=tmp_path)
    assert said.code == 0
    assert said.out.startswith("caucasus_sim ")


def test_what_is_the_default_is_said(commands):
    """A default in square brackets would be taken for markup, and vanish."""
    for name in ("run", "trace"):
        assert " ." not in run_here(name, "--help").words
    assert "(default: 2000; by Mesa 8)" in run_here("run", "--help").words
