"""Synthetic years of applications that meet the published totals to the cent.

What parliament was told is a set of totals; the applications behind them are not public. A year
is built backwards: from each published total to grants that add up to it, from the grants to
enterprises that stay under their ceiling, from the grants and the law of the day to the costs
that the law would have answered with exactly those grants. Whatever the published figures leave
open is an assumption, written down beside the year with the answers that rest on it.

The same year, seed and scale give the same rows and the same bytes.
"""

from portefeuille.scenarios.population.assumptions import Assumption, assumptions
from portefeuille.scenarios.population.build import YEARS, Year, build
from portefeuille.scenarios.population.parquet import write

__all__ = ["YEARS", "Assumption", "Year", "assumptions", "build", "write"]
