"""A route from agreement to traffic."""

from __future__ import annotations

from caucasus_sim.compiled import rule
from caucasus_sim.rules.chance import within


@rule
def next_works(done, months_needed, held_up, step):
    """Share of a line's works done after one step; a hold-up stops them."""
    if held_up:
        return done
    return within(done + step / months_needed, 0.0, 1.0)


@rule
def openness(works_road, works_rail, has_road, has_rail, suspended):
    """How far a route carries traffic: half for each line that it has and that is done."""
    if suspended:
        return 0.0
    lines = has_road + has_rail
    ready = 0.0
    if has_road and works_road >= 1.0:
        ready += 1.0
    if has_rail and works_rail >= 1.0:
        ready += 1.0
    return ready / lines


@rule
def coercion_hazard(rate, threatened, agreed):
    """Monthly rate at which an outside power that objects masses forces over an agreed route."""
    return rate * threatened * agreed
