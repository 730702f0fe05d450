"""`sim claims`: the claims of a source as tests, and what each answer hangs on."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caucasus_sim.cli.given import RUNS, AsJson, Root, known

if TYPE_CHECKING:
    from caucasus_sim.analysis.claims.form import Claim
    from caucasus_sim.coding.catalogue import Catalogue

HISTORIES = 800
MOST = 100_000
HEAD = "what each claim would take inside this model; no claim is found true or false"
SCALE = (
    "Chances are out of 20 sets of assumptions: in so many the expected difference goes the way of the claim, luck "
    "taken out; in brackets the 90 % interval of simulation error. 10 of 20: the assumptions alone do not say. Below 4 "
    "or above 16 under the sign-free prior the answer is built in, and the test is none."
)


def claims(
    claim: Annotated[
        list[str] | None,
        typer.Argument(help="Ids of claims, or paths of files; all, if none is named.", metavar="[ID]..."),
    ] = None,
    runs: Annotated[
        int,
        typer.Option(
            min=1,
            max=MOST,
            help="Histories of every scenario under the sign-free prior; half as many for other lenses.",
        ),
    ] = HISTORIES,
    seed: Annotated[int, typer.Option(help="Another seed is other luck.")] = 1,
    out: Root = RUNS,
    threads: Annotated[
        int | None, typer.Option(min=1, help="No result depends on it [default: one a processor].")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Test the claims of a source: under which assumptions each one holds, and where it would turn."""
    from caucasus_sim.analysis.claims.find import find_claims

    catalogue = known()
    read = _read(catalogue, find_claims(claim or []))
    workers = threads or min(os.cpu_count() or 1, 16)
    told = [_tell(catalogue, each, runs, seed, out, workers, as_json) for each in read]
    if as_json:
        from caucasus_sim.cli.screen import print_json

        print_json({**_head(catalogue), "runs": runs, "seed": seed, "claims": told})
    else:
        _foot(told, out)


def _read(catalogue: Catalogue, paths: Sequence[Path]) -> list[Claim]:
    """All claims, and their scenarios, read before anything is run: every mistake of every file at once."""
    from caucasus_sim.analysis.claims.form import read_claim
    from caucasus_sim.analysis.claims.request import scenarios_of
    from caucasus_sim.errors import Mistake, Mistakes

    read: list[Claim] = []
    mistakes: list[Mistake] = []
    for path in paths:
        try:
            read.append(read_claim(path, catalogue))
            scenarios_of(catalogue, read[-1])
        except Mistakes as found:
            mistakes += found.all
    if mistakes:
        raise Mistakes(mistakes)
    return read


def _tell(
    catalogue: Catalogue, claim: Claim, runs: int, seed: int, out: Path, threads: int, silent: bool
) -> dict[str, Any]:
    """One claim: run what has not been run, read the answer off, and print it."""
    from caucasus_sim.analysis.claims.posterior import before_record
    from caucasus_sim.analysis.claims.table import results_of

    if claim.untested:
        return _tell_untested(catalogue, claim, silent)
    before = _execute(before_record(catalogue), claim, runs, seed, out, threads, silent)
    after = _execute(catalogue, claim, runs, seed, out, threads, silent) if catalogue.posteriors else None
    told = results_of(before, before_record(catalogue), claim, after)
    if not silent:
        _print(catalogue, told)
    return told


def _execute(catalogue: Catalogue, claim: Claim, runs: int, seed: int, out: Path, threads: int, silent: bool) -> Path:
    """The folder of a claim's run, before the record or after; what has been run is not run again."""
    from caucasus_sim.analysis.claims.request import request_claim
    from caucasus_sim.cli.progress import Progress, say_compiling
    from caucasus_sim.runs.execute import execute
    from caucasus_sim.store.listing import find_complete

    request = request_claim(catalogue, claim, runs, seed)
    quiet = silent and not sys.stderr.isatty()
    if find_complete(out, request.id) is None:
        say_compiling(quiet)
    with Progress(len(request.plan), f"{claim.id}: histories", quiet=quiet) as progress:
        return execute(request, out, False, threads, progress.step, f"sim claims {claim.id} --runs {runs}").path


def _tell_untested(catalogue: Catalogue, claim: Claim, silent: bool) -> dict[str, Any]:
    """A claim that the model cannot test, and why."""
    told = {key: getattr(claim, key) for key in ("id", "claim", "whose", "untested", "redesigned")}
    told |= {"passages": list(claim.passages), "file": str(claim.path), "tests": []}
    if not silent:
        _print_claim(catalogue, told)
    return told


