"""Every kind of step of a year: its name, how often it happens, and what it does."""

from collections.abc import Sequence

from sim.steps import applying, banking, dossier, office, outages, paying, recovering
from sim.steps.kinds import BREAK, NOTHING, Kind

__all__ = ["BREAK", "KINDS", "NOTHING", "Kind", "outages"]

KINDS: Sequence[Kind] = (
    *applying.KINDS,
    *dossier.KINDS,
    *banking.KINDS,
    *paying.KINDS,
    *office.KINDS,
    *recovering.KINDS,
    *outages.KINDS,
)
