"""Rules written a second time, from their docstrings alone.

Whoever writes one of these has not read the body of the rule: only *In words*, *Equation* and *Symbols*. Where the two
disagree in the last digit, the docstring leaves something open, and it is the docstring that is mended.
"""