def _head(catalogue: Catalogue) -> dict[str, Any]:
    from caucasus_sim.analysis.standing import standing
    from caucasus_sim.analysis.summary import readers

    readings = list(catalogue.readings)
    return {
        "status": standing(catalogue, catalogue.lenses),
        "reading_lines": catalogue.reading_lines(readings),
        "readers": readers(catalogue, readings),
    }


def _print(catalogue: Catalogue, told: Mapping[str, Any]) -> None:
    from caucasus_sim.cli.screen import table

    _print_claim(catalogue, told)
    lenses = list(told["tests"][0]["by_lens"])
    columns = ["test", "expected", "prior", *(lens.replace("_", " ") for lens in lenses[1:]), "posterior"]
    table(columns, [_row(test, lenses[1:]) for test in told["tests"]], "Sets of assumptions out of 20, as claimed")
    for test in told["tests"]:
        _print_test(test)


def _print_claim(catalogue: Catalogue, told: Mapping[str, Any]) -> None:
    """Whose claim it is, and what became of it as a test."""
    from caucasus_sim.cli.screen import say

    head = _head(catalogue)
    say(f"\n{head['status']}: {HEAD}", bold=True)
    say("; ".join([*head["reading_lines"], head["readers"]]))
    say(f"\n{told['id']}: {told['claim']}", bold=True)
    say(f"{told['whose']}; passages {', '.join(told['passages'])}")
    if told["redesigned"]:
        say(f"Redesigned: {told['redesigned']}")
    if told["untested"]:
        say(f"No test: {told['untested']}")


def _row(test: Mapping[str, Any], lenses: Sequence[str]) -> list[str]:
    expected = f"{test['expect']}: {test['title']}"
    others = [chance(test["by_lens"][lens]) for lens in lenses]
    posterior = next(iter(test["posterior"].values()))
    after = posterior if isinstance(posterior, str) else chance(posterior)
    return [test["id"], expected, chance(test["prior"]), *others, after]


def chance(sign: Mapping[str, Any]) -> str:
    """A share of assumptions out of twenty with its interval.

    >>> chance({"found": True, "share": 0.62, "low": 0.55, "high": 0.7})
    '12 (11-14)'
    >>> chance({"found": False, "share": 0.5, "low": 0.0, "high": 1.0})
    'none seen'
    """
    if not sign["found"]:
        return "none seen"
    middle, low, high = (round(20 * sign[key]) for key in ("share", "low", "high"))
    return f"{middle} ({low}-{high})"


def _print_test(test: Mapping[str, Any]) -> None:
    from caucasus_sim.cli.screen import say

    prior = test["prior"]
    say(f"  {test['id']}: {test['take']} beside {test['beside']}")
    readings = ", ".join(f"{name} {chance(sign)}" for name, sign in test["by_reading"].items())
    mean = f"{prior['mean']:+.3g} +- {prior['error']:.2g} {test['unit']}"
    spread = f"{prior['pairs']:,} pairs; between assumptions +- {prior['spread']:.2g}"
    say(f"    difference as claimed {mean} ({spread}); by reading: {readings}")
    clear = [each for each in test["rests_on"] if each["clear"]]
    if clear:
        named = [f"{each['assumption']} ({each['correlation']:+.2f}, {each['basis']})" for each in clear]
        say(f"    rests on: {'; '.join(named)}")
    if test["break_even"]:
        say(f"    {turning(test['break_even'])}")
    say(f"    {test['verdict']}")


def turning(point: Mapping[str, Any]) -> str:
    """A break-even value in words.

    >>> turning({"assumption": "effect x", "value": 0.1, "low": 0.05, "high": 0.2, "slope": 2.0,
    ...          "believed": (-0.8, 0.8), "inside": True})
    'turns its sign at effect x = 0.1 (0.05 to 0.2); as claimed above it'
    """
    side = "above" if point["slope"] > 0 else "below"
    reach = "no interval" if point["low"] is None else f"{point['low']:.2g} to {point['high']:.2g}"
    if point["inside"]:
        return f"turns its sign at {point['assumption']} = {point['value']:.2g} ({reach}); as claimed {side} it"
    low, high = point["believed"]
    return f"no value of {point['assumption']} that is believed ({low:.2g} to {high:.2g}) turns its sign"


def _foot(told: Sequence[Mapping[str, Any]], out: Path) -> None:
    from caucasus_sim.cli.screen import next_command, quoted, say

    if any(each["tests"] for each in told):
        say(f"\n{SCALE}")
    built = [f"{each['id']}/{test['id']}" for each in told for test in each["tests"] if test["built_in"]]
    if built:
        say(f"Built in, to be redesigned: {', '.join(built)}.", bold=True)
    where = "" if out == RUNS else f" --out {quoted(out)}"
    run = [each for each in told if each["tests"]]
    if run:
        next_command(f"sim trace {run[-1]['run']}{where}", f"sim claims {run[-1]['id']} --json{where}")
