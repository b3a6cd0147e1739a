"""The facts of a snapshot as MAGDA tells them: those of `facts`, and what only MAGDA knows.

The keys of `facts` mean the same here. Beside them:

    since, stopped_on            dates it began and, where it did, stopped
    juridical_situation_since    the day on which its situation began
    seat                         {street, house_number, box, postcode, nis, municipality,
                                 country} or null; `country` is null in Belgium
    establishments               [{number, name, postcode, nis, municipality, region, street,
                                 house_number, active}]; the closed ones too, with active false
    nace_section                 the letter of `nace` in its version
    activities                   [{version, code, section, main, groups}], one a code
    employment                   {class, from, to, year, quarter} or null
    accounts                     [{year, begins, ends, months, headcount, turnover,
                                 balance_total}], at most two years, the newest last, or null
    size                         what these propose (see `size`)
    missing                      {employment or accounts: {answer, why, asked_at}}: which of them
                                 is null because the source knows nothing (answer "unknown") or
                                 was not available ("unavailable")

Dates are ISO dates; amounts and headcounts contract strings ("22.00"). What is null is not
known, and nothing is a default.

A natural person is personal data: of one we keep the name, and of its places the municipality,
which its region and province follow from, but no street and no house number. Who holds which
function, and contact details, are kept of nobody.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

from portefeuille.adapters.magda import (
    Accounts,
    Activity,
    Address,
    AnnualAccounts,
    Employment,
    Enterprise,
    Establishment,
    Rubric,
)
from portefeuille.core.law import LawInForce
from portefeuille.core.lookup import Found, Lookup, Unavailable
from portefeuille.core.periods import legal_day
from portefeuille.register.facts import Facts, proposed_region
from portefeuille.register.nace import section_of
from portefeuille.register.regions import region_of
from portefeuille.register.size import Filed, Staff, class_written, proposal

UNKNOWN: Final = "unknown"
UNAVAILABLE: Final = "unavailable"

AVERAGE_HEADCOUNT, TURNOVER, BALANCE_TOTAL = "9087", "70", "20/58"
YEARS: Final = 2
EURO, BELGIUM = "EUR", "150"


def facts_of_magda(
    enterprise: Enterprise,
    employment: Lookup[Employment],
    accounts: Lookup[tuple[AnnualAccounts, ...]],
    now: datetime,
    law: LawInForce,
) -> Facts:
    """What MAGDA says at this moment, as facts of its legal day; the size under this law."""
    day = legal_day(now)
    staff = _staff(employment.value) if isinstance(employment, Found) else None
    filed = _filed(accounts.value) if isinstance(accounts, Found) else None
    return {
        **_identity(enterprise, day),
        **_places(enterprise, day),
        **_activities(enterprise, day),
        "employment": None if staff is None else class_written(staff),
        "accounts": None if filed is None else [year.written() for year in filed],
        "size": proposal(staff, filed or (), day, law),
        "missing": {
            name: _missing(answer, now)
            for name, answer in (("employment", employment), ("accounts", accounts))
            if not isinstance(answer, Found)
        },
    }


def _identity(enterprise: Enterprise, day: date) -> Facts:
    name, form = enterprise.name_on(day), enterprise.legal_form_on(day)
    situation = enterprise.situation_on(day)
    return {
        "name": name.text if name else None,
        "legal_form": form.code.code if form else None,
        "natural_person": None if enterprise.kind is None else enterprise.is_natural_person,
        "status": enterprise.status.code if enterprise.status else None,
        "juridical_situation": situation.code.code if situation and situation.code else None,
        "juridical_situation_since": _iso(situation.validity.begin) if situation else None,
        "since": _iso(enterprise.started_on),
        "stopped_on": _iso(_stopped_on(enterprise)),
    }


def _stopped_on(enterprise: Enterprise) -> date | None:
    told = enterprise.stopping.stopped_on if enterprise.stopping else None
    return told or enterprise.closed_on


def _places(enterprise: Enterprise, day: date) -> Facts:
    seat = enterprise.seat_on(day)
    if seat is not None and seat.struck_off_on(day):
        seat = None
    in_full = enterprise.kind is not None and not enterprise.is_natural_person
    places = [
        _establishment(one, day, _address_of(one, day), in_full)
        for one in sorted(enterprise.establishments, key=lambda one: one.number)
    ]
    return {
        "region": proposed_region([place["region"] for place in places if place["active"]]),
        "establishments": places,
        "seat_postcode": seat.postcode if seat and _country(seat) is None else None,
        "seat": _seat(seat, in_full) if seat else None,
    }


def _address_of(place: Establishment, day: date) -> Address | None:
    address = place.address_on(day)
    return None if address is None or address.struck_off_on(day) else address


def _establishment(
    place: Establishment, day: date, address: Address | None, in_full: Any
) -> dict[str, Any]:
    name = place.name_on(day)
    told = _address(address, in_full) if address else dict.fromkeys(_ADDRESS)
    belgian = address is not None and _country(address) is None
    return {
        "number": place.number,
        "name": name.text if name else None,
        **told,
        "region": region_of(address.postcode) if address and belgian else None,
        "active": place.active_on(day),
    }


_ADDRESS: Final = ("postcode", "nis", "municipality", "street", "house_number")


def _address(address: Address, in_full: Any) -> dict[str, Any]:
    return {
        "postcode": address.postcode,
        "nis": address.nis_code,
        "municipality": address.municipality_in(),
        "street": address.street_in() if in_full else None,
        "house_number": address.place.house_number if in_full else None,
    }


def _seat(address: Address, in_full: Any) -> dict[str, Any]:
    box = address.place.box if in_full else None
    return {**_address(address, in_full), "box": box, "country": _country(address)}


def _country(address: Address) -> str | None:
    """The ISO code of a country that is not Belgium, or its NIS code where that is all."""
    country = address.place.country
    if country is None or country.nis_code == BELGIUM or country.iso_code in ("BE", "BEL"):
        return None
    return country.iso_code or country.nis_code or country.name


def _activities(enterprise: Enterprise, day: date) -> Facts:
    main = enterprise.main_activity_on(day)
    nace = None if main is None else _nace(main)
    return {
        "nace": nace,
        "nace_section": section_of(nace["version"], nace["code"]) if nace else None,
        "activities": _listed(one for one in enterprise.activities if one.validity.holds_on(day)),
    }


def _listed(activities: Iterable[Activity]) -> list[dict[str, Any]]:
    """Every code once, main before secondary, with the groups that say so."""
    listed: dict[tuple[bool, int, str], set[str]] = {}
    for one in activities:
        if (nace := _nace(one)) is not None:
            key = (not one.is_main, -nace["version"], nace["code"])
            listed.setdefault(key, set()).update([one.group] if one.group else [])
    return [
        {
            "version": -version,
            "code": code,
            "section": section_of(-version, code),
            "main": not secondary,
            "groups": sorted(groups),
        }
        for (secondary, version, code), groups in sorted(listed.items())
    ]


def _nace(activity: Activity) -> dict[str, Any] | None:
    version = activity.nace.version or ""
    if not (version.isascii() and version.isdigit()):
        return None
    return {"version": int(version), "code": activity.nace.code.code}


def _staff(employment: Employment) -> Staff:
    headcount = employment.headcount
    return Staff(
        headcount.code.code,
        headcount.lowest,
        headcount.highest,
        employment.year,
        employment.quarter,
    )


def _filed(filings: Sequence[AnnualAccounts]) -> list[Filed]:
    """The last two years that were filed, of each the filing that counts; the newest last."""
    accounts = Accounts(tuple(filings))
    chosen = [accounts.of(year) for year in accounts.years[:YEARS]]
    return [_of_year(one) for one in chosen[::-1] if one is not None]


def _of_year(accounts: AnnualAccounts) -> Filed:
    filing = accounts.filing
    assert filing is not None, "what was chosen by its year has one"
    return Filed(
        year=filing.year,
        begins=filing.begin,
        ends=filing.end,
        months=filing.months,
        headcount=accounts.hundredths(AVERAGE_HEADCOUNT),
        turnover=_amount(accounts.rubric(TURNOVER)),
        balance_total=_amount(accounts.rubric(BALANCE_TOTAL)),
    )


def _amount(rubric: Rubric | None) -> int | None:
    """In cents, which are the hundredths of a euro; an amount in another unit is not known."""
    return rubric.hundredths if rubric and rubric.unit == EURO else None


def _missing(answer: Any, now: datetime) -> dict[str, Any]:
    if isinstance(answer, Unavailable):
        # When it was asked, so that the same trouble later is said anew.
        return {"answer": UNAVAILABLE, "why": answer.why, "asked_at": now.isoformat()}
    return {"answer": UNKNOWN, "why": "the source knows nothing of it", "asked_at": None}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
