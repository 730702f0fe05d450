"""Write the invented world into ``evidence/``, in the very formats of the package's own evidence.

Arland and Borland are the principals, Ostria and Velmar two powers outside, Kessel one that takes part only if asked
and says and does nothing. No number here stands for anything in the world. Run ``python tests/invented/make.py`` after
a change; the files it writes are kept, so that a reader need not run it.
"""

# ruff: noqa: E501 (tables of numbers read better in long lines)
from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from caucasus_sim.month.arrays import EFFECT_NAMES, PARAMETER_NAMES

HERE = Path(__file__).resolve().parent
EVIDENCE = HERE / "evidence"
SIDES = ("arland", "borland")
OUTSIDERS = ("ostria", "velmar")
JUDGED = {"basis": "judgement", "why": "Invented."}
ARTICLES, AGREED, PARTLY = 17, 13, 3
Tree = dict[str, Any]


# ------------------------------------------------------------------------------------------------ actors and issues


def actors() -> Tree:
    named = {name: {"code": name[:2].upper(), "name": name.title()} for name in (*SIDES, *OUTSIDERS)}
    named["kessel"] = {"code": "KE", "name": "Kessel", "optional": True, "note": "Silent, and makes no move."}
    return {"principals": list(SIDES), "actors": named}


def scale(question: str, reads: str, **more: str) -> Tree:
    words = {"0": "against", "50": "accepts it", "100": "asks for it"}
    return {"question": question, "scale": words, "reads": reads, "why": "Invented.", **more}


def approval(question: str, choices: list[str], reads: str | None = None, prefix: str = "") -> Tree:
    by_choice = reads if reads is not None else {choice: prefix + choice for choice in choices}
    return {"question": question, "approval": choices, "reads": by_choice, "why": "Invented."}


FORMATS = ["bilateral", "ostria", "velmar"]
SECURITY = {"arland": ["ostria", "velmar", "kessel"], "borland": ["velmar", "ostria", "kessel"]}
TRADE = {"arland": ["ostria", "velmar"], "borland": ["velmar", "ostria"]}
ASSURANCES = ["court_ruling", "treaty_clause", "outside_guarantee", "interim_document"]
OPERATORS = ["transit_state", "joint", "velmar"]
GUARDS = ["transit_state", "velmar"]
BASES = ["old_map", "new_map"]


def issues() -> Tree:
    found = {
        "treaty_support": scale("Should there be a treaty?", "treaty"),
        "treaty_scope": scale("How complete must it be?", "completeness", gate="treaty", counts="shortfall"),
        "border_pace": scale("How fast should the border be drawn?", "delimited"),
        "detainees_and_missing": scale("Should detainees go home?", "detainees"),
        "return_of_displaced": scale("Should the displaced return?", "returns"),
        "third_party_monitors": scale("Should monitors stand at the border?", "monitors"),
        "route_opening": scale("Should a way open?", "route"),
        "route_law": scale("Whose law holds on the way?", "route"),
        "route_operator": approval("Who should run it?", OPERATORS, reads="route"),
        "route_security": approval("Who should guard it?", GUARDS, reads="route"),
        "assurances_accepted": approval("What would do instead?", ASSURANCES, reads="assurances"),
        "format": approval("Who should carry the talks?", FORMATS, prefix="format_"),
        "border_basis": approval("On which map?", BASES, prefix="basis_"),
    }
    for side in SIDES:
        found |= {
            f"charter_of_{side}": scale(f"Must {side.title()} change its charter?", f"amendment_{side}", gate="treaty"),
            f"arms_to_{side}": scale(f"Should {side.title()} be armed?", f"arms_{side}"),
            f"transit_of_{side}": scale(f"May goods of {side.title()} pass?", f"transit_{side}"),
            f"borders_of_{side}": scale(f"Should the borders of {side.title()} open?", f"borders_{side}"),
            f"security_partners_{side}": approval("With whom?", SECURITY[side], prefix=f"security_{side}_"),
            f"trade_partners_{side}": approval("With whom?", TRADE[side], prefix=f"trade_{side}_"),
        }
    return found


# ------------------------------------------------------------------------------------------------------------ moves


def move(title: str, domain: str, kind: str, who: Any, does: str, odds: Any, touches: list[tuple], **more: Any) -> Tree:
    by_actor = odds if isinstance(odds, dict) else {}
    chances = {"value": 0.1 if by_actor else odds, "per_actor": by_actor, **JUDGED}
    keys = ("channel", "size", "effect")
    told = [dict(zip(keys, touch, strict=False)) | JUDGED for touch in touches]
    body = {"title": title, "domain": domain, "kind": kind, "who": who, "when": "always", "touches": told, "cost": 0.01}
    return body | {"does": does, "odds": chances, "pace": "routine", "in_words": "Invented."} | more


