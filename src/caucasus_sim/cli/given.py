"""Options that several commands share, and the evidence they work on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

AsJson = Annotated[bool, typer.Option("--json", help="Pure JSON on standard output.")]
Root = Annotated[Path, typer.Option("--out", help="The folder that runs are kept in.", metavar="FOLDER")]
SweepName = Annotated[str, typer.Argument(help="Name, id or path of a sweep.", metavar="RUN")]
By = Annotated[str, typer.Option(help="As it stands in this month (default: the last).", metavar="YYYY-MM")]
RUNS = Path("runs")

_overlays: list[Path] = []


def lay_over(folders: list[Path]) -> None:
    """Remember the user's own evidence folders for this command."""
    _overlays[:] = folders


def overlays() -> list[Path]:
    """The user's own evidence folders of this command."""
    return list(_overlays)


def known() -> Catalogue:
    """The evidence: the package's own, with the user's folders laid over it."""
    if not _overlays:
        from caucasus_sim.packing.setup import packaged

        return packaged()
    from caucasus_sim.coding.catalogue import load_catalogue

    return load_catalogue(overlays=tuple(_overlays))


def run_path(root: Path, reference: str) -> Path:
    """The folder of the run a user means."""
    from caucasus_sim.store.listing import resolve

    return resolve(root, reference)


def beside(root: Path) -> str:
    """What a further command needs to look into the same folder of runs: nothing for the usual one."""
    from caucasus_sim.cli.screen import quoted

    return "" if root == RUNS else f" --out {quoted(root)}"
