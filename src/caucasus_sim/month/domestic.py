"""Politics at home, for each principal: hardliners, support, elections, and the way of a constitutional change."""

from __future__ import annotations

from caucasus_sim.compiled import rule, stage
from caucasus_sim.luck import lots
from caucasus_sim.month.arrays import CHANNEL, DIAL, EFFECT, FIRST
from caucasus_sim.month.codes import DECISION
from caucasus_sim.month.marks import mark, moment_of
from caucasus_sim.rules.amend import boycotted_share, next_support, seats_won, turnout_drawn, vote_carries, yes_drawn
from caucasus_sim.rules.chance import normal_quantile, within
from caucasus_sim.rules.hardliners import next_hardliners

ELECTION, GOVERNMENT, PARLIAMENT = DECISION["election"], DECISION["new_government"], DECISION["parliament"]
REFERENDUM, COURT, HARDLINERS = DECISION["referendum"], DECISION["court"], DECISION["hardliners"]
BY_ARMS, BY_DIVIDEND, IMPOSED = (
    EFFECT["arms_to_hardliners"],
    EFFECT["dividend_to_hardliners"],
    EFFECT["imposed_change_to_support"],
)
BOYCOTT, GOVERNMENT_DIAL = DIAL["boycott_0"], DIAL["assume_government_0"]
HARD_LINE = CHANNEL["hard_line_0"]
PRESSURE = CHANNEL["pressure_0"]
CHANGED, VOTED, FAILED, QUORUM = (
    FIRST["government_changed_0"],
    FIRST["referendum_0"],
    FIRST["referendum_failed_0"],
    FIRST["quorum_failed_0"],
)
IN_FORCE, STARTED = FIRST["amendment_in_force_0"], FIRST["amendment_started_0"]
PULSE_MONTHS = 6
CAMPAIGN_MONTHS = 3


@stage
def domestic(worlds, r, draws, d, book, luck):
    """Move both principals' hardliners, support, elections, court and constitutional pipeline."""
    w = worlds[r]
    x = draws[d]
    b = book[0]
    moment = moment_of(w, b)
    for p in range(2):
        owner = b.principal[p]
        feel(w, x, b, luck, moment, p, owner)
        support(w, x, b, p)
        elect(w, x, b, luck, moment, p, owner)
        rule_in_court(w, x, b, luck, moment, p, owner)
        amend(w, x, b, luck, moment, p, owner)


@rule
def feel(w, x, b, luck, moment, p, owner):
    """Hardliners' strength."""
    near = 1.0 if 0 <= w.election[p] - w.month <= PULSE_MONTHS else 0.0
    lot = lots(b.keys, HARDLINERS, owner, luck, moment, 0)[0]
    w.hardliners[p] = next_hardliners(
        w.hardliners[p], b.hardliners_start[p], w.supply[p] - 1.0, w.recent_dead, w.conceded[p], w.dividend[p] * 5.0, near,
        0.5 * w.effort[HARD_LINE + p], x.effect[BY_ARMS], x.hardliner_fatalities, x.hardliner_concessions,
        x.effect[BY_DIVIDEND], x.hardliner_election, x.hardliner_speed, x.hardliner_noise * normal_quantile(lot), b.step,
    )  # fmt: skip


@rule
def support(w, x, b, p):
    """Support for a treaty; a change seen as imposed may move it either way."""
    start = x.support_start_0 if p == 0 else x.support_start_1
    imposed = x.effect[IMPOSED] if 2 <= w.amendment[p] <= 4 else 0.0
    w.support[p] = next_support(
        w.support[p], start, w.trust[p] - b.trust_start[p], w.hardliners[p] - b.hardliners_start[p], w.dividend[p] * 5.0,
        0.1 * imposed, x.support_from_trust, x.support_from_hardliners, x.support_from_dividend, x.form_support,
        x.support_speed, b.step,
    )  # fmt: skip


