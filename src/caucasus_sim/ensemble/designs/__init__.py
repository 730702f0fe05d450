"""Designs: which points of the space of factors a sweep visits, as a table of one row a point."""
