"""What each lasting change would be worth to a government: the outlook of equation (4)."""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.month.arrays import MILESTONES
from caucasus_sim.month.values import gain_of, look_around


@stage
def appraise(worlds, r, draws, d, book, luck, actor):
    """Fill the actor's ``outlook``, f8 [milestones], in units of its own utility."""
    w = worlds[r]
    x = draws[d]
    b = book[0]
    look_around(w, b, actor)
    for j in range(MILESTONES):
        w.outlook[actor, j] = 0.0
        if x.milestone_counts[actor, j] == 1:
            w.outlook[actor, j] = gain_of(
                w, x, b, actor, b.milestone_channel[j], b.milestone_size[j], b.milestone_touches[j]
            )
