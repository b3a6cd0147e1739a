"""Submitting: decided by the law of the day, stored whole, and able to be taken again."""

import json
import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from portefeuille import law, samples
from portefeuille.applications.models import Application, Decision, LawText
from portefeuille.core.decide import decide_under
from portefeuille.core.dossier import read_case
from portefeuille.core.explain import decision_document
from portefeuille.core.lawdocument import law_in_force
from portefeuille.core.lookup import Unknown
from portefeuille.core.money import format_euro
from portefeuille.journal.queries import status_of
from portefeuille.law.reader import digest_of
from portefeuille.register.services import load_kbo
from tests.applications.books import assert_books_are_whole, counts, rows
from tests.applications.filing import (
    BAKERY,
    CEILING,
    METALWORKS,
    NOW,
    TODAY,
    Raw,
    answer_to,
    load_registers,
    request,
    submitted,
)
from tests.databases import Cluster, Database, django_in

APPROVED = request()
REFUSED = request(provider={"related_to_applicant": True})
INADMISSIBLE = request(application={"starts_on": "2026-11-05", "ends_on": "2026-11-06"})
OUTCOMES = [
    pytest.param(APPROVED, "approved", "awaiting_deposit", id="approved"),
    pytest.param(REFUSED, "refused", "refused", id="refused"),
    pytest.param(INADMISSIBLE, "inadmissible", "inadmissible", id="inadmissible"),
]


@pytest.fixture
def registers(database: Database) -> Database:
    load_registers()
    return database


@pytest.mark.parametrize(("raw", "outcome", "status"), OUTCOMES)
def test_every_outcome_is_stored_whole(
    registers: Database, raw: Raw, outcome: str, status: str
) -> None:
    answer = submitted(raw)
    assert answer.decision.outcome == outcome
    assert answer.reference == f"KP-2026-{answer.application_id:06d}"
    assert status_of("application", answer.application_id) == status
    booked = outcome == "approved"
    assert counts(registers) == {
        "applications_application": 1,
        "applications_decision": 1,
        "journal_event": 1,
        "wallet_wallet": booked,
        "wallet_entry": booked,
        "wallet_posting": 2 * booked,
    }
    assert_books_are_whole(registers)


def test_the_application_is_stored_as_it_was_asked(registers: Database) -> None:
    application = Application.objects.get(pk=submitted(APPROVED).application_id)
    assert (application.submitted_at, application.submitted_on) == (NOW, TODAY)
    assert (application.service, application.theme) == ("training", "innovatie")
    assert (application.title, application.starts_on) == ("Beter bakken", date(2026, 11, 27))
    assert (application.cost_cents, application.registration) == (1_000_00, "DV.O999001")


@pytest.mark.parametrize(("raw", "outcome", "status"), OUTCOMES)
def test_the_stored_amounts_are_those_of_the_answer(
    registers: Database, raw: Raw, outcome: str, status: str
) -> None:
    answer = submitted(raw)
    stored = Decision.objects.get(application_id=answer.application_id)
    told = decision_document(answer.decision, answer.law, "nl")
    amounts = {
        "ceiling": stored.ceiling_cents,
        "room_before": stored.room_before_cents,
        "eligible_cost": stored.eligible_cents,
        "grant": stored.grant_cents,
    }
    assert {name: format_euro(cents) for name, cents in amounts.items()} == {
        name: told[name] for name in amounts
    }
    assert stored.rate_points == 3000
    assert told["rate"] == "0.30"
    assert (stored.outcome, stored.size) == (told["outcome"], told["size"])
    assert str(stored.file_before) == told["file_before"]
    assert stored.known_at == NOW
    assert stored.unknown == told["unknown"]
    assert [reason[0] for reason in stored.reasons] == [r["rule"] for r in told["reasons"]]


@pytest.mark.parametrize(("raw", "outcome", "status"), OUTCOMES)
def test_the_stored_facts_and_law_decide_the_same_again(
    registers: Database, raw: Raw, outcome: str, status: str
) -> None:
    answer = submitted(raw)
    stored = Decision.objects.get(application_id=answer.application_id)
    document = LawText.objects.get(pk=stored.law_id).document
    assert digest_of(document) == stored.law_id
    again = decide_under(read_case(stored.facts), law_in_force(document, stored.law_id))
    assert again == answer.decision


def test_the_decision_holds_nothing_that_identifies(registers: Database) -> None:
    submitted(APPROVED)
    ((decision,),) = rows(registers, "SELECT to_jsonb(d) FROM applications_decision d")
    text = json.dumps(decision)
    assert BAKERY not in text
    assert "Beter bakken" not in text
    assert "Bakkerij" not in text
    assert decision["facts"]["enterprise"]["legal_form"] == "610"


