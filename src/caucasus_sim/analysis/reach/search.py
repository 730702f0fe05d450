"""The search: each lever to its ends, all together, where optuna expects small changes to go far; then shrinking."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from caucasus_sim.analysis.reach.knobs import Knob
from caucasus_sim.analysis.reach.tries import Tries, Try
from caucasus_sim.errors import Mistake, Mistakes

DEAD = 0.5  # this share of what optuna may propose for a lever leaves it alone: small answers change few levers
SEARCHING = 0.7  # of the budget; the rest is for shrinking what was found
STEPS = 5  # halvings when a change is shrunk
DISTINCT = 6  # answers that are shrunk and told at most


@dataclass(frozen=True)
class Budget:
    """Seconds and tries that may be spent, from the moment it was made."""

    seconds: float
    tries: int
    begun: float
    before: int

    def spent(self, tries: Tries, share: float = 1.0) -> bool:
        """Whether this share of it is used up."""
        made, passed = len(tries.found) - self.before, time.monotonic() - self.begun
        return made >= share * self.tries or passed > share * self.seconds


def budget_of(seconds: float, tries: int, so_far: Tries) -> Budget:
    """A budget that begins now."""
    return Budget(seconds, tries, time.monotonic(), len(so_far.found))


def search(tries: Tries, budget: Budget, done: Callable[[], None]) -> None:
    """Try settings until the budget is spent, or nothing has to be changed."""
    if tries.goal.distance(tries.of({}).share) <= 0.0:
        return
    for setting in first_settings(tries):
        if budget.spent(tries, SEARCHING):
            return
        tries.of(setting)
        done()
    study = study_of(tries)
    while not budget.spent(tries, SEARCHING):
        trial = study.ask()
        found = tries.of(proposed(tries.knobs, trial))
        study.tell(trial, [found.size, tries.goal.distance(found.share)])
        done()


def first_settings(tries: Tries) -> Iterator[dict[str, float]]:
    """Every lever alone at either end, then all at the end that went further."""
    best: dict[str, float] = {}
    for knob in tries.knobs:
        ends = [knob.moved(way) for way in (-1.0, 1.0)]
        settings = [{knob.id: end} for end in ends if end != knob.now]
        yield from settings
        known = [tries.of(each) for each in settings]
        if known:
            best |= min(known, key=lambda each: tries.goal.distance(each.share)).setting
    yield best


def study_of(tries: Tries) -> Any:
    """A study of two aims, small changes and a short distance, that knows all tries so far."""
    optuna = imported()
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    sampler = optuna.samplers.TPESampler(seed=tries.setup.seed + len(tries.found))
    study = optuna.create_study(directions=["minimize", "minimize"], sampler=sampler)
    ranges = {knob.id: optuna.distributions.FloatDistribution(*_ends(knob)) for knob in tries.knobs}
    for found in tries.found.values():
        params = {knob.id: _place(knob, found) for knob in tries.knobs}
        values = [found.size, tries.goal.distance(found.share)]
        study.add_trial(optuna.trial.create_trial(params=params, distributions=ranges, values=values))
    return study


def imported() -> Any:
    """Optuna, which is an extra.

    Raises
    ------
    Mistakes
        Where it is not installed.
    """
    try:
        import optuna  # noqa: PLC0415  # an extra: only a search needs it
    except ImportError:
        what = "the search needs optuna, which is not installed"
        raise Mistakes([Mistake(what, "sim reach", expected='pip install "caucasus-sim[reach]"')]) from None
    return optuna


def proposed(knobs: tuple[Knob, ...], trial: Any) -> dict[str, float]:
    """The setting that a trial stands for."""
    setting = {}
    for knob in knobs:
        place = trial.suggest_float(knob.id, *_ends(knob))
        if abs(place) > DEAD:
            value = knob.moved((abs(place) - DEAD) / (1.0 - DEAD) * (1.0 if place > 0.0 else -1.0))
            if value != knob.now:
                setting[knob.id] = value
    return setting


def _ends(knob: Knob) -> tuple[float, float]:
    """Where a knob may go from where it stands: down, up, or both."""
    return (-1.0 if knob.low < knob.now else 0.0, 1.0 if knob.high > knob.now else 0.0)


def _place(knob: Knob, found: Try) -> float:
    """The place that a knob's value in a try stands for."""
    value = found.setting.get(knob.id, knob.now)
    if value == knob.now:
        return 0.0
    end = knob.high if value > knob.now else knob.low
    share = DEAD + (1.0 - DEAD) * min(1.0, abs((value - knob.now) / (end - knob.now)))
    return share if value > knob.now else -share


def distinct(tries: Tries) -> list[Try]:
    """The smallest try that reaches the goal for every set of levers and ways; none that changes all of another's."""
    found: dict[frozenset[tuple[str, bool]], Try] = {}
    for each in tries.reached():
        ways = ways_of(tries.knobs, each)
        if not any(known <= ways for known in found):
            found[ways] = each
    return list(found.values())[:DISTINCT]


def ways_of(knobs: tuple[Knob, ...], found: Try) -> frozenset[tuple[str, bool]]:
    """What a try changes, and which way."""
    return frozenset((knob.id, found.setting[knob.id] > knob.now) for knob in knobs if knob.id in found.setting)


def shrink(tries: Tries, start: Try, may_go_on: Callable[[], bool]) -> Try:
    """The same answer without the changes that are not needed, and the others halved towards where they stood."""
    best = start
    for name in sorted(start.setting):
        if not may_go_on():
            return best
        less = {key: value for key, value in best.setting.items() if key != name}
        if less and tries.goal.distance(tries.of(less).share) <= 0.0:
            best = tries.of(less)
    enough, short, full = 1.0, 0.0, best
    for _ in range(STEPS):
        if not may_go_on():
            return best
        middle = (enough + short) / 2.0
        found = tries.of(scaled(tries.knobs, full, middle))
        if tries.goal.distance(found.share) <= 0.0:
            enough, best = middle, min(best, found, key=lambda each: each.size)
        else:
            short = middle
    return best


def scaled(knobs: tuple[Knob, ...], found: Try, share: float) -> dict[str, float]:
    """A setting with every change that can be halved taken back to a share of itself."""
    return {
        knob.id: found.setting[knob.id]
        if knob.is_flag
        else knob.rounded(knob.now + share * (found.setting[knob.id] - knob.now))
        for knob in knobs
        if knob.id in found.setting
    }
