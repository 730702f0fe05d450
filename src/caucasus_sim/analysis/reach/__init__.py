"""What it would take inside this model: the smallest changes with which an outcome comes about often enough."""
