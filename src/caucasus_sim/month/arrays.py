"""Every array of the simulation: what it holds, how large it may become, what its numbers mean.

A world is one run's state, a draw one set of uncertain inputs, a book the catalogues and the script of one
scenario. All three are structured arrays of plain f8 and i8, so that a trace, a checkpoint and a workshop
position are copies of bytes. Shapes are capacities: an actor or a move more recompiles nothing.

Months are absolute: year * 12 + month - 1. "Never" is -1. A pair of numbers [2] belongs to the two principals, in
the order of ``book.principal``; no number here knows a country's name.
"""

from __future__ import annotations

import numpy as np

ACTORS = 33  # 32 that take part, and a place for whoever supplies from outside
DOMAINS = 4
ROWS = 256
SLOTS = 96
DEALS = 32
CONSENTS = 128
ARTICLES = 17
ROUTES = 6
ORDERS = 96
SYSTEMS = 32
MONTHS = 192
EVENTS = 256
RULES_WHEN = 32
TOUCHES = 4
TERMS = 512
GATES = 96
PARTNERS = 5
FORMATS = 5
NEVER = -1

DOMAIN_NAMES = ("treaty", "security", "route", "ties")


def _numbered(*names: str) -> dict[str, np.int64]:
    # Not plain int: numba would compile a function anew for every number it is called with.
    return {name: np.int64(number) for number, name in enumerate(names)}


# What is publicly visible, each 0..1 unless said otherwise; issues read channels and moves touch them.
CHANNEL_NAMES = (
    "articles",  # share of the articles agreed
    "partial_text",  # a text with articles left out is signed
    "treaty",  # 0 none, 0.6 signed, 1 in force
    "completeness",  # how complete the text signed, or next to be signed, is
    "amendment_0",  # principal 0's constitutional change: 0 none, .33 promised, .67 begun, 1 in force
    "amendment_1",
    "court_ruling_0",
    "court_ruling_1",
    "treaty_clause",
    "outside_guarantee",
    "interim_document",
    "transit_0",  # principal 0 may send goods through the territory of the other
    "transit_1",
    "borders_0",  # share of principal 0's closed borders that are open
    "borders_1",
    "arms_0",  # arming from outside: .5 is the rate of the start
    "arms_1",
    *(f"security_0_{partner}" for partner in range(PARTNERS)),
    *(f"security_1_{partner}" for partner in range(PARTNERS)),
    *(f"trade_0_{partner}" for partner in range(PARTNERS)),
    *(f"trade_1_{partner}" for partner in range(PARTNERS)),
    *(f"format_{each}" for each in range(FORMATS)),
    "delimited",
    "basis_0",  # border basis in use, first and second named choice
    "basis_1",
    "monitors",
    "detainees",  # share released and accounted for
    "returns",  # share of the displaced who can return
    *(f"route_{option}" for option in range(ROUTES)),  # how far each option is open
    "fighting",
    "dividend_0",
    "dividend_1",
    "threat_0",  # standing threats against a principal
    "threat_1",
    "payment_0",
    "payment_1",
    "pressure_0",
    "pressure_1",
    "scrutiny_0",
    "scrutiny_1",
    "hard_line_0",  # a principal's own hard line in word
    "hard_line_1",
    "linkage_0",  # a principal ties its other borders to a route
    "linkage_1",
    "pace_treaty",  # logs of rate multipliers that postures add to a milestone
    "pace_route",
    "pace_amendment",
    "pace_borders",
    "pace_conflict",
)
CHANNEL = _numbered(*CHANNEL_NAMES)
CHANNELS = 96

# The lasting changes that a government looks ahead to.
MILESTONE_NAMES = ("treaty", "route", "amendment", "borders", "conflict")
MILESTONES = len(MILESTONE_NAMES)
MILESTONE = _numbered(*MILESTONE_NAMES)

# Contested effects: sign-free, the same for both principals; a lens sets these and nothing else.
EFFECT_NAMES = (
    "arms_to_hardliners",
    "arms_to_trust",
    "balance_to_conflict",
    "shift_to_conflict",
    "dependence_to_conflict",
    "security_to_consent",
    "mediation_to_agreement",
    "truce_to_incidents",
    "partial_to_treaty",
    "attention_to_agreement",
    "amendment_assures",
    "guarantee_assures",
    "court_assures",
    "interim_assures",
    "imposed_change_to_support",
    "dividend_to_hardliners",
)
EFFECT = _numbered(*EFFECT_NAMES)
EFFECTS = 24

