"""One file a figure: what it is called, what is counted, and the expression that counts it.

A file here is found by itself: it has a `FIGURE`. To add one, see `docs/add-a-figure.md`.
"""
