"""A link that holds everything: the scenario as opened and as it is now, and what is looked at.

It travels in the part of an address behind ``#``, which browsers send to nobody. Whatever comes back is checked as a
file of a stranger is: its size before it is unpacked, its form, then the scenarios, as `sim run` would check them.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.kinds import Body, Text
from caucasus_sim.documents import parse_yaml
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.resolve import scenario_of
from caucasus_sim.web.explore.state import Settings, Timeline, checked

LONGEST = 12_000  # characters of a link: a message to the server takes no more
LARGEST = 200_000  # bytes of what it holds
PLACE = "the link"
WHOLE = "the whole link, as it was copied"
Short = Annotated[str, Field(strict=True, max_length=200)]


class Held(Body):
    """What a link holds."""

    version: Literal[1]
    evidence: Short
    seed: int
    opened: Text
    now: Text
    outcomes: tuple[Short, Short]
    reference: Short
    lens: Short


def link_of(timeline: Timeline, evidence: str, seed: int) -> str:
    """The part of an address behind ``#`` for what is asked now.

    Raises
    ------
    Mistakes
        If the scenario starts from a record: a record is a file of its own, and no link carries it.
    """
    now = timeline.now
    _refuse_record(now.scenario)
    held = Held(
        version=1,
        evidence=evidence[:12],
        seed=seed,
        opened=timeline.opened.text,
        now=now.text,
        outcomes=now.outcomes,
        reference=now.reference,
        lens=now.lens,
    )
    packed = zlib.compress(held.model_dump_json().encode(), 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_link(text: str, catalogue: Catalogue, seed: int) -> tuple[Timeline, tuple[str, ...]]:
    """What a link holds, as a timeline of one step, and what the reader should know about it.

    Raises
    ------
    Mistakes
        Where it is no link of this page, is damaged, is too large, or holds a scenario that is wrong.
    """
    held = _held(text)
    opened = Settings(_scenario(held.opened, catalogue), held.outcomes, "", held.lens)
    now = Settings(_scenario(held.now, catalogue), held.outcomes, held.reference, held.lens)
    return Timeline((), checked(opened, catalogue)).did(checked(now, catalogue)), tuple(_notes(held, catalogue, seed))


def _held(text: str) -> Held:
    try:
        return Held.model_validate(json.loads(_unpacked(text)))
    except (ValidationError, ValueError, RecursionError):
        raise Mistakes(
            [Mistake("this is no link of this page, or a part of it is missing", PLACE, 0, 0, WHOLE)]
        ) from None


def _unpacked(text: str) -> bytes:
    if len(text) > LONGEST:
        raise Mistakes([Mistake(f"longer than {LONGEST:,} characters", PLACE, expected=WHOLE)])
    unpacking = zlib.decompressobj()
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        found = unpacking.decompress(packed, LARGEST)
    except (binascii.Error, zlib.error):
        raise ValueError(text[:20]) from None
    if not unpacking.eof:
        raise ValueError(text[:20])
    return found


def _scenario(text: str, catalogue: Catalogue) -> Scenario:
    document = parse_yaml(text, Path(PLACE))
    if isinstance(document.data, dict) and "extends" in document.data:  # would look for a file on this machine
        raise Mistakes([document.mistake(("extends",), "a link's scenario extends another", "a complete scenario")])
    found = scenario_of(document, catalogue, folders=())
    _refuse_record(found)
    if found.variants:
        raise Mistakes([Mistake("several variants", PLACE, expected="a link to one variant")])
    return found


def _refuse_record(scenario: Scenario) -> None:
    if scenario.record is not None:
        what = "this scenario starts from a record, and a link cannot carry a file"
        raise Mistakes([Mistake(what, PLACE, expected="'Save YAML', sent together with the record")])


def _notes(held: Held, catalogue: Catalogue, seed: int) -> list[str]:
    told = []
    if held.evidence != catalogue.digest[:12]:
        told.append("This link was made with other evidence than is here: what it says may differ from what was seen.")
    if held.seed != seed:
        told.append(f"This link was made with seed {held.seed}, this page has {seed}: the histories are others.")
    return told
