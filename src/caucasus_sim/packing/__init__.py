"""Names above, numbers below: packs a catalogue and a scenario into the arrays of ``month/``."""
