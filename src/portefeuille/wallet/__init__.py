"""The yearly room of each enterprise, and the double-entry ledger that says how it was used."""
