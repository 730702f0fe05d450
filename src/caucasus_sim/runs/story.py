"""A history as data: month by month who reconsidered, what they chose, against what alternatives, and what happened."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.month.arrays import DOMAIN_NAMES, DOMAINS, FIRST_NAMES, calendar
from caucasus_sim.packing.rows import NamedRow
from caucasus_sim.packing.setup import Setup

ALTERNATIVES = 3


class Story:
    """Collects one history while it is lived; a month in which nothing changed leaves no entry but its numbers."""

    def __init__(self, setup: Setup, draws: np.ndarray) -> None:
        self.setup = setup
        self.draw = draws[0]
        self.months: list[dict[str, Any]] = []
        self.before = setup.start[0].copy()

    def note(self, w: np.record) -> None:
        """Note the month that has just been lived."""
        entry: dict[str, Any] = {"month": calendar(int(w.month))}
        moves = [each for i in range(len(self.setup.actors)) for each in self._moves(w, i)]
        consents = [each for i in range(len(self.setup.actors)) for each in self._consents(w, i)]
        happened = [self._spell(k) for k in range(len(FIRST_NAMES)) if w.first[k] == w.month]
        agreed = [
            self.setup.deals[z] for z in range(len(self.setup.deals)) if w.deal_count[z] > self.before.deal_count[z]
        ]
        told = {"moves": moves, "consents": consents, "happened": happened, "agreed": agreed}
        entry |= {name: found for name, found in told.items() if found}
        if w.fatalities > 0:
            entry["fatalities"] = int(w.fatalities)
        entry["numbers"] = {
            "trust": [round(float(v), 3) for v in w.trust],
            "hardliners": [round(float(v), 3) for v in w.hardliners],
            "tension": round(float(w.tension), 3),
        }
        self.months.append(entry)
        self.before = w.copy()

    def as_data(self, cell: pd.Series) -> dict[str, Any]:
        """The whole story with the cell it belongs to."""
        about = {name: (int(v) if isinstance(v, int | np.integer) else str(v)) for name, v in cell.items()}
        return {"scenario": self.setup.scenario.label, "seed": self.setup.seed, "cell": about, "months": self.months}

    def _moves(self, w: np.record, i: int) -> list[dict[str, Any]]:
        found = []
        for d in range(DOMAINS):
            ordered = int(w.ordered[i, d])
            act, row = int(w.act[i, d]), int(w.choice[i, d])
            changed = row != int(self.before.choice[i, d])
            if act >= 0 or changed:
                found.append(self._move(w, i, d, act if act >= 0 else row, ordered >= 0))
        return found

    def _move(self, w: np.record, i: int, d: int, row: int, ordered: bool) -> dict[str, Any]:
        named = self.setup.rows[row]
        about: dict[str, Any] = {
            "actor": self.setup.actors[i],
            "domain": DOMAIN_NAMES[d],
            "move": named.row.move,
            "text": named.text,
            "why": "ordered by the scenario" if ordered else "its own choice",
        }
        if not ordered:
            about["chance"] = round(float(w.odds[row]), 4)
            if not named.is_hold:
                about["appeal_against_reference"] = round(float(w.appeal[row] - self.draw.reference[row]), 5)
            about["instead_of"] = self._alternatives(w, i, d, row)
            about["passages"] = self._passages(named)
        return about

    def _alternatives(self, w: np.record, i: int, d: int, row: int) -> list[dict[str, Any]]:
        b = self.setup.book[0]
        others = [n for n in range(int(b.row_first[i, d]), int(b.row_last[i, d])) if n != row and w.odds[n] > 0.0]
        best = sorted(others, key=lambda n: -float(w.odds[n]))[:ALTERNATIVES]
        return [{"text": self.setup.rows[n].text, "chance": round(float(w.odds[n]), 4)} for n in best]

    def _passages(self, named: NamedRow) -> list[str]:
        move = self.setup.catalogue.moves.get(named.row.move)
        return list(move.passages) if move else []

    def _consents(self, w: np.record, i: int) -> list[dict[str, Any]]:
        found = []
        for z, deal in enumerate(self.setup.deals):
            was, now = int(self.before.consent[i, z]), int(w.next_consent[i, z])
            concluded = w.deal_count[z] > self.before.deal_count[z]
            if (was != now or concluded) and self.setup.book[0].deal_needs[z, i] == 1 and w.deal[z] != 0:
                chance = round(float(w.consent_odds[i, z]), 4)
                found.append({"actor": self.setup.actors[i], "deal": deal, "consents": bool(now), "chance": chance})
        return found

    def _spell(self, k: int) -> str:
        for name, number in self.setup.catalogue.numbers.firsts.items():
            if number == k:
                return name
        return FIRST_NAMES[k]
