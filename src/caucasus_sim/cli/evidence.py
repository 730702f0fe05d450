"""`sim sources` and `sim lens`: what the numbers rest on, and the theories they are seen through."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caucasus_sim.cli.given import AsJson, known
from caucasus_sim.cli.packing import pack, pick

if TYPE_CHECKING:
    from caucasus_sim.coding.agreement import Estimate
    from caucasus_sim.coding.schema_sources import Passage, Source

sources_app = typer.Typer(help="The sources and how they were read.", invoke_without_command=True)
lens_app = typer.Typer(help="The causal theories.", invoke_without_command=True)


@sources_app.callback()
def sources(context: typer.Context) -> None:
    """The sources and how they were read; alone, list them."""
    if context.invoked_subcommand is None:
        list_sources(as_json=False)


@sources_app.command("list")
def list_sources(as_json: AsJson = False) -> None:
    """List the sources."""
    from caucasus_sim.cli.screen import next_command, print_json, table

    told = known().sources
    rows = [
        [name, s.title, s.side or "none", s.date, s.language, len(s.passages), s.reading_line or ""]
        for name, s in told.items()
    ]
    columns = ["source", "title", "side", "date", "language", "passages", "every output says"]
    if as_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
        return
    table(columns, rows)
    next_command(f"sim sources show {rows[0][0]}", "sim sources agreement")


@sources_app.command("show")
def show_source(
    source: Annotated[str, typer.Argument(help="Its id; ID/PASSAGE works too.", metavar="ID")],
    passage: Annotated[str, typer.Argument(help="One passage, such as I.5.", metavar="PASSAGE")] = "",
    as_json: AsJson = False,
) -> None:
    """Show a source passage by passage in our own words, and what each became."""
    from caucasus_sim.cli.screen import next_command, print_json, say

    name, _, rest = source.partition("/")
    found = pick(name, known().sources, "source")
    chosen: dict[str, Passage] = found.passages
    if passage or rest:
        chosen = {passage or rest: pick(passage or rest, found.passages, f"passage of {name}")}
    if as_json:
        print_json({key: body.model_dump(mode="json") for key, body in chosen.items()})
        return
    say(f"{found.title} ({found.date}); {found.reading_line or 'no line of its own'}", bold=True)
    for key, body in chosen.items():
        _print_passage(key, body, found)
    next_command("sim sources form --coder YOUR_INITIALS", "sim sources agreement")


def _print_passage(key: str, body: Passage, source: Source) -> None:
    from caucasus_sim.cli.screen import say

    say(f"\n{key}  ({body.place}; {', '.join(body.type)}{'; ' + body.speaker if body.speaker else ''})", bold=True)
    say(f"  {' '.join(body.paraphrase.split())}")
    if body.url is not None:
        say(f"  {body.date}; words: {body.voice}; printed by: {body.page}; {body.url}")
    say(
        f"  became: {', '.join(body.became)}"
        if body.became
        else f"  left out: {body.left_out or 'nothing became of it'}"
    )
    remarks = [each.remark for each in source.errata if key in each.passages]
    remarks += [each.remark for each in source.contradictions if key in each.passages]
    for remark in remarks:
        say(f"  remark: {remark}")


@sources_app.command("form")
def form(
    coder: Annotated[str, typer.Option(help="Who codes.", metavar="L")] = "YOUR_INITIALS",
    out: Annotated[Path | None, typer.Option("--out", help="Write it here; never overwrites.", metavar="FILE")] = None,
) -> None:
    """Print a blind coding form: the questions with their worded scales, and nobody's numbers."""
    from caucasus_sim.cli.making import write_new
    from caucasus_sim.cli.screen import line, next_command
    from caucasus_sim.coding.form import coding_form

    text = coding_form(known(), coder)
    if out is None:
        line(text.rstrip("\n"))
        return
    write_new(out, text)
    line(f"written to {out}")
    next_command("sim --evidence FOLDER sources check   (FOLDER/readings/<reading>/ holds your coding)")


sources_app.command("pack")(pack)


@sources_app.command("agreement")
def agreement(reading: Annotated[str, typer.Option(help="Which reading.")] = "", as_json: AsJson = False) -> None:
    """Say how far the coders agree (Krippendorff's alpha), and what exchanging the principals' names changes."""
    from caucasus_sim.cli.screen import next_command, print_json, say, table
    from caucasus_sim.coding.agreement import agreement as agree
    from caucasus_sim.coding.agreement import swap_comparison

    catalogue = known()
    name = reading or next(iter(catalogue.readings))
    pick(name, catalogue.readings, "reading")
    found, swap = agree(catalogue, name), swap_comparison(catalogue, name)
    if as_json:
        import dataclasses

        print_json({"reading": name, **dataclasses.asdict(found), "swap": dataclasses.asdict(swap) if swap else None})
        return
    say(f"{name}: {catalogue.readings[name].line}", bold=True)
    if len(catalogue.readings[name].pooled) < 2:
        say("One coder only: there is nothing to agree with, and nobody knows how far another reader would differ.")
        next_command(f"sim sources pack {catalogue.readings[name].about.sources[0]}")
        return
    rows = [
        ["scales", *_told(found.scales)],
        ["approvals", *_told(found.approvals)],
        ["together", *_told(found.together)],
    ]
    table(
        ["cells", "alpha", "90 % interval", "how many"],
        rows,
        f"{found.called.capitalize()} (Krippendorff's alpha: 1 is perfect, 0 is chance)",
    )
    if found.called == "repeatability":
        say(
            "All coders are machines: this says that the codebook is followed the same way twice, "
            "not that the reading is right."
        )
    say(f"All coders speak on {found.spoken_by_all} cells, only some on {found.spoken_by_some}.")
    if swap is not None:
        _print_swap(swap)
    next_command(f"sim sources show {catalogue.readings[name].about.sources[0]}")


