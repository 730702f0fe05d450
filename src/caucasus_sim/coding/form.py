"""A blind coding form: the questions with their worded scales, for a coder who sees the text and nobody's numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from caucasus_sim.coding.schema_reading import TRACKS

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

RULES = """\
# A blind coding form. Place each government against the words of each scale, from the text alone.
#   low / best / high  a 90 % belief about what the TEXT says: 5 % below low, 5 % above high (not about the world)
#   points             100 points over all issues of one actor, by how much the text shows it to care
#   basis              passages, inference or silent. Where the text says nothing, leave {basis: silent}: no number
#   claim              fact, statement, assessment or projection;   voice: own, rival or third
#   approval           -100 rejects .. 0 mentioned without a leaning .. 100 wants; null = not mentioned
# Actors are governments. No trait is attached to a nation or a faith. Look at no other coding before you have finished.
# Replace {basis: silent} by, for a scale:
#   {basis: passages, low: 0, best: 0, high: 0, points: 0, passages: [], claim: [], voice: rival, note: "..."}
# and for choices:
#   {basis: passages, points: 0, passages: [], claim: [], voice: rival, note: "...",
#    approval: {choice_one: {low: 0, best: 0, high: 0}, choice_two: null}}
# Under ties, for pairs that the text speaks of:
#   - {from: actor, to: actor, basis: passages, relation: {low: 0, best: 0, high: 0}, leverage: null,
#      passages: [], note: "..."}
"""


def coding_form(catalogue: Catalogue, coder: str, actors: Sequence[str] | None = None) -> str:
    """The form as YAML text; what it holds already is a valid coding in which everything is silent."""
    chosen = tuple(catalogue.actors) if actors is None else tuple(actors)
    lines = [RULES + f"coder: {coder}", "pack: plain", "actors:"]
    for actor in chosen:
        lines += [f"  {actor}:", *_questions(catalogue)]
    lines += ["ties: []", "capability:  # what it could bring to bear on each track if it cared, 0-100"]
    lines += [f"  {actor}: {{{_silent(TRACKS)}}}" for actor in chosen]
    return "\n".join(lines) + "\n"


def _questions(catalogue: Catalogue) -> Iterable[str]:
    for name, issue in catalogue.issues.items():
        yield f"    # {issue.question}"
        yield f"    #   {_words(issue.scale) if issue.scale else 'choices: ' + ', '.join(issue.approval or ())}"
        yield f"    {name}: {{basis: silent}}"


def _words(scale: dict[int, str]) -> str:
    return "; ".join(f"{place} = {words}" for place, words in sorted(scale.items()))


def _silent(tracks: Iterable[str]) -> str:
    return ", ".join(f"{track}: {{basis: silent}}" for track in tracks)