# What events and levers may set from outside. The value stays until it is set again, except where `once` is said.
DIAL_DEFAULTS = {
    "arms_rate_0": 1.0,  # outside supply to a principal, 1 = the rate of the start
    "arms_rate_1": 1.0,
    "own_arms_rate_0": 1.0,  # a principal's own procurement
    "own_arms_rate_1": 1.0,
    "northern_penalty": 0.3,  # share of freight that avoids the northern route
    "northern_war": 1.0,  # the war that closes the northern route goes on
    "southern_war": 0.0,  # the southern neighbour is at war
    "far_power": 1.0,  # engagement of the far power, 1 = as at the start
    "truce": 0.0,  # once
    "boycott_0": 0.0,  # share of turnout lost to a called boycott
    "boycott_1": 0.0,
    "partial_allowed": 1.0,  # may a text with articles left out be tabled
    "interim_allowed": 1.0,
    "amendment_allowed_0": 1.0,
    "amendment_allowed_1": 1.0,
    "amendment_retry": 1.0,
    "format_rate_0": 1.0,
    "format_rate_1": 1.0,
    "format_rate_2": 1.0,
    "format_rate_3": 1.0,
    "format_rate_4": 1.0,
    "trade_cutoff_0": 0.0,  # share of trade with the first trade partner cut off
    "trade_cutoff_1": 0.0,
    "crisis_shock": 0.0,  # once: a border crisis happens
    "coercion_episode": 0.0,  # once: an outside power masses forces over a route
    "offensive_allowed_0": 1.0,
    "offensive_allowed_1": 1.0,
    "capacity_delay": 0.0,  # months
    "price_shock": 0.0,
    "assume_amendment_0": 0.0,  # once: in force from this month on, whatever anyone wants
    "assume_amendment_1": 0.0,
    "assume_rejection_0": 0.0,  # once: the referendum fails
    "assume_rejection_1": 0.0,
    "assume_treaty": 0.0,  # once: signed
    "assume_interim": 0.0,
    "assume_partial": 0.0,
    "assume_route": -1.0,  # once: this option is agreed
    "assume_route_open": -1.0,  # once: this option is open
    "assume_borders": 0.0,  # once: principal 0's and 1's closed border with the third neighbour opens
    "assume_government_0": 0.0,  # the next election changes the government
    "assume_government_1": 0.0,
    "assume_monitors_end": 0.0,
    "assume_guarantee": 0.0,
}
DIAL_NAMES = tuple(DIAL_DEFAULTS)
DIAL = _numbered(*DIAL_NAMES)
DIALS = 64
ONCE: tuple[str, ...] = (
    *(name for name in DIAL_NAMES if name.startswith("assume_") and not name.startswith("assume_government")),
    *("truce", "crisis_shock", "coercion_episode"),
)

# Months of first occurrence.
FIRST_NAMES = (
    "text_complete",
    "initialled",
    "treaty_signed",
    "ratified_0",
    "ratified_1",
    "treaty_in_force",
    "treaty_failed",
    "partial_signed",
    "interim_signed",
    "amendment_started_0",
    "amendment_started_1",
    "referendum_0",
    "referendum_1",
    "referendum_failed_0",
    "referendum_failed_1",
    "quorum_failed_0",
    "quorum_failed_1",
    "amendment_in_force_0",
    "amendment_in_force_1",
    "government_changed_0",
    "government_changed_1",
    "route_tabled",
    "route_agreed",
    "route_works",
    "route_partly_open",
    "route_open",
    "route_suspended",
    "transit_lifted_0",
    "transit_lifted_1",
    "third_border_open",
    "mutual_border_open",
    "crisis",
    "limited_offensive",
    "war",
    "bloc_frozen_0",
    "bloc_frozen_1",
    "bloc_left_0",
    "bloc_left_1",
    "monitors_ended",
    "guards_left",
    "old_format_closed",
    "treaty_held_24",
    "bypass_open",  # a route that crosses no principal's territory but its own
)
FIRST = _numbered(*FIRST_NAMES)
FIRSTS = 56

