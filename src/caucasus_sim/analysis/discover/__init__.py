"""Where in a sweep an outcome comes about: boxes in plain words, checked on points that were not looked at."""