@rule
def elect(w, x, b, luck, moment, p, owner):
    """An election in its month: whole seats, and perhaps another government."""
    if w.month != w.election[p]:
        return
    w.election[p] += b.election_every[p]
    lot = lots(b.keys, ELECTION, owner, luck, moment, 0)
    start = x.incumbent_start_0 if p == 0 else x.incumbent_start_1
    mean = start + 0.3 * (w.support[p] - 0.5) - 0.3 * (w.hardliners[p] - b.hardliners_start[p])
    w.incumbent[p] = within(mean + x.incumbent_spread * normal_quantile(lot[0]), 0.02, 0.98)
    w.seats[p] = seats_won(w.incumbent[p], b.seats_total[p], b.seat_bonus[p])
    lost = 2 * w.seats[p] <= b.seats_total[p]
    if lost or w.dial[GOVERNMENT_DIAL + p] > 0.0:
        w.seats[p] = max(b.seats_total[p] - w.seats[p], b.seats_total[p] // 2 + 1)
        w.lean[p] = x.government_lean_spread * normal_quantile(lot[1])
        mark(w, CHANGED + p)


@rule
def rule_in_court(w, x, b, luck, moment, p, owner):
    """A ruling that was asked for this month."""
    if w.court[p] == -1:
        w.court[p] = 1 if lots(b.keys, COURT, owner, luck, moment, 0)[0] < x.court_pass else 0


@rule
def amend(w, x, b, luck, moment, p, owner):
    """Draft, two thirds of parliament in whole seats, referendum with quorum."""
    stage = w.amendment[p]
    w.amendment_months[p] += b.step
    if stage == 2 and w.amendment_months[p] >= x.drafting_months:
        w.amendment[p] = 3
    elif stage == 3 and w.month + CAMPAIGN_MONTHS >= x.earliest_vote:
        pass_draft(w, x, b, luck, moment, p, owner)
    elif stage == 4 and w.month >= w.vote_month[p]:
        vote(w, x, b, luck, moment, p, owner)


@rule
def pass_draft(w, x, b, luck, moment, p, owner):
    """Parliament puts the draft to the vote, or waits for the next month with it."""
    lot = lots(b.keys, PARLIAMENT, owner, luck, moment, 0)[0]
    loyal = int(w.seats[p] * x.parliament_discipline + 0.5)
    crossing = int((b.seats_total[p] - w.seats[p]) * within(w.support[p] - 0.3 + 0.3 * (lot - 0.5), 0.0, 1.0) + 0.5)
    if loyal + crossing >= b.seats_needed[p]:
        w.amendment[p] = 4
        w.vote_month[p] = w.month + CAMPAIGN_MONTHS


@rule
def vote(w, x, b, luck, moment, p, owner):
    """The referendum: turnout and yes drawn jointly, a boycott keeps a share at home."""
    lot = lots(b.keys, REFERENDUM, owner, luck, moment, 0)
    normal_turnout = normal_quantile(lot[0])
    turnout = turnout_drawn(x.turnout_mean, x.turnout_spread, normal_turnout)
    yes = yes_drawn(
        w.support[p], x.campaign_erosion, x.yes_spread, normal_quantile(lot[1]), normal_turnout, x.turnout_yes_correlation
    )
    stays_away = boycotted_share(w.dial[BOYCOTT + p], yes)
    w.turnout[p] = turnout * (1.0 - stays_away)
    w.yes[p] = yes / (1.0 - stays_away)
    mark(w, VOTED + p)
    if vote_carries(w.turnout[p], w.yes[p], b.majority[p], b.quorum[p]):
        w.amendment[p] = 5
        mark(w, IN_FORCE + p)
        return
    w.amendment[p] = 6
    w.amendment_months[p] = 0.0
    mark(w, FAILED + p)
    if w.yes[p] > b.majority[p]:
        mark(w, QUORUM + p)