def _print_swap(swap: Any) -> None:
    from caucasus_sim.cli.screen import table

    rows = [["both, with sign", *_told(swap.signed)], ["both, size", *_told(swap.absolute)]]
    rows.append(["between the coders themselves, size", *_told(swap.between_pooled)])
    rows += [[f"{side}, with sign", *_told(signed)] for side, (signed, _) in swap.by_principal.items()]
    table(
        ["codings of", "points of 100", "90 % interval", "how many"],
        rows,
        "The principals' names exchanged in the text: what changes",
    )


def _told(estimate: Estimate) -> list[str]:
    return [f"{estimate.value:.2f}", f"{estimate.low:.2f} to {estimate.high:.2f}", str(estimate.cells)]


@sources_app.command("check")
def check(as_json: AsJson = False) -> None:
    """Check all evidence: every mistake of every file at once."""
    from caucasus_sim.cli.screen import next_command, print_json, say

    catalogue = known()
    kinds = (
        "sources",
        "issues",
        "moves",
        "deals",
        "routes",
        "parameters",
        "lenses",
        "levers",
        "events",
        "outcomes",
        "states",
    )
    counts = {kind: len(getattr(catalogue, kind)) for kind in kinds}
    overlaid = [list(each) for each in catalogue.overlaid]
    if as_json:
        print_json({"mistakes": [], "counts": counts, "overlaid": overlaid})
        return
    say("no mistakes: " + ", ".join(f"{count} {kind}" for kind, count in counts.items()))
    for kind, name, file in overlaid:
        say(f"yours: {kind} {name} from {file}")
    next_command("sim sources agreement")


@lens_app.callback()
def lens(context: typer.Context) -> None:
    """The causal theories; alone, list them."""
    if context.invoked_subcommand is None:
        list_lenses(as_json=False)


@lens_app.command("list")
def list_lenses(as_json: AsJson = False) -> None:
    """List the lenses; none carries a weight, and every result is the range over them."""
    from caucasus_sim.cli.screen import next_command, print_json, table

    rows = [[name, each.title, each.whose] for name, each in known().lenses.items()]
    if as_json:
        print_json([{"lens": row[0], "title": row[1], "whose": row[2]} for row in rows])
        return
    table(["lens", "what it holds", "whose"], rows)
    next_command(f"sim lens show {rows[0][0]}")


@lens_app.command("show")
def show_lens(name: Annotated[str, typer.Argument(metavar="L")], as_json: AsJson = False) -> None:
    """Show a lens: sign and size of every contested effect, the same for both principals."""
    from caucasus_sim.cli.screen import next_command, print_json, say, table

    found = pick(name, known().lenses, "lens")
    if as_json:
        print_json({"lens": name, **found.model_dump(mode="json", by_alias=True)})
        return
    say(f"{name}: {found.title}", bold=True)
    for text in (found.in_words, found.whose):
        say(text)
    table(["contested effect", "belief"], [[effect, _belief(prior)] for effect, prior in found.effects.items()])
    next_command(f"sim run baseline --lens {name}")


def _belief(prior: Any) -> str:
    if prior.family == "normal":
        return f"around {prior.mean:g}, give or take {prior.sd:g} (normal)"
    if prior.family == "uniform":
        return f"anything from {prior.start:g} to {prior.end:g}"
    return ", ".join(f"{key} {value}" for key, value in prior.model_dump(mode="json").items())


@lens_app.command("score")
def score_lenses(
    runs: Annotated[int, typer.Option(min=200, help="Runs of every lens and first month.")] = 4000,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
    as_json: AsJson = False,
) -> None:
    """Ask whether the record can tell the lenses apart; numbers for lenses only if it can."""
    from caucasus_sim.analysis.calibrate.estimated import CLOCKS
    from caucasus_sim.analysis.calibrate.recovery import lens_scores
    from caucasus_sim.cli.progress import Progress, say_compiling
    from caucasus_sim.cli.screen import next_command, print_json, say, table

    catalogue = known()
    say_compiling(quiet)
    with Progress(runs * len(catalogue.lenses) * len(CLOCKS), "runs from earlier starts", quiet) as progress:
        told = lens_scores(catalogue, runs, done=progress.step)
    if as_json:
        print_json(told)
        return
    say("Lenses held against the record up to October 2024; fit, not skill", bold=True)
    rows = [
        [lens, *(f"{share:.2f}" for share in row)] for lens, row in zip(told["lenses"], told["confusion"], strict=True)
    ]
    table(
        ["made by", *told["lenses"]], rows, "Records made by one lens (rows), and the lens they were given to (columns)"
    )
    back = (
        f"{100 * told['recovered']:.0f} % come back to the lens that made them, {100 * told['chance']:.0f} % by chance"
    )
    if told["enough"]:
        say(f"{back}. Log score against the mean of all lenses, with the middle nine tenths:")
        found = told["differences"]
        table(
            ["lens", "low", "difference", "high"],
            [[row[k] for k in ("lens", "low", "difference", "high")] for row in found],
        )
    else:
        say(
            f"{back}; 70 % would be needed. This record cannot tell the lenses apart, and no number is given.",
            bold=True,
        )
    next_command("sim run baseline   (all lenses side by side)")
