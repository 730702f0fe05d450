"""A scenario ready to run: book, start and draws, with the names that their numbers stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.coding.pool import Slot
from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.luck import key_words
from caucasus_sim.month.arrays import ACTORS, BOOK, MONTHS
from caucasus_sim.month.codes import DECISION, DECISIONS
from caucasus_sim.packing.ageing import widen_stances
from caucasus_sim.packing.deals import deal_names, pack_deals, pack_milestones, pack_routes
from caucasus_sim.packing.drawer import Drawer
from caucasus_sim.packing.draws import fill_missing_objections, fill_own_beliefs, refresh_preconditions, settle
from caucasus_sim.packing.issues import pack_issues
from caucasus_sim.packing.overrides import override_levers, override_stances, turning_months
from caucasus_sim.packing.rows import NamedRow, pack_rows
from caucasus_sim.packing.script import pack_script
from caucasus_sim.packing.state import State, pack_institutions, start_world, system_names
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.recorded import with_record
from caucasus_sim.scenario.resolve import load_scenario
from caucasus_sim.scenario.vocabulary import start_of

Legs = tuple[tuple[int, np.ndarray], ...]


@dataclass(frozen=True)
class Setup:
    """Everything one variant of a scenario needs to run, and its names."""

    catalogue: Catalogue
    scenario: Scenario
    seed: int
    actors: tuple[str, ...]
    book: np.ndarray
    start: np.ndarray
    rows: tuple[NamedRow, ...]
    deals: tuple[str, ...]
    slots: tuple[Slot, ...]
    systems: tuple[str, ...]
    drawer: Drawer
    step: float = 1.0
    before: Setup | None = None

    @property
    def steps(self) -> int:
        """How many steps a run lasts."""
        return int(round(self.scenario.months / self.step))

    @property
    def first(self) -> int:
        """The step that a run begins with; 0 unless it starts later than the evidence."""
        return self.step_of(self.scenario.start)

    @property
    def evidence_start(self) -> int:
        """The absolute month of the evidence's own start state."""
        return start_of(self.catalogue)

    def step_of(self, month: int) -> int:
        """The step in which an absolute month begins."""
        return int(round((month - int(self.book[0].start)) / self.step))

    def draws(self, lens: str, reading: str, reading_ids: np.ndarray, mechanism_ids: np.ndarray) -> np.ndarray:
        """Draws of one lens and reading at the start, DRAW [n], measured at the reference."""
        return self._draws_at(self.scenario.start, lens, reading, reading_ids, mechanism_ids)

    def legs(self, lens: str, reading: str, reading_ids: np.ndarray, mechanism_ids: np.ndarray) -> Legs:
        """Draws for each stretch of months between which stances or parameters change, with its first step."""
        months = turning_months(self.catalogue, self.scenario)
        return tuple(
            (self.step_of(month), self._draws_at(month, lens, reading, reading_ids, mechanism_ids)) for month in months
        )

    def _draws_at(
        self, month: int, lens: str, reading: str, reading_ids: np.ndarray, mechanism_ids: np.ndarray
    ) -> np.ndarray:
        made = self.drawer.measured(lens, reading, reading_ids, mechanism_ids).copy()
        if self.scenario.beliefs == "own":
            fill_own_beliefs(made, self.catalogue, self.seed, mechanism_ids, self.actors)
        if self.scenario.known is not None:
            fill_missing_objections(made, self.catalogue, self.seed, mechanism_ids)
        override_levers(made, self.catalogue, self.scenario, month)
        known = (self.seed, reading_ids, self.actors, self.slots, month)
        aged = widen_stances(made, self.catalogue, self.scenario, reading, *known[:-1])
        if override_stances(made, self.catalogue, self.scenario, *known) or aged:
            refresh_preconditions(made, self.catalogue, self.actors, self.slots)
        settle(made, self.book)
        return made


def actors_of(catalogue: Catalogue, scenarios: Iterable[Scenario] = ()) -> tuple[str, ...]:
    """The actors of a run: all that are not optional, and those that a scenario names, in the catalogue's order."""
    named: set[str] = set()
    for scenario in scenarios:
        named |= {each.actor for each in scenario.moves} | {each.actor for each in scenario.when}
        named |= {each.actor for each in scenario.stances}
    return tuple(name for name, actor in catalogue.actors.items() if not actor.optional or name in named)


