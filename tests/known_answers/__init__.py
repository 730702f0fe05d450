"""Answers known from elsewhere, in closed form or published, against the rules that should give them."""
