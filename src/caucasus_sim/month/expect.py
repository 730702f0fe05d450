"""What the public state lets everyone expect: rates of milestones, and how often agreements are considered."""

from __future__ import annotations

import math

from caucasus_sim.compiled import stage
from caucasus_sim.month.arrays import CHANNEL, EFFECT, FIRST, FORMATS, MILESTONE
from caucasus_sim.month.codes import DEAL
from caucasus_sim.rules.agree import mediated_rate, ripeness_of
from caucasus_sim.rules.border import crisis_hazard
from caucasus_sim.rules.chance import moved_towards, within
from caucasus_sim.rules.decide import arrival_value

PACE = CHANNEL["pace_treaty"]
TREATY, OPEN_ROUTE, AMENDED, OPEN_BORDERS, CONFLICT = MILESTONE.values()
MEDIATION, ATTENTION = EFFECT["mediation_to_agreement"], EFFECT["attention_to_agreement"]
ARTICLE, INITIAL, SIGN, PARTIAL, INTERIM = (
    DEAL["article"],
    DEAL["initial"],
    DEAL["sign"],
    DEAL["partial"],
    DEAL["interim"],
)
ROUTE, THIRD, MUTUAL = DEAL["route"], DEAL["third_border"], DEAL["mutual_border"]
PARTIAL_EFFECT, PARTIAL_TEXT = EFFECT["partial_to_treaty"], FIRST["partial_signed"]


@stage
def expect(w, x, b, luck):
    """Fill ``hazard``, f8 [milestones], and ``consent_rate``, f8 [deals], both per month."""
    memory, step = x.milestone_memory, b.step  # by name, so that the compiled code works their power out once
    text = x.signature_rate * standing_share(w, x, b, ARTICLE, INTERIM) / (1.0 + open_articles(w, b))
    expect_milestone(w, x, b, 0, text, memory, step)
    expect_milestone(w, x, b, OPEN_ROUTE, x.route_rate * standing_share(w, x, b, ROUTE, ROUTE), memory, step)
    expect_milestone(w, x, b, AMENDED, amendment_rate(w, x), memory, step)
    expect_milestone(w, x, b, OPEN_BORDERS, x.other_rate * standing_share(w, x, b, THIRD, MUTUAL), memory, step)
    expect_milestone(w, x, b, CONFLICT, crisis_hazard(x.crisis_rate, w.tension), memory, step)
    set_consent_rates(w, x, b)


@stage
def expect_milestone(w, x, b, j, rate, memory, step):
    """Expectations follow the public state slowly, and standing postures at once."""
    w.hazard[j] = within(moved_towards(w.hazard[j], rate, memory, step), 0.0005, 0.9)
    w.arrival[j] = arrival_value(w.hazard[j], max(0.0, b.milestone_earliest[j] - w.month), x.discount)


@stage
def standing_share(w, x, b, first_kind, last_kind):
    """Largest share of the needed consents that stands for an agreement of these kinds, and a little for none."""
    best = 0.0
    for z in range(b.deals):
        if first_kind <= b.deal_kind[z] <= last_kind and w.deal[z] == 1:
            given = 0.0
            for n in range(b.signers[z]):
                given += w.consent[b.signer[z, n], z]
            if b.signers[z] > 0:
                best = max(best, (x.expect_floor + given) / (x.expect_floor + b.signers[z]))
    return best


@stage
def open_articles(w, b):
    """Number of articles not yet agreed."""
    count = 0.0
    for m in range(b.articles):
        if w.deal[m] != 2:
            count += 1.0
    return count


@stage
def amendment_rate(w, x):
    """Public expectation of the rate at which a demanded constitutional change comes."""
    best = 0.0
    for p in range(2):
        begun = min(4, w.amendment[p]) if w.amendment[p] != 6 else 0
        best = max(best, (1.0 + begun) / (4.0 * x.drafting_months))
    return best


@stage
def set_consent_rates(w, x, b):
    """Mediation multiplies the rate at which agreements are considered; its sign is open, as that of attention."""
    active, rivals = 0.0, 0.0
    for k in range(FORMATS):
        rivals += w.format[k]
        active = max(active, w.format[k])
    rivals -= active
    hurt = x.hurt_floor + (1.0 - x.hurt_floor) * w.violence
    ripe = ripeness_of(hurt, hurt, 0.5 * (w.trust[0] + w.trust[1]), x.ripeness_weight)
    diverted = 0.5 * (w.supply[0] + w.supply[1]) - 1.0
    factor = mediated_rate(
        1.0,
        x.effect[MEDIATION],
        active,
        ripe,
        x.effect[ATTENTION],
        within(diverted, -1.0, 2.0),
        x.format_crowding,
        rivals,
    )
    eased = math.exp(x.effect[PARTIAL_EFFECT]) if w.first[PARTIAL_TEXT] >= 0 else 1.0
    text = factor * eased * math.exp(within(w.effort[PACE], -2.0, 2.0))
    route = factor * math.exp(within(w.effort[PACE + 1], -2.0, 2.0))
    borders = factor * math.exp(within(w.effort[PACE + 3], -2.0, 2.0))
    for z in range(b.deals):
        pace = text if b.deal_kind[z] <= INTERIM else (route if b.deal_kind[z] == ROUTE else borders)
        w.consent_rate[z] = rate_of_kind(x, b.deal_kind[z]) * pace


@stage
def rate_of_kind(x, kind):
    """Monthly rate at which an agreement of this kind is considered, before mediation."""
    if kind == ARTICLE:
        return x.article_rate
    if kind <= INTERIM:
        return x.signature_rate
    if kind == ROUTE:
        return x.route_rate
    return x.other_rate
