"""Requests as applicants send them, and the registers they are judged against.

Everything happens at one moment, in the law of 2026: a small enterprise gets 30 %, up to
7.500,00 a year.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from portefeuille import law, samples
from portefeuille.applications.services import By, Received, Submitted, submit
from portefeuille.core.lookup import Unknown
from portefeuille.providers.services import load_providers
from portefeuille.register.services import add_synthetic, load_kbo

NOW: Final = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TODAY: Final = date(2026, 11, 20)
CEILING: Final = 7_500_00

BAKERY: Final = "1999900171"
METALWORKS: Final = "1999900270"

Raw = dict[str, Any]

_FACTS: Final = {
    "name": "Verzonnen",
    "legal_form": "610",
    "natural_person": False,
    "status": "AC",
    "juridical_situation": "000",
    "region": "flanders",
    "nace": {"version": 2008, "code": "10712"},
    "establishments": [],
    "seat_postcode": "9000",
}


def load_registers() -> None:
    """The sample extract of the KBO and the sample providers."""
    load_kbo(samples.KBO)
    load_providers(samples.PROVIDERS)


def add_enterprises(count: int) -> list[str]:
    """The numbers of so many more enterprises, already known to the register."""
    bases = range(19_960_000, 19_960_000 + count)
    numbers = [f"{base}{97 - base % 97:02d}" for base in bases]
    add_synthetic([(number, _FACTS) for number in numbers], holds_on=TODAY, known_at=NOW)
    return numbers


def request(
    number: str = BAKERY,
    application: Mapping[str, Any] | None = None,
    enterprise: Mapping[str, Any] | None = None,
    provider: Mapping[str, Any] | None = None,
) -> Raw:
    """A training of 1.000,00 that is approved for 300,00, but for the fields given."""
    return {
        "application": {
            "service": "training",
            "theme": "innovatie",
            "title": "Beter bakken",
            "starts_on": "2026-11-27",
            "ends_on": "2026-11-28",
            "cost": "1000.00",
            **(application or {}),
        },
        "enterprise": {
            "number": number,
            "size": "small",
            "public_share": "0",
            **(enterprise or {}),
        },
        "provider": {
            "registration": "DV.O999001",
            "related_to_applicant": False,
            **(provider or {}),
        },
    }


def answer_to(raw: Any, now: datetime = NOW) -> Submitted | Received | Unknown:
    """What the counter answers."""
    return submit(raw, law.load(), By("test", now))


def submitted(raw: Raw, now: datetime = NOW) -> Submitted:
    """The application that was stored: the answer is nothing else."""
    answer = answer_to(raw, now)
    assert isinstance(answer, Submitted), answer
    return answer