def moves() -> dict[str, Tree]:
    major = {"pace": "major"}
    treaty = {
        "press_talks": move(
            "{self} presses the talks", "treaty", "posture", "principals", "meet",
            {"arland": 0.5, "borland": 0.3}, [("format_bilateral", 0.3), ("pace_treaty", 0.2), ("hard_line_{self}", -0.2)],
            **{"with": {"format": ["bilateral"]}, "when": "unsigned"},
        ),
        "concede": move(
            "{self} gives way", "treaty", "act", "principals", "concede", 0.2,
            [("articles", 0.03), ("pace_treaty", 0.1), ("hard_line_{self}", -0.2)], when="article_open", cost=0.02,
        ),
        "offer_text": move(
            "{self} offers {deal}", "treaty", "act", "principals", "table", {"arland": 0.2, "borland": 0.3},
            [("partial_text", 0.2), ("pace_treaty", 0.3, "partial_to_treaty")],
            **{"with": {"deal": ["partial", "interim"]}, "when": "deal_open_to_offer"}, **major,
        ),
        "promise_charter": move(
            "{self} promises another charter", "treaty", "act", "principals", "promise_amendment", 0.1,
            [("amendment_{self}", 0.33), ("pace_amendment", 0.3), ("pace_treaty", 0.2, "amendment_assures")],
            when="amendment_promised", **major,
        ),
        "change_charter": move(
            "{self} changes its charter", "treaty", "act", "principals", "start_amendment", {"arland": 0.4, "borland": 0.15},
            [("amendment_{self}", 0.5), ("pace_amendment", 0.7)], when="amendment_idle", **major,
        ),
        "ask_court": move(
            "{self} asks its court", "treaty", "act", "principals", "court_ruling", 0.15,
            [("court_ruling_{self}", 0.7)], when="no_court_ruling", **major,
        ),
        "offer_clause": move(
            "{self} offers a clause", "treaty", "act", "principals", "treaty_clause", 0.1,
            [("treaty_clause", 0.6)], when="no_clause", **major,
        ),
        "release": move(
            "{self} releases detainees", "treaty", "act", "principals", "release_detainees", 0.05,
            [("detainees", 0.4), ("hard_line_{self}", -0.1)], when="detainees_held", **major,
        ),
        "mediate": move(
            "{self} mediates", "treaty", "posture", list(OUTSIDERS), "meet", {"ostria": 0.3, "velmar": 0.2},
            [("format_{self}", 0.3), ("pace_treaty", 0.3, "mediation_to_agreement")],
            **{"with": {"format": ["{self}"]}, "when": "unsigned"},
        ),
        "reward": move(
            "{self} rewards a signature", "treaty", "posture", list(OUTSIDERS), "nothing", 0.1,
            [("payment_arland", 0.1), ("payment_borland", 0.1)], usd_m_per_year=100, induce={"to": "all", "size": 0.2},
            **{"with": {"deal": ["sign"]}}, **major,
        ),
    }  # fmt: skip
    security = {
        "buy_arms": move(
            "{self} buys arms", "security", "posture", "principals", "procure", {"arland": 0.6, "borland": 1.0},
            [("arms_{self}", 0.15), ("pace_conflict", 0.15, "shift_to_conflict")], usd_m_per_year=300, systems=["guns"],
        ),
        "supply": move(
            "{self} arms {to}", "security", "posture", list(OUTSIDERS), "supply",
            {"ostria/arland": 0.8, "ostria/borland": 0.05, "velmar/arland": 0.02, "velmar/borland": 0.6},
            [("arms_{to}", 0.2), ("pace_treaty", 0.15, "security_to_consent")],
            **{"with": {"to": list(SIDES)}}, usd_m_per_year=150, systems=["boats", "guns"],
        ),
        "guarantee": move(
            "{self} stands behind the terms", "security", "posture", list(OUTSIDERS), "nothing", 0.1,
            [("outside_guarantee", 0.5)], **major,
        ),
        "threaten": move(
            "{self} threatens {other}", "security", "posture", "principals", "nothing", 0.1,
            [("threat_{other}", 0.4), ("hard_line_{self}", 0.3), ("pace_conflict", 0.3)], when="unsigned", **major,
        ),
        "attack": move(
            "{self} takes ground", "security", "act", "principals", "limited_offensive", {"arland": 0.02, "borland": 0.03},
            [("fighting", 0.6), ("pressure_{self}", 0.4)], when="force_allowed", cost=0.1, **major,
        ),
        "send_monitors_home": move(
            "{self} ends the monitors' mandate", "security", "act", "principals", "end_monitors", 0.05,
            [("monitors", -1.0)], when="monitors_stand", **major,
        ),
    }  # fmt: skip
    route = {
        "table_route": move(
            "{self} tables {option}", "route", "act", "principals", "table",
            {"arland/valley": 0.1, "arland/ridge": 0.5, "borland/valley": 0.6, "borland/ridge": 0.1},
            [("route_{option}", 0.1), ("pace_route", 0.3)],
            **{"with": {"option": ["valley", "ridge", "ferry"]}, "when": "route_open_to_offer"}, **major,
        ),
        "back_route": move(
            "{self} backs {option} and pays {to}", "route", "posture", list(OUTSIDERS), "nothing", 0.1,
            [("route_{option}", 0.05), ("pace_route", 0.2)],
            **{"with": {"to": ["principals"], "option": ["valley", "ridge"]}, "when": "no_route"}, usd_m_per_year=50,
            induce={"to": "{to}", "size": 0.15},
        ),
        "threaten_route": move(
            "{self} warns of {option}", "route", "posture", ["ostria"], "nothing", 0.2,
            [("pace_route", -0.3), ("threat_arland", 0.15), ("threat_borland", 0.15)],
            **{"with": {"option": ["valley"]}}, induce={"to": "all", "size": -0.3},
        ),
        "link_borders": move(
            "{self} ties borders to a route", "route", "posture", "principals", "nothing", {"arland": 0.2, "borland": 0.5},
            [("linkage_{self}", 0.8), ("pace_borders", -0.5)],
        ),
        "lift_ban": move(
            "{self} lets goods of {other} pass", "route", "act", "principals", "lift_transit", 0.1,
            [("transit_{other}", 0.6), ("pace_borders", 0.2)], when="transit_barred", **major,
        ),
    }  # fmt: skip
    ties = {
        "turn_towards": move(
            "{self} turns towards {to}", "ties", "posture", "principals", "nothing",
            {"arland/ostria": 0.4, "borland/velmar": 0.5},
            [("security_{self}_{to}", 0.2), ("trade_{self}_{to}", 0.1)], **{"with": {"to": list(OUTSIDERS)}},
        ),
        "freeze_bloc": move(
            "{self} freezes its part in the bloc", "ties", "act", "principals", "freeze_bloc", 0.2,
            [("security_{self}_ostria", -0.2), ("pressure_{self}", 0.2)], when="in_bloc", **major,
        ),
        "leave_bloc": move(
            "{self} leaves the bloc", "ties", "act", "principals", "leave_bloc", 0.1,
            [("security_{self}_ostria", -0.4), ("pressure_{self}", 0.3)], when="bloc_frozen", **major,
        ),
        "squeeze": move(
            "{self} squeezes {to}", "ties", "posture", list(OUTSIDERS), "nothing", 0.1,
            [("trade_{to}_{self}", -0.3), ("pressure_{to}", 0.3), ("scrutiny_{to}", 0.2)], **{"with": {"to": list(SIDES)}},
        ),
    }  # fmt: skip
    return {"treaty": treaty, "security": security, "route": route, "ties": ties}


