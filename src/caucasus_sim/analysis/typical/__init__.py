"""Typical histories: groups of histories that went alike, and the one in the middle of each."""
