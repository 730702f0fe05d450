"""What may be changed: levers inside their ranges, and moves that may be ordered; and how large a change is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.month.arrays import calendar
from caucasus_sim.scenario.entries import entries_of
from caucasus_sim.scenario.model import LeverSetting, Scenario, ScriptedMove

FLAGS = ("true or false", "0 or 1")
Setting = Mapping[str, float]  # of what is changed alone: a lever's value, 1 for a move that is ordered
SAME = 4  # significant digits of a lever's value that is tried


@dataclass(frozen=True)
class Knob:
    """A lever, or a move that may be ordered (``move``); where it stands now, and how far it may go.

    ``cost`` is what a change by one unit of the lever costs, or ordering the move; None where no costs are stated.
    """

    id: str
    title: str
    unit: str
    now: float
    low: float
    high: float
    move: ScriptedMove | None = None
    cost: float | None = None

    @property
    def is_flag(self) -> bool:
        """Whether it is on or off."""
        return self.move is not None or self.unit in FLAGS

    def size(self, value: float) -> float:
        """How large a change to this value is: its cost where one is stated, else the share of the range; a move 1."""
        distance = abs(value - self.now)
        if self.cost is not None:
            return self.cost * distance
        return distance / (self.high - self.low) if self.high > self.low else 0.0

    def rounded(self, value: float) -> float:
        """A value that can be written down, inside the range."""
        if self.is_flag:
            return float(round(value))
        return min(self.high, max(self.low, float(f"{value:.{SAME}g}")))

    def moved(self, towards: float) -> float:
        """The value a share -1..1 of the way from where it stands to the lower or the upper end."""
        end = self.high if towards > 0.0 else self.low
        return self.rounded(self.now + abs(towards) * (end - self.now))


def knobs_of(
    catalogue: Catalogue, scenario: Scenario, levers: Sequence[str], moves: Scenario | None, costs: Mapping[str, float]
) -> tuple[Knob, ...]:
    """The knobs a user names.

    Raises
    ------
    Mistakes
        For every lever that is unknown or has no range, every move that would be ordered twice, every cost of nothing.
    """
    wrong = [each for name in levers for each in _wrong_lever(catalogue, name)]
    ordered = [] if moves is None else [move for move in moves.moves if move not in scenario.moves]
    wrong += _twice(scenario, ordered)
    if not levers and not ordered:
        wrong.append(Mistake("nothing may be changed", "--levers", expected="levers, as in --levers arms.reaction"))
    if wrong:
        raise Mistakes(wrong)
    found = [_lever(catalogue, scenario, name) for name in dict.fromkeys(levers)]
    found += [] if moves is None else _moves(moves, ordered)
    return _with_costs(found, costs)


def _wrong_lever(catalogue: Catalogue, name: str) -> list[Mistake]:
    if name not in catalogue.levers:
        near = nearest(name, catalogue.levers)
        return [Mistake(f"no lever '{name[:60]}'", "--levers", expected="one of `sim list levers`", nearest=near)]
    if catalogue.levers[name].range is None:
        return [Mistake(f"'{name}' has choices, not a range", "--levers", expected="a lever with a range")]
    return []


def _twice(scenario: Scenario, moves: Iterable[ScriptedMove]) -> list[Mistake]:
    taken = {(move.month, move.actor, move.domain) for move in scenario.moves}
    found = []
    for move in moves:
        key = (move.month, move.actor, move.domain)
        if key in taken:
            what = f"two orders to {move.actor} in {calendar(move.month)} ({move.domain})"
            found.append(Mistake(what, "--moves", expected="one move a government, domain and month"))
        taken.add(key)
    return found


def _lever(catalogue: Catalogue, scenario: Scenario, name: str) -> Knob:
    lever = catalogue.levers[name]
    assert lever.range is not None
    set_now = [float(each.value) for each in scenario.levers if each.id == name]
    now = set_now[0] if set_now else float(lever.default)
    return Knob(name, lever.title, lever.unit, now, lever.range.start, lever.range.end)


def _moves(source: Scenario, ordered: Sequence[ScriptedMove]) -> list[Knob]:
    entries = entries_of(source)["moves"]
    told = {id(move): entry.data for move, entry in zip(source.moves, entries, strict=True)}
    return [_move(move, told[id(move)]) for move in ordered]


def _move(move: ScriptedMove, data: Mapping[str, object]) -> Knob:
    about = "".join(f", {key} {value}" for key, value in dict(move.with_).items())
    name = f"{move.actor}.{move.move}.{data['date']}"
    return Knob(name, f"{data['date']}: {move.actor} {move.move}{about}", "ordered or not", 0.0, 0.0, 1.0, move)


def _with_costs(knobs: list[Knob], costs: Mapping[str, float]) -> tuple[Knob, ...]:
    if not costs:
        return tuple(knobs)
    names = [knob.id for knob in knobs]
    wrong = [
        Mistake(
            f"a cost of '{name}', which may not be changed", "--costs", 0, 0, ", ".join(names), nearest(name, names)
        )
        for name in costs
        if name not in names
    ]
    wrong += [Mistake(f"'{name}' has no cost", "--costs", expected="a cost of everything that may be changed")
              for name in names if name not in costs]  # fmt: skip
    if wrong:
        raise Mistakes(wrong)
    return tuple(replace(knob, cost=costs[knob.id]) for knob in knobs)


def size_of(knobs: Sequence[Knob], setting: Setting) -> float:
    """How large all changes of a setting are together."""
    return sum(knob.size(setting[knob.id]) for knob in knobs if knob.id in setting)


def applied(scenario: Scenario, knobs: Sequence[Knob], setting: Setting) -> Scenario:
    """The scenario with the changes of a setting."""
    levers = {each.id: each for each in scenario.levers}
    moves = list(scenario.moves)
    for knob in knobs:
        if knob.id in setting and knob.move is None:
            levers[knob.id] = LeverSetting(knob.id, setting[knob.id])
        elif knob.id in setting and knob.move is not None:
            moves.append(knob.move)
    ordered = sorted(moves, key=lambda each: (each.month, each.actor, each.domain, each.move))
    return replace(scenario, levers=tuple(levers[name] for name in sorted(levers)), moves=tuple(ordered))
