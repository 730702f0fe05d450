"""Comparing runs and variants: the same draws and luck on either side, so that a difference has one cause.

`arms` reads what stands on either side, `matching` says what is set beside what, `pairing` finds each history's twin
(or refuses, and says why), `effects` has the statistics of pairs and `apart` those of histories without twins.
`measures` turns outcomes into numbers, `at` gives them as of an earlier month, `milestones` and `end_states` follow
them over time. `noticing` sets an effect against the smallest one worth noticing, `ranking` says what differs most,
`verdicts` puts it into words; `rows`, `over_time` and `table` gather all of it.
"""
