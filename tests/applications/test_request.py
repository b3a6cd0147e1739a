"""A request that cannot be read: the answer says where, why and what was expected, and nothing
is stored."""

import pytest

from portefeuille.applications.models import Application
from portefeuille.core.fields import CaseError
from tests.applications.books import counts
from tests.applications.filing import Raw, answer_to, load_registers, request, submitted
from tests.databases import Database

IN_TWO_REGIONS, BRUSSELS, VILVOORDE = "1999900666", "2999000765", "2999000864"


@pytest.mark.parametrize(
    ("raw", "where", "why"),
    [
        (request(enterprise={"status": "AC"}), "enterprise.status", "is not a field"),
        (request(enterprise={"legal_form": "610"}), "enterprise.legal_form", "is not a field"),
        (
            request(enterprise={"nace": {"version": 2025, "code": "62010"}}),
            "enterprise.nace",
            "is not a field",
        ),
        (request(provider={"registered": {}}), "provider.registered", "is not a field"),
        ({**request(), "wallet": {"granted_this_year": "0.00"}}, "wallet", "is not a field"),
        (
            request(provider={"registration": "DV.O123456"}),
            "provider.registration",
            "DV.O123456 is not in the register of providers",
        ),
        (
            request(provider={"registration": "X123"}),
            "provider.registration",
            "'X123' does not start with DV.O or DV.A",
        ),
        (
            request(application={"submitted_on": "2026-11-19"}),
            "application.submitted_on",
            "is 2026-11-19, but an application is submitted on the day it arrives",
        ),
        (
            request(application={"cost": "1,234.56"}),
            "application.cost",
            "'1,234.56' is not an amount in euro",
        ),
        (
            request("1999900172"),
            "enterprise.number",
            "'1999900172' is not an existing number: its check digits do not fit",
        ),
        (
            request(enterprise={"region": "wallonia"}),
            "enterprise.region",
            "the register knows no establishment in wallonia",
        ),
        (
            request(enterprise={"establishment": "2999000172"}),
            "enterprise.establishment",
            "'2999000172' is not an existing number: its check digits do not fit",
        ),
        (
            request(enterprise={"establishment": "2.999.000.270"}),
            "enterprise.establishment",
            "2999000270 is no open establishment of this enterprise",
        ),
        (
            request(IN_TWO_REGIONS, enterprise={"establishment": VILVOORDE, "region": "brussels"}),
            "enterprise.region",
            "the register knows no establishment in brussels",
        ),
        (request(enterprise={"number": None}), "enterprise.number", "is missing"),
        ({**request(), "application": None}, "application", "is missing"),
        ([], "case", "[] is not a mapping"),
    ],
)
def test_a_request_that_cannot_be_read_stores_nothing(
    database: Database, raw: Raw, where: str, why: str
) -> None:
    load_registers()
    with pytest.raises(CaseError) as error:
        answer_to(raw)
    assert (error.value.where, error.value.why) == (where, why)
    assert error.value.expected
    assert set(counts(database).values()) == {0}


def test_the_day_of_today_may_be_stated(database: Database) -> None:
    load_registers()
    answer_to(request(application={"submitted_on": "2026-11-20"}))
    assert counts(database)["applications_application"] == 1


@pytest.mark.parametrize(
    ("declared", "outcome", "stored"),
    [
        ({"establishment": VILVOORDE}, "approved", VILVOORDE),
        ({"establishment": BRUSSELS}, "inadmissible", BRUSSELS),
        ({"region": "flanders"}, "approved", None),
        ({}, "approved", None),
    ],
    ids=["flanders", "brussels", "region", "nothing"],
)
def test_the_establishment_that_is_named_gives_the_region_and_is_stored(
    database: Database, declared: Raw, outcome: str, stored: str | None
) -> None:
    load_registers()
    answer = submitted(request(IN_TWO_REGIONS, enterprise=declared))
    assert answer.decision.outcome == outcome
    assert Application.objects.get().establishment == stored


def test_the_only_establishment_is_stored_unasked(database: Database) -> None:
    load_registers()
    submitted(request())
    assert Application.objects.get().establishment == "2999000171"
