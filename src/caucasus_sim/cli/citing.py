"""A run as an entry of a list of references."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

AUTHORS = "The caucasus_sim developers"


def citation(manifest: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """What identifies a run, what it rests on, and what must be said with it."""
    from caucasus_sim.analysis.standing import standing_of_run

    known = [name for name in manifest["readings"] if name in catalogue.readings]
    identity = manifest.get("identity", {})
    return {
        "authors": AUTHORS,
        "software": "caucasus_sim",
        "version": manifest["package"],
        "year": str(manifest["created"])[:4],
        "run": manifest["id"],
        "name": manifest["name"],
        "title": manifest["title"],
        "histories": manifest["cells"],
        "variants": list(manifest["variants"]),
        "seed": manifest["seed"],
        "lenses": list(manifest["lenses"]),
        "readings": list(manifest["readings"]),
        "evidence": identity.get("evidence", ""),
        "rules": identity.get("compiled", ""),
        "sources": [_source(catalogue, each) for name in known for each in catalogue.readings[name].about.sources],
        "say": [standing_of_run(catalogue, manifest)[1], *catalogue.reading_lines(known), *_assumed(manifest)],
    }


def _source(catalogue: Catalogue, name: str) -> str:
    source = catalogue.sources[name]
    return f"{source.title} ({source.publisher or 'publisher not named'}, {source.date})"


def _assumed(manifest: Mapping[str, Any]) -> list[str]:
    return [f"in '{variant}' {', '.join(kinds)} assumed, not found" for variant, kinds in manifest["assumed"].items()]


def as_text(told: Mapping[str, Any]) -> list[str]:
    """The citation in paragraphs."""
    head = f"{told['authors']}: {told['software']}, version {told['version']}. Run {told['name']} {told['run']}, "
    head += (
        f'"{told["title"]}": {told["histories"]:,} histories of {", ".join(told["variants"])}, seed {told["seed"]}, '
    )
    head += f"lenses {', '.join(told['lenses'])}, readings {', '.join(told['readings'])}. {told['year']}."
    digests = f"Evidence {told['evidence']}, rules {told['rules']}."
    return [head, digests, f"It rests on: {'; '.join(told['sources'])}.", f"Say with it: {'; '.join(told['say'])}."]


def as_bibtex(told: Mapping[str, Any]) -> str:
    """The citation as one entry; what BibTeX would read as a command is escaped.

    >>> told = {"authors": "A", "software": "s", "version": "1", "year": "2031", "run": "0f", "name": "x", "say": ["U"]}
    >>> as_bibtex({**told, "title": "50 %"}).splitlines()[2].replace(chr(92), "/")
    '  title = {{s: run x 0f, 50 /%}},'
    """
    rows = {
        "author": told["authors"],
        "title": f"{told['software']}: run {told['name']} {told['run']}, {told['title']}",
        "version": told["version"],
        "year": told["year"],
        "note": "; ".join(told["say"]),
    }
    fields = "".join(f"  {key} = {{{{{_escaped(str(value))}}}}},\n" for key, value in rows.items())
    return f"@software{{{told['software']}_{told['run']},\n{fields}}}"


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "#$%&_{}" else letter for letter in text.replace("\\", "/"))
