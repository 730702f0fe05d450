"""Claims of a source as tests: a contrast under the same luck, a direction, and what the answer hangs on."""