# Monthly series that a run keeps.
SERIES_NAMES = (
    "end_state",
    "articles_agreed",
    "amendment_stage_0",
    "amendment_stage_1",
    "route_state",
    "route_option",
    "delimited_share",
    "protocols",
    "incidents",
    "fatalities",
    "reports_0",
    "reports_1",
    "crises",
    "balance",
    "spending_0",
    "spending_1",
    "delivered_0",
    "delivered_1",
    "trust_0",
    "trust_1",
    "hardliners_0",
    "hardliners_1",
    "support_0",
    "support_1",
    "alignment_0",
    "alignment_1",
    "bloc_0",
    "bloc_1",
    "guards",
    "monitors",
    "format_0",
    "format_1",
    "format_2",
    "format_3",
    "format_4",
    "detainees",
    "missing",
    "mine_maps",
    "lawsuits",
    "returned",
    "trade_0",
    "trade_1",
    "freight",
    "trains",
    "dividend_0",
    "dividend_1",
    "scrutiny_0",
    "scrutiny_1",
    "met",
)
SERIES = _numbered(*SERIES_NAMES)

END_STATES = (
    "treaty_in_force",
    "signed_not_ratified",
    "text_agreed",
    "interim_only",
    "calm_no_treaty",
    "violent_no_treaty",
    "limited_offensive",
    "war",
)

# Uncertain inputs, one name each in evidence/parameters/<mechanism>.yaml.
PARAMETER_NAMES = (
    # decide
    "discount",
    "noise_principal",
    "noise_outsider",
    "rate_routine",
    "rate_major",
    "rate_incidents",
    "form_opportunities",
    "move_scale",
    "material_weight",
    "route_terms_weight",
    "milestone_memory",
    "leverage_floor",
    "signed_counts",
    "expect_floor",
    # agree
    "article_rate",
    "article_spread",
    "article_ease",
    "objection_partly",
    "objection_open",
    "article_stake",
    "signature_rate",
    "route_rate",
    "other_rate",
    "precondition_weight",
    "loss_if_broken",
    "concession_step",
    "concession_cost",
    "concession_memory",
    "waiting_weight",
    "format_crowding",
    "ripeness_weight",
    "hurt_floor",
    "hardliners_guess",
    "guess_from_line",
    "guess_from_violence",
    "begun_counts",
    # ratify
    "court_pass",
    "parliament_discipline",
    "ratification_delay",
    "ratification_least",
    "failure_rate",
    "failure_tension",
    # amend
    "earliest_vote",
    "drafting_months",
    "turnout_mean",
    "turnout_spread",
    "support_start_0",
    "support_start_1",
    "support_speed",
    "campaign_erosion",
    "yes_spread",
    "turnout_yes_correlation",
    "support_from_trust",
    "support_from_hardliners",
    "support_from_dividend",
    "form_support",
    "incumbent_start_0",
    "incumbent_start_1",
    "incumbent_spread",
    "government_lean_spread",
    "vote_from_support",
    "vote_from_hardliners",
    "campaign_months",
    "amendment_wait",
    "parliament_wait",
    "boycott_waverers",
    # trust
    "trust_memory",
    "trust_prior",
    "trust_meeting",
    "trust_cooperation",
    "trust_amendment",
    "trust_incident",
    "trust_offensive",
    "form_trust",
    "trust_reciprocity",
    # hardliners
    "hardliner_speed",
    "hardliner_fatalities",
    "hardliner_concessions",
    "hardliner_election",
    "hardliner_noise",
    "hardliner_line",
    "election_pulse",
    # arms
    "arms_reaction",
    "arms_fatigue",
    "arms_adjustment",
    "arms_growth",
    "form_arms",
    "stock_decay",
    "contest_decisiveness",
    "delivery_lag",
    "supply_usd",
    "supply_half_life",
    "procurement_share",
    "arms_wish",
    # border
    "incident_rate",
    "incident_branching",
    "incident_memory",
    "incident_mistrust",
    "incident_hardliners",
    "incident_stagnation",
    "incident_signed",
    "incident_monitors",
    "form_incidents",
    "severity",
    "crisis_rate",
    "crisis_severity",
    "war_share",
    "reporting_rate_0",
    "reporting_rate_1",
    "reporting_politics",
    "violence_full",
    "violence_half_life",
    "grief_half_life",
    # force
    "force_gain",
    "force_loss",
    "force_patrons",
    "visibility_cost",
    "eyes_monitors",
    # delimit
    "delimitation_share",
    # route
    "works_months_road",
    "works_months_rail",
    "own_works_done",
    "reopening_rate",
    "coercion_rate",
    "coercion_half_life",
    "works_start",
    # ties
    "tie_speed",
    "tie_pull",
    "meeting_rate",
    "format_memory",
    # economy
    "dividend_full",
    "dividend_speed",
    "trade_drift_0",
    "trade_drift_1",
    "trade_noise",
    "scrutiny_drag",
    "freight_growth",
    "capacity_years",
    "open_by_route",
    "open_by_borders",
    "open_by_transit",
    "cut_speed",
    # humanitarian
    "missing_rate",
    "return_rate",
    "missing_alone",
    "missing_met",
    "missing_maps",
)

