"""Enterprises with an approved application of the scope, one row each, and how far each went.

An enterprise has the size and the ceiling of its last approved application that has a size.
"""

from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c


def holders(asked: Asked) -> Table:
    """Columns `enterprise_id`, `size`, `ceiling_cents` and `grant_cents` (null where unknown)."""
    approved = asked.approved
    sized = approved.size.notnull()
    return approved.group_by("enterprise_id").agg(
        size=approved.size.argmax(approved.turn, where=sized),
        ceiling_cents=approved.ceiling_cents.argmax(approved.turn, where=sized),
        grant_cents=c.granted(approved),
    )