def test_the_law_is_stored_once(registers: Database) -> None:
    submitted(APPROVED)
    submitted(REFUSED)
    assert list(LawText.objects.values_list("digest")) == [(law.load().on(TODAY).digest,)]


def test_the_law_is_stored_again_in_a_database_that_was_made_anew(
    cluster: Cluster, migrated: Database
) -> None:
    for _ in range(2):
        scratch = cluster.create(migrated.name, f"scratch_{os.getpid()}_anew")
        with django_in(scratch):
            load_registers()
            submitted(APPROVED)
        cluster.drop(scratch)


def test_a_number_the_register_does_not_know_stores_nothing(registers: Database) -> None:
    assert isinstance(answer_to(request("0456123791")), Unknown)
    assert set(counts(registers).values()) == {0}


def test_the_register_is_asked_again_when_a_newer_extract_was_loaded(
    registers: Database, tmp_path: Path
) -> None:
    before = submitted(APPROVED)
    newer = shutil.copytree(samples.KBO, tmp_path / "newer")
    meta, enterprises = newer / "meta.csv", newer / "enterprise.csv"
    text = meta.read_text("utf-8").replace("31-12-2025", "31-10-2026").replace('"1"', '"2"')
    meta.write_text(text, "utf-8")
    changed = '"1999.900.171","AC","000","2","015"'
    text = enterprises.read_text("utf-8").replace('"1999.900.171","AC","000","2","610"', changed)
    enterprises.write_text(text, "utf-8")
    load_kbo(newer)
    after = submitted(APPROVED)
    old, new = (
        Decision.objects.select_related("snapshot").get(application_id=answer.application_id)
        for answer in (before, after)
    )
    assert (old.snapshot.holds_on, new.snapshot.holds_on) == (
        date(2025, 12, 31),
        date(2026, 10, 31),
    )
    assert old.facts["enterprise"]["legal_form"] == "610"
    assert new.facts["enterprise"]["legal_form"] == "015"


def test_a_snapshot_is_taken_once_for_the_same_extract(registers: Database) -> None:
    submitted(APPROVED)
    submitted(APPROVED)
    assert rows(registers, "SELECT count(*) FROM register_snapshot") == [(1,)]


def test_grants_end_where_the_room_ends(registers: Database) -> None:
    expensive = request(application={"cost": "10000.00"})
    answers = [submitted(expensive) for _ in range(4)]
    assert [answer.decision.grant for answer in answers] == [3_000_00, 3_000_00, 1_500_00, 0]
    assert [answer.decision.outcome for answer in answers] == [*["approved"] * 3, "refused"]
    failing = [reason.rule for reason in answers[3].decision.reasons if reason.holds is False]
    assert failing == ["room-left"]
    assert rows(registers, "SELECT used_cents, size FROM wallet_wallet") == [(CEILING, "small")]
    assert_books_are_whole(registers)


def test_the_first_grant_fixes_the_size_for_the_year(registers: Database) -> None:
    submitted(APPROVED)
    later = submitted(request(enterprise={"size": "medium"}))
    assert (later.decision.size, later.decision.grant) == ("small", 300_00)


def test_a_refusal_fixes_no_size(registers: Database) -> None:
    submitted(REFUSED)
    later = submitted(request(enterprise={"size": "medium"}))
    assert (later.decision.size, later.decision.grant) == ("medium", 200_00)


def test_each_enterprise_has_a_room_of_its_own(registers: Database) -> None:
    expensive = {"cost": "25000.00"}
    for number in (BAKERY, METALWORKS):
        assert submitted(request(number, application=expensive)).decision.grant == CEILING
    assert rows(registers, "SELECT used_cents FROM wallet_wallet") == [(CEILING,), (CEILING,)]


def test_the_day_and_the_room_are_those_of_brussels(registers: Database) -> None:
    raw = request(application={"starts_on": "2026-12-31", "ends_on": "2026-12-31"})
    last, first = (
        submitted(raw, now=datetime(2026, 12, 31, hour, 30, tzinfo=UTC)) for hour in (22, 23)
    )
    assert last.reference.startswith("KP-2026-")
    assert first.reference.startswith("KP-2027-")
    days = rows(registers, "SELECT submitted_on FROM applications_application ORDER BY id")
    assert days == [(date(2026, 12, 31),), (date(2027, 1, 1),)]
    wallets = rows(registers, "SELECT year, used_cents FROM wallet_wallet ORDER BY year")
    assert wallets == [(2026, 300_00), (2027, 300_00)]
