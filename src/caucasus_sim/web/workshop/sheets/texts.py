"""The texts of the written material: of pages from ``texts/``, of roles, moves and events from the evidence.

A language has one file. It may give any key of the English file, and any of those that the evidence makes, such as
``role.armenia.wants.1`` or ``move.buy_arms.in_words``; what it lacks is shown in English and marked as English.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup, escape

from caucasus_sim.coding.catalogue import PACKAGED, Catalogue
from caucasus_sim.documents import read_yaml
from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.web.words import ENGLISH, Words

TEXTS = Path(__file__).with_name("texts")
OF_EVIDENCE = ("role", "actor", "move", "event", "deal", "route", "issue", "choice", "short")


def sheet_languages(folder: Path = TEXTS) -> tuple[str, ...]:
    """The languages there is a file for, English first."""
    return (ENGLISH, *sorted({path.stem for path in folder.glob("*.yaml")} - {ENGLISH}))


def sheet_words(catalogue: Catalogue, language: str = ENGLISH, folder: Path = TEXTS) -> Words:
    """All texts of the written material in one language.

    Raises
    ------
    Mistakes
        If there is no such language, or its file holds keys that English has not.
    """
    known = sheet_languages(folder)
    if language not in known:
        near = nearest(language, known)
        raise Mistakes([Mistake(f"no language '{language[:20]}'", "--language", 0, 0, ", ".join(known), near)])
    packaged = catalogue.root.resolve() == PACKAGED
    english = dict(evidence_texts(catalogue)) | _file(folder, ENGLISH, packaged)
    own = {} if language == ENGLISH else _file(folder, language, packaged)
    strange = [key for key in own if key not in english]
    if strange:
        raise Mistakes(
            Mistake(f"no text '{key}' in English", f"{language}.yaml", nearest=nearest(key, english)) for key in strange
        )
    borrowed = tuple(key for key in english if key not in own) if language != ENGLISH else ()
    return Words(language, english | own, borrowed)


def evidence_texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Key and English text of everything that the written material shows of the evidence."""
    for name, role in catalogue.roles.items():
        yield from ((f"role.{name}.{place}", line.text) for place, line in role.lines.items())
    for name, actor in catalogue.actors.items():
        yield f"actor.{name}", actor.name
    for name, move in catalogue.moves.items():
        yield f"move.{name}.title", move.title
        yield f"move.{name}.in_words", move.in_words
    for name, event in catalogue.events.items():
        yield f"event.{name}.title", event.title
        yield f"event.{name}.in_words", event.in_words
    yield from ((f"deal.{name}", deal.title) for name, deal in catalogue.deals.items())
    yield from ((f"route.{name}", route.title) for name, route in catalogue.routes.items())
    for name, issue in catalogue.issues.items():
        yield f"issue.{name}", issue.question
        yield from ((f"issue.{name}.{at}", words) for at, words in (issue.scale or {}).items())
        yield from ((f"choice.{choice}", choice.replace("_", " ")) for choice in issue.approval or ())


def shown(words: Words, key: str, **values: object) -> Markup:
    """A text as HTML, escaped; one that is still English on a page of another language says so."""
    text = words.texts[key]
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    if key in words.borrowed:
        return Markup('<span lang="en">{}</span>').format(text)
    return escape(text)


def _file(folder: Path, language: str, packaged: bool) -> dict[str, str]:
    """A language's texts; what they say of the package's evidence is left out for another world."""
    texts = read_yaml(folder / f"{language}.yaml").data
    return {key: str(text) for key, text in texts.items() if packaged or key.partition(".")[0] not in OF_EVIDENCE}
