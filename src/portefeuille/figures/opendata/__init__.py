"""A release as open data: tables as CSV and Parquet, a dictionary, a catalogue, the register.

`write` puts all of it into a folder. Nothing in it is computed: tables are those of the release,
the register of grants is that of legal persons.
"""

from portefeuille.figures.opendata.writing import write

__all__ = ["write"]