# Columns of what is said of a term and of a move in a draw.
TERM_WHAT = _numbered(
    "kind",  # a number of KIND
    "channel",  # the channel; for a pace the milestone
    "gate",  # the channel that gates the issue, or -1
)
TERM_SIZE = _numbered(
    "size",  # how far the channel changes; for a pace by what its rate is multiplied
    "opening",  # how far the gate changes
    "position",
    "weight",
)
ROW_WHAT = _numbered("first_term", "last_term", "gate", "major", "act", "effect")
ROW_SIZE = _numbered("cost", "log_odds", "plain_odds", "reference")
TERM_WHATS, TERM_SIZES, ROW_WHATS, ROW_SIZES = 4, 4, 8, 4

WORLD_FIELDS: list[tuple] = [
    ("tick", "i8"),  # steps taken
    ("month", "i8"),  # absolute month
    ("status", "i8"),  # 0 running well, 1 a number left its range
    # what is standing: one choice a domain, as a row of the book
    ("choice", "i8", (ACTORS, DOMAINS)),  # the row that stands, a posture or hold
    ("next_choice", "i8", (ACTORS, DOMAINS)),  # the row that will stand from this month on
    ("act", "i8", (ACTORS, DOMAINS)),  # the act taken this month, or -1
    ("reviewed", "i8", (ACTORS, DOMAINS)),  # whether the government reconsidered this month
    ("review", "f8", (4,)),  # chances at the usual pace: of a major, of any review; of settling by a major, by another
    # words of this month's lots, looked up side by side: four in the time of one
    ("review_words", "i8", (4, ACTORS)),  # this month's lots of reviews, as words
    ("choose_words", "i8", (4, ACTORS)),  # this month's lots of choices, as words
    ("heard_from", "i8", (ACTORS + 1,)),  # where each actor's part begins in the list of all who must consent
    ("heard", "i8", (CONSENTS,)),  # to an agreement on the table: the agreement, its key, the actor's key words
    ("heard_key", "i8", (CONSENTS,)),  # the key of that agreement
    ("heard_owner", "i8", (2, CONSENTS)),  # the two words of the key of that actor
    ("heard_words", "i8", (4, CONSENTS)),  # this month's lots of consents, as words
    ("ordered", "i8", (ACTORS, DOMAINS)),  # what script, condition or team says, or -1
    ("consent", "i8", (ACTORS, DEALS)),  # 1 where the government stands by its consent
    ("next_consent", "i8", (ACTORS, DEALS)),  # the consent it will stand by from this month on
    ("consent_when", "f8", (ACTORS, DEALS)),  # when in the step it was reconsidered, in months; a large number if not
    ("consent_again", "f8", (ACTORS, DEALS)),  # when it was reconsidered a second time; a large number if not
    ("consent_first", "i8", (ACTORS, DEALS)),  # the answer of the first time
    ("appeal", "f8", (ROWS,)),  # Q of each row when last considered
    ("odds", "f8", (ROWS,)),  # P of each row when last considered
    ("consent_appeal", "f8", (ACTORS, DEALS)),  # Q of consenting when last considered
    ("consent_odds", "f8", (ACTORS, DEALS)),  # P of consenting when last considered
    ("outlook", "f8", (ACTORS, MILESTONES)),  # what each milestone would change for an actor
    ("scratch", "f8", (CHANNELS,)),  # a copy of the channels to try things on; whoever changes it puts it back exactly
    ("gate", "i8", (GATES,)),  # 1 where a condition of moves holds, see month/conditions.py
    # what is visible
    ("channel", "f8", (CHANNELS,)),  # the public state as moves and issues refer to it, see observe
    ("effort", "f8", (CHANNELS,)),  # sums of the touches of all standing postures
    ("hazard", "f8", (MILESTONES,)),  # public monthly rate of each milestone
    ("arrival", "f8", (MILESTONES,)),  # present value of each milestone per unit, at its public rate
    ("dial", "f8", (DIALS,)),  # settings of the world outside, by levers and events
    ("inducement", "f8", (DEALS, ACTORS)),  # payments less threats that stand for a consent, by agreement and actor
    # agreements
    ("deal", "i8", (DEALS,)),  # 0 not on the table, 1 on the table, 2 agreed, 3 lapsed
    ("deal_month", "i8", (DEALS,)),  # month in which it came on the table or was agreed
    ("deal_count", "i8", (DEALS,)),  # how often it was concluded
    ("consent_rate", "f8", (DEALS,)),  # how often a consent is considered, per month
    ("objection", "f8", (ARTICLES, 2)),  # what each principal still has against an article, 0..1
    ("conceding", "f8", (2,)),  # smoothed public concessions of a principal, per month
    ("conceded", "f8", (2,)),  # concessions this month
    ("gave", "i8", (2,)),  # costly cooperative acts this month
    ("completeness", "f8"),  # share of a complete text that the text on the table is
    ("ratified", "i8", (2,)),  # 1 where the principal has ratified
    ("ratifying", "f8", (2,)),  # months since signature, towards the vote on ratification
    ("treaty", "i8"),  # 0 none, 1 text, 2 initialled, 3 signed, 4 in force, 5 failed
    ("first", "i8", (FIRSTS,)),  # month of first occurrence, -1 for never
    # constitution and politics
    ("amendment", "i8", (2,)),  # 0 none, 1 promised, 2 drafting, 3 parliament, 4 vote set, 5 in force, 6 rejected
    ("amendment_months", "f8", (2,)),  # months in the present stage of constitutional change
    ("vote_month", "i8", (2,)),  # month of the referendum, -1 if none is set
    ("turnout", "f8", (2,)),  # of the last referendum, share
    ("yes", "f8", (2,)),  # share of yes in the last referendum
    ("support", "f8", (2,)),  # share of voters for a settlement
    ("incumbent", "f8", (2,)),  # vote share of the governing side
    ("seats", "i8", (2,)),  # seats of the governing side
    ("election", "i8", (2,)),  # month of the next election
    ("lean", "f8", (2,)),  # shift of a new government's will to agree
    (
        "court",
        "i8",
        (2,),
    ),  # 1 has ruled so that the other is assured, 0 has not been asked, -1 asked this month, -2 has refused
    ("clause", "f8"),  # 1 where the text has a clause that puts the treaty above other law
    ("guarantee", "f8"),  # standing guarantee by outsiders, 0..1
    ("hardliners", "f8", (2,)),  # strength of those who reject a settlement, 0..1
    # trust: evidence that the OTHER principal keeps its word
    ("trust", "f8", (2,)),  # that the other keeps its word, 0..1
    ("trust_good", "f8", (2,)),  # weight of the evidence for the other
    ("trust_bad", "f8", (2,)),  # weight of the evidence against the other
    # arms
    ("spending", "f8", (2,)),  # USD bn a year
    ("stock", "f8", (2,)),  # effective military stock, USD bn
    ("balance", "f8"),  # principal 0's chance in a contest
    ("shift", "f8", (2,)),  # fall of own balance if it waits 24 months
    ("dependence", "f8", (2,)),  # concentration of deliveries on few suppliers, 0..1
    ("orders", "i8"),  # how many orders wait in the book
    ("order_to", "i8", (ORDERS,)),  # the principal that an order is for
    ("order_from", "i8", (ORDERS,)),  # its supplier, an actor
    ("order_system", "i8", (ORDERS,)),  # what is ordered, a number of the systems
    ("order_due", "i8", (ORDERS,)),  # month in which it arrives
    ("order_usd", "f8", (ORDERS,)),  # its worth, USD m
    ("ordering", "f8", (ACTORS, 2)),  # USD m agreed but not yet put into an order
    ("delivered_by", "f8", (ACTORS, 2)),  # USD m by supplier since the start
    ("delivered_system", "f8", (SYSTEMS, 2)),  # USD m by system since the start
    ("delivered", "f8", (2,)),  # this month, USD m
    ("supply", "f8", (2,)),  # smoothed deliveries relative to the start
    # border and force
    ("excitation", "f8"),  # memory of recent incidents, incidents a month
    ("tension", "f8"),  # the log-linear index, 0 at the reference
    ("incidents", "i8"),  # fatal incidents this month
    ("fatalities", "i8"),  # deaths this month
    ("reports", "i8", (2,)),  # reports of the other's fire published this month
    ("crisis", "i8"),  # 1 in a month with 26 deaths or more
    ("offensive", "i8", (2,)),  # whether a principal tried to take ground this month
    ("amended", "i8", (2,)),  # whether a change of its constitution came into force this step
    ("war_month", "i8"),  # month in which a war last began, -1 for none
    ("violence", "f8"),  # smoothed, 0..1
    ("recent_dead", "f8"),  # smoothed deaths, a month
    ("all_incidents", "i8"),  # since the start
    ("all_fatalities", "i8"),  # since the start
    ("all_crises", "i8"),  # since the start
    ("stalled", "f8"),  # months since anything was agreed
    ("calm_months", "i8"),  # months since the last fatal incident
    ("longest_calm", "i8"),  # longest run of such months
    ("last_offensive", "i8"),  # month of the last attempt to take ground, -1 for none
    ("last_crisis", "i8"),  # month of the last crisis, -1 for none
    ("monitors", "i8"),  # 1 while outside monitors stand on the border
    ("delimited", "f8"),  # share of the border delimited
    ("protocols", "i8"),  # delimitation protocols signed
    # route
    ("route", "i8", (ROUTES,)),  # 0 none, 1 tabled, 2 agreed, 3 works, 4 partly open, 5 open, 6 suspended
    ("works_road", "f8", (ROUTES,)),  # share of the missing road done
    ("works_rail", "f8", (ROUTES,)),  # share of the missing railway done
    ("route_chosen", "i8"),  # the option agreed, -1 for none
    ("transit", "i8", (2,)),  # 1 where the principal may send goods through the other
    ("third_border", "i8", (2,)),  # 1 where the principal's border with the third state is open
    ("mutual_border", "i8"),  # 1 where the border between the principals is open
    ("deadlock", "i8"),  # months without an agreed route
    ("coercion", "f8"),  # forces massed over a route, 0..1
    # ties, formats, trade
    ("security", "f8", (2, PARTNERS)),  # security tie to each partner, 0..1
    ("trade_tie", "f8", (2, PARTNERS)),  # trade tie to each partner, 0..1
    ("bloc", "i8", (2,)),  # security bloc: 2 member, 1 frozen, 0 not a member
    ("economic_bloc", "i8", (2,)),  # 1 member, 0 not
    ("guards", "f8"),  # share of the outside guards' posts still held
    ("format", "f8", (FORMATS,)),  # activity of each format, 0..1
    ("met", "i8"),  # 1 in a month in which the principals met
    ("old_format", "i8"),  # 1 while the old process is not closed
    ("trade", "f8", (2,)),  # with the first partner, USD bn a year
    ("uncut", "f8", (2,)),  # what trade would be without a cut-off
    ("cut", "f8", (2,)),  # share of trade that is cut off
    ("scrutiny", "f8", (2,)),  # of sanctions, 0..1
    ("freight", "f8"),  # Mt a year
    ("capacity", "f8"),  # of the freight corridor, Mt a year
    ("trains", "f8"),  # container trains a year
    ("dividend", "f8", (2,)),  # gain from open ways, 0..1 of what the draw allows
    ("held", "f8", (2,)),  # persons that a principal holds
    ("missing", "f8"),  # persons not accounted for
    ("mine_maps", "f8"),  # how complete the maps handed over are, 0..1
    ("lawsuits", "f8"),  # cases before international courts
    ("returned", "f8"),  # share of the displaced who have returned since the start
]

