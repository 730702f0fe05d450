"""Charts: data in, SVG out.

Every kind of chart is one function in a file of its own and gives a `Chart`: the drawing with the title, the sentence
and the table that say the same without it. `html.figure` sets all four into a page, `frame.framed` makes a file of a
chart, 16 to 9, with its footer. Numbers come with their words: a chart knows no outcome, no lens and no chance.

The same data give the same bytes. Everything is escaped. Colour never speaks alone: what is blue is solid and round,
what is orange is dashed and square, and both are named where they stand.
"""
