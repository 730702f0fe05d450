"""What must hold between files: names exist, sides are matched, and nothing is dated after the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caucasus_sim.coding import checks_became as became
from caucasus_sim.coding import checks_belief as belief
from caucasus_sim.coding import checks_passages as passages
from caucasus_sim.coding import checks_roles as roles
from caucasus_sim.coding import checks_sides as sides
from caucasus_sim.coding.files import Shelf
from caucasus_sim.coding.rows import Row
from caucasus_sim.coding.schema import Move, Touch, With
from caucasus_sim.month.arrays import WORLD_FIELDS
from caucasus_sim.month.codes import DEAL, DOES, TABLED, WHEN

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

GROUPS = ("principals", "outsiders", "all", "operator", "other", "{other}", "{self}", "{to}")
DERIVED_READS = ("route", "assurances")
FIELDS = tuple(each[0] for each in WORLD_FIELDS)


def check_everything(shelf: Shelf, catalogue: Catalogue) -> None:
    """Note every mistake between files on the shelf."""
    for check in (_issues, _moves, _deals, _routes, _levers, _events, _outcomes, _institutions):
        check(shelf, catalogue)
    became.check(shelf, catalogue)
    belief.check(shelf, catalogue)
    passages.check(shelf, catalogue)
    sides.check(shelf, catalogue)
    roles.check(shelf, catalogue)


def _issues(shelf: Shelf, catalogue: Catalogue) -> None:
    channels = catalogue.numbers.channels
    for name, issue in catalogue.issues.items():
        reads = issue.reads if isinstance(issue.reads, dict) else {"": issue.reads}
        if isinstance(issue.reads, dict) and set(reads) != set(issue.approval or ()):
            shelf.mistake("issues", name, ("reads",), "reads must name every choice once")
        for choice, channel in reads.items():
            if channel not in channels and channel not in DERIVED_READS:
                shelf.unknown("issues", name, ("reads", choice), "channel", channel, channels)
        if issue.gate is not None and issue.gate not in channels:
            shelf.unknown("issues", name, ("gate",), "channel", issue.gate, channels)


def _moves(shelf: Shelf, catalogue: Catalogue) -> None:
    for name, move in catalogue.moves.items():
        shelf.known("moves", name, ("when",), "condition", move.when, WHEN)
        shelf.known("moves", name, ("does",), "deed", move.does, DOES)
        for place, actor in enumerate(move.who):
            shelf.known("moves", name, ("who", place), "actor", actor, (*catalogue.actors, *GROUPS))
        keys = {key for row in catalogue.rows(name) for key in _odds_keys(row)}
        for key in move.odds.per_actor:
            shelf.known("moves", name, ("odds", "per_actor", key), "row of this move", key, keys)
        _with(shelf, catalogue, name, move.with_ or With())
        _move_touches(shelf, catalogue, name, move)
        if move.induce is not None and move.induce.to not in (*catalogue.actors, *GROUPS):
            shelf.unknown("moves", name, ("induce", "to"), "actor", move.induce.to, (*catalogue.actors, *GROUPS))


def _odds_keys(row: Row) -> list[str]:
    return [row.actor, *(f"{row.actor}/{about}" for about in row[2:] if about is not None)]


def _with(shelf: Shelf, catalogue: Catalogue, name: str, chosen: With) -> None:
    formats = catalogue.issues["format"].approval if "format" in catalogue.issues else ()
    known = {
        "to": ("actor or partner", (*catalogue.actors, *GROUPS, *_partners(catalogue))),
        "deal": ("agreement", tuple(catalogue.deals)),
        "option": ("route", tuple(catalogue.routes)),
        "format": ("format", (*(formats or ()), "{self}")),
    }
    for key, (what, names) in known.items():
        for place, each in enumerate(getattr(chosen, key) or ()):
            shelf.known("moves", name, ("with", key, place), what, each, names)


def _partners(catalogue: Catalogue) -> set[str]:
    """Everybody whom an issue names as a partner of a principal; not all are actors."""
    issues = (f"{kind}_partners_{side}" for kind in ("security", "trade") for side in catalogue.principals)
    return {choice for name in issues if name in catalogue.issues for choice in catalogue.issues[name].approval or ()}


def _move_touches(shelf: Shelf, catalogue: Catalogue, name: str, move: Move) -> None:
    """Every touch must find its channel for every row."""
    rows = catalogue.rows(name)
    if not rows:
        shelf.mistake("moves", name, (), "no actor can make this move")
    for place, touch in enumerate(move.touches):
        where = ("touches", place, "channel")
        missing = [row for row in rows if catalogue.fill(touch.channel, row) not in catalogue.numbers.channels]
        if missing:
            channel = catalogue.fill(touch.channel, missing[0])
            who = f" (for {len(missing)} of {len(rows)} rows: {_rows_in_words(missing)})"
            shelf.unknown("moves", name, where, "channel", channel, catalogue.numbers.channels, who)
        _effect(shelf, catalogue, "moves", name, place, touch)


def _rows_in_words(rows: list[Row]) -> str:
    shown = [">".join(part for part in row[1:] if part) for row in rows[:4]]
    return ", ".join(shown) + (" ..." if len(rows) > len(shown) else "")


def _effect(shelf: Shelf, catalogue: Catalogue, kind: str, name: str, place: int, touch: Touch) -> None:
    if touch.effect is not None:
        shelf.known(
            kind, name, ("touches", place, "effect"), "contested effect", touch.effect, catalogue.numbers.effects
        )


def _deals(shelf: Shelf, catalogue: Catalogue) -> None:
    for name, deal in catalogue.deals.items():
        shelf.known("deals", name, ("kind",), "kind of agreement", deal.kind, DEAL)
        shelf.known("deals", name, ("tabled",), "way to be tabled", deal.tabled, TABLED)
        for place, actor in enumerate(deal.consents):
            shelf.known("deals", name, ("consents", place), "actor", actor, (*catalogue.actors, *GROUPS))
        for place, touch in enumerate(deal.touches):
            shelf.known(
                "deals", name, ("touches", place, "channel"), "channel", touch.channel, catalogue.numbers.channels
            )
            _effect(shelf, catalogue, "deals", name, place, touch)
        if isinstance(deal.part, str):
            shelf.known("deals", name, ("part",), "route", deal.part, catalogue.routes)
        odds = deal.odds.value if isinstance(deal.odds.value, dict) else {}
        for actor in odds:
            shelf.known("deals", name, ("odds", "value", actor), "actor", actor, catalogue.actors)


def _routes(shelf: Shelf, catalogue: Catalogue) -> None:
    for name, route in catalogue.routes.items():
        for key in ("operator", "security"):
            issue = catalogue.issues.get(f"route_{key}")
            if issue is not None:
                shelf.known("routes", name, (key,), f"choice of route_{key}", getattr(route, key), issue.approval or ())
        for key in ("crosses", "consents"):
            for place, actor in enumerate(getattr(route, key)):
                shelf.known("routes", name, (key, place), "actor", actor, (*catalogue.actors, *GROUPS))
        for actor in route.aliases:
            shelf.known("routes", name, ("aliases", actor), "actor", actor, catalogue.actors)


def _levers(shelf: Shelf, catalogue: Catalogue) -> None:
    for name, lever in catalogue.levers.items():
        for key, known in (("dial", "dials"), ("parameter", "parameters"), ("effect", "effects")):
            wanted = getattr(lever.sets, key)
            if wanted is not None:
                shelf.known("levers", name, ("sets", key), key, wanted, getattr(catalogue.numbers, known))


def _events(shelf: Shelf, catalogue: Catalogue) -> None:
    for name, event in catalogue.events.items():
        for place, each in enumerate(event.sets):
            shelf.known("events", name, ("sets", place, "dial"), "dial", each.dial, catalogue.numbers.dials)


def _outcomes(shelf: Shelf, catalogue: Catalogue) -> None:
    owners = ("", *(f"_{actor}" for actor in catalogue.actors))
    fields = {f"{field}{owner}{side}" for field in FIELDS for owner in owners for side in ("", *_suffixes(catalogue))}
    firsts, series = catalogue.numbers.firsts, catalogue.numbers.series
    for name, outcome in catalogue.outcomes.items():
        for key, known in (("first", firsts), ("series", series), ("field", fields), ("before", firsts)):
            wanted = getattr(outcome.start, key)
            if wanted is not None:
                shelf.known("outcomes", name, ("from", key), key, wanted, known)


def _suffixes(catalogue: Catalogue) -> list[str]:
    return [f"_{side}" for side in catalogue.principals]


def _institutions(shelf: Shelf, catalogue: Catalogue) -> None:
    for name, institution in catalogue.institutions.items():
        shelf.known("institutions", name, (), "principal", name, catalogue.principals)
        if institution.precondition_issue is not None:
            shelf.known(
                "institutions", name, ("precondition_issue",), "issue", institution.precondition_issue, catalogue.issues
            )
