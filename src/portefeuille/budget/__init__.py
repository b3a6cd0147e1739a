"""The budget of a scheme: envelopes of a year, and what of them is left to commit."""
