"""A run, a sweep or a comparison, ready to be written as a page, as figures or as slides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caucasus_sim import __version__
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.report import compare_page
from caucasus_sim.report.blocks import Section
from caucasus_sim.report.compare_figures import compare_figures
from caucasus_sim.report.export import Signed
from caucasus_sim.report.facts import gather
from caucasus_sim.report.figure import Figure
from caucasus_sim.report.figures import figures_of
from caucasus_sim.report.render import Head, render
from caucasus_sim.report.run_page import sections_of
from caucasus_sim.report.run_report import FILE, head_of
from caucasus_sim.report.sweep_facts import gather_sweep
from caucasus_sim.report.sweep_figures import sweep_figures
from caucasus_sim.report.sweep_page import sweep_head, sweep_sections


@dataclass(frozen=True)
class Told:
    """A run, a sweep or a comparison, ready to be written in any form.

    Parameters
    ----------
    name : str
        What its files are called.
    home : Path
        Where its page lies, unless another place is named.
    head, sections : of `render` and `blocks`
    figures : list of Figure
    signed : Signed
    """

    name: str
    home: Path
    head: Head
    sections: list[Section]
    figures: list[Figure]
    signed: Signed

    def page(self) -> bytes:
        """The page as bytes."""
        return render(self.head, self.sections)


def of_run(path: Path, catalogue: Catalogue) -> Told:
    """A stored run.

    Raises
    ------
    Mistakes
        If it is not finished.
    """
    facts = gather(path, catalogue)
    head = head_of(facts)
    return _of_folder(path, head, facts.manifest, sections_of(facts), figures_of(facts))


def of_sweep(path: Path, catalogue: Catalogue) -> Told:
    """A stored sweep.

    Raises
    ------
    Mistakes
        If it has no finished runs.
    """
    facts = gather_sweep(path, catalogue)
    return _of_folder(path, sweep_head(facts), facts.sweep.about, sweep_sections(facts), sweep_figures(facts))


def _of_folder(
    path: Path, head: Head, manifest: Mapping[str, Any], sections: list[Section], figures: list[Figure]
) -> Told:
    metadata = {
        "standing": head.standing,
        "reading": "; ".join(head.lines),
        "scenario": manifest["name"],
        "title": manifest["title"],
        "run": manifest["id"],
        "made": manifest["created"],
        "evidence": str(manifest.get("identity", {}).get("evidence", "")),
        "version": f"caucasus_sim {manifest['package']}",
    }
    return Told(f"{manifest['name']}-{manifest['id']}", path / FILE, head, sections, figures, signed(head, metadata))


def of_comparison(told: Mapping[str, Any], catalogue: Catalogue, command: str, home: Path) -> Told:
    """A comparison as `analysis.compare` tells it; ``command`` makes it again."""
    head = compare_page.head_of(told, command)
    metadata = {
        "standing": told["status_line"],
        "reading": "; ".join(head.lines),
        "scenario": head.title,
        "run": ", ".join(told["runs"]),
        "command": command,
        "version": f"caucasus_sim {__version__}",
    }
    sections = compare_page.compare_sections(told, catalogue, command)
    return Told(home.stem, home, head, sections, compare_figures(told), signed(head, metadata))


def signed(head: Head, metadata: Mapping[str, str]) -> Signed:
    """A footer of three lines: how far calibrated, whose reading, and which run."""
    made = f", made {metadata['made']}" if "made" in metadata else ""
    which = f"{metadata['scenario']}, run {metadata['run']}{made}, {metadata['version']}"
    return Signed((head.standing, "; ".join(head.lines), which), metadata)
