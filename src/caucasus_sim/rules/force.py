"""Whether force appears to pay: equation (10) of the model description."""

from __future__ import annotations

from caucasus_sim.compiled import rule


@rule
def force_appeal(chance, gain, loss, patrons, patrons_weight, shift_effect, balance_falls, visibility):
    """What an attempt to take ground by force is worth to a principal; the effect of waiting is contested."""
    expected = chance * gain - (1.0 - chance) * loss
    return expected - patrons_weight * patrons + shift_effect * max(0.0, balance_falls) - visibility
