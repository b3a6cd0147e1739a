"""How long work says how far it is: it calls a function with how many more are done."""

from collections.abc import Callable
from typing import TypeAlias

Done: TypeAlias = Callable[[int], None]


def unheard(_more: int) -> None:
    """Where nobody watches."""
