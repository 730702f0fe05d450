"""A scenario simulator of a peace process: one implementation of the rules, two engines, every number sourced."""

__version__ = "0.1.0"
