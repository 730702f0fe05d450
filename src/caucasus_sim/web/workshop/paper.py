"""A session on paper: every page that a room needs without screens, HTML that prints on A4 and Letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from caucasus_sim.analysis.standing import standing_line
from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.store.files import write_bytes
from caucasus_sim.web.words import ENGLISH, Words
from caucasus_sim.web.workshop.presets import Preset, read_presets
from caucasus_sim.web.workshop.sheets.cards import Card, cards_of
from caucasus_sim.web.workshop.sheets.codes import DOMAINS, numbered
from caucasus_sim.web.workshop.sheets.parliament import parliaments_of
from caucasus_sim.web.workshop.sheets.powers import actors_of, named_of
from caucasus_sim.web.workshop.sheets.sheet import sheets_of
from caucasus_sim.web.workshop.sheets.texts import sheet_words, shown
from caucasus_sim.web.workshop.worlds import invented_evidence, is_invented

TEMPLATES = Path(__file__).parent / "sheets" / "templates"
STYLE = TEMPLATES / "paper.css"
PAGES = {
    "roles": "sheet.title",
    "cards": "cards.title",
    "codes": "codes.title",
    "slips": "slips.title",
    "guide": "guide.title",
}
PHASES = ("lobby", "warm_up", "brief", "predict", "talk", "choose", "reveal", "break", "debrief", "spare")
QUESTIONS = ("treaty_signed", "route_open", "text_complete")
SLIPS = 8  # on one page
WARM_UP = "warm-up"


def paper(catalogue: Catalogue, language: str = ENGLISH, warm_up: bool = False, style: str = "") -> dict[str, str]:
    """The pages of a session: file name -> HTML. The same catalogue and language give the same bytes.

    Parameters
    ----------
    catalogue : the evidence whose governments are played
    language : a language that ``sheets/texts`` has a file for
    warm_up : whether the first page leads to the pages of a warm-up in a folder beside it
    style : where a page that is served alone finds ``STYLE``; without it, every page holds its style itself

    Raises
    ------
    Mistakes
        If there is no such language.
    """
    words = sheet_words(catalogue, language)
    templates = _templates(catalogue, words, style)
    listed = [(f"{name}.html", title, f"index.{name}") for name, title in PAGES.items()]
    contents = {name: dict(_contents(name, catalogue, words)) for name in PAGES}
    contents["index"] = {"pages": listed, "warm_up": warm_up, "is_index": True}
    titles = {**PAGES, "index": "index.title"}
    return {
        f"{name}.html": templates.get_template(f"{name}.html").render(contents[name], title=title, kind=name)
        for name, title in titles.items()
    }


def paper_set(catalogue: Catalogue, language: str = ENGLISH) -> dict[str, str]:
    """The pages of a session, and under ``warm-up/`` those of the invented world."""
    pages = paper(catalogue, language, warm_up=True)
    invented = paper(load_catalogue(invented_evidence()), language)
    return pages | {f"{WARM_UP}/{name}": text for name, text in invented.items()}


def write_paper(out: Path, catalogue: Catalogue, language: str = ENGLISH) -> list[Path]:
    """Write all pages into a folder, each whole or not at all; returns the files, the first page first.

    Raises
    ------
    Mistakes
        If there is no such language, or the folder cannot be written to.
    """
    pages = paper_set(catalogue, language)
    for name in sorted(pages, key=lambda name: name == "index.html"):  # the page that leads to the others comes last
        write_bytes(out / name, pages[name].encode("utf-8"))
    return [out / name for name in sorted(pages, key=lambda name: (name != "index.html", name))]


def _templates(catalogue: Catalogue, words: Words, style: str) -> Environment:
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    foot = foot_of(catalogue, words)
    templates.globals |= {
        "shown": lambda key, **values: shown(words, key, **values),
        "text": lambda key, **values: str(words(key, **values)),
        "keys": lambda part: [
            key for key in words.texts if key.startswith(f"{part}.") and key.rsplit(".", 1)[1].isdigit()
        ],
        "language": words.language,
        "css": Markup(STYLE.read_text(encoding="utf-8")),  # noqa: S704 (our own file)
        "style": style,
        "foot": " ".join(foot),
        "foot_short": foot[0],
        "missing": missing_of(words),
        "world": " / ".join(catalogue.actors[side].name for side in catalogue.principals),
        "is_index": False,
    }
    return templates


def foot_of(catalogue: Catalogue, words: Words) -> tuple[str, ...]:
    """What every page says of itself: how far its numbers hold, what it does not know, and whose reading it is."""
    if is_invented(catalogue):
        return (words("foot.invented"), words("foot.play"))
    readings = "; ".join(catalogue.reading_lines(list(catalogue.readings)))
    told = f"{words('foot.reading')}: {readings}."
    return (words("foot.nothing_after"), standing_line(catalogue, catalogue.lenses) + ".", told, words("foot.play"))


def missing_of(words: Words) -> str:
    """How much of a page is still in English; nothing where all is there."""
    if not words.borrowed:
        return ""
    name = words.texts["language.name"]
    return words("language.missing", language=name, missing=len(words.borrowed), all=len(words.texts))


def _contents(page: str, catalogue: Catalogue, words: Words) -> Iterator[tuple[str, Any]]:
    """What a page's template is given, by name."""
    if page == "roles":
        yield "sheets", sheets_of(catalogue, words)
        yield "parliaments", parliaments_of(catalogue, words)
    elif page == "cards":
        cards = cards_of(catalogue, words)
        yield "domains", {domain: [card for card in cards if card.power.domain == domain] for domain in DOMAINS}
    elif page == "codes":
        yield from _codes(catalogue, words, cards_of(catalogue, words))
    elif page == "slips":
        yield "copies", SLIPS
        yield "questions", [question for question in QUESTIONS if question in catalogue.outcomes]
    else:
        yield from _guide(catalogue, words)


def _codes(catalogue: Catalogue, words: Words, cards: tuple[Card, ...]) -> Iterator[tuple[str, Any]]:
    yield "cards", cards
    yield "options", [(name, named_of(words, "option", name)) for name in catalogue.routes]
    names = {name: actors_of(catalogue, deal) for name, deal in catalogue.deals.items()}
    codes = numbered("A", tuple(catalogue.deals))
    yield "agreements", [(codes[name], name, [words.texts[f"actor.{each}"] for each in names[name]]) for name in codes]


def _guide(catalogue: Catalogue, words: Words) -> Iterator[tuple[str, Any]]:
    presets = {} if is_invented(catalogue) else read_presets()
    yield "presets", [_preset(preset, words) for preset in presets.values()]
    yield "phases", PHASES
    yield "months", " / ".join(map(str, sorted({preset.rounds.months for preset in read_presets().values()})))
    yield "injects", numbered("E", tuple(catalogue.events))
    yield "parties", [words.texts[f"actor.{side}"] for side in catalogue.principals]
    yield (
        "glossary",
        [
            (name.neutral, [name.parties.get(side, "") for side in catalogue.principals])
            for name in catalogue.names.values()
        ],
    )


def _preset(preset: Preset, words: Words) -> Mapping[str, Any]:
    tables = []
    for table in preset.tables:
        key = "guide.table_parliament" if table.parliament else "guide.table_seats"
        names = " + ".join(words.texts[f"actor.{actor}"] for actor in table.actors)
        tables.append(words(key, names=names, seats=table.seats))
    return {"title": preset.title, "purpose": preset.purpose, "slots": preset.timeline(), "tables": tables}
