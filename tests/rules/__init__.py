"""Tests of the rules: what each one says follows from it, and what all of them have to say."""
