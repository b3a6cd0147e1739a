"""Releases: the tables of a year as the public sees them, protected together and kept.

`published(year)` stands where the book of record or a snapshot stands for the office: it answers
the same figures, but only those that were released, with their hidden cells.
"""

from portefeuille.figures.release.published import Published, published, years
from portefeuille.figures.values import NotPublishedError

__all__ = ["NotPublishedError", "Published", "published", "years"]
