"""What a rule is given and what it answers, apart from the rules themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from portefeuille.core.facts import Case
from portefeuille.core.law import LawInForce
from portefeuille.core.money import Cents

UNKNOWN: Final = "unknown"
"""The limit of a rule whose law nobody could find."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What one rule found. `value` is None where the case leaves the fact out."""

    rule: str
    holds: bool | None
    value: str | None
    limit: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is worked out before the rules look: size, its ceiling, eligible cost and room.

    `grant` is what is granted, in cents, if every rule lets it through.
    """

    size: str
    ceiling: Cents | None
    room_before: Cents | None
    eligible_cost: Cents
    grant: Cents = 0


Rule = Callable[[Case, LawInForce, Standing], Reason | None]
