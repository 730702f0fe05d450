"""Questions as a user writes them, read and checked: every mistake of a file at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from caucasus_sim.analysis.scoring.asks import Ask, Span, read_ask
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.documents import Document, read_yaml
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.scenario.part import Part, kind_of

KEYS = ("id", "ask", "answer", "tolerance", "track", "base", "note")
TRACKS = ("treaty", "constitution", "route", "arms", "border", "domestic", "trade", "humanitarian", "ties")
# Evidence keeps outcomes by topic; where a topic is no track by name, the track it belongs to.
TOPICS = {"economy": "trade", "politics": "domestic"}
ENTRY = "{id: q1, ask: {outcome: ..., by: 2025-06}, answer: true}"


@dataclass(frozen=True)
class Base:
    """What was usual before: how often it happened, or values seen; and who says so."""

    chance: float | None
    values: tuple[float, ...]
    source: str


@dataclass(frozen=True)
class Question:
    """A question, and its answer where there is one.

    Parameters
    ----------
    id : str
    ask : Ask
        What is asked of a history.
    answer : bool, float or None
        What happened; None while nobody knows.
    tolerance : float or None
        How near a number counts as right, in the unit of the outcome; numbers with one can be pooled.
    track : str
        Questions of a track hang together, so that whole tracks are resampled.
    base : Base or None
        What the score is set against, where the user gives a base rate.
    """

    id: str
    ask: Ask
    answer: bool | float | None
    tolerance: float | None
    track: str
    base: Base | None


def read_questions(path: Path | str, catalogue: Catalogue, span: Span) -> list[Question]:
    """Read the questions of a YAML file: a list of entries in the order of the file.

    Parameters
    ----------
    path : path
        The file.
    catalogue : Catalogue
        Names of outcomes and routes come from here.
    span : Span
        The months that can be asked about.

    Raises
    ------
    Mistakes
        Every mistake of the file at once.
    """
    document = read_yaml(path)
    found: list[Mistake] = []
    questions = [_question(part, catalogue, span) for part in _entries(document, found)]
    if not questions and not found:
        found.append(document.mistake((), "there are no questions", f"a list of entries such as {ENTRY}"))
    if found:
        raise Mistakes(found)
    return [question for question in questions if question is not None]


def _entries(document: Document, found: list[Mistake]) -> Iterator[Part]:
    """The entries of a file, with entries that are none and repeated ids noted."""
    if not isinstance(document.data, list):
        what = f"the questions are {kind_of(document.data)}"
        found.append(document.mistake((), what, f"a list of entries such as {ENTRY}"))
        return
    seen: dict[object, int] = {}
    for index, item in enumerate(document.data):
        if not isinstance(item, dict):
            found.append(document.mistake((index,), f"this question is {kind_of(item)}", ENTRY))
            continue
        part = Part(document, (index,), item, found)
        name = item.get("id")
        if isinstance(name, str) and name in seen:
            part.wrong("id", f"the id '{name[:40]}' is here twice, first in line {seen[name]}", "each id once")
        elif isinstance(name, str):
            seen[name] = document.at(index, "id")[0]
        yield part


def _question(part: Part, catalogue: Catalogue, span: Span) -> Question | None:
    part.only(KEYS, "a question has")
    part.needs("id", "ask")
    name = part.text("id")
    inner = part.part("ask") if part.has("ask") else None
    ask = read_ask(inner, catalogue, span) if inner is not None else None
    if ask is None:
        return None
    answer = _answer(part, ask)
    tolerance = _tolerance(part, ask)
    track = _track(part, ask, catalogue)
    return Question(name or "", ask, answer, tolerance, track, _base(part, ask))


def _answer(part: Part, ask: Ask) -> bool | float | None:
    if not part.has("answer"):
        return None
    value = part.data["answer"]
    if not ask.yes_no:
        return part.number("answer")
    if isinstance(value, bool):
        return value
    part.wrong("answer", f"the answer is {kind_of(value)}", "true or false; leave it out while nobody knows")
    return None


def _tolerance(part: Part, ask: Ask) -> float | None:
    if not part.has("tolerance"):
        return None
    if ask.yes_no:
        part.wrong("tolerance", "what happens or not has no tolerance", "`tolerance:` with numbers only")
        return None
    value = part.number("tolerance")
    if value is not None and not value > 0.0:
        part.wrong("tolerance", f"a tolerance of {value:g}", f"a number above 0, in {ask.unit}")
        return None
    return value


def _track(part: Part, ask: Ask, catalogue: Catalogue) -> str:
    given = part.name("track", TRACKS, "track")
    if part.has("track"):
        return given or ""
    topic = Path(catalogue.where["outcomes", ask.outcome][0]).stem
    track = TOPICS.get(topic, topic)
    if track not in TRACKS:
        part.wrong(None, f"'{ask.outcome}' belongs to no track", f"`track:` with one of {', '.join(TRACKS)}")
    return track


def _base(part: Part, ask: Ask) -> Base | None:
    inner = part.part("base") if part.has("base") else None
    if inner is None:
        return None
    key = "chance" if ask.yes_no else "values"
    inner.only((key, "source"), f"what was usual before is `{key}:` with `source:`")
    inner.needs(key, "source")
    chance = inner.number("chance", 0.0, 1.0) if ask.yes_no else None
    values = () if ask.yes_no else _values(inner)
    return Base(chance, values, inner.text("source") or "")


def _values(part: Part) -> tuple[float, ...]:
    given = part.data.get("values")
    if given is None:
        return ()
    if not isinstance(given, list) or len(given) < 2:
        part.wrong("values", f"'values' is {kind_of(given)}", "a list of two numbers or more, seen before")
        return ()
    inner = Part(part.document, (*part.where, "values"), dict(enumerate(given)), part.found)
    read = [inner.bounded(value, None, None, i) for i, value in enumerate(given)]
    return tuple(value for value in read if value is not None)
