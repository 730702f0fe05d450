"""What may be assumed, and the dial that each assumption turns in its month."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from caucasus_sim.scenario.model import Assumption
from caucasus_sim.scenario.part import Part, Placed, kind_of
from caucasus_sim.scenario.vocabulary import Vocabulary


@dataclass(frozen=True)
class Kind:
    """One kind of assumption: what it is about, and key -> dial. ``once``: only one of the keys in an entry."""

    about: str | None
    dials: Mapping[str, str]
    once: bool = False


KINDS: dict[str, Kind] = {
    "constitution": Kind(
        "actor", {"in_force": "assume_amendment_{actor}", "rejected": "assume_rejection_{actor}"}, True
    ),
    "treaty": Kind(None, {"signed": "assume_treaty"}),
    "partial": Kind(None, {"signed": "assume_partial"}),
    "interim": Kind(None, {"signed": "assume_interim"}),
    "route": Kind("option", {"agreed": "assume_route", "opens": "assume_route_open"}),
    "borders": Kind(None, {"third_border_opens": "assume_borders"}),
    "government": Kind("actor", {"changes": "assume_government_{actor}"}),
    "monitors": Kind(None, {"end": "assume_monitors_end"}),
    "guarantee": Kind(None, {"from": "assume_guarantee"}),
}


class Fact(NamedTuple):
    """What an assumption or a move settles: a kind, and whom or what it is about."""

    kind: str
    about: str = ""


def read_assume(part: Part, words: Vocabulary) -> Iterator[Placed[Assumption]]:
    """Everything assumed in one ``assume`` block; a kind takes one entry, or a list of them."""
    part.only(KINDS, "what may be assumed")
    for name, kind in KINDS.items():
        value = part.data.get(name)
        if isinstance(value, list):
            entries = list(part.parts(name))
        elif value is None:
            entries = []
            if name in part.data:
                part.wrong(name, f"'{name}' is empty", _form(kind, words))
        elif isinstance(value, dict):
            entries = [each for each in (part.part(name),) if each is not None]
        else:
            entries = []
            part.wrong(name, f"'{name}' is {kind_of(value)}", _form(kind, words))
        for entry in entries:
            yield from _entry(entry, name, kind, words)


def _form(kind: Kind, words: Vocabulary) -> str:
    about = [f"{kind.about}: ..."] if kind.about else []
    return "{" + ", ".join([*about, f"{next(iter(kind.dials))}: 2026-06"]) + "}"


def _entry(part: Part, name: str, kind: Kind, words: Vocabulary) -> Iterator[Placed[Assumption]]:
    keys = keys_of(name, words)
    part.only([*([kind.about] if kind.about else []), *keys], f"what '{name}' takes")
    about = _about(part, kind, words)
    given = {key: _month(part, key) for key in keys if part.has(key)}
    if not given:
        part.wrong(None, f"'{name}' does not say what happens", f"one of {', '.join(keys)}, with a month")
    if kind.once and len(given) > 1:
        part.wrong(
            list(given)[1], f"{' and '.join(given)} in one entry", "one of them; for both, a list of two entries"
        )
    for key, month in given.items():
        if month is not False and (kind.about is None or about is not None):
            yield part.placed(_assumption(name, kind, keys[key], about, month, words), key)


def _about(part: Part, kind: Kind, words: Vocabulary) -> str | None:
    if kind.about is None or not part.needs(kind.about):
        return None
    if kind.about == "actor":
        return part.name("actor", words.catalogue.principals, "principal")
    return part.name("option", words.catalogue.routes, "route")


def _month(part: Part, key: str) -> Any:
    """The month; None for the start, False after a mistake."""
    if key == "changes" and part.data[key] is True:
        return None
    month = part.month(key)
    return False if month is None else month


def keys_of(name: str, words: Vocabulary) -> dict[str, str]:
    """What an assumption of a kind may say -> the key of its dial."""
    keys = {key: key for key in KINDS[name].dials}
    if name == "borders":
        # A closed border with a third neighbour may go by the neighbour's name: the evidence says who that is.
        deals = (deal for deal in words.catalogue.deals.values() if deal.kind == "third_border")
        neighbours = {actor for deal in deals for actor in deal.consents if actor in words.outsiders}
        keys |= {f"{actor}_opens": "third_border_opens" for actor in sorted(neighbours)}
    return keys


def _assumption(name: str, kind: Kind, key: str, about: str | None, month: int | None, words: Vocabulary) -> Assumption:
    detail = {"what": key} if kind.about is None else {kind.about: str(about), "what": key}
    value = float(list(words.catalogue.routes).index(str(about))) if kind.about == "option" else 1.0
    return Assumption(name, month, detail, kind.dials[key].format(actor=about), value)


def fact_assumed(assumption: Assumption) -> Fact:
    """The fact that an assumption settles."""
    return Fact(assumption.kind, assumption.detail.get("actor") or assumption.detail.get("option", ""))


def facts_moved(actor: str, move: str, with_: Mapping[str, Any], words: Vocabulary) -> set[Fact]:
    """The facts that a scripted move works on."""
    body = words.catalogue.moves.get(move)
    if body is None:
        return set()
    facts = {_DONE[body.does](actor)} if body.does in _DONE else set()
    if any(touch.channel == "outside_guarantee" for touch in body.touches):
        facts.add(Fact("guarantee"))
    if body.does == "table":
        facts |= _tabled(with_, words)
    return facts


_DONE: dict[str, Callable[[str], Fact]] = {
    "promise_amendment": lambda actor: Fact("constitution", actor),
    "start_amendment": lambda actor: Fact("constitution", actor),
    "end_monitors": lambda _: Fact("monitors"),
}
_DEAL_FACTS = {
    "initial": "treaty",
    "sign": "treaty",
    "partial": "partial",
    "interim": "interim",
    "third_border": "borders",
}


def _tabled(with_: Mapping[str, Any], words: Vocabulary) -> set[Fact]:
    deal = words.catalogue.deals.get(str(with_.get("deal")))
    facts = {Fact(_DEAL_FACTS[deal.kind])} if deal is not None and deal.kind in _DEAL_FACTS else set()
    return facts | ({Fact("route", str(with_["option"]))} if "option" in with_ else set())
