"""Check a bundle: whether every byte is as it was packed, and the run what its id stands for."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

from caucasus_sim.coding.catalogue import PACKAGED
from caucasus_sim.coding.files import digest_of
from caucasus_sim.compiled import SOURCES, sources_digest
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.runs.bundle.contents import CODE, LIST, OVERLAY, RUN
from caucasus_sim.runs.request import LIBRARIES
from caucasus_sim.store.files import digest_of_file, plain_errors
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.identity import run_id
from caucasus_sim.store.listing import verify

LARGEST = 8 << 30  # bytes, unpacked
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)


@dataclass(frozen=True)
class Checked:
    """What a bundle is: its run, every problem, and what of this installation differs from what made the run."""

    run: str
    title: str
    files: int
    problems: tuple[Mistake, ...]
    differs_here: tuple[str, ...]


def check(path: Path) -> Checked:
    """Read every byte of a bundle, and follow its run's id from what is in it. Nothing of it is executed.

    Raises
    ------
    Mistakes
        If it is no bundle at all, or cannot be read.
    """
    with plain_errors(path, "read"), tempfile.TemporaryDirectory(prefix="sim-check-") as folder:
        place = Path(folder)
        listed = _unpack(path, place)
        problems = _changed(path, place, listed["files"])
        if problems or not (place / RUN).is_dir():
            what = [] if problems else [Mistake("there is no run in it", str(path))]
            return Checked(str(listed["run"]), "", len(listed["files"]), (*problems, *what), ())
        run = RunFolder.open(place / RUN)
        problems = [*verify(place / RUN), *_inside(path, place, run, str(listed["run"]))]
        title = str(run.manifest["title"])
        return Checked(run.id, title, len(listed["files"]), tuple(problems), tuple(_differs_here(run)))


def _unpack(path: Path, place: Path) -> dict[str, Any]:
    """Unpack into a folder of our own, and give the list of contents."""
    expected = "a file that `sim pack` wrote"
    try:
        with zipfile.ZipFile(path) as bundle:
            entries = bundle.infolist()
            odd = [each.filename for each in entries if _leads_out(each.filename)]
            if odd or sum(each.file_size for each in entries) > LARGEST:
                what = f"'{odd[0][:80]}' leads out of the bundle" if odd else "it would be larger than 8 GB"
                raise Mistakes([Mistake(what, str(path), expected=expected)])
            bundle.extractall(place)
        listed = json.loads((place / LIST).read_text(encoding="utf-8"))
        if not isinstance(listed["files"], dict) or not isinstance(listed["run"], str):
            raise TypeError(LIST)
    except (*BROKEN, FileNotFoundError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, FileNotFoundError) and not path.exists():
            raise
        raise Mistakes([Mistake("this is not a whole bundle", str(path), expected=expected)]) from error
    return dict(listed)


def _leads_out(name: str) -> bool:
    inside = PurePosixPath(name)
    return inside.is_absolute() or ".." in inside.parts or bool(set(name) & set(":\\"))


def _changed(path: Path, place: Path, listed: dict[str, str]) -> list[Mistake]:
    there = {each.relative_to(place).as_posix() for each in place.rglob("*") if each.is_file()} - {LIST}
    rows = [Mistake("missing from the bundle", f"{path}/{name}") for name in sorted(set(listed) - there)]
    rows += [Mistake("not in the list of contents", f"{path}/{name}") for name in sorted(there - set(listed))]
    both = sorted(there & set(listed))
    odd = [name for name in both if digest_of_file(place / name) != listed[name]]
    return rows + [Mistake("changed since it was packed", f"{path}/{name}") for name in odd]


def _inside(path: Path, place: Path, run: RunFolder, told: str) -> list[Mistake]:
    """Whether evidence, rules, plan and scenarios are those that the run's id stands for."""
    made = run.manifest["identity"]
    layers = [place / CODE / "evidence", *sorted(place.glob(f"{OVERLAY}-*"))]
    rows = []
    if digest_of(layers) != made["evidence"]:
        rows.append(Mistake("the evidence in it is not that of the run", str(path)))
    if sources_in(place / CODE) != made["compiled"]:
        rows.append(Mistake("the rules in it are not those of the run", str(path)))
    if not run.id == told == id_of(run):
        rows.append(Mistake(f"the id {run.id} does not follow from plan, scenarios, evidence and rules", str(path)))
    return rows


def id_of(run: RunFolder) -> str:
    """The id that follows from what a run's folder tells."""
    plan = run.read_plan().to_pandas().to_csv(index=False)
    scenarios = {f"scenario {label}": str(text) for label, text in run.manifest["scenarios"].items()}
    return run_id({**run.manifest["identity"], **scenarios, "plan": plan})


def sources_in(package: Path) -> str:
    """The digest of what would be compiled of another copy of the package, as `compiled.sources_digest` makes it."""
    total = hashlib.blake2b(digest_size=10)
    for place in (package / name for name in SOURCES):
        for file in sorted(place.glob("*.py")) if place.is_dir() else [place][: place.is_file()]:
            total.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return total.hexdigest()


def _differs_here(run: RunFolder) -> list[str]:
    """What of this installation is not what made the run."""
    made = run.manifest["identity"]
    rows = ["the rules"] if made["compiled"] != sources_digest() else []
    if made["evidence"] != digest_of([PACKAGED]):
        rows.append("the evidence")
    found = {name: version(name) for name in LIBRARIES}
    return rows + [f"{name} ({made[name]} then, {now} here)" for name, now in found.items() if made.get(name) != now]
