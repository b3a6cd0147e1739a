"""Asking a rule of words once for all rows: its verdicts, under every period of the law.

The very functions of `core.rules` are called, on cases that hold just the words that a rule
looks at. What they say is written down as verdicts (`judging`). Where two periods agree on
everything that was read of the law, the second is not asked again.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Final, cast

import numpy as np

from portefeuille.core.batch.shapes import UNKNOWN, Array
from portefeuille.core.facts import Application, Case, Enterprise, Provider, Wallet
from portefeuille.core.law import Law, LawInForce
from portefeuille.core.rules import RULES, Reason, Standing

BIT: Final[Mapping[str, int]] = {name: at for at, name in enumerate(RULES)}
"""The bit of each rule in a verdict, in the order of RULES."""

NOTHING: Final = Standing(size="small", ceiling=None, room_before=None, eligible_cost=0)
_APPLICATION: Final[Mapping[str, Any]] = {
    **dict.fromkeys(field.name for field in fields(Application)),
    "submitted_on": date(2000, 1, 1),
    "service": "",
    "starts_on": date(2000, 1, 1),
    "cost": 0,
    "costs": (),
}
_ENTERPRISE: Final[Mapping[str, Any]] = {
    **dict.fromkeys(field.name for field in fields(Enterprise)),
    "sheltered_workshop": False,
    "size": "small",
}
_NO_APPLICATION: Final = Application(**_APPLICATION)
_NOBODY: Final = Enterprise(**_ENTERPRISE)
_NO_PROVIDER: Final = Provider(None, None, None, None)
_NO_WALLET: Final = Wallet(granted_this_year=0, locked_size=None)


class Watched:
    """A law that remembers what was read of it; what was read once is at hand."""

    def __init__(self, law: LawInForce) -> None:
        self._law = law
        self.read: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        value = self.read[name] = self.__dict__[name] = getattr(self._law, name)
        return value


def asker(name: str, cases: list[Case]) -> Callable[[LawInForce], list[int]]:
    """What the rule of this name says of each case, as verdicts, under a law."""
    rule, fails, unknown = RULES[name], 1 << BIT[name], 1 << (BIT[name] + UNKNOWN)

    def said(reason: Reason | None) -> int:
        if reason is None or reason.holds:
            return 0
        return unknown if reason.holds is None else fails

    return lambda law: [said(rule(case, law, NOTHING)) for case in cases]


def by_period(law: Law, compute: Callable[[LawInForce], list[int]], *shape: int) -> Array:
    """What is computed under each period; once where periods agree on all that was read."""
    known: list[tuple[dict[str, Any], list[int]]] = []
    rows = []
    for period in law.periods:
        row = next((row for read, row in known if _agrees(period, read)), None)
        if row is None:
            watched = Watched(period)
            row = compute(cast("LawInForce", watched))
            known.append((watched.read, row))
        rows.append(row)
    return ints(rows).reshape(len(rows), *(shape or (-1,)))


def _agrees(law: LawInForce, read: Mapping[str, Any]) -> bool:
    return all(getattr(law, name) == value for name, value in read.items())


def applying(**facts: Any) -> Case:
    """A case of which the application says this, and nothing else is said."""
    application = Application(**{**_APPLICATION, **facts})
    return Case(application, _NOBODY, _NO_PROVIDER, _NO_WALLET)


def being(**facts: Any) -> Case:
    """A case of which the enterprise says this."""
    return Case(_NO_APPLICATION, Enterprise(**{**_ENTERPRISE, **facts}), _NO_PROVIDER, _NO_WALLET)


def registered(asking: Case, number: str | None) -> Case:
    """The case with a provider of this registration."""
    provider = Provider(number, None, None, None)
    return Case(asking.application, _NOBODY, provider, _NO_WALLET)


def ints(values: Any) -> Array:
    """Whole numbers as the tables hold them."""
    return np.array(values, dtype=np.int64)
