"""`sim explore`: one scenario under your hands, in a browser on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from caucasus_sim.cli.given import known
from caucasus_sim.errors import Mistake, Mistakes

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.scenario.model import Scenario

PORT = 8421
EXTRA = "the libraries of pages are missing"


def explore(
    scenario: Annotated[
        str,
        typer.Argument(help="A name or a file; NAME:VARIANT is one of its variants.", metavar="[SCENARIO]"),
    ] = "baseline",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = PORT,
    seed: Annotated[int, typer.Option(help="Another seed is other luck.")] = 1,
    no_open: Annotated[bool, typer.Option("--no-open", help="Open no browser; print the address only.")] = False,
) -> None:
    """Move levers in the browser and see what differs, under the same luck. Nothing leaves this machine."""
    catalogue = known()
    found = _opened(scenario, catalogue)
    try:
        from caucasus_sim.web.explore.app import explore_app, make_office
        from caucasus_sim.web.serve import find_place, serve
    except ModuleNotFoundError as missing:
        raise Mistakes([Mistake(f"{EXTRA} ({missing.name})", "sim explore", expected=_install())]) from None
    from caucasus_sim.cli.progress import say_compiling
    from caucasus_sim.cli.screen import say

    place = find_place(port)
    office = make_office(catalogue, found, seed)
    say_compiling(quiet=False)
    serve(
        explore_app(office, place.hosts),
        place,
        "" if no_open else place.address,
        lambda where: _told(found, scenario, where),
    )
    say("The page is closed.")


def _opened(name: str, catalogue: Catalogue) -> Scenario:
    """One scenario or variant, with its record; where there are several variants and none is named, the first."""
    from caucasus_sim.cli.scenarios import load

    found = load(name)
    return found.runs[0]


def _told(scenario: Scenario, name: str, where: str) -> None:
    from caucasus_sim.cli.screen import next_command, quoted, say

    say(f"{scenario.label}: {where}", bold=True)
    say("Only this machine can open it. Ctrl-C ends it; what you want to keep, save as YAML or as a link in the page.")
    next_command(f"sim run {quoted(name.partition(':')[0])}")


def _install() -> str:
    return "pip install 'caucasus-sim[web]'"
