"""`sim`: the commands in the order in which a newcomer meets them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from typer.main import get_command

from caucasus_sim.cli import evidence, keeping, listing, making, running, scenarios, tracing, update
from caucasus_sim.cli.again import rerun
from caucasus_sim.cli.bundle import cite, pack
from caucasus_sim.cli.calibrate import calibrate
from caucasus_sim.cli.claims import claims
from caucasus_sim.cli.compare import compare
from caucasus_sim.cli.discover import discover
from caucasus_sim.cli.explain import explain
from caucasus_sim.cli.explore import explore
from caucasus_sim.cli.given import lay_over
from caucasus_sim.cli.guard import Commands, ready
from caucasus_sim.cli.reach import reach
from caucasus_sim.cli.report import report
from caucasus_sim.cli.robust import robust
from caucasus_sim.cli.score import score
from caucasus_sim.cli.sensitivity import sensitivity
from caucasus_sim.cli.stress import stress
from caucasus_sim.cli.sweep import sweep
from caucasus_sim.cli.typical import typical
from caucasus_sim.cli.workshop import workshop

FIRST = "To begin with"
MODELLERS = "For modellers"
HELP = (
    "Simulates how governments come, or do not come, to a peace: every move needs the consents of those it binds.\n\n"
    "Begin with `sim list scenarios`, then `sim run zangezur_open` or `sim run crossroads_open`, its mirror. "
    "Exit codes: 0 done, 1 our fault, 2 your input, 130 interrupted."
)

app = typer.Typer(cls=Commands, name="sim", help=HELP, add_completion=False, pretty_exceptions_enable=False)


def _version(wanted: bool) -> None:
    if wanted:
        from caucasus_sim import __version__

        typer.echo(f"caucasus_sim {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def sim(
    context: typer.Context,
    evidence_folders: Annotated[
        list[Path] | None,
        typer.Option(
            "--evidence", help="Your own evidence, laid over the package's. May be repeated.", metavar="FOLDER"
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take what holds for every command; alone, print the help."""
    lay_over(evidence_folders or [])
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


app.command("init", rich_help_panel=FIRST)(making.init)
app.command("list", rich_help_panel=FIRST)(listing.list_names)
app.command("new", rich_help_panel=FIRST)(making.new)
app.command("run", rich_help_panel=FIRST)(running.run)
app.command("compare", rich_help_panel=FIRST)(compare)
app.command("explain", rich_help_panel=FIRST)(explain)
app.add_typer(update.app, name="update", rich_help_panel=FIRST)
app.command("reach", rich_help_panel=FIRST)(reach)
app.command("report", rich_help_panel=FIRST)(report)
app.command("explore", rich_help_panel=FIRST)(explore)
app.command("workshop", rich_help_panel=FIRST)(workshop)
app.command("trace", rich_help_panel=MODELLERS)(tracing.trace)
app.command("typical", rich_help_panel=MODELLERS)(typical)
app.command("sweep", rich_help_panel=MODELLERS)(sweep)
app.command("sensitivity", rich_help_panel=MODELLERS)(sensitivity)
app.command("discover", rich_help_panel=MODELLERS)(discover)
app.command("robust", rich_help_panel=MODELLERS)(robust)
app.command("query", rich_help_panel=MODELLERS)(keeping.query)
app.command("runs", rich_help_panel=MODELLERS)(keeping.runs)
app.command("rerun", rich_help_panel=MODELLERS)(rerun)
app.command("verify", rich_help_panel=MODELLERS)(keeping.verify)
app.command("pack", rich_help_panel=MODELLERS)(pack)
app.command("cite", rich_help_panel=MODELLERS)(cite)
app.command("calibrate", rich_help_panel=MODELLERS)(calibrate)
app.command("score", rich_help_panel=MODELLERS)(score)
app.command("claims", rich_help_panel=MODELLERS)(claims)
app.command("stress", rich_help_panel=MODELLERS)(stress)
app.add_typer(scenarios.app, name="scenario", rich_help_panel=MODELLERS)
app.add_typer(evidence.lens_app, name="lens", rich_help_panel=MODELLERS)
app.add_typer(evidence.sources_app, name="sources", rich_help_panel=MODELLERS)
app.command("schema", rich_help_panel=MODELLERS)(scenarios.schema)


def main(words: list[str] | None = None) -> None:
    """Run `sim` and leave with its exit code."""
    ready()
    get_command(app).main(args=words, prog_name="sim")
