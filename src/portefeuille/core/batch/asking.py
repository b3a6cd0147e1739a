"""Asking a rule of words once for all rows: its verdicts, under every period of the law.

The very functions of `core.rules` are called, on cases that hold just the words that a rule
looks at. What they say is written down as verdicts (`kernel`). Where two periods agree on
everything that was read of the law, the second is not asked again.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final, cast

import numpy as np

from portefeuille.core.batch.shapes import Array
from portefeuille.core.facts import Application, Case, Enterprise, Provider, Wallet
from portefeuille.core.law import Law, LawInForce
from portefeuille.core.rules import RULES, Standing

BIT: Final[Mapping[str, int]] = {name: at for at, name in enumerate(RULES)}
"""The bit of each rule in a verdict, in the order of RULES."""
UNKNOWN: Final = 32
"""How far above it the bit stands that says it is not judged."""

NOTHING: Final = Standing(size="small", ceiling=None, room_before=None, eligible_cost=0)
_EMPTY: Final = Case(
    application=Application(
        submitted_on=date(2000, 1, 1),
        service="",
        theme=None,
        title=None,
        content=None,
        delivery=None,
        starts_on=date(2000, 1, 1),
        ends_on=None,
        cost=0,
        costs=(),
    ),
    enterprise=Enterprise(
        number=None,
        legal_form=None,
        natural_person=None,
        status=None,
        juridical_situation=None,
        region=None,
        nace=None,
        public_share=None,
        sheltered_workshop=False,
        size="small",
    ),
    provider=Provider(None, None, None, None),
    wallet=Wallet(granted_this_year=0, locked_size=None),
)


class Watched:
    """A law that remembers what was read of it."""

    def __init__(self, law: LawInForce) -> None:
        self._law = law
        self.read: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        value = self.read[name] = getattr(self._law, name)
        return value


def asker(rules: tuple[str, ...], cases: list[Case]) -> Callable[[LawInForce], list[int]]:
    """What these rules say together of each case, as verdicts, under a law."""

    def ask(law: LawInForce) -> list[int]:
        verdicts = [0] * len(cases)
        for name in rules:
            rule, fails, unknown = RULES[name], 1 << BIT[name], 1 << (BIT[name] + UNKNOWN)
            for at, case in enumerate(cases):
                reason = rule(case, law, NOTHING)
                if reason is not None and reason.holds is not True:
                    verdicts[at] |= unknown if reason.holds is None else fails
        return verdicts

    return ask


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
    return replace(_EMPTY, application=replace(_EMPTY.application, **facts))


def being(**facts: Any) -> Case:
    """A case of which the enterprise says this."""
    return replace(_EMPTY, enterprise=replace(_EMPTY.enterprise, **facts))


def ints(values: Any) -> Array:
    """Whole numbers as the kernel takes those of the law."""
    return np.array(values, dtype=np.int64)
