"""What a chart shows: its rows, what they rest on, what is left out and why. Nothing here draws.

Each module reads the statements that one kind of chart needs (`records`), computes frozen rows from them, and returns
a `Chart`; `kg.render.chart` draws it.
"""
