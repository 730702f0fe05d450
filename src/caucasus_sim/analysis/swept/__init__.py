"""What a sweep has to say of one outcome: a value for every run, what is missing, and whose reading it is."""
