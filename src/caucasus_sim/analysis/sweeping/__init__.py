"""A first look at a sweep: what each factor goes with, before any method is applied."""
