"""What each principal learns about the other from this month's acts."""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.luck import lots
from caucasus_sim.month.arrays import EFFECT, FORMATS
from caucasus_sim.month.codes import DECISION
from caucasus_sim.month.marks import moment_of
from caucasus_sim.rules.chance import happens_within, moved_towards
from caucasus_sim.rules.trust import hostile_evidence, next_evidence, next_trust_reciprocal, trust_from

MEETING = DECISION["meeting"]
ARMS_TO_TRUST = EFFECT["arms_to_trust"]


@stage
def trusting(w, x, b, luck):
    """Move ``trust``, f8 [2]: principal p's trust in the other."""
    meet(w, x, b, luck, moment_of(w, b))
    memory, step = x.concession_memory, b.step
    for p in range(2):
        learn(w, x, b, p)
        w.conceding[p] = moved_towards(w.conceding[p], w.conceded[p] / step, memory, step)


@stage
def meet(w, x, b, luck, moment):
    """Whether the principals met, in any format that is active."""
    activity = 0.0
    for k in range(FORMATS):
        activity += w.format[k]
    lot = lots(b.keys, MEETING, b.keys.shape[1] - 1, luck, moment, 0)[0]
    if lot < happens_within(x.meeting_rate * activity, b.step):
        w.met = 1


@stage
def learn(w, x, b, p):
    """Evidence about the other principal: kept steps and meetings for, fire and force against."""
    q = 1 - p
    kind = x.trust_meeting * w.met + x.trust_cooperation * w.gave[q] + x.trust_amendment * w.amended[q]
    fatal = 1.0 if w.fatalities > 0 else 0.0
    arms_rise = (w.supply[q] - 1.0) * b.step / 12.0
    # What the other's arms mean is contested: they speak against it, or for it.
    meaning = x.effect[ARMS_TO_TRUST]
    against = -meaning if meaning * arms_rise < 0.0 else 0.0
    hostile = hostile_evidence(fatal, w.offensive[q] * 1.0, arms_rise, x.trust_incident, x.trust_offensive, against)
    kind += max(0.0, meaning * arms_rise)
    if x.form_trust == 1.0:
        w.trust[p] = next_trust_reciprocal(
            w.trust[p], b.trust_start[p], kind, hostile, x.trust_reciprocity, x.trust_memory, b.step
        )
        return
    prior_good = x.trust_prior * b.trust_start[p]
    prior_bad = x.trust_prior * (1.0 - b.trust_start[p])
    w.trust_good[p] = next_evidence(w.trust_good[p], prior_good, kind, x.trust_memory, b.step)
    w.trust_bad[p] = next_evidence(w.trust_bad[p], prior_bad, hostile, x.trust_memory, b.step)
    w.trust[p] = trust_from(w.trust_good[p], w.trust_bad[p])