DRAW_FIELDS: list[tuple] = [
    *((name, "f8") for name in PARAMETER_NAMES),
    ("effect", "f8", (EFFECTS,)),  # the world's contested effects
    ("belief", "f8", (ACTORS, EFFECTS)),  # what each actor believes them to be
    ("position", "f8", (ACTORS, SLOTS)),
    ("weight", "f8", (ACTORS, SLOTS)),
    ("capability", "f8", (ACTORS, DOMAINS)),
    ("leverage", "f8", (ACTORS, 2)),
    # what a prospect would change that an actor cares about: its terms, from the first up to, not including, the last
    ("terms", "i8"),
    ("deal_terms", "i8", (ACTORS, DEALS, 2)),
    ("milestone_terms", "i8", (ACTORS, MILESTONES, 2)),
    # Columns side by side, so that one look at memory brings all that is said of a term, or of a move.
    ("term_what", "i8", (TERMS, TERM_WHATS)),
    ("term_size", "f8", (TERMS, TERM_SIZES)),
    ("row_what", "i8", (ROWS, ROW_WHATS)),
    ("row_size", "f8", (ROWS, ROW_SIZES)),
    ("touched", "f8", (TOUCHES,)),  # while terms are listed: sizes of a row's touches as its actor believes them
    ("precondition", "f8", (2,)),  # w_pre against the other principal's constitution
    ("accepts", "f8", (2, 4)),  # assurances accepted: court, clause, guarantee, interim; 0..1
    ("log_odds", "f8", (ROWS,)),
    ("reference", "f8", (ROWS,)),  # Q at the reference
    ("deal_log_odds", "f8", (ACTORS, DEALS)),
    ("deal_reference", "f8", (ACTORS, DEALS)),
    ("tension_reference", "f8"),
    ("balance_start", "f8"),  # the first principal's chance in a contest of the start stocks
    ("gap", "f8", (ARTICLES, 2)),
]

