"""Explain an outcome of one variant of a stored run, inside this model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from caucasus_sim.analysis.explain.contributions import contributions
from caucasus_sim.analysis.explain.games import Game, games_of
from caucasus_sim.analysis.explain.passages import stances_behind
from caucasus_sim.analysis.explain.play import play
from caucasus_sim.analysis.explain.shapley import MOST, scheme_of
from caucasus_sim.analysis.measures import is_event, measured, words_of
from caucasus_sim.analysis.standing import is_calibrated, standing, standing_line
from caucasus_sim.analysis.up_to import UpTo
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.month.arrays import calendar
from caucasus_sim.packing.setup import Setup
from caucasus_sim.runs.request import Request

Done = Callable[[int], None]


@dataclass(frozen=True)
class Question:
    """What is to be explained: an outcome of a variant, in the first cells of a plan, over some games."""

    variant: str
    setup: Setup
    asked: UpTo
    cells: pd.DataFrame
    games: tuple[Game, ...]
    quick: bool

    @property
    def histories(self) -> int:
        """How many histories have to be lived."""
        return sum(len(scheme_of(len(game.players), self.quick).coalitions) for game in self.games) * len(self.cells)


def question_of(request: Request, variant: str, asked: UpTo, kinds: Sequence[str], runs: int, quick: bool) -> Question:
    """The question put to a variant of a request, over the first whole blocks that make up ``runs`` histories.

    Raises
    ------
    Mistakes
        Where a game has more players than all their coalitions can be played of, or nobody plays.
    """
    setup = request.setups()[variant]
    games = tuple(games_of(setup, tuple(kinds)))
    if not games:
        what = f"the variant '{variant}' orders nothing that could be left out"
        raise Mistakes([Mistake(what, "--only", expected="--only outsiders, or --only principals, or neither")])
    many = [game for game in games if len(game.players) > MOST and not quick]
    if many:
        raise Mistakes([_too_many(game) for game in many])
    return Question(variant, setup, asked, first_blocks(request.plan.cells, variant, runs), games, quick)


def _too_many(game: Game) -> Mistake:
    count = len(game.players)
    what = f"{count} players ({game.kind}) make {2**count:,} coalitions"
    return Mistake(what, "--only", expected=f"at most {MOST} players; or --quick, which leaves out one at a time")


def first_blocks(cells: pd.DataFrame, variant: str, runs: int) -> pd.DataFrame:
    """The first whole blocks of a variant under every lens and reading that have ``runs`` cells, or all there are."""
    own = cells[cells["variant"] == variant].sort_values(["block", "cell"], kind="stable")
    per_block = len(own) // own["block"].nunique()
    wanted = own["block"].unique()[: -(-runs // per_block)]
    return own[own["block"].isin(wanted)].reset_index(drop=True)


def explain(question: Question, threads: int = 2, done: Done | None = None) -> dict[str, Any]:
    """Play all games and tell what every player contributed, as data that can be written as JSON."""
    setup, asked, cells = question.setup, question.asked, question.cells
    catalogue, outcome = setup.catalogue, setup.catalogue.outcomes[asked.outcome]
    lenses, readings = [list(map(str, cells[name].unique())) for name in ("lens", "reading")]
    played = [_played(game, question, threads, done) for game in question.games]
    actors = [player for each in played if each["kind"] != "scenario" for player in _ids(each)]
    return {
        "status": standing(catalogue, lenses),
        "status_line": standing_line(catalogue, lenses),
        "calibrated": is_calibrated(catalogue, lenses),
        "reading_lines": catalogue.reading_lines(readings),
        "scenario": setup.scenario.name,
        "variant": question.variant,
        "outcome": asked.outcome,
        "title": outcome.title,
        "unit": "" if is_event(catalogue, asked.outcome) else outcome.unit,
        "by": calendar(asked.last),
        "quick": question.quick,
        "runs": len(cells),
        "blocks": int(cells["block"].nunique()),
        "lenses": lenses,
        "readings": readings,
        "games": played,
        "stances": stances_behind(catalogue, readings, dict.fromkeys(actors), asked.outcome),
    }


def _ids(game: dict[str, Any]) -> list[str]:
    return [row["player"] for row in game["players"]]


def _played(game: Game, question: Question, threads: int, done: Done | None) -> dict[str, Any]:
    scheme = scheme_of(len(game.players), question.quick)
    values = play(game.world, scheme, question.cells, question.asked, threads, done)
    words = words_of(question.setup.catalogue, question.asked.outcome)
    told = contributions(scheme, game.players, values, question.cells, words)
    return {"kind": game.kind, "absent": game.absent, **told}


def differs_from_stored(question: Question, outcomes: pd.DataFrame, threads: int = 2) -> int:
    """In how many histories of the first block the outcome is not what the run stored; -1 if that cannot be told.

    Only an outcome at the end of the run, or the month of one, can be held against what is stored.
    """
    setup, asked = question.setup, question.asked
    kind = setup.catalogue.outcomes[asked.outcome].kind
    if kind != "month" and asked.last != setup.scenario.end:
        return -1
    cells = question.cells[question.cells["block"] == question.cells["block"].iloc[0]]
    game = question.games[0]
    again = play(game.world, scheme_of(0), cells, asked, threads)[0]
    stored = outcomes.set_index("cell").loc[cells["cell"]]
    if kind == "month":
        stored = stored.assign(**{asked.outcome: stored[asked.outcome].where(stored[asked.outcome] <= asked.last)})
    return int((measured(setup.catalogue, stored, asked.outcome).to_numpy() != again).sum())
