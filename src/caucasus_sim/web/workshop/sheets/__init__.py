"""The written material of a session: role sheets, move cards, codes, scripts and slips."""
