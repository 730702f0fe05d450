"""What is in a bundle, and under which names."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from caucasus_sim.scenario.find import packaged_folder
from caucasus_sim.store.layout import JOINED, LOCK, QUARANTINE

PACKAGE = Path(__file__).resolve().parents[2]
LIST = "contents.json"
RUN, CODE, SCENARIOS, OVERLAY = "run", "package/caucasus_sim", "scenarios", "evidence"
LIBRARIES = (
    *("mesa", "networkx", "numpy", "pandas", "pyyaml", "numba", "pydantic", "typer", "rich", "pyarrow", "duckdb"),
    *("scipy", "Jinja2"),
)
README = """\
# {name} {run}

{title}

{status}. Whose reading: {readings}.

One run of caucasus_sim {package}: {cells:,} histories of {variants}, seed {seed}.

- `run/` the run as it was stored: manifest, plan, outcomes{series}, kept histories
- `scenarios/` every variant, complete, in one piece
- `package/` the program that made it, with its evidence{overlays}
- `requirements.txt` the versions of the libraries; packed with Python {python}
- `{list}` a digest of every file here

To check this file, with any installed caucasus_sim: `sim pack --check FILE.zip`

To run a history again and compare it with what is stored, to the last bit:

    python -m venv venv
    venv/bin/python -m pip install -r requirements.txt
    PYTHONPATH=package venv/bin/python -m caucasus_sim{option} rerun run --run 0

All of it was made by this command (same versions, same kind of machine: same id, same bytes). Where its scenario was a
user's own file, `scenarios/` has each variant to run alone:

    {command}
"""


def files_of(run: Path, overlays: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Names in the bundle and the files they come from: the run's folder, the program with its evidence, overlays."""
    yield from _below(run, RUN, (LOCK, QUARANTINE, JOINED))
    yield from _below(PACKAGE, CODE, ("__pycache__",))
    if not packaged_folder().is_relative_to(PACKAGE):  # in a checkout they lie at the root of the repository
        yield from _below(packaged_folder(), f"{CODE}/{SCENARIOS}", ("__pycache__",))
    for number, folder in enumerate(overlays, start=1):
        yield from _below(folder, f"{OVERLAY}-{number}", ("__pycache__",))


def _below(folder: Path, name: str, without: Sequence[str]) -> Iterator[tuple[str, Path]]:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        inside = path.relative_to(folder)
        if not set(inside.parts) & set(without):
            yield f"{name}/{inside.as_posix()}", path


def texts_of(
    manifest: Mapping[str, Any], status: str, reading_lines: Sequence[str], overlays: Sequence[Path]
) -> dict[str, str]:
    """Files that are written for the bundle: the scenarios, the libraries' versions, and what to do with all of it."""
    scenarios = {f"{SCENARIOS}/{label}.yaml": str(text) for label, text in manifest["scenarios"].items()}
    option = "".join(f" --evidence {OVERLAY}-{number}" for number in range(1, len(overlays) + 1))
    readme = README.format(
        name=manifest["name"],
        run=manifest["id"],
        title=manifest["title"],
        status=status,
        readings="; ".join(reading_lines),
        package=manifest["package"],
        cells=manifest["cells"],
        variants=", ".join(manifest["variants"]),
        seed=manifest["seed"],
        series=" and monthly series" if manifest["series"] else "",
        overlays="; `evidence-1` and so on: what a user laid over it" if overlays else "",
        python=".".join(map(str, sys.version_info[:3])),
        list=LIST,
        option=option,
        command=manifest["command"] or "sim run, with the plan that the manifest tells",
    )
    return {**scenarios, "requirements.txt": requirements(manifest), "README.md": readme}


def requirements(manifest: Mapping[str, Any]) -> str:
    """The libraries with their versions: the run's own where it noted them, else those that are installed."""
    noted = manifest["identity"]
    return "".join(f"{name}=={noted.get(name) or found}\n" for name in LIBRARIES if (found := _installed(name)))


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
