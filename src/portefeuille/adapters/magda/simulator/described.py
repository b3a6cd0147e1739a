"""An enterprise as its description in YAML says it: whole, or what Open Data leaves out.

The keys are those of `Enterprise`; `seat` is one address, `qualities` a list of codes, an
activity, name, form or situation has its days in `begin` and `end`. A key that is not known is
refused: it would be a fact that nobody is told.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias

from portefeuille.adapters.magda.simulator.enterprises import (
    ACTIVE,
    ESTABLISHMENT,
    SEAT,
    STOPPED,
    Account,
    Activity,
    Address,
    Coded,
    Employment,
    Enterprise,
    Establishment,
    Name,
    Period,
    Relation,
    Stop,
)

Told: TypeAlias = dict[str, Any]

BEYOND: Final = frozenset(
    ("names", "seat", "situations", "qualities", "stopped", "relations", "employment", "accounts")
)
WHOLE: Final = BEYOND | {"kind", "start", "forms", "establishments", "activities"}


def over_open_data(known: Enterprise, told: Told) -> Enterprise:
    """The enterprise of the extract with what is told of it besides; TypeError where wrong."""
    _refuse_unknown(told, BEYOND)
    beside = _beside(told, known.start)
    changed = {name: value for name, value in beside.items() if value not in ((), None)}
    return replace(known, **changed)


def described(number: str, told: Told) -> Enterprise:
    """An enterprise that only its description knows; KeyError or TypeError where that is wrong."""
    _refuse_unknown(told, WHOLE)
    return Enterprise(
        number=number,
        kind=told["kind"],
        status=STOPPED if "stopped" in told else ACTIVE,
        start=told["start"],
        forms=_coded(told.get("forms", ())),
        establishments=tuple(_establishment(**one) for one in told.get("establishments", ())),
        activities=tuple(_activity(**one) for one in told.get("activities", ())),
        **_beside(told, told["start"]),
    )


def _beside(told: Told, start: date) -> Told:
    """What may be told of any enterprise, as the fields of one."""
    seat = told.get("seat")
    return {
        "names": tuple(_name(**one) for one in told.get("names", ())),
        "seats": () if seat is None else (_address(SEAT, start, **seat),),
        "situations": _coded(told.get("situations", ())),
        "qualities": tuple(Coded(code, Period(start)) for code in told.get("qualities", ())),
        "stopped": Stop(**told["stopped"]) if "stopped" in told else None,
        "relations": tuple(Relation(**one) for one in told.get("relations", ())),
        "employment": _employment(**told["employment"]) if "employment" in told else None,
        "accounts": tuple(_account(**one) for one in told.get("accounts", ())),
    }


def _refuse_unknown(told: Told, known: frozenset[str]) -> None:
    if unknown := told.keys() - known:
        raise TypeError(f"{', '.join(sorted(unknown))}: expected {', '.join(sorted(known))}")


def _coded(told: Iterable[Told]) -> tuple[Coded, ...]:
    return tuple(_one_coded(**one) for one in told)


def _one_coded(code: str, begin: date | None = None, end: date | None = None) -> Coded:
    return Coded(code, Period(begin, end))


def _name(
    text: str, language: str, kind: str, begin: date | None = None, end: date | None = None
) -> Name:
    return Name(text, language, kind, Period(begin, end))


def _activity(
    group: str, version: str, code: str, kind: str, begin: date, end: date | None = None
) -> Activity:
    return Activity(group, version, code, kind, Period(begin, end))


def _establishment(
    number: str, begin: date, address: Told, end: date | None = None
) -> Establishment:
    place = _address(ESTABLISHMENT, begin, **address)
    return Establishment(number, Period(begin, end), (), (place,))


def _address(
    kind: str,
    begin: date | None,
    *,
    street: str,
    house_number: str,
    postcode: str,
    municipality: str,
    box: str | None = None,
) -> Address:
    return Address(kind, street, house_number, box, postcode, municipality, None, None, begin, None)


def _employment(**told: Any) -> Employment:
    return Employment(headcount_class=told.pop("class"), **told)


def _account(
    year: int,
    scheme: str,
    filed: date,
    values: dict[str, Any],
    begin: date | None = None,
    end: date | None = None,
    months: int = 12,
) -> Account:
    """A book year is the calendar year unless said; the account is approved before it is filed."""
    return Account(
        year=year,
        begin=begin or date(year, 1, 1),
        end=end or date(year, 12, 31),
        months=months,
        scheme=scheme,
        filed=filed,
        approved=filed.replace(day=1),
        values={rubric: Decimal(value) for rubric, value in values.items()},
    )
