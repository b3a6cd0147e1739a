"""The periods: each whole, each of a listed class; every personal field has its fate."""

import re
from importlib.resources import files
from typing import Final

import psycopg
import pytest
from django.conf import settings

from portefeuille.people.services import KEPT_FOR
from portefeuille.retention.periods import SelectionRulesError, periods, rules_of
from tests.databases import Database
from tools.stored_fields import stored

KINDS: Final = tuple(periods())

PAID: Final = "not built: evidence of a payment, in books that are kept ten years"

STAYS: Final = {
    "aid_declaration.actor": "a surrogate",
    "aid_declaration.enterprise_id": "a surrogate",
    "aid_link.actor": "a surrogate",
    "aid_link.enterprise_id": "a surrogate",
    "aid_link.motive": "not built: the form asks to name nobody",
    "aid_link.other_id": "a surrogate",
    "aid_reported.actor": "a surrogate",
    "applications_application.enterprise_id": "a surrogate",
    "applications_arrival.actor": "a surrogate",
    "applications_arrival.enterprise_id": "a surrogate",
    "applications_assessment.actor": "a surrogate",
    "applications_award.enterprise_id": "a surrogate",
    "applications_decision.facts": "a decision; without number, name and title",
    "budget_setting.actor": "a surrogate",
    "budget_setting.reason": "not built: the form asks to name nobody",
    "figures_decision.postcode": "a view: empty once what a register said is erased",
    "figures_givenanswer.actor": "a surrogate",
    "figures_release.actor": "a surrogate",
    "journal_event.actor": "a surrogate",
    "messages_message.person_id": "a surrogate",
    "payments_bankline.actor": "a surrogate",
    "payments_bankline.counterparty_iban": PAID,
    "payments_bankline.counterparty_name": PAID,
    "payments_bankline.end_to_end_id": PAID,
    "payments_bankline.free_text": PAID,
    "payments_bankline.structured": PAID,
    "payments_beneficiary.actor": "a surrogate",
    "payments_beneficiary.iban": PAID,
    "payments_beneficiary.name": PAID,
    "payments_checkedinvoice.checks": PAID,
    "payments_checkedinvoice.iban": PAID,
    "payments_checkedinvoice.number_key": PAID,
    "payments_checkedinvoice.payment_reference": PAID,
    "payments_checkedinvoice.supplier": "the list of providers is published",
    "payments_deposit.actor": "a surrogate",
    "payments_document.person_id": "a surrogate",
    "payments_payout.name": PAID,
    "payments_payout.text": PAID,
    "payments_plan.actor": "a surrogate",
    "payments_recovery.actor": "a surrogate",
    "payments_release.actor": "a surrogate",
    "payments_run.prepared_by": "a surrogate",
    "payments_runline.iban": PAID,
    "payments_runline.name": PAID,
    "payments_runline.text": PAID,
    "payments_statementfile.actor": "a surrogate",
    "payments_statementfile.content": PAID,
    "payments_statementfile.name": PAID,
    "payments_writeoff.actor": "a surrogate",
    "people_person.language": "nl or en: of nobody any more",
    "providers_provider.enterprise_number": "the list of providers is published",
    "providers_provider.name": "the list of providers is published",
    "register_enterprisenumber.number": "not built: by it a dossier is found for an inspection",
}
"""Personal fields that nothing erases, and why. Extracts are replaced by every load."""


def erased() -> set[str]:
    """Every column that `sql/` empties or of which the row goes, as `table.column`."""
    folder = files("portefeuille.retention").joinpath("sql")
    text = "".join(folder.joinpath(f"{name}.sql").read_text() for name in ("erase", "following"))
    gone = set()
    for table in re.findall(r"DELETE FROM (\w+)", text):
        gone |= {f"{table}.{field}" for field in stored()["tables"][table]["fields"]}
    for table, told in re.findall(r"UPDATE (\w+)\s+SET (.*?)\n\s+WHERE", text, re.DOTALL):
        gone |= {f"{table}.{field}" for field in re.findall(r"(\w+) = ", told)}
    return gone


def test_every_personal_field_is_erased_or_it_is_said_why_it_stays() -> None:
    personal = {
        f"{table}.{field}"
        for table, its in stored()["tables"].items()
        if its["class"] != "extract"
        for field in its.get("personal", ())
    }
    assert len(erased()) > 30
    assert personal - erased() - set(STAYS) == set(), "erase it (retention/), or say why it stays"
    assert set(STAYS) & erased() == set()
    assert set(STAYS) <= personal, "these are personal no more"


def test_every_kind_belongs_to_a_class_that_is_listed() -> None:
    classes = {kept.record_class for kept in periods().values()}
    assert classes <= set(stored()["classes"])
    assert {"dossier", "people", "purpose-log"} <= classes
    for kept in periods().values():
        assert kept.needs_rule == (kept.after == "P10Y"), kept.kind


def test_every_kind_can_be_found_and_erased_and_no_other(migrated: Database) -> None:
    with psycopg.connect(migrated.owner_url) as session:
        named = session.execute(
            "SELECT proname FROM pg_proc WHERE proname ~ '^retention_(over|erase)_'"
        ).fetchall()
        stored_kinds = session.execute("SELECT kind, after FROM retention_period").fetchall()
    assert {name for (name,) in named} == {
        f"retention_{does}_{kind}" for kind in KINDS for does in ("over", "erase")
    }
    assert dict(stored_kinds) == {kind: kept.after for kind, kept in periods().items()}


def test_what_pages_use_is_kept_no_longer_than_is_said() -> None:
    assert periods()["kept_forms"].after == f"PT{KEPT_FOR.seconds // 3600}H"
    assert settings.SESSION_COOKIE_AGE <= 24 * 3600


def test_rules_are_given_by_class() -> None:
    assert rules_of("") == {}
    assert rules_of(" dossier = SR 12/3 ,people=SR 9, ") == {"dossier": "SR 12/3", "people": "SR 9"}


@pytest.mark.parametrize(
    "wrong", ["dossier", "dossier=", "dossiers=SR 1", "dossier=SR 1,dossier=SR 2", "ledger=SR 1"]
)
def test_a_rule_that_cannot_be_read_is_said(wrong: str) -> None:
    with pytest.raises(SelectionRulesError, match="expected class=number"):
        rules_of(wrong)