def set_up(
    catalogue: Catalogue,
    scenario: Scenario,
    seed: int = 1,
    actors: tuple[str, ...] | None = None,
    step: float = 1.0,
    order: tuple[str, ...] | None = None,
    drawer: Drawer | None = None,
) -> Setup:
    """Pack one variant of a scenario.

    Parameters
    ----------
    actors : which actors take part; all that are not optional if left out
    step : months a step lasts, 1 or 0.5
    order : another order of the same actors, for the test that order changes nothing
    drawer : that of another variant of the same start, so that variants share the work
    """
    taking_part = order or actors or actors_of(catalogue, [scenario])
    # Steps count from the evidence's start, so that a run that starts later is the second leg of a longer one.
    begins = scenario.start if scenario.known is None else min(scenario.start, start_of(catalogue))
    if scenario.end - begins + 1 > MONTHS:
        raise ValueError(f"{scenario.end - begins + 1} months; at most {MONTHS} fit")
    book = np.zeros(1, dtype=BOOK)
    b = book[0]
    b.start, b.step, b.actors = begins, step, len(taking_part)
    systems = system_names(catalogue)
    slots = pack_issues(book, catalogue)
    pack_routes(book, catalogue)
    pack_institutions(book, catalogue, taking_part)
    _pack_partners(b, catalogue, taking_part)
    pack_milestones(book, catalogue)
    pack_deals(book, catalogue, taking_part)
    _pack_keys(book, seed, taking_part)
    rows = pack_rows(book, catalogue, taking_part, deal_names(catalogue), systems)
    start = start_world(catalogue, book, taking_part, systems)
    names = deal_names(catalogue)
    ease, reference = State(catalogue).number("articles_ease", 0.0), _reference(book, catalogue)
    drawer = drawer or Drawer(catalogue, seed, taking_part, rows, names, slots, reference, start, ease)
    rows = pack_script(book, catalogue, scenario, rows)
    before = (
        None if scenario.before is None else set_up(catalogue, scenario.before, seed, taking_part, step, drawer=drawer)
    )
    return Setup(catalogue, scenario, seed, taking_part, book, start, rows, names, slots, systems, drawer, step, before)


def _reference(book: np.ndarray, catalogue: Catalogue) -> np.ndarray:
    """The book at which odds are stated: that of the evidence's own month, whenever a run starts."""
    reference = book.copy()
    reference[0].start = start_of(catalogue)
    reference[0].milestone_earliest[:] = start_of(catalogue)
    return reference


def _pack_partners(b: np.record, catalogue: Catalogue, actors: tuple[str, ...]) -> None:
    b.partner_of[:] = -1
    b.format_of[:] = -1
    for p, principal in enumerate(catalogue.principals):
        issue = catalogue.issues.get(f"security_partners_{principal}")
        for k, partner in enumerate((issue.approval or ()) if issue else ()):
            if partner in actors:
                b.partner_of[actors.index(partner), p] = k
    for k, name in enumerate(catalogue.issues["format"].approval or ()):
        if name in actors:
            b.format_of[actors.index(name)] = k
    b.milestone_earliest[:] = b.start


def _pack_keys(book: np.ndarray, seed: int, actors: tuple[str, ...]) -> None:
    for decision in DECISIONS:
        n = DECISION[decision]
        for i, actor in enumerate(actors):
            book[0].keys[n, i] = key_words(seed, decision, actor)
        book[0].keys[n, ACTORS] = key_words(seed, decision, "")


@lru_cache(maxsize=4)
def packaged() -> Catalogue:
    """The package's own evidence, read once."""
    return load_catalogue()


def load_setup(name: str, seed: int = 1, catalogue: Catalogue | None = None) -> Setup:
    """Set up a scenario by name or path; ``name:variant`` picks a variant, else the first is taken.

    Raises
    ------
    Mistakes
        Where the scenario, the variant or anything in its file is wrong.
    """
    known = catalogue or packaged()
    name, _, variant = name.partition(":")
    scenario = with_record(load_scenario(name, known), known)
    return set_up(known, pick_variant(scenario, variant), seed)


def pick_variant(scenario: Scenario, variant: str) -> Scenario:
    """One variant of a scenario by name; without a name the first, or the scenario itself."""
    if not variant:
        return scenario.runs[0]
    for each in scenario.variants:
        if each.variant == variant:
            return each
    names = [each.variant for each in scenario.variants]
    near = nearest(variant, names)
    raise Mistakes(
        [Mistake(f"{scenario.name} has no variant '{variant}'", scenario.name, expected=", ".join(names), nearest=near)]
    )
