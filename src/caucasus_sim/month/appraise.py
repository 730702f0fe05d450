"""What each lasting change would be worth to a government: the outlook of equation (4)."""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.month.arrays import MILESTONES
from caucasus_sim.month.terms import gain_of


@stage
def appraise(w, x, b, luck, actor):
    """Fill the actor's ``outlook``, f8 [milestones], in units of its own utility."""
    for j in range(MILESTONES):
        w.outlook[actor, j] = gain_of(w, x, x.milestone_terms[actor, j])