# -------------------------------------------------------------------------------------------- agreements and routes


def deal(kind: str, tabled: str, odds: Any, touches: dict[str, float], consents: Any = SIDES, **more: Any) -> Tree:
    body = {"title": kind, "kind": kind, "consents": list(consents), "tabled": tabled, "binds": False}
    body |= {"preconditioned": False, "touches": [{"channel": name, "size": size} for name, size in touches.items()]}
    return body | {"odds": {"value": odds, **JUDGED}} | more


def deals() -> Tree:
    binding = {"binds": True, "preconditioned": True}
    found = {
        "article": deal("article", "talks", {"arland": 0.6, "borland": 0.8}, {"articles": 0.059}, count=ARTICLES),
        "initial": deal("initial", "text_complete", {"arland": 1.5, "borland": 2.0}, {"pace_treaty": 0.3}),
        "sign": deal("sign", "initialled", {"arland": 1.0, "borland": 0.6}, {"treaty": 0.6}, **binding),
        "partial": deal(
            "partial", "offered", {"arland": 0.3, "borland": 0.2}, {"partial_text": 1.0, "treaty": 0.3}, **binding
        ),
        "interim": deal("interim", "offered", {"arland": 0.5, "borland": 0.4}, {"interim_document": 1.0}),
        "third": deal(
            "third_border", "border_shut", {"arland": 2.0, "velmar": 0.2}, {"borders_arland": 0.5}, ("arland", "velmar")
        ),
        "mutual": deal(
            "mutual_border",
            "border_shut",
            {"arland": 0.6, "borland": 0.4},
            {"borders_arland": 0.5, "borders_borland": 1.0},
        ),
        "protocol": deal("protocol", "undelimited", {"arland": 0.6, "borland": 0.5}, {"delimited": 0.05}),
        "exchange": deal("exchange", "detainees_held", {"arland": 1.0, "borland": 0.3}, {"detainees": 0.5}),
    }
    for name, odds in (("valley", (0.4, 1.5)), ("ridge", (1.2, 0.5))):
        chances = dict(zip(SIDES, odds, strict=True)) | {"velmar": 2.0}
        touches = {f"route_{name}": 0.5}
        found[f"route_{name}"] = deal(
            "route", "offered", chances, touches, ("principals", "operator"), part=name, binds=True
        )
    found["route_ferry"] = deal(
        "route", "offered", {"borland": 0.5, "velmar": 1.0}, {"route_ferry": 0.5}, ("borland", "velmar"), part="ferry"
    )
    return found


def routes() -> Tree:
    same = {"basis": "judgement", "why": "Invented."}
    return {
        "valley": {
            "title": "The valley line", "law": 70, "operator": "velmar", "security": "velmar", "crosses": ["arland"],
            "consents": ["arland", "borland", "velmar"], "road": True, "rail": True, "done": 0.4, "outside_guards": True,
            "aliases": {"arland": "the valley", "borland": "the gate"}, **same,
        },
        "ridge": {
            "title": "The ridge line", "law": 10, "operator": "transit_state", "security": "transit_state",
            "crosses": ["arland", "borland"], "consents": ["arland", "borland"], "road": True, "rail": False,
            "done": {"road": 0.5, "rail": 0.0}, "outside_guards": False, **same,
        },
        "ferry": {
            "title": "A line over Velmar", "law": 40, "operator": "joint", "security": "transit_state", "crosses": [],
            "consents": ["borland", "velmar"], "road": True, "rail": False, "done": 0.2, "outside_guards": False, **same,
        },
    }  # fmt: skip


