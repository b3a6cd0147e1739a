"""What came of asking an outside source: found, unknown or unavailable.

A register that does not know a number and a register that cannot be reached are two
different answers, and neither is an empty one. Each of the three is its own value, so that
nobody can take the absence of an answer for the answer "no":

    match lookup:
        case Found(value, source, fetched_at): ...
        case Unknown(number, source): ...
        case Unavailable(source, why): ...
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """The source knows it. `fetched_at` (with its zone) is when the source gave it out."""

    value: T
    source: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Unknown:
    """The source answered, and does not know this number."""

    number: str
    source: str


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The source gave no answer; `why` is a sentence for the person who has to act on it.

    `since` is when it first failed after it last answered, as far as that is known.
    """

    source: str
    why: str
    since: datetime | None = None


Lookup: TypeAlias = Found[T] | Unknown | Unavailable
