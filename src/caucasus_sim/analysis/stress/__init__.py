"""Stances under stress: how far headlines move when part of the reading is changed, with the same draws and luck."""
