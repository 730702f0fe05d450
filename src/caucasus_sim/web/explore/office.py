"""What all pages of one `sim explore` share: the scenario as opened, the bench, and what else can be compared with."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property

from caucasus_sim.analysis.measures import is_named
from caucasus_sim.analysis.standing import is_calibrated
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.scenario.find import list_scenarios
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.part import listed
from caucasus_sim.scenario.resolve import load_scenario
from caucasus_sim.web.explore.futures import Bench
from caucasus_sim.web.explore.state import OPENED, Settings, alone, opened
from caucasus_sim.web.page import Pages


@dataclass(frozen=True)
class Office:
    """One program, one user; every tab of the browser has its own way through the settings.

    Parameters
    ----------
    scenario : one variant, with its record read if it starts from one
    rough, rested : histories in all while a lever moves, and when it rests
    pool : of one thread: answers are made one after the other, each with all processors
    waiting : what stands for each question that nobody has begun to answer; nothing is lived ahead meanwhile
    """

    catalogue: Catalogue
    scenario: Scenario
    bench: Bench
    pages: Pages
    rough: int = 200
    rested: int = 1000
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "answers"))
    waiting: set[object] = field(default_factory=set)

    @property
    def begins(self) -> Settings:
        """The settings of a page that has just been opened."""
        return opened(self.scenario, self.outcomes, self.bench.lenses)

    @cached_property
    def levels(self) -> bool:
        """Whether levels may be shown, or directions only."""
        return is_calibrated(self.catalogue, self.bench.lenses)

    @cached_property
    def outcomes(self) -> dict[str, str]:
        """What can be looked at, and its title: all but what has names for values, which no axis shows."""
        known = self.catalogue.outcomes
        return {name: each.title for name, each in known.items() if not is_named(self.catalogue, name)}

    @cached_property
    def others(self) -> dict[str, Scenario]:
        """Every scenario that goes by a name and can be read, variant by variant: ``NAME`` or ``NAME:VARIANT``."""
        return dict(self._others())

    def _others(self) -> Iterator[tuple[str, Scenario]]:
        for name in list_scenarios():
            try:
                found = load_scenario(name, self.catalogue)
            except Mistakes:  # somebody's unfinished file; `sim scenario validate` says what is wrong with it
                continue
            for each in found.runs:
                if each.record is None:
                    yield (f"{name}:{each.variant}" if each.variant else name), alone(each)

    def comparable(self, settings: Settings) -> tuple[str, ...]:
        """The names of the scenarios whose histories have twins among those of some settings."""
        return tuple(name for name, each in self.others.items() if has_twins(each, settings.scenario))

    def reference(self, settings: Settings, begun: Settings) -> Scenario:
        """The scenario that differences are taken to.

        Raises
        ------
        Mistakes
            If there is none of this name whose histories have twins.
        """
        if settings.reference == OPENED:
            return begun.scenario
        known = self.comparable(settings)
        if settings.reference not in known:
            what = f"nothing to compare with goes by '{settings.reference[:60]}'"
            expected = f"a scenario of the same months and readings: {listed(known)}"
            raise Mistakes([Mistake(what, "the page", 0, 0, expected, nearest(settings.reference, known))])
        return self.others[settings.reference]

    def close(self) -> None:
        """Let the threads go."""
        self.pool.shutdown(cancel_futures=True)
        self.bench.close()


def has_twins(one: Scenario, other: Scenario) -> bool:
    """Whether the histories of two scenarios can share draws and luck, row by row: same months, readings and start."""
    return (one.start, one.end, one.reading, one.known) == (other.start, other.end, other.reading, other.known)
