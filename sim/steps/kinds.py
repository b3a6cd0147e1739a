"""What a step is, and what all of them may answer with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sim.world import World

NOTHING: Final = ""
"""What a step answers that found nothing to do: another one is played instead."""

BREAK: Final = "break: "
"""How the name of a step begins that breaks something on purpose."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of step: how often of a thousand, and at least about so many times in a year,
    whether it only happens in a year with faults; `play` does it, and says what came of it.

    What happens so many times a year and no more, however many steps, is 0 of a thousand."""

    name: str
    per_thousand: int
    play: Callable[[World], str]
    at_least: int = 0
    fault: bool = False

    def weight(self, events: int) -> int:
        """How often of a million, in a year of so many events; never more than a sixth."""
        wanted = self.at_least * 1_000_000 // events
        return max(self.per_thousand * 1000, min(wanted, 160_000))
