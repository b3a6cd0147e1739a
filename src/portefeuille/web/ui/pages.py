"""Lists a page at a time: what is shown, and the way to what comes after.

A list is read for one line more than it shows, so that no second question tells whether there
is more; the address of the next page names the last line of this one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest

T = TypeVar("T")

MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """The lines of a page; `older` is the address of the next one, empty where there is none."""

    lines: Sequence[T]
    older: str

    @classmethod
    def of(cls, found: Sequence[T], most: int, older: str) -> "Page[T]":
        """At most so many of what was found."""
        return cls(found[:most], older if len(found) > most else "")


def number_in(request: HttpRequest, name: str) -> int | None:
    """The number under this name in the address; None where there is none that can be read."""
    asked = request.GET.get(name, "")
    readable = asked.isascii() and asked.isdigit() and len(asked) <= MOST_DIGITS
    return int(asked) if readable else None
