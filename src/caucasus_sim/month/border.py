"""Fire, crises and force on the border; and, apart from them, what each side reports."""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.luck import lots
from caucasus_sim.month.arrays import CHANNEL, DIAL, EFFECT, FIRST
from caucasus_sim.month.codes import DECISION, DOES
from caucasus_sim.month.marks import mark, moment_of, starts_month
from caucasus_sim.rules.border import (
    crisis_hazard,
    incident_intensity,
    next_excitation,
    reports_expected,
    tension_index,
)
from caucasus_sim.rules.chance import happens_within, heavy_tailed_count, moved_towards, poisson_count, within

INCIDENTS, INCIDENT_SEVERITY = DECISION["incidents"], DECISION["incident_severity"]
CRISIS, CRISIS_SEVERITY, WAR, REPORTS = (
    DECISION["crisis"],
    DECISION["crisis_severity"],
    DECISION["war"],
    DECISION["reports"],
)
OFFENSIVE = DOES["limited_offensive"]
BALANCE, SHIFT, DEPENDENCE, TRUCE = (
    EFFECT["balance_to_conflict"],
    EFFECT["shift_to_conflict"],
    EFFECT["dependence_to_conflict"],
    EFFECT["truce_to_incidents"],
)
TRUCE_DIAL, SHOCK = DIAL["truce"], DIAL["crisis_shock"]
FIRST_CRISIS, FIRST_OFFENSIVE, FIRST_WAR = FIRST["crisis"], FIRST["limited_offensive"], FIRST["war"]
SECURITY_DOMAIN = 1
SWING = 0.15  # the unit in which lenses state effects of the balance
PACE_OF_CONFLICT = CHANNEL["pace_conflict"]


@stage
def border(w, x, b, luck):
    """Draw incidents, a crisis, the course of an offensive, and reports; count the dead."""
    moment = moment_of(w, b)
    w.tension = within(tension_of(w, x, b) - x.tension_reference, -4.0, 4.0)
    world = b.keys.shape[1] - 1
    fire(w, x, b, luck, moment, world)
    crises(w, x, b, luck, moment, world)
    force(w, x, b, luck, moment)
    report(w, x, b, luck, moment)
    remember(w, x, b)


@stage
def tension_of(w, x, b):
    """The log-linear index; every contested part exists for both principals and has an open sign."""
    mistrust = x.incident_mistrust * (1.0 - 0.5 * (w.trust[0] + w.trust[1]))
    hardliners = x.incident_hardliners * (w.hardliners[0] + w.hardliners[1])
    stagnation = 0.0 if w.treaty == 3 or w.treaty == 4 else x.incident_stagnation * min(5.0, w.stalled / 12.0)
    apart = abs(w.balance - 0.5) - abs(x.balance_start - 0.5)
    falls = max(0.0, w.shift[0]) + max(0.0, w.shift[1])
    leaning = 0.5 * (w.dependence[0] * w.supply[0] + w.dependence[1] * w.supply[1])
    signed = x.incident_signed if w.treaty == 3 or w.treaty == 4 else 0.0
    index = tension_index(
        mistrust, hardliners, stagnation, x.effect[BALANCE] * apart / SWING, x.effect[SHIFT] * falls / SWING,
        x.effect[DEPENDENCE] * leaning, signed, x.incident_monitors * w.monitors, x.effect[TRUCE] * w.dial[TRUCE_DIAL],
    )  # fmt: skip
    return within(index + w.effort[PACE_OF_CONFLICT], -4.0, 4.0)


@stage
def fire(w, x, b, luck, moment, world):
    """Fatal incidents and their dead."""
    mean = incident_intensity(x.incident_rate, w.tension, x.incident_branching, w.excitation, x.form_incidents)
    lot = lots(b.keys, INCIDENTS, world, luck, moment, 0)[0]
    w.incidents = poisson_count(within(mean, 0.0, 30.0) * b.step, lot)
    for n in range(w.incidents):
        lot = lots(b.keys, INCIDENT_SEVERITY, world, luck, moment, n)[0]
        w.fatalities += heavy_tailed_count(1.0, x.severity, 25.0, lot)
    if w.fatalities >= 26:
        w.crisis = 1
    w.excitation = next_excitation(w.excitation, w.incidents, x.incident_memory, b.step)


@stage
def crises(w, x, b, luck, moment, world):
    """A crisis: 26 deaths or more in a month."""
    lot = lots(b.keys, CRISIS, world, luck, moment, 0)
    shocked = w.dial[SHOCK] > 0.0
    if shocked or lot[0] < happens_within(crisis_hazard(x.crisis_rate, w.tension), b.step):
        w.crisis = 1
        w.fatalities += heavy_tailed_count(26.0, x.crisis_severity, 999.0, lot[1])


@stage
def force(w, x, b, luck, moment):
    """An offensive chosen this month, and whether it becomes a war."""
    for p in range(2):
        i = b.principal[p]
        row = w.act[i, SECURITY_DOMAIN]
        if row < 0 or b.row_effect[row] != OFFENSIVE:
            continue
        w.offensive[p] = 1
        w.last_offensive = w.month
        w.crisis = 1
        mark(w, FIRST_OFFENSIVE)
        lot = lots(b.keys, WAR, i, luck, moment, 0)
        if lot[0] < x.war_share:
            w.fatalities += heavy_tailed_count(1000.0, x.crisis_severity, 20000.0, lot[1])
            w.war_month = w.month
            mark(w, FIRST_WAR)
        else:
            w.fatalities += heavy_tailed_count(26.0, x.crisis_severity, 999.0, lot[1])


@stage
def report(w, x, b, luck, moment):
    """Reports are politics as well as fire: they may rise when fire does not."""
    for p in range(2):
        disappointed = 1.0 - w.format[0]
        rate = x.reporting_rate_0 if p == 0 else x.reporting_rate_1
        mean = reports_expected(rate, w.incidents, x.reporting_politics, disappointed)
        lot = lots(b.keys, REPORTS, b.principal[p], luck, moment, 0)[0]
        w.reports[p] = poisson_count(within(mean, 0.0, 200.0) * b.step, lot)


@stage
def remember(w, x, b):
    """Totals, the smoothed level of violence, and calm."""
    w.all_incidents += w.incidents
    w.all_fatalities += w.fatalities
    w.all_crises += w.crisis
    heat = within(w.fatalities / x.violence_full, 0.0, 1.0) / b.step
    w.violence = within(moved_towards(w.violence, heat, x.violence_half_life, b.step), 0.0, 1.0)
    w.recent_dead = moved_towards(w.recent_dead, w.fatalities / b.step, x.grief_half_life, b.step)
    w.stalled += b.step
    if w.crisis == 1:
        w.last_crisis = w.month
        mark(w, FIRST_CRISIS)
    if w.fatalities > 0:
        w.calm_months = 0
    elif starts_month(w, b):
        w.calm_months += 1
    w.longest_calm = max(w.longest_calm, w.calm_months)
