"""Make a bundle: refuse what could not be run again from it, then write it whole or not at all."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.compiled import sources_digest
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.runs.bundle.contents import LIST, files_of, texts_of
from caucasus_sim.store.files import TEMPORARY, digest, json_text, plain_errors, read_bytes
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.listing import verify

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can tell; the same run gives the same bytes on any day


def pack(path: Path, catalogue: Catalogue, overlays: Sequence[Path], target: Path, status: str) -> Path:
    """Put a finished run, its evidence and its program into one zip.

    Parameters
    ----------
    path : Path
        The run's folder.
    catalogue : Catalogue
        The evidence, with the same folders laid over it as when the run was made.
    overlays : sequence of Path
        These folders.
    target : Path
        A name that ends in .zip; an existing file is not overwritten.
    status : str
        How far the run is calibrated, as every face of it says.

    Raises
    ------
    Mistakes
        If the run is unfinished or damaged, if evidence or rules are not those that made it, or the disk refuses.
    """
    run = RunFolder.open(path).no_sweep()
    problems = _unfit(run, catalogue) or verify(path)
    if problems:
        raise Mistakes(problems)
    if target.suffix.lower() != ".zip":
        raise Mistakes(
            [Mistake(f"'{target.name}' does not end in .zip", str(target), expected="a name ending in .zip")]
        )
    if target.exists():
        raise Mistakes([Mistake("this file exists; it is not overwritten", str(target), expected="another name")])
    files = dict(files_of(path, overlays))
    lines = catalogue.reading_lines(run.manifest["readings"])
    _write(target, files, texts_of(run.manifest, status, lines, overlays), run.id)
    return target


def _unfit(run: RunFolder, catalogue: Catalogue) -> list[Mistake]:
    """Why this run cannot be packed here."""
    place, made = str(run.path), run.manifest.get("identity", {})
    if not run.complete:
        return [Mistake("this run is not finished", place, expected="to run it again; it goes on")]
    rows = []
    if made.get("evidence") != catalogue.digest:
        expected = "the evidence that made it (with `sim --evidence FOLDER`, if it had one), or to run it again"
        rows.append(Mistake("the evidence is not that of the run", place, expected=expected))
    if made.get("compiled") != sources_digest():
        rows.append(Mistake("the rules are not those of the run", place, expected="the version that made it"))
    return rows


def _write(target: Path, files: Mapping[str, Path], texts: Mapping[str, str], run: str) -> None:
    temporary = target.parent / f"{TEMPORARY}{os.getpid()}-{target.name}"
    listed: dict[str, str] = {}
    try:
        with plain_errors(target, "write"):
            target.parent.mkdir(parents=True, exist_ok=True)
            with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as bundle:
                for name in sorted([*files, *texts]):
                    data = texts[name].encode("utf-8") if name in texts else read_bytes(files[name])
                    listed[name] = digest(data)
                    bundle.writestr(_entry(name), data)
                bundle.writestr(_entry(LIST), json_text({"run": run, "files": listed}, indent=1))
            temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
