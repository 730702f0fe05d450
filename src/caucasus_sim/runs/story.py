"""A history as data: month by month who reconsidered, what they chose, against what alternatives, and what happened."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.month.arrays import DOMAIN_NAMES, calendar
from caucasus_sim.packing.rows import NamedRow
from caucasus_sim.packing.setup import Setup

ALTERNATIVES = 3


def written(story: dict[str, Any]) -> bytes:
    """A story as JSON with a line for each month, so that two of them can be set side by side."""
    about, months = {**story, "months": []}, story["months"]
    lines = ",\n".join(json.dumps(month, ensure_ascii=False) for month in months)
    head = json.dumps(about, ensure_ascii=False)
    return f"{head[:-2]}\n{lines}\n]}}\n".encode()


class Story:
    """Collects one history while it is lived; a month in which nothing changed leaves no entry but its numbers."""

    def __init__(self, setup: Setup, draws: np.ndarray, start: np.record) -> None:
        self.setup = setup
        self.draw = draws[0]
        self.months: list[dict[str, Any]] = []
        self.before = start.copy()
        self.firsts = {number: name for name, number in setup.catalogue.numbers.firsts.items()}

    def note(self, w: np.record) -> None:
        """Note the month that has just been lived."""
        entry: dict[str, Any] = {"month": calendar(int(w.month))}
        concluded = np.flatnonzero(w.deal_count > self.before.deal_count)
        moved = (w.act >= 0) | (w.choice != self.before.choice)
        moves = [self._move(w, int(i), int(d)) for i, d in np.argwhere(moved)]
        consents = [self._consent(w, int(i), int(z)) for i, z in np.argwhere(self._changed_consents(w, concluded))]
        happened = [self.firsts[int(k)] for k in np.flatnonzero(w.first == w.month) if int(k) in self.firsts]
        agreed = [self.setup.deals[int(z)] for z in concluded]
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

    def _move(self, w: np.record, i: int, d: int) -> dict[str, Any]:
        act, ordered = int(w.act[i, d]), int(w.ordered[i, d]) >= 0
        row = act if act >= 0 else int(w.choice[i, d])
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

    def _changed_consents(self, w: np.record, concluded: np.ndarray) -> np.ndarray:
        """Which consents changed this month or carried an agreement, bool [actors, deals]."""
        changed = self.before.consent != w.next_consent
        changed[:, concluded] = True
        return changed & (self.setup.book[0].deal_needs.T == 1)

    def _consent(self, w: np.record, i: int, z: int) -> dict[str, Any]:
        given = bool(w.next_consent[i, z]) or w.deal_count[z] > self.before.deal_count[z]
        chance = round(float(w.consent_odds[i, z]), 4)
        return {"actor": self.setup.actors[i], "deal": self.setup.deals[z], "consents": bool(given), "chance": chance}
