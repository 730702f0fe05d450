"""`sim calibrate`: estimate the few parameters that the record informs, again, and say how well it informs them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caucasus_sim.cli.given import AsJson, known
from caucasus_sim.errors import Mistake, Mistakes, nearest

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

FIGURES = "figures.json"


def calibrate(
    lens: Annotated[list[str] | None, typer.Option(help="A lens; may be repeated. All if left out.")] = None,
    runs: Annotated[
        int, typer.Option(min=1000, help="Runs of the reference table, per lens and first month.")
    ] = 12_000,
    truths: Annotated[int, typer.Option(min=9, help="Known truths whose ranks are looked at, per lens.")] = 90,
    out: Annotated[Path, typer.Option(help="Folder for the draws and figures.", metavar="FOLDER")] = Path("posterior"),
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
    as_json: AsJson = False,
) -> None:
    """Estimate what the record up to October 2024 informs, per lens; the draws in the package were made by this."""
    from caucasus_sim.analysis.calibrate.base_rates import base_rates
    from caucasus_sim.analysis.calibrate.calibrate import calibrate as estimate
    from caucasus_sim.analysis.calibrate.estimated import CLOCKS, ESTIMATED
    from caucasus_sim.cli.progress import Progress, say_compiling
    from caucasus_sim.cli.screen import print_json
    from caucasus_sim.coding.posterior import written
    from caucasus_sim.compiled import sources_digest
    from caucasus_sim.store.files import json_text, write_bytes

    catalogue = known()
    wanted = lens_names(catalogue, lens)
    say_compiling(quiet)
    out.mkdir(parents=True, exist_ok=True)
    told: dict[str, Any] = _figures(out)
    with Progress(len(wanted) * len(CLOCKS) * runs, "calibrating", quiet) as progress:
        for name in wanted:
            found = estimate(catalogue, name, runs, truths, progress.step)
            write_bytes(out / f"{name}.csv", written(ESTIMATED, found.draws).encode())
            rates = base_rates(catalogue, name, found.draws)
            told[name] = {"runs": runs, "rules": sources_digest(), **found.figures, "base_rates": rates}
            write_bytes(out / FIGURES, json_text(dict(sorted(told.items())), indent=1).encode())
    if as_json:
        print_json({name: told[name] for name in wanted})
    else:
        _print({name: told[name] for name in wanted}, out)


def _figures(out: Path) -> dict[str, Any]:
    """Figures of lenses calibrated into this folder before."""
    from caucasus_sim.store.files import read_json

    path = out / FIGURES
    return read_json(path) if path.exists() else {}


def lens_names(catalogue: Catalogue, names: list[str] | None) -> list[str]:
    """The lenses a user means, all if none is named; an unknown one is a clear error."""
    unknown = [name for name in names or () if name not in catalogue.lenses]
    if unknown:
        raise Mistakes(
            [
                Mistake(
                    f"no lens '{name}'",
                    "--lens",
                    expected=", ".join(catalogue.lenses),
                    nearest=nearest(name, catalogue.lenses),
                )
                for name in unknown
            ]
        )
    return list(dict.fromkeys(names or catalogue.lenses))


def _print(told: Mapping[str, Mapping[str, Any]], out: Path) -> None:
    from caucasus_sim.cli.screen import say, table

    say("What the record up to October 2024 says about the eight parameters it can inform", bold=True)
    say("Contraction: how much narrower than the prior, 1 - variance / prior variance; below 0.1 it is not informed.")
    for lens, figures in told.items():
        rows = [
            (name, f"{each['contraction']:.2f}" if each["informed"] else f"{each['contraction']:.2f} not informed",
             f"{each['width_90']:.2f}", f"{each['coverage_90']:.2f}", f"{each['rank_p']:.2f}")
            for name, each in figures["parameters"].items()
        ]  # fmt: skip
        columns = ["parameter", "contraction", "width / prior's", "90 % cover", "ranks even, p"]
        table(columns, rows, f"Lens {lens}; {figures['truths']} known truths")
        for rate in figures["base_rates"]:
            if rate["miss"]:
                say(f"MISS under {lens}: {rate['what']}: model {rate['model']:.2f}, base rate {rate['base_rate']:.2f}")
    say(f"Draws and figures: {out}")
