"""Run a plan and keep it: the compiled ensemble, its replay through Mesa, and the folder on disk."""
