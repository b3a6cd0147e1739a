"""The pure heart: facts and law in, a decision with its reasons out.

Nothing here reads a file, a clock or a database, and nothing here imports another
room of the project. Money is integer cents, rates are integer basis points, dates are
dates. The same call with the same values gives the same decision for ever.
"""
