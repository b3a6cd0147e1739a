"""Scenarios: synthetic populations, and what a reform would have changed.

`published/` holds figures as they were published, each with its source; `assumed/` holds all that
is needed beside them and that nobody published; `population/` builds years of applications that
meet the first and say the second.
"""
