"""A scenario ready to run: book, start and draws, with the names that their numbers stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.coding.pool import Slot
from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.month.arrays import MONTHS
from caucasus_sim.packing.ageing import widen_stances
from caucasus_sim.packing.changes import Changes
from caucasus_sim.packing.drawer import Drawer
from caucasus_sim.packing.draws import fill_missing_objections, fill_own_beliefs, refresh_preconditions, settle
from caucasus_sim.packing.overrides import override_levers, override_stances, turning_months
from caucasus_sim.packing.packing import Packing, pack
from caucasus_sim.packing.rows import NamedRow
from caucasus_sim.packing.script import pack_script
from caucasus_sim.packing.state import State
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.recorded import with_record
from caucasus_sim.scenario.resolve import load_scenario
from caucasus_sim.scenario.vocabulary import start_of

Legs = tuple[tuple[int, np.ndarray], ...]


@dataclass(frozen=True)
class Setup:
    """Everything one variant of a scenario needs to run, and its names.

    With ``changes``, draws have one row for each of theirs, in the place of one for each id.
    """

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
    changes: Changes | None = None

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
        return self._draws_at(self.scenario.start, lens, reading, reading_ids, mechanism_ids).copy()

    def legs(self, lens: str, reading: str, reading_ids: np.ndarray, mechanism_ids: np.ndarray) -> Legs:
        """Draws for each stretch of months between which stances or parameters change, with its first step.

        Not to be written to: variants that change no stance and no parameter share the very arrays.
        """
        months = turning_months(self.catalogue, self.scenario)
        return tuple(
            (self.step_of(month), self._draws_at(month, lens, reading, reading_ids, mechanism_ids)) for month in months
        )

    def _draws_at(
        self, month: int, lens: str, reading: str, reading_ids: np.ndarray, mechanism_ids: np.ndarray
    ) -> np.ndarray:
        shared = self.drawer.measured(lens, reading, reading_ids, mechanism_ids)
        if not self._changes_draws(month):
            return shared
        made = shared.copy()
        if self.scenario.beliefs == "own":
            fill_own_beliefs(made, self.catalogue, self.seed, mechanism_ids, self.actors)
        if self.scenario.known is not None:
            fill_missing_objections(made, self.catalogue, self.seed, mechanism_ids)
        ids = reading_ids
        if self.changes is not None:
            made, ids = made[self.changes.draw_of], reading_ids[self.changes.draw_of]
        again = override_levers(made, self.catalogue, self.scenario, month)
        if self.changes is not None:
            again |= self.changes.set_mechanisms(made, self.catalogue, month)
        known = (self.seed, ids, self.actors, self.slots, month)
        again |= widen_stances(made, self.catalogue, self.scenario, reading, *known[:-1])
        again |= override_stances(made, self.catalogue, self.scenario, *known)
        if self.changes is not None:
            again |= self.changes.set_positions(made, self.actors, self.slots)
        if again:
            refresh_preconditions(made, self.catalogue, self.actors, self.slots)
        settle(made, self.book)
        return made

    def _changes_draws(self, month: int) -> bool:
        """Whether a record, beliefs, a stance, a parameter or an effect set by this month, or other evidence, do."""
        if self.changes is not None:
            return True
        scenario = self.scenario
        dated = [each.from_month for each in scenario.stances]
        dated += [each.from_month for each in scenario.levers if self.catalogue.levers[each.id].sets.dial is None]
        is_set = any(since is None or since <= month for since in dated)
        other = self.drawer.anchor is not None or self.drawer.catalogue is not self.catalogue
        return is_set or other or scenario.beliefs == "own" or scenario.known is not None


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
    common = None if drawer is None else drawer.packing_of(catalogue, taking_part, begins, step)
    common = common or pack(catalogue, seed, taking_part, begins, step)
    drawer = drawer or _drawer_of(common, catalogue, seed, taking_part)
    if drawer.catalogue is catalogue and drawer.actors == taking_part:
        drawer.packings[begins, step] = common
    book = common.book.copy()
    rows = pack_script(book, catalogue, scenario, common.rows)
    before = (
        None if scenario.before is None else set_up(catalogue, scenario.before, seed, taking_part, step, drawer=drawer)
    )
    start, names, slots, systems = common.start.copy(), common.deals, common.slots, common.systems
    return Setup(catalogue, scenario, seed, taking_part, book, start, rows, names, slots, systems, drawer, step, before)


def _drawer_of(common: Packing, catalogue: Catalogue, seed: int, actors: tuple[str, ...]) -> Drawer:
    ease, reference = State(catalogue).number("articles_ease", 0.0), _reference(common.book, catalogue)
    start = common.start.copy()
    return Drawer(catalogue, seed, actors, common.rows, common.deals, common.slots, reference, start, ease)


def _reference(book: np.ndarray, catalogue: Catalogue) -> np.ndarray:
    """The book at which odds are stated: that of the evidence's own month, whenever a run starts."""
    reference = book.copy()
    reference[0].start = start_of(catalogue)
    reference[0].milestone_earliest[:] = start_of(catalogue)
    return reference


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
