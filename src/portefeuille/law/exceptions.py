"""Exceptions to the time limits: `exceptions.yaml`, which a scheme need not have.

Two kinds. For applications of some days another number of days held (`limits`). And a last day
on which the service could not be reached became a later one (`last-days`): an operator writes
the outage here, and whoever's last day it was is still in time.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from portefeuille.core.law import LimitException, Provision
from portefeuille.core.periods import Dated, value_on
from portefeuille.law.dated import CONFIDENCES, Sources, Timeline, source_names, texts
from portefeuille.law.place import Place, read_yaml

LIMITS: Final = ("days-to-file", "days-to-deposit")
_ABOUT: Final = ("limit", "first", "last", "source", "confidence", "verified")


def read_exceptions(folder: Path, sources: Sources) -> tuple[LimitException, ...]:
    """The exceptions of a scheme, in the order of the file; none where there is no file."""
    path = folder / "exceptions.yaml"
    if not path.exists():
        return ()
    fields = read_yaml(path).fields(("limits", "last-days"))
    longer = [_exception(row, "days", Place.count, sources) for row in fields["limits"].rows()]
    moved = [_exception(row, "until", Place.day, sources) for row in fields["last-days"].rows()]
    return (*longer, *moved)


def with_other_limits(
    values: dict[str, Any], exceptions: Sequence[LimitException], first_day: date
) -> dict[str, Any]:
    """The values of the tree, in which another number of days holds for the days of an exception.

    One that ended before the first day of the scheme changes nothing: it is kept to be read.
    """
    changed = dict(values)
    for one in exceptions:
        if one.days is not None and one.last >= first_day:
            changed[one.limit] = _interposed(changed[one.limit], one, first_day)
    return changed


def moved_on(exceptions: Sequence[LimitException], day: date) -> list[dict[str, str]]:
    """The last days that are moved in the law of a day, as the document holds them.

    From the first of these days on, so that whoever applies then is told, and until the day
    they moved to, on which the last of them applies.
    """
    moved = [one for one in exceptions if one.until is not None and one.first <= day <= one.until]
    named = ("limit", "first", "last", "until")
    return [{name: str(getattr(one, name)) for name in named} for one in moved]


def days_of_moves(exceptions: Sequence[LimitException], first_day: date) -> set[date]:
    """The days on which a move of last days begins or ends to stand in the law."""
    days = set()
    for one in exceptions:
        if one.until is not None:
            days |= {one.first, one.until + timedelta(days=1)}
    return {day for day in days if day >= first_day}


def _exception(row: Place, gives: str, read: Any, sources: Sources) -> LimitException:
    fields = row.fields((*_ABOUT, gives), ("note",))
    first, last = fields["first"].day(), fields["last"].day()
    if last < first:
        raise fields["last"].wrong(f"{last} is before {first}", f"a day from {first} on")
    given = read(fields[gives])
    if gives == "until" and given <= last:
        raise fields["until"].wrong(f"{given} is not after {last}", f"a day after {last}")
    note = fields.get("note")
    return LimitException(
        limit=fields["limit"].one_of(LIMITS),
        first=first,
        last=last,
        days=given if gives == "days" else None,
        until=given if gives == "until" else None,
        provision=Provision(
            value=given,
            sources=tuple(source_names(fields["source"], sources)),
            confidence=fields["confidence"].one_of(CONFIDENCES),  # type: ignore[arg-type]
            verified=fields["verified"].day(),
            note=texts(note) if note else None,
        ),
    )


def _interposed(timeline: Timeline, one: LimitException, first_day: date) -> Timeline:
    """The timeline with the exception in it, and after it what would have held."""
    first, after = max(one.first, first_day), one.last + timedelta(days=1)
    regular = value_on(timeline, after)
    assert regular is not None
    kept = [dated for dated in timeline if not first <= dated.first_day <= after]
    kept += [Dated(first, one.provision), Dated(after, regular)]
    return tuple(sorted(kept, key=lambda dated: dated.first_day))
