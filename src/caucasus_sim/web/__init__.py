"""The pages in a browser: one analyst with levers, and a room of teams."""
