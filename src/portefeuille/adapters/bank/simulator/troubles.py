"""What goes wrong at a bank, on demand: by the IBAN that is paid, or by chance from a seed."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from enum import Enum
from random import Random
from typing import Final

REASONS: Final = ("AC01", "AC04")
"""ISO 20022, external return reasons: incorrect account number, closed account."""


class Batching(Enum):
    """How a payment of several transfers is booked."""

    EACH = "each on its own"
    DETAILED = "as one, with each told apart"
    AS_ONE = "as one sum"


class References(Enum):
    """The references that the bank gives to bookings (AcctSvcrRef)."""

    OWN = "one of its own for each"
    SHARED = "the same for all of a day"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Troubles:
    """What goes wrong, and how often.

    `rejected`: IBANs whose transfers come back, with the reason; `late`: IBANs whose transfers
    are booked a day later. Both also happen to `per_thousand` transfers each, which depends on
    `seed` and the EndToEndId alone. What comes back does so `returned_after` days later.
    """

    rejected: Mapping[str, str] = field(default_factory=dict)
    late: Set[str] = frozenset()
    batching: Batching = Batching.EACH
    references: References = References.OWN
    returned_after: int = 0
    seed: int = 0
    per_thousand: int = 0

    def reason(self, iban: str, end_to_end_id: str) -> str:
        """Why a transfer to this account comes back; "" where it does not."""
        if (asked := self.rejected.get(iban)) is not None:
            return asked
        chance = self._chance("reject", end_to_end_id)
        return chance.choice(REASONS) if chance.randrange(1000) < self.per_thousand else ""

    def days_late(self, iban: str, end_to_end_id: str) -> int:
        """How many days after its day a transfer is booked: 0 or 1."""
        if iban in self.late:
            return 1
        return int(self._chance("late", end_to_end_id).randrange(1000) < self.per_thousand)

    def _chance(self, kind: str, end_to_end_id: str) -> Random:
        return Random(f"{kind} {self.seed} {end_to_end_id}")  # noqa: S311 - trials, no secrets