def institution(
    seats: int, governing: int, quorum: float, election: tuple[str, int], other: str, reviews: bool
) -> Tree:
    def told(value: Any) -> Tree:
        return {"value": value, "basis": "judgement", "source": None, "why": "Invented."}

    needed, half = -(-2 * seats // 3), seats // 2 + 1
    seated = {"seats": told(seats), "needed": told(needed), "to_ratify": told(half), "governing": told(governing)}
    earliest = {
        "low": "2031-06",
        "best": "2032-01",
        "high": "2032-08",
        "basis": "judgement",
        "source": None,
        "why": "Invented.",
    }
    return {
        "parliament": {"name": "Diet", **seated, "seat_bonus": told(0.1 if reviews else 0.15)},
        "referendum": {"majority": told(0.5), "quorum": told(quorum), "earliest": earliest},
        "court": {"reviews": told(reviews), "ruled": told(None)},
        "election": {"next": election[0], "every": election[1], **JUDGED},
        "amendment": True,
        "precondition_issue": f"charter_of_{other}",
        "bars_bloc": False,
        "sources": ["atlas"],
    }


# ------------------------------------------------------------------------------------------------- uncertain numbers


def around(middle: float, spread: float, floor: float, ceiling: float) -> Tree:
    """A uniform prior about a middle, kept inside the range."""
    low, high = max(floor, middle - spread), min(ceiling, middle + spread)
    belief = {"low": round(low, 6), "best": middle, "high": round(high, 6)}
    return {"prior": {"family": "uniform", "from": round(low, 6), "to": round(high, 6)}, "value": belief}


# name: middle, half of the width, floor, ceiling. A pair of middles is one for each principal.
NUMBERS: dict[str, tuple[Any, float, float, float]] = {
    "discount": (0.96, 0.02, 0.9, 0.999), "noise_principal": (0.06, 0.02, 0.005, 0.5),
    "noise_outsider": (0.07, 0.02, 0.005, 0.5), "rate_routine": (0.9, 0.2, 0.1, 4), "rate_major": (0.2, 0.05, 0.02, 1),
    "rate_incidents": (0.1, 0.4, -2, 2), "move_scale": (1.1, 0.2, 0.25, 4), "material_weight": (0.2, 0.1, 0, 2),
    "route_terms_weight": (0.6, 0.2, 0, 2), "milestone_memory": (0.75, 0.1, 0, 0.99),
    "leverage_floor": (0.5, 0.2, 0, 1), "signed_counts": (0.6, 0.2, 0, 1), "expect_floor": (0.5, 0.2, 0.05, 2),
    "article_rate": (0.3, 0.1, 0.01, 2), "article_spread": (0.7, 0.2, 0, 3), "article_ease": (0.0, 0.5, -4, 4), "objection_partly": (0.25, 0.15, 0, 1),
    "objection_open": (0.6, 0.2, 0, 1), "article_stake": (0.06, 0.02, 0, 0.5), "signature_rate": (0.3, 0.1, 0.01, 2),
    "route_rate": (0.12, 0.04, 0.002, 1), "other_rate": (0.15, 0.05, 0.01, 2), "precondition_weight": (1.0, 0.5, 0, 10),
    "loss_if_broken": (0.1, 0.05, 0, 2), "concession_step": (0.3, 0.1, 0.01, 1), "concession_cost": (0.02, 0.01, 0, 0.2),
    "concession_memory": (0.8, 0.1, 0, 0.99), "waiting_weight": (0.4, 0.3, 0, 1), "format_crowding": (0.05, 0.2, -1, 1),
    "ripeness_weight": (0.3, 0.2, 0, 1), "court_pass": (0.8, 0.1, 0, 1), "parliament_discipline": (0.95, 0.04, 0.5, 1),
    "ratification_delay": (3, 1, 0, 36), "failure_rate": (0.004, 0.002, 0, 0.05), "failure_tension": (0.5, 0.3, -1, 3),
    "earliest_vote": (84, 4, 1, 120), "drafting_months": (8, 3, 1, 60), "turnout_mean": (0.52, 0.05, 0.2, 0.9),
    "turnout_spread": (0.05, 0.02, 0.005, 0.2), "support_start": ((0.52, 0.6), 0.05, 0, 1),
    "support_speed": (0.1, 0.03, 0.005, 0.5), "campaign_erosion": (0.03, 0.03, 0, 0.3), "yes_spread": (0.05, 0.01, 0.005, 0.2),
    "turnout_yes_correlation": (0.1, 0.3, -0.9, 0.9), "support_from_trust": (0.2, 0.1, -0.5, 1),
    "support_from_hardliners": (0.2, 0.1, -0.5, 1), "support_from_dividend": (0.1, 0.05, -0.5, 1), "form_support": (0, 0, 0, 1),
    "incumbent_start": ((0.48, 0.6), 0.05, 0.05, 1), "incumbent_spread": (0.06, 0.02, 0.005, 0.3),
    "government_lean_spread": (0.1, 0.05, 0, 3), "trust_memory": (0.96, 0.01, 0.8, 0.999), "trust_prior": (5, 2, 0.5, 30),
    "trust_meeting": (0.1, 0.05, 0, 1), "trust_cooperation": (0.8, 0.2, 0, 5), "trust_amendment": (2.5, 0.5, 0, 10),
    "trust_incident": (0.8, 0.3, 0, 5), "trust_offensive": (4, 1, 0, 20), "form_trust": (0, 0, 0, 1), "form_opportunities": (0, 0, 0, 1),
    "trust_reciprocity": (0.05, 0.1, -1, 1), "hardliner_speed": (0.1, 0.04, 0.005, 0.5),
    "hardliner_fatalities": (0.3, 0.1, -0.5, 2), "hardliner_concessions": (0.3, 0.2, -1, 2),
    "hardliner_election": (0.1, 0.1, -1, 2), "hardliner_noise": (0.01, 0.005, 0, 0.1), "arms_reaction": (0.4, 0.2, -0.5, 0.95),
    "arms_fatigue": (1, 0, 0, 3), "arms_adjustment": (0.2, 0.05, 0.02, 1), "arms_growth": (0.03, 0.02, -0.1, 0.3),
    "form_arms": (0, 0, 0, 1), "stock_decay": (0.06, 0.01, 0, 0.3), "contest_decisiveness": (1.1, 0.3, 0.1, 4),
    "delivery_lag": (10, 4, 1, 72), "supply_usd": (1, 0.2, 0.2, 4), "incident_rate": (0.12, 0.05, 0.001, 2),
    "incident_branching": (0.4, 0.2, 0, 0.95), "incident_memory": (0.65, 0.1, 0, 0.99), "incident_mistrust": (0.8, 0.4, -2, 5),
    "incident_hardliners": (0.6, 0.4, -2, 5), "incident_stagnation": (0.1, 0.2, -1, 2), "incident_signed": (0.5, 0.3, -1, 3),
    "incident_monitors": (0.2, 0.2, -1, 2), "form_incidents": (0, 0, 0, 1), "severity": (2.1, 0.2, 1.2, 5),
    "crisis_rate": (0.008, 0.003, 0.0005, 0.05), "crisis_severity": (2.1, 0.2, 1.2, 5), "war_share": (0.25, 0.1, 0, 1),
    "reporting_rate": ((4, 6), 2, 0, 1000), "reporting_politics": (0.7, 0.3, -1, 3), "force_gain": (0.1, 0.05, 0, 1),
    "force_loss": (0.15, 0.05, 0, 2), "force_patrons": (0.08, 0.03, 0, 2), "visibility_cost": (0.03, 0.02, 0, 1),
    "delimitation_share": (0.06, 0.02, 0.001, 0.5), "works_months_road": (14, 5, 3, 96), "works_months_rail": (20, 6, 3, 120),
    "own_works_done": (0.9, 0.1, 0, 1), "reopening_rate": (0.15, 0.05, 0.005, 1), "coercion_rate": (0.01, 0.005, 0, 0.2),
    "tie_speed": (0.05, 0.02, 0.002, 0.5), "tie_pull": (0.3, 0.1, 0, 1), "meeting_rate": (0.3, 0.1, 0.005, 2),
    "format_memory": (0.8, 0.1, 0, 0.99), "dividend_full": (0.06, 0.02, 0.001, 0.5), "dividend_speed": (0.04, 0.01, 0.002, 0.5),
    "trade_drift": ((0.01, 0.03), 0.1, -1, 1), "trade_noise": (0.12, 0.05, 0, 1), "scrutiny_drag": (0.3, 0.1, -0.5, 2),
    "freight_growth": (0.2, 0.1, -0.2, 1), "capacity_years": (1, 0.5, 0, 5), "missing_rate": (0.004, 0.002, 0, 0.1),
    "return_rate": (0.003, 0.001, 0, 0.1), "hurt_floor": (0.3, 0.2, 0, 1), "hardliners_guess": (0.25, 0.1, 0, 0.5),
    "guess_from_line": (0.4, 0.2, 0, 1), "guess_from_violence": (0.3, 0.2, 0, 1), "begun_counts": (0.5, 0.3, 0, 1),
    "vote_from_support": (0.3, 0.2, -1, 1), "vote_from_hardliners": (0.2, 0.1, -1, 1), "campaign_months": (3, 1, 1, 12),
    "amendment_wait": (10, 3, 0, 60), "parliament_wait": (4, 1, 1, 36), "boycott_waverers": (0.3, 0.2, 0, 1),
    "supply_half_life": (7, 3, 1, 48), "procurement_share": (0.3, 0.1, 0, 1), "arms_wish": (0.1, 0.05, 0, 1),
    "violence_full": (40, 10, 5, 500), "violence_half_life": (4, 2, 1, 24), "grief_half_life": (2, 1, 0.5, 24),
    "eyes_monitors": (0.4, 0.3, 0, 1), "hardliner_line": (0.4, 0.3, -1, 2), "election_pulse": (5, 2, 0, 24),
    "coercion_half_life": (3, 1, 0.5, 24), "works_start": (3, 1, 0, 24), "ratification_least": (2, 1, 0, 12),
    "open_by_route": (0.4, 0.1, 0, 1), "open_by_borders": (0.5, 0.1, 0, 1), "open_by_transit": (0.1, 0.05, 0, 1),
    "cut_speed": (0.5, 0.2, 0.02, 3), "missing_alone": (0.25, 0.1, 0, 1), "missing_met": (0.25, 0.1, 0, 1),
    "missing_maps": (0.5, 0.1, 0, 1),
}  # fmt: skip


def parameters() -> Tree:
    found: Tree = {}
    for name in dict.fromkeys(re.sub(r"_[01]$", "", each) for each in PARAMETER_NAMES):
        middle, spread, floor, ceiling = NUMBERS[name]
        body = {"title": name, "unit": "invented", "range": {"from": floor, "to": ceiling}, "basis": "judgement"}
        body["contested"] = False
        if isinstance(middle, tuple):
            own = [around(each, spread, floor, ceiling) for each in middle]
            body["values"] = dict(zip(SIDES, own, strict=True))
        elif spread == 0:
            body |= {
                "prior": {"family": "fixed", "value": middle},
                "value": dict.fromkeys(("low", "best", "high"), middle),
            }
        else:
            body |= around(middle, spread, floor, ceiling)
        found[name] = body
    return found


def lens(title: str, effects: Tree) -> Tree:
    return {"title": title, "in_words": "Invented.", "whose": "Nobody's.", "effects": effects, "basis": "judgement"}


def lenses() -> Tree:
    open_sign: Tree = {name: {"family": "normal", "mean": 0.0, "sd": 0.5} for name in EFFECT_NAMES}
    open_sign |= {
        name: {"family": "uniform", "from": 0.0, "to": 0.9} for name in EFFECT_NAMES if name.endswith("_assures")
    }
    open_sign["imposed_change_to_support"] = {"family": "normal", "mean": 0.0, "sd": 0.05}
    feared = {
        name: {"family": "normal", "mean": 0.4, "sd": 0.2}
        for name in EFFECT_NAMES
        if name.startswith(("arms", "shift"))
    }
    return {"agnostic": lens("No theory", open_sign), "alarm": lens("Arms breed trouble", {**open_sign, **feared})}


# ------------------------------------------------------------------------------------ levers, events, outcomes, start


def levers() -> Tree:
    def lever(title: str, low: float, high: float, default: float, dated: bool = True, **sets: str) -> Tree:
        body = {
            "title": title,
            "unit": "invented",
            "range": {"from": low, "to": high},
            "default": default,
            "sets": sets,
        }
        return {**body, "from_month_allowed": dated, "in_words": "Invented.", "example": "levers: {}"}

    found = {
        "detour": lever("Freight that makes a detour", 0, 1, 0.3, dial="northern_penalty"),
        "charter.earliest": lever("Earliest vote", 1, 120, 84, False, parameter="earliest_vote"),
        "effects.mediation": lever("What mediation does", -2, 2, 0, False, effect="mediation_to_agreement"),
    }
    for side in SIDES:
        found[f"arms.to_{side}"] = lever("Arms from outside", 0, 5, 1.0, dial=f"arms_rate_{side}")
        found[f"arms.own_{side}"] = lever("Own arms", 0, 5, 1.0, dial=f"own_arms_rate_{side}")
        found[f"force.{side}"] = lever("Whether it may attack", 0, 1, 1.0, dial=f"offensive_allowed_{side}")
    return found


def events() -> Tree:
    def event(lasts: int | None = None, **dials: float) -> Tree:
        body = {
            "title": "An event",
            "in_words": "Invented.",
            "sets": [{"dial": k, "value": v} for k, v in dials.items()],
        }
        return body | ({"lasts": lasts} if lasts else {})

    found = {
        "border_crisis": event(crisis_shock=1),
        "truce": event(2, truce=1),
        "flood": event(6, northern_penalty=0.6),
    }
    found |= {f"boycott_in_{side}": event(12, **{f"boycott_{side}": 0.2}) for side in SIDES}
    return titled(found)


def titled(bodies: Tree) -> Tree:
    """Bodies with their names for titles: people read them in the warm-up."""
    return {name: {**body, "title": name.replace("_", " ").capitalize()} for name, body in bodies.items()}


def outcomes() -> Tree:
    def outcome(kind: str, unit: str = "invented", **start: str) -> Tree:
        words = {"title": "An outcome", "definition": "Invented.", "counting_rule": "Invented.", "unit": unit}
        return {**words, "kind": kind, "from": start, "check": "The almanac."}

    found = {
        "end_state": outcome("state", series="end_state"),
        "treaty_signed": outcome("month", first="treaty_signed"),
        "route_open": outcome("month", first="route_open"),
        "route_agreed": outcome("month", first="route_agreed"),
        "crises": outcome("number", field="all_crises"),
        "all_incidents": outcome("number", field="all_incidents"),
        "all_fatalities": outcome("number", field="all_fatalities"),
        "war": outcome("month", first="war"),
        "signed_first_arland": outcome("yes_no", first="treaty_signed", before="amendment_in_force_arland"),
        "signed_first_borland": outcome("yes_no", first="treaty_signed", before="amendment_in_force_borland"),
    }
    found |= {
        "text_complete": outcome("month", first="text_complete"),
        "articles_agreed": outcome("series", "articles", series="articles_agreed"),
        "fatalities": outcome("series", "deaths a month", series="fatalities"),
    }
    found |= {f"trade_{side}": outcome("series", "USD bn a year", series=f"trade_{side}") for side in SIDES}
    found |= {f"trust_{side}": outcome("series", series=f"trust_{side}") for side in SIDES}
    found |= {f"arms_of_{side}": outcome("number", field=f"delivered_{side}") for side in SIDES}
    return titled(found)


# name: one value, or one for each principal.
START: dict[str, Any] = {
    "conceding": (0.06, 0.1), "amendment": (0, 0), "court": (0, 0), "seats": (70, 52), "lean": (0, 0), "spending": (1.6, 2.4),
    "stock": (3.0, 5.0), "dependence": (0.5, 0.4), "bloc": (2, 0), "economic_bloc": (1, 0), "trade": (8.0, 5.0),
    "scrutiny": (0.3, 0.1), "dividend": (0, 0), "third_border": (0, 1), "transit": (0, 0), "incumbent": (0.48, 0.6),
    "support": (0.52, 0.6), "held": (8, 20), "energy_share": (0.1, 0.4), "trust": (0.35, 0.28), "hardliners": (0.3, 0.4), "supply": (35, 60),
    "treaty": 0, "completeness": 0.8, "clause": 0, "guarantee": 0, "excitation": 0.1, "violence": 0.05, "recent_dead": 0.02,
    "monitors": 1, "delimited": 0.1, "protocols": 1, "deadlock": 20, "coercion": 0, "guards": 0.6, "old_format": 1, "stalled": 4, "freight": 4.0,
    "capacity": 6.0, "trains": 250, "missing": 900, "mine_maps": 0.3, "lawsuits": 2, "returned": 0,
    "balance": 0.37, "calm_months": 5, "mutual_border": 0, "articles_total": ARTICLES, "articles_agreed": AGREED,
    "articles_partly": PARTLY, "route_valley": 1, "route_ridge": 0, "route_ferry": 3, "works_road_ferry": 0.3,
    "format_bilateral": 0.4, "format_ostria": 0.3, "format_velmar": 0.2,
    "security_arland_ostria": 0.6, "security_arland_velmar": 0.2, "security_arland_kessel": 0.1,
    "security_borland_velmar": 0.7, "security_borland_ostria": 0.3, "security_borland_kessel": 0.2,
    "trade_tie_arland_ostria": 0.7, "trade_tie_arland_velmar": 0.2, "trade_tie_borland_velmar": 0.5,
    "trade_tie_borland_ostria": 0.4,
}  # fmt: skip


def states() -> Tree:
    def told(value: Any) -> Tree:
        return {"value": value, "unit": "invented", "source": None, "basis": "judgement"}

    found: Tree = {}
    for name, value in START.items():
        if isinstance(value, tuple):
            found |= {f"{name}_{side}": told(each) for side, each in zip(SIDES, value, strict=True)}
        else:
            found[name] = told(value)
    found |= {"last_crisis": told("2029-03"), "last_offensive": told("2029-03"), "monitors_host": told("arland")}
    found["guards_host"] = told("arland")
    found |= {"role_far_power": told("velmar"), "role_southern_power": told("ostria")}
    same = {"source": None, "basis": "judgement", "note": "Invented."}
    found["orders"] = [
        {"to": "arland", "from": "ostria", "system": "guns", "due": "2031-09", "usd_m": 80, **same},
        {"to": "borland", "from": "velmar", "system": "boats", "due": "2031-05", "usd_m": 150, **same},
        {
            "to": "borland",
            "from": "other",
            "supplier": "ferrant",
            "system": "kites",
            "due": "2032-02",
            "usd_m": 90,
            **same,
        },
    ]
    found["deliveries_before"] = [
        {"to": "arland", "from": "ostria", "system": "guns", "delivered": "2023", "usd_m": 60, **same},
        {"to": "borland", "from": "velmar", "system": "boats", "delivered": "2023-05", "usd_m": 70, **same},
    ]
    found["capacity_steps"] = [{"month": "2032-01", "add_mt": 0.5, **same}]
    return found


# ---------------------------------------------------------------------------------------------------------- stances

SILENT = {"basis": "silent"}
# actor -> issue -> (best, points), or (approvals by choice, points); all that is left out is silent.
STANCES: dict[str, dict[str, tuple[Any, int]]] = {
    "arland": {
        "treaty_support": (80, 14), "treaty_scope": (30, 6), "charter_of_arland": (15, 6), "charter_of_borland": (60, 8),
        "assurances_accepted": ({"court_ruling": 40, "treaty_clause": 60, "outside_guarantee": 70}, 3),
        "border_pace": (60, 5), "border_basis": ({"old_map": 80}, 4), "detainees_and_missing": (90, 6),
        "return_of_displaced": (70, 4), "third_party_monitors": (85, 6), "route_opening": (45, 6), "route_law": (20, 5),
        "route_operator": ({"transit_state": 80, "velmar": -60}, 2), "route_security": ({"transit_state": 90, "velmar": -80}, 2),
        "format": ({"bilateral": 30, "ostria": 80, "velmar": -40}, 5), "arms_to_arland": (75, 4), "arms_to_borland": (20, 3),
        "transit_of_arland": (80, 3), "borders_of_arland": (85, 3),
        "security_partners_arland": ({"ostria": 70, "velmar": -20, "kessel": 30}, 3), "trade_partners_arland": ({"ostria": 60}, 2),
    },
    "borland": {
        "treaty_support": (60, 10), "treaty_scope": (90, 8), "charter_of_arland": (95, 14), "charter_of_borland": (10, 4),
        "assurances_accepted": ({"court_ruling": 10, "treaty_clause": 20, "interim_document": 50}, 2),
        "border_pace": (40, 4), "border_basis": ({"old_map": 10, "new_map": 60}, 4), "detainees_and_missing": (40, 2),
        "return_of_displaced": (75, 6), "third_party_monitors": (10, 6), "route_opening": (90, 10), "route_law": (80, 5),
        "route_operator": ({"velmar": 50, "transit_state": -50}, 2), "route_security": ({"velmar": 60, "transit_state": -30}, 2),
        "format": ({"bilateral": 80, "ostria": -50, "velmar": 40}, 5), "arms_to_borland": (70, 4), "arms_to_arland": (5, 6),
        "transit_of_borland": (90, 3), "security_partners_borland": ({"velmar": 80, "ostria": -10}, 2),
        "trade_partners_borland": ({"velmar": 60, "ostria": 20}, 1),
    },
    "ostria": {
        "treaty_support": (85, 25), "third_party_monitors": (80, 10), "format": ({"ostria": 90, "velmar": -50}, 15),
        "arms_to_arland": (70, 10), "arms_to_borland": (25, 10), "security_partners_arland": ({"ostria": 90, "velmar": -60}, 15),
        "route_opening": (60, 8), "route_law": (20, 7),
    },
    "velmar": {
        "treaty_support": (65, 15), "route_opening": (90, 20), "route_law": (70, 10), "route_operator": ({"velmar": 90}, 5),
        "route_security": ({"velmar": 80}, 5), "arms_to_borland": (80, 15), "arms_to_arland": (10, 10),
        "borders_of_arland": (40, 10), "security_partners_borland": ({"velmar": 95}, 10),
    },
    "kessel": {},
}  # fmt: skip


def stance(issue: Tree, said: tuple[Any, int] | None, shift: int) -> Tree:
    if said is None:
        return SILENT
    best, points = said
    where = {"basis": "passages", "passages": ["A.1"], "claim": ["statement"], "voice": "third", "points": points}
    if isinstance(best, dict):
        ends = {choice: belief(best[choice] + shift, 20, -100) for choice in best}
        return where | {"approval": {choice: ends.get(choice) for choice in issue["approval"]}}
    return where | belief(best + shift, 12, 0)


def belief(best: int, width: int, floor: int) -> Tree:
    low, high = max(floor, best - width), min(100, best + width)
    return {"low": low, "best": min(max(best, low), high), "high": high}


def coding(coder: str, shift: int) -> Tree:
    known = issues()
    said = {
        actor: {name: stance(known[name], own.get(name), shift) for name in known} for actor, own in STANCES.items()
    }
    held = [("ostria", "arland", 60), ("ostria", "borland", 20), ("velmar", "arland", 15), ("velmar", "borland", 55)]
    ties = [
        {
            "from": one, "to": other, "basis": "passages", "relation": {"low": -10, "best": 10, "high": 40},
            "leverage": belief(much + shift, 10, 0), "passages": ["A.2"], "note": "Said so.",
        }
        for one, other, much in held
    ]  # fmt: skip
    track = {"low": 30, "best": 50, "high": 70, "basis": "passages", "passages": ["A.2"]}
    capability = {actor: {"treaty": track, "route": track} for actor in (*SIDES, *OUTSIDERS)}
    return {"coder": coder, "pack": "masked", "actors": said, "ties": ties, "capability": capability}


def reading() -> Tree:
    coders = {name: {"kind": "machine", "pack": "masked"} for name in ("a", "b")}
    words = {"title": "The almanac", "whose": "One side's.", "sources": ["almanac"], "side": "arland"}
    return {**words, "line": "all from one almanac", "coders": coders, "pooled": ["a", "b"]}


def sources() -> Tree:
    block = {"paraphrase": "Says so.", "type": ["fact"], "speaker": None, "became": [], "left_out": None}
    passages = {name: {"place": f"page {name[-1]}", **block} for name in ("A.1", "A.2")}
    almanac = {"title": "Almanac", "publisher": None, "side": "arland", "date": "2023-05-01", "language": "en"}
    return {"almanac": {**almanac, "passages": passages}}


# ------------------------------------------------------------------------------------------------------------ words

# What people read who warm up in this world: on the cards of moves and agreements, and on the role sheets.
MOVES_IN_WORDS = {
    "press_talks": "Meets the other side and asks for more meetings.",
    "concede": "Moves its own terms on one article toward the other side's.",
    "offer_text": "Puts a shorter text on the table.",
    "promise_charter": "Says in public that it will change its charter.",
    "change_charter": "Begins to change its charter; its diet and its voters decide.",
    "ask_court": "Asks whether the treaty and the charter agree.",
    "offer_clause": "Offers that the treaty stands above either side's own law.",
    "release": "Lets go people whom it holds.",
    "mediate": "Invites both sides to its own table.",
    "reward": "Holds out money to both sides for a signed treaty.",
    "buy_arms": "Orders more guns than before.",
    "supply": "Sells or gives arms to one side.",
    "guarantee": "Promises both sides to answer a breach by either.",
    "threaten": "Says that it may use force.",
    "attack": "Tries to take and hold ground across the border.",
    "send_monitors_home": "Asks the monitors to leave.",
    "table_route": "Puts the terms of one way forward.",
    "back_route": "Speaks for one way and holds out money for it.",
    "threaten_route": "Warns those who would open it.",
    "link_borders": "Opens no other border before a way is agreed.",
    "lift_ban": "Ends its own ban on the other side's goods.",
    "turn_towards": "Seeks closer ties with one power.",
    "freeze_bloc": "Stops taking part in the bloc without leaving it.",
    "leave_bloc": "Gives notice to the bloc.",
    "squeeze": "Slows the goods of one side.",
}
DEALS_IN_WORDS = {
    "article": "One article of the treaty", "initial": "Initialling of the whole text", "sign": "Signature of the treaty",
    "partial": "A treaty of the agreed articles", "interim": "A short paper for the time until then",
    "third": "Opening of the border of Arland and Velmar", "mutual": "Opening of the border of Arland and Borland",
    "protocol": "A stretch of the border drawn", "exchange": "An exchange of detainees",
    "route_valley": "The way by the valley", "route_ridge": "The way over the ridge", "route_ferry": "The way by ferry",
}  # fmt: skip
ROLES = {
    "arland": (
        ("A river parts you from Borland.", "Your town of Nem lies on the far bank."),
        ("A treaty soon.", "A way over the ridge.", "Your people home.", "A border on the old map."),
        ("That Borland shuts the river.", "That Velmar's guards come to stay.", "That the talks go on for ever."),
        "You will not let guards of Velmar stand in the valley.",
        ("Borland wants another charter of you.", "Ostria wants you close to it.", "Velmar wants the valley way."),
    ),
    "borland": (
        ("A river parts you from Arland.", "Your port of Tol lies on the far bank."),
        ("A whole treaty.", "A way by the valley.", "Your people home.", "A border on the new map."),
        ("That Arland arms in secret.", "That Ostria stands behind it.", "That the talks go on for ever."),
        "You will not sign while the charter of Arland stands.",
        ("Arland wants you to sign now.", "Velmar wants you close to it.", "Ostria wants the ridge way."),
    ),
    "ostria": (
        ("You live up the river.", "You sell boats and guns to Arland."),
        ("Calm on the river.", "Trade with both.", "A seat at the talks.", "The way over the ridge."),
        ("That Velmar rules the river.", "That Arland turns from you.", "That the valley opens without you."),
        "You will not pay for the way by the valley.",
        ("Arland wants your arms.", "Borland wants you to stop.", "Velmar wants you out of the talks."),
    ),
    "velmar": (
        ("You live down the river.", "You sell boats and guns to Borland."),
        ("Calm on the river.", "Trade with both.", "A seat at the talks.", "The way by the valley."),
        ("That Ostria rules the river.", "That Borland turns from you.", "That the ridge opens without you."),
        "You will not pay for the way over the ridge.",
        ("Borland wants your arms.", "Arland wants you to stop.", "Ostria wants you out of the talks."),
    ),
}  # fmt: skip


def role(who: Any, wants: Any, fears: Any, red_line: str, asked: Any) -> Tree:
    def line(text: str) -> Tree:
        return {"text": text, "basis": "written for this exercise"}

    parts = {"who": who, "wants": wants, "fears": fears, "asked": asked}
    return {name: [line(text) for text in texts] for name, texts in parts.items()} | {"red_line": line(red_line)}


def worded(bodies: Tree, key: str, words: dict[str, str]) -> Tree:
    return {name: body | {key: words[name]} for name, body in bodies.items()}


# ------------------------------------------------------------------------------------------------------------ files


def files() -> dict[str, Tree]:
    """Every file of the invented evidence by its name."""
    found = {
        "actors.yaml": actors(),
        "institutions/agreements.yaml": worded(deals(), "title", DEALS_IN_WORDS),
        "institutions/routes.yaml": routes(),
        "institutions/arland.yaml": institution(101, 70, 0.25, ("2033-04", 48), "borland", True),
        "institutions/borland.yaml": institution(81, 52, 0.3, ("2034-02", 60), "arland", False),
        "parameters/all.yaml": parameters(),
        "lenses/all.yaml": lenses(),
        "levers/all.yaml": levers(),
        "events/all.yaml": events(),
        "outcomes/all.yaml": outcomes(),
        "states/2031-01.yaml": states(),
        "sources/almanac.yaml": sources(),
        "references.yaml": {"atlas": {"authors": "Nobody", "year": 2001, "title": "Atlas", "where": "a shelf"}},
        "names.yaml": {"valley": {"neutral": "the valley", "parties": {"arland": "the valley", "borland": "the gate"}}},
        "readings/almanac/reading.yaml": reading(),
        "readings/almanac/a.yaml": coding("a", 0),
        "readings/almanac/b.yaml": coding("b", 4),
    }
    found |= {f"moves/{domain}.yaml": worded(each, "in_words", MOVES_IN_WORDS) for domain, each in moves().items()}
    found |= {f"roles/{name}.yaml": {name: role(*told)} for name, told in ROLES.items()}
    return found | {f"issues/{name}.yaml": {name: body} for name, body in issues().items()}


class Plain(yaml.SafeDumper):
    """Writes no anchors: our own loader refuses most of them, and people read the files."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write(tree: dict[str, Tree], root: Path) -> Path:
    """Write files under a folder; returns the folder."""
    for name, content in tree.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.dump(content, Dumper=Plain, sort_keys=False, allow_unicode=True, width=120)
        path.write_text(f"# Invented; written by tests/invented/make.py.\n{text}", encoding="utf-8")
    return root


if __name__ == "__main__":
    shutil.rmtree(EVIDENCE, ignore_errors=True)
    write(files(), EVIDENCE)
