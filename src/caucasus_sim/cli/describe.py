"""What the evidence says of each name, in the same columns for every kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.coding.rows import Row

DATE = "2025-06"


class Entry(NamedTuple):
    """One name; empty text where a column does not apply."""

    id: str
    meaning: str
    unit: str = ""
    range: str = ""
    default: str = ""
    who: str = ""
    example: str = ""
    more: str = ""
    where: str = ""


def entries(kind: str, catalogue: Catalogue) -> list[Entry]:
    """All entries of a kind in the order of the evidence."""
    found = {
        "levers": _levers,
        "moves": _moves,
        "events": _events,
        "outcomes": _outcomes,
        "actors": _actors,
        "lenses": _lenses,
        "readings": _readings,
        "routes": _routes,
        "scenarios": _scenarios,
        "issues": _issues,
    }[kind](catalogue)
    return [entry._replace(where=_where(catalogue, kind, entry)) for entry in found]


def _where(catalogue: Catalogue, kind: str, entry: Entry) -> str:
    file, line = catalogue.where.get((kind, entry.id), (entry.where, 0))
    return f"{file}:{line}" if line else file


def _levers(catalogue: Catalogue) -> Iterator[Entry]:
    for name, lever in catalogue.levers.items():
        range_ = (
            f"{lever.range.start:g} to {lever.range.end:g}"
            if lever.range
            else "one of " + ", ".join(lever.choices or ())
        )
        dated = "may be set from a month on" if lever.from_month_allowed else "holds throughout"
        more = f"{lever.in_words} ({dated})"
        yield Entry(name, lever.title, lever.unit, range_, _default(lever.default), "the analyst", lever.example, more)


def _default(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _moves(catalogue: Catalogue) -> Iterator[Entry]:
    for name, move in catalogue.moves.items():
        rows = catalogue.rows(name)
        who = ", ".join(dict.fromkeys(row.actor for row in rows))
        words = {"self": "the government", "to": "another", "other": "the other principal", "option": "a route"}
        meaning = _filled(move.title, words)
        kind = "done once" if move.kind == "act" else "a posture, held until changed"
        unit = "USD m a year" if move.usd_m_per_year is not None else ""
        example = move_line(catalogue, rows[0]) if rows else ""
        yield Entry(name, f"{meaning} ({move.domain}; {kind})", unit, _about(rows), "", who, example, move.in_words)


def _filled(title: str, words: dict[str, str]) -> str:
    for key, word in words.items():
        title = title.replace("{" + key + "}", word)
    return title[:1].upper() + title[1:]


def _about(rows: tuple[Row, ...]) -> str:
    """What a move may be about: every value of each key."""
    told = []
    for key in ("to", "deal", "option", "format"):
        values = dict.fromkeys(str(getattr(row, key)) for row in rows if getattr(row, key) is not None)
        if values:
            told.append(f"{key} = {' | '.join(values)}")
    return "; ".join(told)


def move_line(catalogue: Catalogue, row: Row) -> str:
    """A line of a scenario in which the row's government makes its move."""
    keys = [key for key in ("to", "deal", "option", "format") if getattr(row, key) is not None]
    about = ", ".join(f"{key}: {catalogue.fill(str(getattr(row, key)), row)}" for key in keys)
    what = f", with: {{{about}}}" if about else ""
    return f"moves: [{{date: {DATE}, actor: {row.actor}, move: {row.move}{what}}}]"


def _events(catalogue: Catalogue) -> Iterator[Entry]:
    for name, event in catalogue.events.items():
        lasts = f"lasts {event.lasts} months" if event.lasts else "until something else sets it"
        sets = ", ".join(f"{each.dial} = {each.value:g}" for each in event.sets)
        example = f"events: [{{date: {DATE}, event: {name}}}]"
        yield Entry(name, event.title, "", lasts, sets, "the world", example, event.in_words)


def _outcomes(catalogue: Catalogue) -> Iterator[Entry]:
    for name, outcome in catalogue.outcomes.items():
        more = f"{outcome.definition} Counted: {outcome.counting_rule} To check: {outcome.check}"
        yield Entry(name, f"{outcome.title} ({outcome.kind})", outcome.unit, example=f"watch: [{name}]", more=more)


def _actors(catalogue: Catalogue) -> Iterator[Entry]:
    for name, actor in catalogue.actors.items():
        role = "principal" if name in catalogue.principals else "outsider"
        rows = [row for row in catalogue.rows() if row.actor == name]
        range_ = f"{len({row.move for row in rows})} moves"
        default = "takes part only if a scenario asks" if actor.optional else "takes part"
        example = move_line(catalogue, rows[0]) if rows else ""
        yield Entry(name, f"{actor.name} ({actor.code})", "", range_, default, role, example, actor.note or "")


def _lenses(catalogue: Catalogue) -> Iterator[Entry]:
    for name, lens in catalogue.lenses.items():
        yield Entry(name, lens.title, example=f"sim run baseline --lens {name}", who=lens.whose, more=lens.in_words)


def _readings(catalogue: Catalogue) -> Iterator[Entry]:
    for name, reading in catalogue.readings.items():
        about: Any = reading.about
        coders, pooled, compared = (", ".join(names) for names in (about.coders, about.pooled, about.compared))
        more = f"Coders: {coders}; pooled: {pooled}; compared only: {compared or 'nobody'}."
        yield Entry(
            name,
            f"{about.title}: {reading.line}",
            who=about.whose,
            example=f"sim run baseline --reading {name}",
            more=more,
        )


def _routes(catalogue: Catalogue) -> Iterator[Entry]:
    for name, route in catalogue.routes.items():
        range_ = f"law {route.law:g} of 100, operator {route.operator}, security {route.security}"
        words = "; ".join(f"{actor} says: {alias}" for actor, alias in route.aliases.items())
        who = "consents: " + ", ".join(route.consents)
        example = f"assume: {{route: {{option: {name}, opens: 2026-06}}}}"
        yield Entry(name, route.title, "", range_, "", who, example, words)


def _scenarios(catalogue: Catalogue) -> Iterator[Entry]:
    from caucasus_sim.errors import Mistakes
    from caucasus_sim.scenario.find import list_scenarios
    from caucasus_sim.scenario.resolve import load_scenario

    for name, path in list_scenarios().items():
        try:
            scenario = load_scenario(path, catalogue)
        except Mistakes as mistakes:
            many = f"{len(mistakes.all)} mistake{'s' * (len(mistakes.all) > 1)}"
            yield Entry(name, f"{many}; see `sim scenario validate {path}`", where=str(path))
            continue
        variants = ", ".join(each.variant for each in scenario.variants)
        bears = f"bears on {', '.join(scenario.bears_on)}" if scenario.bears_on else ""
        meaning = f"{scenario.title}. {scenario.question}"
        yield Entry(name, meaning, range=variants, example=f"sim run {name}", more=bears, where=str(path))


def _issues(catalogue: Catalogue) -> Iterator[Entry]:
    actor = catalogue.principals[0]
    for name, issue in catalogue.issues.items():
        choice = f", choice: {issue.approval[0]}" if issue.approval else ""
        example = f"stances: [{{actor: {actor}, issue: {name}{choice}, position: 50, why: 'a reading of mine'}}]"
        scale = "; ".join(f"{place} = {words}" for place, words in sorted((issue.scale or {}).items()))
        unit = "0 to 100" if issue.scale else "approval, -100 to 100, of each choice"
        yield Entry(
            name, issue.question, unit, scale or ", ".join(issue.approval or ()), "", "", example, issue.why or ""
        )
