"""Open a session in a folder, new or as it was left; then it is a room that can be served."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.month.arrays import calendar
from caucasus_sim.packing.setup import Setup, pick_variant, set_up
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.record_file import read_record
from caucasus_sim.scenario.recorded import knowing, with_record
from caucasus_sim.scenario.resolve import load_scenario
from caucasus_sim.web.page import Pages, provenance
from caucasus_sim.web.words import load_words
from caucasus_sim.web.workshop.futures import over_lenses
from caucasus_sim.web.workshop.ground import Ground, dealt
from caucasus_sim.web.workshop.journal import NAME, Journal
from caucasus_sim.web.workshop.paper import foot_of
from caucasus_sim.web.workshop.presets import preset
from caucasus_sim.web.workshop.sheets.texts import sheet_words
from caucasus_sim.web.workshop.sheets.texts import shown as shown_text
from caucasus_sim.web.workshop.worlds import invented_evidence, is_invented, warm_up_scenario

HERE = Path(__file__).parent
FOLDERS = (HERE / "templates", HERE / "sheets" / "templates")
TEXTS = HERE / "texts"
SEALED, BASELINE = "sealed", "baseline"


@dataclass(frozen=True)
class Wanted:
    """What a new session is to be. ``lens`` may be ``sealed``: then the session's seed chooses it."""

    preset: str = "90"
    scenario: str = BASELINE
    lens: str = SEALED
    seed: int = 1
    language: str = "en"
    record: Path | None = None


def evidence_of(folder: Path, wanted: Wanted | None, known: Callable[[], Catalogue]) -> Catalogue:
    """The evidence that a session is played with: the usual, or the invented world's where its preset says so."""
    name = wanted.preset if wanted is not None else ""
    if wanted is None and (folder / NAME).exists():
        name = str(Journal(folder).events[0]["about"]["preset"])
    return load_catalogue(invented_evidence()) if name and preset(name).world == "invented" else known()


def scenario_of(catalogue: Catalogue, about: dict[str, Any]) -> Scenario:
    """The scenario a session starts from, with its record if it has one."""
    asked = str(about["scenario"])
    if is_invented(catalogue) and asked == BASELINE:
        return pick_variant(load_scenario(warm_up_scenario(), catalogue), "")
    name, _, variant = asked.partition(":")
    scenario = pick_variant(with_record(load_scenario(name, catalogue), catalogue), variant)
    if not about.get("record"):
        return scenario
    record = read_record(Path(about["record"]), catalogue)
    end = max(scenario.end, record.start + int(about["months"]) - 1)
    return knowing(replace(scenario, start=record.start, end=end, record=record.path, blanks="held"), record, None)


def about_new(catalogue: Catalogue, wanted: Wanted) -> dict[str, Any]:
    """What is written down of a new session, checked.

    Raises
    ------
    Mistakes
        For an unknown preset, lens, language or scenario, and for a session longer than its scenario.
    """
    chosen = preset(wanted.preset)
    lenses = tuple(catalogue.lenses)
    if wanted.lens not in (SEALED, *lenses):
        near, expected = nearest(wanted.lens, lenses), ", ".join((SEALED, *lenses))
        raise Mistakes([Mistake(f"no lens '{wanted.lens}'", "--lens", expected=expected, nearest=near)])
    load_words(wanted.language, TEXTS)
    months = chosen.rounds.count * chosen.rounds.months
    about: dict[str, Any] = {
        "preset": wanted.preset,
        "scenario": wanted.scenario,
        "seed": wanted.seed,
        "language": wanted.language,
        "sealed": wanted.lens == SEALED,
        "lens": lenses[wanted.seed % len(lenses)] if wanted.lens == SEALED else wanted.lens,
        "record": str(wanted.record.resolve()) if wanted.record else None,
        "months": months,
        "evidence": catalogue.digest,
    }
    scenario = scenario_of(catalogue, about)
    if scenario.start + months - 1 > scenario.end:
        what = (
            f"{chosen.rounds.count} rounds of {chosen.rounds.months} months from {calendar(scenario.start)} end after"
        )
        raise Mistakes([Mistake(f"{what} {calendar(scenario.end)}", wanted.scenario, expected="a shorter preset")])
    setup = set_up(catalogue, scenario, wanted.seed)
    return about | {"start": scenario.start, "actors": list(setup.actors)}


def open_session(folder: Path, catalogue: Catalogue, wanted: Wanted | None) -> dict[str, Any]:
    """What a session is: as its journal says, or written into a new journal.

    Raises
    ------
    Mistakes
        If there is a session where a new one was wanted, none where an old one was, or other evidence than then.
    """
    exists = (folder / NAME).exists()
    if exists and wanted is not None:
        raise Mistakes([Mistake("there is a session here", str(folder), expected="another name, or `--resume`")])
    if not exists and wanted is None:
        raise Mistakes([Mistake("there is no session here", str(folder), expected="a folder with a journal.jsonl")])
    if wanted is not None:
        about = about_new(catalogue, wanted)
        folder.mkdir(parents=True, exist_ok=True)
        Journal(folder).append("opened", time.time() * 1000.0, "server", about=about)
        return about
    about = dict(Journal(folder).events[0]["about"])
    if about["evidence"] != catalogue.digest:
        what = "this session was begun with other evidence than there is now"
        raise Mistakes([Mistake(what, str(folder), expected="the program and evidence of then, or a new session")])
    return about


def ground_of(catalogue: Catalogue, about: dict[str, Any]) -> Ground:
    """The world under a session."""
    setup: Setup = set_up(catalogue, scenario_of(catalogue, about), int(about["seed"]))
    return dealt(setup, str(about["lens"]), int(about["seed"]))


def pages_of(catalogue: Catalogue, ground: Ground, language: str) -> Pages:
    """The pages of a session, with the words that its templates use."""
    words = load_words(language, TEXTS)
    stripe = provenance(catalogue, catalogue.lenses, ground.readings)
    pages = Pages(words, stripe, *FOLDERS)
    told = sheet_words(catalogue, language)
    titles = {name: outcome.title for name, outcome in catalogue.outcomes.items()}
    pages.templates.globals |= {
        "shown": lambda key, **values: shown_text(told, key, **values),
        "text": lambda key, **values: str(told(key, **values)),
        "foot": " ".join(foot_of(catalogue, told)),
        "over": over_lenses,
        "title_of": titles.__getitem__,
        "event_title": lambda name: catalogue.events[name].title,
    }
    options = {name: told.texts.get(f"short.{name}", name.replace("_", " ")) for name in catalogue.routes}
    pages.templates.filters["worded"] = lambda text: worded(str(text), options)
    pages.templates.filters["actor_name"] = lambda actor: told.texts[f"actor.{actor}"]
    return pages


def worded(text: str, options: dict[str, str]) -> str:
    """A sentence of the evidence with its options by their names.

    >>> worded("Iran threatens those who open aras", {"aras": "the line along the Aras"})
    'Iran threatens those who open the line along the Aras'
    >>> worded("Agreement on the option aras", {"aras": "option Aras"})
    'Agreement on the option Aras'
    """
    for name, said in options.items():
        text = text.replace(f"option {name}", f"option {said.removeprefix('option ')}")
        text = text.replace(f"route_{name}", said).replace(name, said)
    return text.replace("hold (", "no move of its own (").replace("_", " ")
