"""The table of transitions of an application: one source for pages, interfaces, database, tests.

A status is where the last event of the journal took the application. The empty status is the
beginning. A migration copies this table into the database, which refuses anything else; a test
holds the two together.
"""

from dataclasses import dataclass
from typing import Final

SUBJECT: Final = "application"


@dataclass(frozen=True, slots=True)
class Transition:
    """A change of status that may happen."""

    verb: str
    from_status: str
    to_status: str


APPROVE: Final = Transition("approve", "", "awaiting_deposit")
REFUSE: Final = Transition("refuse", "", "refused")
DECLARE_INADMISSIBLE: Final = Transition("declare_inadmissible", "", "inadmissible")

TRANSITIONS: Final = (APPROVE, REFUSE, DECLARE_INADMISSIBLE)

OF_OUTCOME: Final = {
    "approved": APPROVE,
    "refused": REFUSE,
    "inadmissible": DECLARE_INADMISSIBLE,
}
"""The transition by which a decision of each outcome enters the journal."""
