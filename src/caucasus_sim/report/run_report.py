"""The report of a stored run, as bytes: the same for the same stored run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from caucasus_sim.analysis.page_words import KNOWS_NOTHING
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.report.facts import RunFacts, gather
from caucasus_sim.report.render import Head, render
from caucasus_sim.report.run_page import sections_of

FILE = "report.html"


def run_report(path: Path, catalogue: Catalogue, summary: Mapping[str, Any] | None = None) -> bytes:
    """The report of a finished run; ``summary`` where it has been made already.

    Raises
    ------
    Mistakes
        If this is no finished run.
    """
    facts = gather(path, catalogue, summary)
    return render(head_of(facts), sections_of(facts))


def head_of(facts: RunFacts) -> Head:
    """What stands above everything."""
    manifest, summary = facts.manifest, facts.summary
    return Head(
        standing=facts.status_line,
        lines=standing_lines(facts),
        title=f"{manifest['name']}: {manifest['title']}",
        question=manifest["question"],
        answer=summary["answer"],
        footer=f"caucasus_sim {manifest['package']}, run {manifest['id']}, made {manifest['created']}",
    )


def standing_lines(facts: RunFacts) -> list[str]:
    """Whose reading this is, who coded it, what it knows nothing of, and whose evidence lies over the package's."""
    started = list(facts.manifest.get("started_from", []))
    overlaid = [f"your evidence: {kind} {name} from {file}" for kind, name, file in facts.manifest.get("overlaid", [])]
    known = [name for name in facts.manifest["readings"] if name in facts.catalogue.readings]
    lines = facts.catalogue.reading_lines(known)
    return [*lines, facts.summary["readers"], *(started or [KNOWS_NOTHING]), *overlaid]
