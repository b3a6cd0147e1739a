"""Who must pay back is told how, in their language; nobody else is."""

import json

import pytest
from click.testing import CliRunner

from portefeuille import samples
from portefeuille.commands.main import main
from portefeuille.messages.models import Message
from portefeuille.messages.telling import tell
from portefeuille.payments.models import Recovery
from portefeuille.payments.references import communication_of_recovery
from portefeuille.payments.services import remind
from portefeuille.people.services import load_people
from tests.applications.filing import TODAY
from tests.databases import Database
from tests.payments.owing import LATER, in_full, of_revision, of_stop, receive


@pytest.fixture
def application(database: Database) -> int:
    key = in_full(database)
    load_people(samples.PEOPLE, TODAY.replace(year=2015))
    tell(LATER.now)
    return key


def told(recovery: Recovery, kind: str) -> list[Message]:
    tell(LATER.now)
    found = Message.objects.filter(kind=kind).order_by("person__subject")
    for one in found:
        assert communication_of_recovery(recovery.pk) in one.text.replace("\u00a0", " ")
    return list(found)


def test_the_enterprise_is_told_of_what_a_revision_left_owed(application: int) -> None:
    recovery = of_revision(application)
    made = told(recovery, "to-pay-back")
    assert {one.person.subject for one in made} == {"demo:ondernemer", "demo:boekhouder"}
    assert "€ 100,00" in made[0].text.replace("\u00a0", " ")
    assert "te veel betaald" in made[0].text
    remind(recovery.pk, "", LATER)
    assert len(told(recovery, "remind-pay-back")) == 2


def test_the_provider_is_told_of_what_comes_back_by_it(application: int) -> None:
    recovery = of_stop(application)
    (made,) = told(recovery, "to-pay-back")
    assert made.person.subject == "demo:dienstverlener"


def test_what_was_paid_before_it_was_told_is_told_to_nobody(application: int) -> None:
    recovery = of_revision(application)
    receive(recovery, 100_00)
    assert told(recovery, "to-pay-back") == []


def test_the_command_prints_what_is_open_by_age(application: int) -> None:
    recovery = of_stop(application)
    answer = CliRunner().invoke(main, ["recoveries", "--json"])
    assert answer.exit_code == 0, answer.output
    found = json.loads(answer.output)
    assert sum(float(amount) for amount in found["ageing"].values()) == 1000
    (one,) = found["recoveries"]
    assert one["communication"] == communication_of_recovery(recovery.pk)
    assert (one["asked"], one["open"]) == ("1000.00", "1000.00")
    text = CliRunner().invoke(main, ["recoveries", "--lang", "en"]).output.replace("\u00a0", " ")
    assert "all together" in text
    assert "€ 1.000,00" in text
