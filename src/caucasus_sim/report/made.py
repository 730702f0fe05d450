"""How the numbers were made: checks and simulation error; the scenario, versions, hashes, and the command."""

from __future__ import annotations

from collections.abc import Iterator

from caucasus_sim.analysis import page_words as words
from caucasus_sim.report.blocks import Block, code, fold, heading, strong, table, text
from caucasus_sim.report.facts import RunFacts
from caucasus_sim.report.wording import spaced, title_of


def checks(facts: RunFacts) -> Iterator[Block]:
    """What was checked, and what other luck would do."""
    found, runs = facts.summary["checks"], facts.summary["runs"]
    yield text(words.replays_line(found))
    if found.get("failures"):
        yield strong(words.failures_line(found))
    yield text(
        f"{runs['cells']:,} histories; {runs['blocks']} blocks of eight under each lens and reading. Simulation error "
        "is what other luck would do; it falls with more histories. What we do not know does not."
    )
    if runs["blocks"] < 2:
        yield strong(words.TOO_FEW)
    for rows in words.by_outcome(facts.summary["worth"]):
        least = words.smallest_words(rows[0]["smallest"], rows[0]["unit"])
        told = "; ".join(words.worth_lines(rows))
        yield text(f"Worth noticing in '{rows[0]['title']}' (the scenario says): {least} or more. {told}.")


def scenario(facts: RunFacts) -> Iterator[Block]:
    """What each variant changes, all that holds, and what it takes to run it again."""
    manifest = facts.manifest
    for variant, rows in facts.differences.items():
        yield heading(title_of(variant, facts.summary["runs"]["titles"]))
        if isinstance(rows, str):
            yield text(rows)
        elif rows:
            cells = [(row.what, row.left or "not there", row.right or "not there") for row in rows]
            yield table(f"{variant}: what differs from the baseline", ("what", "baseline", variant), cells)
        else:
            yield text("Nothing in it differs from the baseline.")
    inside = [block for label, yaml in manifest["scenarios"].items() for block in (heading(label), code(yaml))]
    yield fold("Everything that holds, as YAML", inside)
    yield table("Versions, seed, hashes, command", ("what", "value"), identity(facts))
    run = manifest["id"]
    yield text(
        f"One history again: sim rerun {run} --run 0. To hand it on: sim pack {run}. To cite it: sim cite {run}."
    )


def identity(facts: RunFacts) -> list[tuple[str, str]]:
    """What the run depends on, as rows."""
    manifest = facts.manifest
    told = {
        "run": manifest["id"],
        "made": manifest["created"],
        "command": manifest.get("command") or "not kept",
        "seed": manifest["seed"],
        "histories": f"{manifest['cells']:,}",
        "lenses": ", ".join(manifest["lenses"]),
        "readings": ", ".join(manifest["readings"]),
        "engine": manifest["engine"],
        "caucasus_sim": manifest["package"],
    }
    parts = {spaced(name): value for name, value in sorted(manifest.get("identity", {}).items()) if name != "seed"}
    return [(name, str(value)) for name, value in {**told, **parts}.items()]
