"""What the page asks at one moment, and the way there: pure values, so that undo is to look at an earlier one.

A settings' scenario is complete at every moment. Its text is what `sim run` takes, what a link carries and what is
checked, so that nothing can be asked here that cannot be written down.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.documents import parse_yaml
from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.scenario.model import LeverSetting, Scenario, Value
from caucasus_sim.scenario.part import listed
from caucasus_sim.scenario.recorded import knowing
from caucasus_sim.scenario.resolve import scenario_of
from caucasus_sim.scenario.show import show

OPENED = ""  # the reference that needs no name: the scenario as it was opened
SHOWN = 2
MOST_STEPS = 200


@dataclass(frozen=True)
class Settings:
    """A scenario, and what is looked at in it.

    Parameters
    ----------
    scenario : Scenario
        Complete, without variants.
    outcomes : tuple of str
        Two outcomes of the register, not the same.
    reference : str
        What differences are taken to: ``NAME`` or ``NAME:VARIANT`` of a scenario, or OPENED.
    lens : str
        The lens whose futures are drawn; the strip always shows every lens.
    """

    scenario: Scenario
    outcomes: tuple[str, str]
    reference: str
    lens: str

    @property
    def text(self) -> str:
        """The scenario as YAML that `sim run` reads; the same for the same scenario."""
        return show(self.scenario)

    def value(self, lever: str) -> Value | None:
        """What a lever is set to; None where it is left to the draws."""
        return next((each.value for each in self.scenario.levers if each.id == lever), None)

    def with_lever(self, lever: str, value: Value | None) -> Settings:
        """The settings with one lever set, or (None) left to the draws; from the same month on as before."""
        month = next((each.from_month for each in self.scenario.levers if each.id == lever), None)
        others = tuple(each for each in self.scenario.levers if each.id != lever)
        own = () if value is None else (LeverSetting(lever, value, month),)
        levers = tuple(sorted((*others, *own), key=lambda each: each.id))
        return replace(self, scenario=replace(self.scenario, levers=levers))

    def with_outcome(self, place: int, name: str) -> Settings:
        """The settings with another outcome at place 0 or 1; if it is at the other place, the two change places."""
        other = self.outcomes[place] if self.outcomes[1 - place] == name else self.outcomes[1 - place]
        return replace(self, outcomes=(name, other) if place == 0 else (other, name))


@dataclass(frozen=True)
class Timeline:
    """Settings in the order in which they were asked for; ``now`` lies between what was and what was undone."""

    past: tuple[Settings, ...]
    now: Settings
    future: tuple[Settings, ...] = ()

    @property
    def opened(self) -> Settings:
        """The settings that the page began with."""
        return (*self.past, self.now)[0]

    def did(self, new: Settings) -> Timeline:
        """After a change; what does not change anything is no step."""
        if new == self.now:
            return self
        past = (*self.past, self.now)
        if len(past) > MOST_STEPS:  # the first is kept: it is what differences are taken to
            past = (past[0], *past[2:])
        return Timeline(past, new)

    def undone(self) -> Timeline:
        """One step back, if there is one."""
        if not self.past:
            return self
        return Timeline(self.past[:-1], self.past[-1], (self.now, *self.future))

    def redone(self) -> Timeline:
        """One step forward again, if one was taken back."""
        if not self.future:
            return self
        return Timeline((*self.past, self.now), self.future[0], self.future[1:])

    def reset(self) -> Timeline:
        """Everything as it was opened: a step like any other, so that it can be undone."""
        return self.did(self.opened)

    def last_change(self) -> tuple[Settings, Settings] | None:
        """Before and after the last step, to be played again; None before the first."""
        return (self.past[-1], self.now) if self.past else None


STEPS: dict[str, Callable[[Timeline], Timeline]] = {
    "undo": Timeline.undone,
    "redo": Timeline.redone,
    "reset": Timeline.reset,
}


def opened(scenario: Scenario, outcomes: Collection[str], lenses: tuple[str, ...]) -> Settings:
    """The settings that a page begins with: a scenario or one of its variants, and the first outcomes it watches."""
    watched = [name for name in scenario.watch if name in outcomes]
    first = list(dict.fromkeys([*watched, *outcomes]))[:SHOWN]
    return Settings(alone(scenario), (first[0], first[1]), OPENED, lenses[0])


def alone(scenario: Scenario) -> Scenario:
    """A scenario or variant as a scenario of its own, as its text says it."""
    name = f"{scenario.name}_{scenario.variant}" if scenario.variant else scenario.name
    return replace(scenario, name=name[:80], variant="", variants=())


def checked(settings: Settings, catalogue: Catalogue) -> Settings:
    """The settings as their text is read.

    Raises
    ------
    Mistakes
        Where the scenario is wrong (a lever and an event may set the same thing), or an outcome, lens or pair of
        outcomes is.
    """
    place = Path(f"{settings.scenario.name}.yaml")
    read = scenario_of(parse_yaml(settings.text, place), catalogue, folders=())
    wrong = list(_unknown(settings, catalogue, str(place)))
    if wrong:
        raise Mistakes(wrong)
    known = settings.scenario.known
    return replace(settings, scenario=read if known is None else knowing(read, known, settings.scenario.before))


def _unknown(settings: Settings, catalogue: Catalogue, place: str) -> list[Mistake]:
    wanted = [("outcome", name, tuple(catalogue.outcomes)) for name in settings.outcomes]
    wanted.append(("lens", settings.lens, tuple(catalogue.lenses)))
    found = [
        Mistake(f"no {kind} '{name[:40]}'", place, expected=listed(names), nearest=nearest(name, names))
        for kind, name, names in wanted
        if name not in names
    ]
    if settings.outcomes[0] == settings.outcomes[1]:
        found.append(Mistake("the same outcome twice", place, expected="two different outcomes"))
    return found


def changed_levers(now: Settings, before: Settings) -> tuple[str, ...]:
    """The levers that differ between two settings, sorted."""
    own, other = ({each.id: each for each in settings.scenario.levers} for settings in (now, before))
    return tuple(sorted(name for name in own.keys() | other.keys() if own.get(name) != other.get(name)))


def put_back(now: Settings, before: Settings, lever: str) -> Settings:
    """The settings of now, with one lever as it was before."""
    others = tuple(each for each in now.scenario.levers if each.id != lever)
    own = tuple(each for each in before.scenario.levers if each.id == lever)
    levers = tuple(sorted((*others, *own), key=lambda each: each.id))
    return replace(now, scenario=replace(now.scenario, levers=levers))