BOOK_FIELDS: list[tuple] = [
    ("start", "i8"),
    ("step", "f8"),  # months a step lasts: 1, or .5 in the test of the step
    ("actors", "i8"),
    ("rows", "i8"),
    ("slots", "i8"),
    ("deals", "i8"),
    ("articles", "i8"),
    ("routes", "i8"),
    ("principal", "i8", (2,)),
    ("side", "i8", (ACTORS,)),  # 0 or 1 for a principal, -1 for others
    ("partner_of", "i8", (ACTORS, 2)),  # which named partner of a principal an actor is, or -1
    ("format_of", "i8", (ACTORS,)),
    # issues; the kinds are numbers of KIND
    ("slot_kind", "i8", (SLOTS,)),
    ("slot_channel", "i8", (SLOTS,)),
    ("slot_gate", "i8", (SLOTS,)),
    # derived slots and where they come from
    ("route_slot", "i8", (ROUTES,)),
    ("opening_slot", "i8"),
    ("law_slot", "i8"),
    ("operator_slot", "i8", (ROUTES,)),
    ("guard_slot", "i8", (ROUTES,)),
    ("route_law", "f8", (ROUTES,)),
    ("route_crosses", "i8", (ROUTES, 2)),
    ("route_done", "f8", (ROUTES,)),  # share of the road that is built at the start
    ("route_rail_done", "f8", (ROUTES,)),
    ("route_guarded", "i8", (ROUTES,)),  # outside guards come with it
    ("route_road", "f8", (ROUTES,)),
    ("route_rail", "f8", (ROUTES,)),
    # rows: one for each (actor, move, with)
    ("row_actor", "i8", (ROWS,)),
    ("row_domain", "i8", (ROWS,)),
    ("row_act", "i8", (ROWS,)),
    ("row_effect", "i8", (ROWS,)),
    ("row_to", "i8", (ROWS,)),  # a side, or -1
    ("row_deal", "i8", (ROWS,)),
    ("row_cost", "f8", (ROWS,)),
    ("row_pace", "f8", (ROWS,)),
    ("row_gate", "i8", (ROWS,)),  # which condition of WORLD.gate lets it happen
    ("row_usd", "f8", (ROWS,)),
    ("row_system", "i8", (ROWS,)),
    ("row_induce", "f8", (ROWS,)),
    ("row_induced", "i8", (ROWS,)),  # the actor induced, or -1 for all who must consent
    ("touches", "i8", (ROWS,)),
    ("touch_channel", "i8", (ROWS, TOUCHES)),
    ("touch_size", "f8", (ROWS, TOUCHES)),
    ("touch_effect", "i8", (ROWS, TOUCHES)),  # contested effect that scales the touch, or -1
    ("touch_levered", "i8", (ROWS, TOUCHES)),  # scaled by the actor's leverage over the target
    ("row_first", "i8", (ACTORS, DOMAINS)),
    ("row_last", "i8", (ACTORS, DOMAINS)),
    # agreements
    ("deal_kind", "i8", (DEALS,)),
    ("deal_key", "i8", (DEALS,)),  # a hash of its name: tells its lots from those of others
    ("deal_part", "i8", (DEALS,)),  # the article or the route it is about, or -1
    ("deal_when", "i8", (DEALS,)),
    ("deal_needs", "i8", (DEALS, ACTORS)),
    ("signers", "i8", (DEALS,)),  # the same as lists: who must consent, and to what an actor must
    ("signer", "i8", (DEALS, ACTORS)),
    ("signings", "i8", (ACTORS,)),
    ("signing", "i8", (ACTORS, DEALS)),
    ("deal_binds", "i8", (DEALS,)),  # whether breaking it is feared
    ("deal_preconditioned", "i8", (DEALS,)),
    ("deal_touches", "i8", (DEALS,)),
    ("deal_channel", "i8", (DEALS, TOUCHES)),
    ("deal_size", "f8", (DEALS, TOUCHES)),
    # what each milestone changes
    ("milestone_touches", "i8", (MILESTONES,)),
    ("milestone_channel", "i8", (MILESTONES, TOUCHES)),
    ("milestone_size", "f8", (MILESTONES, TOUCHES)),
    ("milestone_earliest", "i8", (MILESTONES,)),
    # institutions
    ("has_amendment", "i8", (2,)),
    ("seats_total", "i8", (2,)),
    ("seats_needed", "i8", (2,)),
    ("seats_to_ratify", "i8", (2,)),
    ("seat_bonus", "f8", (2,)),
    ("majority", "f8", (2,)),
    ("quorum", "f8", (2,)),
    ("election_every", "i8", (2,)),
    ("court_reviews", "i8", (2,)),
    ("bars_bloc", "i8", (2,)),
    # start values that rules measure from
    ("trust_start", "f8", (2,)),
    ("hardliners_start", "f8", (2,)),
    ("stock_start", "f8", (2,)),
    ("supply_start", "f8", (2,)),  # USD m a month
    ("spending_start", "f8", (2,)),
    ("security_start", "f8", (2, PARTNERS)),
    ("trade_tie_start", "f8", (2, PARTNERS)),
    ("format_start", "f8", (FORMATS,)),
    ("scrutiny_start", "f8", (2,)),
    ("monitor_host", "i8"),  # side of the principal that hosts monitors, or -1
    ("far_power", "i8"),  # place of the actor whose engagement is a dial, or -1
    ("southern_power", "i8"),
    ("energy_share", "f8", (2,)),  # share of a budget that follows energy prices
    ("held_start", "f8"),
    ("guard_host", "i8"),  # side of the principal that hosts outside guards
    ("shut_border", "i8", (2,)),  # whether a principal's border with a third neighbour is shut at the start
    ("capacity_start", "f8"),
    ("route_capacity", "f8", (ROUTES,)),
    ("train_share", "f8"),
    # freight capacity by year from the start
    ("capacity_steps", "i8"),
    ("capacity_month", "i8", (16,)),
    ("capacity_add", "f8", (16,)),
    # scenario
    ("script", "i8", (MONTHS, ACTORS, DOMAINS)),
    ("events", "i8"),
    ("event_month", "i8", (EVENTS,)),
    ("event_dial", "i8", (EVENTS,)),
    ("event_value", "f8", (EVENTS,)),
    ("whens", "i8"),
    ("when_first", "i8", (RULES_WHEN,)),
    ("when_after", "i8", (RULES_WHEN,)),
    ("when_row", "i8", (RULES_WHEN,)),
    ("keys", "u8", (64, ACTORS + 1, 2)),  # key words of every decision, per actor; the last for the world
]


def _record(fields: list[tuple]) -> np.dtype:
    return np.dtype((np.record, fields), align=True)


WORLD = _record(WORLD_FIELDS)
DRAW = _record(DRAW_FIELDS)
BOOK = _record(BOOK_FIELDS)


def absolute(year: int, month: int) -> int:
    """Absolute number of a calendar month.

    >>> absolute(2024, 10)
    24297
    """
    return year * 12 + month - 1


def calendar(month: int) -> str:
    """Calendar form of an absolute month; ``never`` for -1.

    >>> calendar(24297)
    '2024-10'
    """
    if month == NEVER:
        return "never"
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
