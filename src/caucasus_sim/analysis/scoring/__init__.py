"""Questions that were answered by events, and how near a run's histories came to the answers.

`questions` and `asks` read the questions, `answers` puts them to the histories of a run, `proper` has the scores,
`references` what they are set against, `resampling` the intervals, `reliability` the table of what was said and what
happened, and `table` puts all of it together.
"""
