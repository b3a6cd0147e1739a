"""The size of an enterprise: small, medium or large.

    size_of(case, law)

`reading` takes the figures from a dossier, `group` says who counts along and for how much,
`computing` adds up and judges, `working` shows each step of it, and `telling` puts that in words.
"""

from portefeuille.core.size.computing import (
    ORDER,
    YearTotals,
    computed_size,
    size_of,
    yearly_totals,
)

__all__ = ["ORDER", "YearTotals", "computed_size", "size_of", "yearly_totals"]
