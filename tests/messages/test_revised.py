"""A decision taken again: what each party is told of it."""

from datetime import date

import pytest

from portefeuille.applications.services import Change, revise
from portefeuille.messages.models import Message
from portefeuille.messages.services import tell
from tests.applications.filing import NOW, request, submitted
from tests.databases import Database
from tests.messages.post import load_all, the_one
from tests.payments.life import at, deposited, ordered, paid, the

NBSP = "\u00a0"
MEDIUM = Change({"size": "medium"}, {})
LATER = at(2026, 12, 10)


@pytest.fixture
def application(database: Database) -> int:
    load_all()
    return submitted(request(), NOW).application_id


def revised(key: int, change: Change) -> Message:
    """The mail to the enterprise about a revision."""
    revise(the(key).enterprise_id, 2026, change, "De grootte was verkeerd", LATER)
    tell(LATER.now)
    return the_one("revised")


def test_it_says_the_old_and_the_new_amounts_why_and_what_to_do(application: int) -> None:
    mail = revised(application, MEDIUM)
    assert "is herzien" in mail.subject
    for needed in (
        f"Subsidie: €{NBSP}200,00, voordien €{NBSP}300,00",
        f"Eigen aandeel: €{NBSP}800,00, voordien €{NBSP}700,00",
        "Percentage: 20%, voordien 30%",
        "“De grootte was verkeerd”",
        f"Bedrag: €{NBSP}800,00",
        f"Uiterlijk op: 20{NBSP}december{NBSP}2026",
        "+++000/0000/00101+++",
    ):
        assert needed in mail.text, needed
    assert mail.letter_id == the(application).decision_id


def test_after_the_deposit_it_asks_for_what_is_missing_without_a_last_day(application: int) -> None:
    deposited(application, 700_00, date(2026, 12, 1), at(2026, 12, 2))
    mail = revised(application, MEDIUM)
    assert "Stort wat nog ontbreekt" in mail.text
    assert f"Bedrag: €{NBSP}100,00" in mail.text
    assert "Uiterlijk op" not in mail.text


def test_after_payment_it_says_what_was_received_too_much(application: int) -> None:
    deposited(application, 700_00, date(2026, 12, 1), at(2026, 12, 2))
    paid(ordered(application, "F-1", 1_000_00, at(2026, 12, 3)), at(2026, 12, 4))
    mail = revised(application, MEDIUM)
    assert f"Kreeg je te veel: €{NBSP}100,00" in mail.text
    assert "Betaal nu nog niets terug" in mail.text


def test_a_higher_grant_gives_own_share_back(database: Database) -> None:
    load_all()
    key = submitted(request(enterprise={"size": "medium"}), NOW).application_id
    deposited(key, 800_00, date(2026, 12, 1), at(2026, 12, 2))
    mail = revised(key, Change({"size": "small"}, {}))
    assert f"Krijg je terug: €{NBSP}100,00" in mail.text
    assert "hoeft niets meer te storten" in mail.text


def test_an_approval_that_is_taken_away_is_told_to_both_with_the_reasons(application: int) -> None:
    deposited(application, 700_00, date(2026, 12, 1), at(2026, 12, 2))
    mail = revised(application, Change({"size": "large"}, {}))
    assert "Je aanvraag is nu" in mail.text
    assert "\n- " in mail.text
    assert f"Krijg je terug: €{NBSP}700,00" in mail.text
    theirs = the_one("revised-for-you", address="an@opleidingshuis.example")
    assert "niet langer goedgekeurd" in theirs.subject


def test_the_provider_is_not_told_of_amounts_that_change(application: int) -> None:
    revised(application, MEDIUM)
    assert not Message.objects.filter(kind="revised-for-you").exists()
