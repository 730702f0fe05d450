"""Guesses in twentieths, and how near they came: the Brier score of each, and of the model's own shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import fmean, median

from caucasus_sim.web.workshop.records import Result
from caucasus_sim.web.workshop.session import Session


def brier(in_20: float, happened: bool) -> float:
    """The squared distance of a chance from what happened: 0 is best, 1 worst, 0.25 is what "10 in 20" always gets.

    >>> brier(20, True), brier(10, False), brier(0, True)
    (0.0, 0.25, 1.0)
    """
    return (in_20 / 20.0 - (1.0 if happened else 0.0)) ** 2


def room_guesses(session: Session, number: int, question: str) -> list[int]:
    """What everybody guessed, sorted: names are not shown."""
    return sorted(
        in_20 for (_, place, asked), in_20 in session.guesses.items() if place == number and asked == question
    )


def middle(guesses: Iterable[int]) -> int | None:
    """The middle guess."""
    known = list(guesses)
    return round(median(known)) if known else None


def scores(session: Session, questions: Iterable[str]) -> list[dict[str, object]]:
    """Of every round that has ended: the mean score of the room, of its middle guess, and of the model's shares."""
    asked = list(questions)
    return [_scored(session, result, asked) for result in session.results.values() if _guessed(session, result.round)]


def _guessed(session: Session, number: int) -> bool:
    return any(place == number for _, place, _ in session.guesses)


def _scored(session: Session, result: Result, questions: list[str]) -> dict[str, object]:
    happened = set(result.told["happened"])
    every = {name: room_guesses(session, result.round, name) for name in questions}
    known = {name: guesses for name, guesses in every.items() if guesses}
    return {
        "round": result.round,
        "people": fmean(brier(each, name in happened) for name, guesses in known.items() for each in guesses),
        "room": fmean(brier(median(guesses), name in happened) for name, guesses in known.items()),
        "model": fmean(brier(20 * model_share(result.told["after"], name), name in happened) for name in known),
    }


def model_share(shares: Mapping[str, Mapping[str, float]], question: str) -> float:
    """The model's share with the lenses side by side, for scoring only: lenses carry no weights anywhere else."""
    return fmean(each[question] for each in shares.values())
