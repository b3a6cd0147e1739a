"""A seeded random year against the real services: `python -m sim --seed 7`.

Enterprises apply, providers check and refuse, deposits come late or wrong, the bank and the
register fail, workers die, the law changes. Every step is numbered and named, and after each one
the invariants are looked at (`checks`). The same seed gives the same year, to the last row of the
journal. docs/simulate-a-year.md says how to read it.
"""
