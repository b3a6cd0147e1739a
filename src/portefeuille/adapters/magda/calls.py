"""What is told of a call: who asked what and why, and what came of it. No content of an answer.

Everyone who asks an authentic source must be able to account for it; these are the fields the
Flemish registries keep, too.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

Outcome: TypeAlias = Literal["found", "unknown", "unavailable", "refused"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Who asks ("person:12", "worker") and why: a short code of the purpose ("application")."""

    who: str
    why: str

    def __post_init__(self) -> None:
        if not self.who.strip() or not self.why.strip():
            raise ValueError("MAGDA is asked for a reason: who and why")


@dataclass(frozen=True, slots=True)
class Call:
    """One look-up, whatever came of it.

    `at`: when it began. `reference`: our Referte, by which MAGDA knows it too. `answer`: refused
    means that our request or our rights are wrong, which an operator must see to. `codes`: of
    MAGDA, of the last attempt. `attempts`: requests sent; 0 where none was.
    """

    at: datetime
    reference: str
    service: str
    version: str
    number: str
    who: str
    why: str
    answer: Outcome
    codes: tuple[str, ...]
    attempts: int
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Check:
    """Whether an adapter is reachable; `why` not, or since when; when it last answered."""

    adapter: str
    reachable: bool
    why: str
    last_success: datetime | None
