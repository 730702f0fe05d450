"""`sim workshop`: a room of teams plays the governments."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from caucasus_sim.cli.given import known
from caucasus_sim.errors import Mistake, Mistakes

SESSIONS = Path("workshops")


def workshop(
    name: Annotated[str, typer.Argument(help="A name for the session, or of one to go on with.")] = "session",
    preset: Annotated[str, typer.Option(help="45, 90, 180, 24x90, or warm-up in an invented world.")] = "90",
    scenario: Annotated[str, typer.Option(help="What the room starts from.")] = "baseline",
    lens: Annotated[str, typer.Option(help="The lens the room's history is drawn under, or `sealed`.")] = "sealed",
    start: Annotated[
        Path | None, typer.Option(help="Start from a record, of `sim update new`.", metavar="RECORD")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed is other luck.")] = 1,
    runs: Annotated[int, typer.Option(help="Histories of every lens at a reveal.", min=20, max=5000)] = 1000,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the session of this name.")] = False,
    lan: Annotated[bool, typer.Option("--lan", help="Let phones in this network join.")] = False,
    port: Annotated[int, typer.Option(help="0 takes any that is free.", min=0, max=65535)] = 8420,
    public: Annotated[str, typer.Option(help="The address a proxy hands on, as https://example.org.")] = "",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the facilitator's page here.")] = True,
    language: Annotated[str, typer.Option(help="The language of the pages.")] = "en",
    rehearse: Annotated[
        bool, typer.Option("--rehearse", help="A whole session alone, the model at every table, then stop.")
    ] = False,
    paper: Annotated[
        Path | None, typer.Option(help="Write role sheets, cards and script for printing, then stop.", metavar="FOLDER")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Only test whether a phone can reach this machine.")] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Erase what people wrote in this session.")] = False,
    out: Annotated[Path, typer.Option(help="The folder that sessions are kept in.", metavar="FOLDER")] = SESSIONS,
) -> None:
    """Teams play the governments: a facilitator's page, a projector, a phone at every table."""
    _needs_web()
    folder = out / _plain_name(name)
    if paper is not None:
        _paper(paper, language)
    elif forget:
        _forget(folder)
    elif check:
        _check(port, lan, public, browser)
    elif rehearse:
        _rehearse(folder, _wanted(preset, scenario, lens, seed, language, start), runs)
    else:
        wanted = None if resume else _wanted(preset, scenario, lens, seed, language, start)
        _serve(folder, wanted, runs, {"port": port, "lan": lan, "public": public}, browser)


def _wanted(preset: str, scenario: str, lens: str, seed: int, language: str, start: Path | None) -> Any:
    from caucasus_sim.web.workshop.opening import Wanted

    return Wanted(preset, scenario, lens, seed, language, start)


def _serve(folder: Path, wanted: Any, runs: int, place_words: dict[str, Any], browser: bool) -> None:
    from caucasus_sim.cli.screen import next_command, quoted
    from caucasus_sim.web.serve import find_place, serve
    from caucasus_sim.web.workshop.room import Room
    from caucasus_sim.web.workshop.routes import room_app

    place = find_place(**place_words)
    with place.listening:
        room = Room(folder, *_opened(folder, wanted), place.address, runs)
        lead = f"{place.address}/lead#{room.keys.facilitator}"
        _say_where(room, lead, place.address)
        serve(room_app(room, place.hosts), place, lead if browser else "")
    next_command(f"sim workshop {quoted(folder.name)} --resume --out {quoted(folder.parent)} --port {place.port}")


def _opened(folder: Path, wanted: Any) -> tuple[Any, Any]:
    """The world and the pages of a session, new or old."""
    from caucasus_sim.cli.progress import say_compiling
    from caucasus_sim.cli.screen import say
    from caucasus_sim.web.workshop.opening import evidence_of, ground_of, open_session, pages_of

    catalogue = evidence_of(folder, wanted, known)
    about = open_session(folder, catalogue, wanted)
    say_compiling(True)
    ground = ground_of(catalogue, about)
    pages = pages_of(catalogue, ground, about["language"])
    say(f"{pages.stripe.line}. {pages.words('stripe.nothing_after')}", dim=True)
    for reading in pages.stripe.readings:
        say(reading, dim=True)
    return ground, pages


def _say_where(room: Any, lead: str, address: str) -> None:
    from caucasus_sim.cli.screen import line

    line(f"facilitator (keep this link to yourself):  {lead}")
    line(f"projector:                                 {address}/screen#{room.keys.screen}")
    line(f"teams join at {address} with the code {room.keys.code}")
    line(f"journal: {room.journal.path}; Ctrl-C stops, nothing is lost")


def _rehearse(folder: Path, wanted: Any, runs: int) -> None:
    from caucasus_sim.cli.screen import line, next_command, quoted
    from caucasus_sim.web.workshop.rehearse import rehearse
    from caucasus_sim.web.workshop.room import Room

    room = Room(folder, *_opened(folder, wanted), "http://127.0.0.1", runs)
    for told in rehearse(room):
        line(told)
    next_command(f"sim workshop {quoted(folder.name)} --resume --out {quoted(folder.parent)}")


def _paper(folder: Path, language: str) -> None:
    from caucasus_sim.cli.screen import line
    from caucasus_sim.web.workshop.paper import write_paper

    files = write_paper(folder, known(), language)
    line(f"{len(files)} pages written; begin with {files[0]}")


def _forget(folder: Path) -> None:
    from caucasus_sim.cli.screen import line
    from caucasus_sim.web.workshop.journal import NAME, forget

    if not (folder / NAME).exists():
        raise Mistakes([Mistake("there is no session here", str(folder), expected="the name of a session")])
    line(f"{folder}: names, reasons, messages and remarks erased in {forget(folder)} entries; moves and results stay")


def _check(port: int, lan: bool, public: str, browser: bool) -> None:
    from caucasus_sim.cli.screen import line, next_command
    from caucasus_sim.web.serve import find_place, serve
    from caucasus_sim.web.workshop.reaching import check_app

    place = find_place(port, lan, public)
    line(f"scan the code at {place.address}/test with a phone; Ctrl-C stops")
    with place.listening:
        serve(check_app(place.address, place.hosts), place, f"{place.address}/test" if browser else "")
    next_command(f"sim workshop {'--lan ' if lan else ''}--port {place.port}")


def _plain_name(name: str) -> str:
    """A name that is one folder and nothing else."""
    if not name or len(name) > 60 or not all(letter.isalnum() or letter in "-_" for letter in name):
        expected = "letters, digits, - and _"
        raise Mistakes([Mistake(f"'{name[:40]}' is no name of a session", "the command line", expected=expected)])
    return name


def _needs_web() -> None:
    from importlib.util import find_spec

    lacking = [name for name in ("starlette", "uvicorn", "websockets", "segno") if find_spec(name) is None]
    if lacking:
        what = f"the pages need {', '.join(lacking)}, which is not installed"
        raise Mistakes([Mistake(what, "sim workshop", expected='pip install "caucasus-sim[web]"')])
