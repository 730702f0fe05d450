"""One run, agent by agent: the only user of Mesa."""
