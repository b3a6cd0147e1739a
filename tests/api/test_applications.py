"""POST /api/v1/applications: who may, what it answers, and what stores anything."""

import hashlib
import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from portefeuille import law, samples
from portefeuille.api import views
from portefeuille.applications.services import decide_arrivals
from portefeuille.providers.services import load_providers
from portefeuille.register.services import load_kbo
from tests.applications.books import assert_books_are_whole, counts, rows
from tests.applications.filing import NOW, load_registers, request
from tests.databases import Database

TOKEN = "a-token-of-the-tests"  # noqa: S105 - opens nothing but these tests
ADDRESS = "/api/v1/applications"


@pytest.fixture(autouse=True)
def _token_and_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "API_TOKEN_HASH", hashlib.sha256(TOKEN.encode()).hexdigest())
    monkeypatch.setattr(views, "datetime", SimpleNamespace(now=lambda _zone: NOW))


def post(body: Any, authorization: str | None = f"Bearer {TOKEN}") -> HttpResponse:
    headers = {} if authorization is None else {"Authorization": authorization}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Client().post(ADDRESS, content, content_type="application/json", headers=headers)


def error_of(answer: HttpResponse) -> dict[str, str]:
    assert answer["Content-Type"] == "application/json"
    found = json.loads(answer.content)
    assert set(found) == {"error"}
    assert set(found["error"]) == {"where", "why", "expected"}
    return found["error"]


def stored(database: Database) -> int:
    return sum(counts(database).values())


def test_the_token_opens_and_the_decision_is_the_contracts(database: Database) -> None:
    load_registers()
    answer = post(request())
    assert answer.status_code == 201
    assert answer["Content-Type"] == "application/json"
    document = json.loads(answer.content)
    ((application,),) = rows(database, "SELECT id FROM applications_application")
    assert document["reference"] == f"KP-2026-{application:06d}"
    decision = document["decision"]
    reasons = decision.pop("reasons")
    assert decision.pop("law").startswith("kmo-portefeuille@2026-11-20#")
    assert decision == {
        "outcome": "approved",
        "size": "small",
        "rate": "0.30",
        "ceiling": "7500.00",
        "room_before": "7500.00",
        "eligible_cost": "1000.00",
        "grant": "300.00",
        "own_share": "700.00",
        "file_before": "2026-12-11",
        "unknown": [reason["rule"] for reason in reasons if reason["holds"] is None],
    }
    fields = {"rule", "holds", "value", "limit", "source", "message", "remedy"}
    assert {frozenset(reason) for reason in reasons} == {frozenset(fields)}
    assert_books_are_whole(database)


@pytest.mark.parametrize(
    ("raw", "outcome", "rule"),
    [
        (request(provider={"related_to_applicant": True}), "refused", "provider-independent"),
        (
            request(application={"starts_on": "2026-11-05"}),
            "inadmissible",
            "submitted-in-time",
        ),
    ],
)
def test_what_is_not_approved_is_stored_and_told_with_its_remedy(
    database: Database, raw: dict[str, Any], outcome: str, rule: str
) -> None:
    load_registers()
    answer = post(raw)
    assert answer.status_code == 201
    decision = json.loads(answer.content)["decision"]
    assert (decision["outcome"], decision["grant"]) == (outcome, "0.00")
    failing = [reason for reason in decision["reasons"] if reason["holds"] is False]
    assert [reason["rule"] for reason in failing] == [rule]
    assert failing[0]["remedy"]
    assert rows(database, "SELECT outcome FROM applications_decision") == [(outcome,)]


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer ", "Bearer another", f"Basic {TOKEN}", TOKEN],
)
def test_without_the_token_nobody_enters(database: Database, authorization: str | None) -> None:
    load_registers()
    assert post(request(), authorization).status_code == 403
    assert stored(database) == 0


@pytest.mark.parametrize("authorization", [None, f"Bearer {TOKEN}", "Bearer "])
def test_where_no_token_is_set_nobody_enters(
    database: Database, monkeypatch: pytest.MonkeyPatch, authorization: str | None
) -> None:
    monkeypatch.setattr(settings, "API_TOKEN_HASH", "")
    load_registers()
    assert post(request(), authorization).status_code == 403
    assert stored(database) == 0


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'{"a": NaN'])
def test_what_is_no_json_is_said_so(database: Database, body: bytes) -> None:
    load_registers()
    answer = post(body)
    assert answer.status_code == 400
    assert (error_of(answer)["where"], error_of(answer)["expected"]) == ("body", "JSON")
    assert stored(database) == 0


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        ([], "case"),
        (None, "case"),
        ("text", "case"),
        ({}, "application"),
        (request(application={"cost": "1,234.56"}), "application.cost"),
        (request(application={"cost": 1000.0}), "application.cost"),
        (request(application={"submitted_on": "2026-11-19"}), "application.submitted_on"),
        (request("1999900172"), "enterprise.number"),
        (request(enterprise={"status": "AC"}), "enterprise.status"),
        (request(provider={"registration": "DV.O123456"}), "provider.registration"),
    ],
)
def test_a_field_that_cannot_be_read_is_named(database: Database, raw: Any, where: str) -> None:
    load_registers()
    answer = post(raw)
    assert answer.status_code == 422
    assert error_of(answer)["where"] == where
    assert stored(database) == 0


def test_a_number_the_register_does_not_know_is_not_found(database: Database) -> None:
    load_registers()
    answer = post(request("0456123791"))
    assert answer.status_code == 404
    assert error_of(answer) == {
        "where": "enterprise.number",
        "why": "kbo-open-data does not know 0456123791",
        "expected": "an enterprise that is active in the KBO",
    }
    assert stored(database) == 0


def test_without_a_register_it_is_received_and_its_decision_follows(database: Database) -> None:
    load_providers(samples.PROVIDERS)
    answer = post(request())
    assert answer.status_code == 202
    document = json.loads(answer.content)
    assert (document["status"], document["waits_for"]) == ("waiting", "kbo-open-data")
    assert answer["Location"] == f"/api/v1/arrivals/{document['arrival']}"
    assert json.loads(follow(answer["Location"]).content)["status"] == "waiting"
    load_kbo(samples.KBO)
    assert list(decide_arrivals(NOW, law.load())) == [document["arrival"]]
    decided = json.loads(follow(answer["Location"]).content)
    assert (decided["status"], decided["decision"]["outcome"]) == ("decided", "approved")
    assert decided["reference"].startswith("KP-2026-")


def test_an_arrival_that_never_was_is_not_found_and_needs_the_token(database: Database) -> None:
    assert follow("/api/v1/arrivals/12").status_code == 404
    assert Client().get("/api/v1/arrivals/12").status_code == 403


def follow(address: str) -> HttpResponse:
    return Client().get(address, headers={"Authorization": f"Bearer {TOKEN}"})


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_only_post_is_allowed(database: Database, method: str) -> None:
    load_registers()
    call = getattr(Client(), method)
    answer = call(ADDRESS, headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert stored(database) == 0


@pytest.mark.parametrize("address", ["/api/", "/api/v1/", "/api/v1/applications/", "/api/v2/x"])
def test_another_address_of_the_interface_is_not_found(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 404
    assert error_of(answer)["where"] == "address"


def test_an_answer_to_a_program_has_nothing_for_browsers_but_their_caution(
    database: Database,
) -> None:
    load_registers()
    answer = post(request())
    assert answer["X-Content-Type-Options"] == "nosniff"
    for name in ("Content-Security-Policy", "Content-Language", "Set-Cookie"):
        assert name not in answer
