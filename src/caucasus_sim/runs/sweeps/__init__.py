"""Sweeps: many points of a space of factors, each run under the same plan, kept as any run is."""
