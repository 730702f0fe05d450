"""Politics at home, for each principal: hardliners, support, elections, and the way of a constitutional change."""

from __future__ import annotations

import math

from caucasus_sim.compiled import stage
from caucasus_sim.luck import lots
from caucasus_sim.month.arrays import CHANNEL, DIAL, EFFECT, FIRST
from caucasus_sim.month.codes import DECISION
from caucasus_sim.month.marks import mark, moment_of
from caucasus_sim.rules.amend import boycotted_share, next_support, seats_won, turnout_drawn, vote_carries, yes_drawn
from caucasus_sim.rules.chance import normal_quantile, within
from caucasus_sim.rules.hardliners import next_hardliners
from caucasus_sim.rules.ratify import votes_for

ELECTION = DECISION["election"]
REFERENDUM, COURT, HARDLINERS = DECISION["referendum"], DECISION["court"], DECISION["hardliners"]
BY_ARMS, BY_DIVIDEND, IMPOSED = (
    EFFECT["arms_to_hardliners"],
    EFFECT["dividend_to_hardliners"],
    EFFECT["imposed_change_to_support"],
)
BOYCOTT, GOVERNMENT_DIAL = DIAL["boycott_0"], DIAL["assume_government_0"]
HARD_LINE = CHANNEL["hard_line_0"]
CHANGED, VOTED, FAILED, QUORUM = (
    FIRST["government_changed_0"],
    FIRST["referendum_0"],
    FIRST["referendum_failed_0"],
    FIRST["quorum_failed_0"],
)
IN_FORCE = FIRST["amendment_in_force_0"]
LOG_2 = math.log(2.0)


@stage
def domestic(w, x, b, luck):
    """Move both principals' hardliners, support, elections, court and constitutional pipeline."""
    moment = moment_of(w, b)
    for p in range(2):
        owner = b.principal[p]
        feel(w, x, b, luck, moment, p, owner)
        support(w, x, b, p)
        elect(w, x, b, luck, moment, p, owner)
        rule_in_court(w, x, b, luck, moment, p, owner)
        amend(w, x, b, luck, moment, p, owner)


@stage
def feel(w, x, b, luck, moment, p, owner):
    """Hardliners' strength."""
    near = 1.0 if 0 <= w.election[p] - w.month <= x.election_pulse else 0.0
    lot = lots(b.keys, HARDLINERS, owner, luck, moment, 0)[0]
    shock = x.hardliner_noise * normal_quantile(lot) * math.sqrt(b.step)
    w.hardliners[p] = next_hardliners(
        w.hardliners[p], b.hardliners_start[p], math.log(max(0.1, w.supply[p])) / LOG_2, math.log(1.0 + w.recent_dead),
        w.conceded[p] / x.concession_step / b.step, w.dividend[p] / x.dividend_full, near,
        x.hardliner_line * w.effort[HARD_LINE + p], x.effect[BY_ARMS], x.hardliner_fatalities, x.hardliner_concessions,
        x.effect[BY_DIVIDEND], x.hardliner_election, x.hardliner_speed, shock, b.step,
    )  # fmt: skip


@stage
def support(w, x, b, p):
    """Support for a treaty; a change seen as imposed may move it either way."""
    start = x.support_start_0 if p == 0 else x.support_start_1
    imposed = x.effect[IMPOSED] if 2 <= w.amendment[p] <= 4 else 0.0
    trusted, hardened = w.trust[p] - b.trust_start[p], w.hardliners[p] - b.hardliners_start[p]
    w.support[p] = next_support(
        w.support[p], start, trusted, hardened, w.dividend[p] / x.dividend_full, imposed,
        x.support_from_trust, x.support_from_hardliners, x.support_from_dividend, x.form_support,
        x.support_speed, b.step,
    )  # fmt: skip


@stage
def elect(w, x, b, luck, moment, p, owner):
    """An election in its month: whole seats, and perhaps another government."""
    if w.month != w.election[p]:
        return
    w.election[p] += b.election_every[p]
    lot = lots(b.keys, ELECTION, owner, luck, moment, 0)
    start = x.incumbent_start_0 if p == 0 else x.incumbent_start_1
    mean = (
        start
        + x.vote_from_support * (w.support[p] - 0.5)
        - x.vote_from_hardliners * (w.hardliners[p] - b.hardliners_start[p])
    )
    w.incumbent[p] = within(mean + x.incumbent_spread * normal_quantile(lot[0]), 0.02, 0.98)
    w.seats[p] = seats_won(w.incumbent[p], b.seats_total[p], b.seat_bonus[p])
    lost = 2 * w.seats[p] <= b.seats_total[p]
    if lost or w.dial[GOVERNMENT_DIAL + p] > 0.0:
        w.seats[p] = max(b.seats_total[p] - w.seats[p], b.seats_total[p] // 2 + 1)
        w.dial[GOVERNMENT_DIAL + p] = 0.0
        w.lean[p] = x.government_lean_spread * normal_quantile(lot[1])
        mark(w, CHANGED + p)


@stage
def rule_in_court(w, x, b, luck, moment, p, owner):
    """A ruling that was asked for this month; what the court has refused it does not take up again."""
    if w.court[p] == -1:
        w.court[p] = 1 if lots(b.keys, COURT, owner, luck, moment, 0)[0] < x.court_pass else -2


@stage
def amend(w, x, b, luck, moment, p, owner):
    """Draft, two thirds of parliament in whole seats, referendum with quorum."""
    stage = w.amendment[p]
    w.amendment_months[p] += b.step
    if stage == 2 and w.amendment_months[p] >= x.drafting_months:
        w.amendment[p] = 3
        w.amendment_months[p] = x.parliament_wait
    elif stage == 3 and w.amendment_months[p] >= x.parliament_wait and w.month + x.campaign_months >= x.earliest_vote:
        pass_draft(w, x, b, p)
    elif stage == 4 and w.month >= w.vote_month[p]:
        vote(w, x, b, luck, moment, p, owner)


@stage
def pass_draft(w, x, b, p):
    """Parliament puts the draft to the vote, or the government waits before it tries again."""
    w.amendment_months[p] = 0.0
    if votes_for(w.seats[p], x.parliament_discipline, w.support[p], b.seats_total[p]) >= b.seats_needed[p]:
        w.amendment[p] = 4
        w.vote_month[p] = w.month + int(x.campaign_months)


@stage
def vote(w, x, b, luck, moment, p, owner):
    """The referendum: turnout and yes drawn jointly, a boycott keeps a share at home."""
    lot = lots(b.keys, REFERENDUM, owner, luck, moment, 0)
    normal_turnout = normal_quantile(lot[0])
    turnout = turnout_drawn(x.turnout_mean, x.turnout_spread, normal_turnout)
    yes = yes_drawn(
        w.support[p],
        x.campaign_erosion,
        x.yes_spread,
        normal_quantile(lot[1]),
        normal_turnout,
        x.turnout_yes_correlation,
    )
    against = boycotted_share(w.dial[BOYCOTT + p], yes)
    wavering = yes * x.boycott_waverers * w.dial[BOYCOTT + p]
    w.turnout[p] = turnout * (1.0 - against - wavering)
    w.yes[p] = (yes - wavering) / (1.0 - against - wavering)
    mark(w, VOTED + p)
    if vote_carries(w.turnout[p], w.yes[p], b.majority[p], b.quorum[p]):
        w.amendment[p] = 5
        w.amended[p] = 1
        mark(w, IN_FORCE + p)
        return
    w.amendment[p] = 6
    w.amendment_months[p] = 0.0
    mark(w, FAILED + p)
    if w.yes[p] > b.majority[p]:
        mark(w, QUORUM + p)
