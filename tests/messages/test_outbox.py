"""The outbox: an event is told wholly or waits; what goes wrong with one holds up no other."""

from urllib.parse import urlparse

import psycopg
import pytest
from django.db import connection, transaction
from django.urls import resolve
from django.utils import translation

from portefeuille.journal.models import Untold
from portefeuille.messages import telling
from portefeuille.messages.models import Message
from portefeuille.messages.services import tell
from tests.applications.filing import NOW, request, submitted
from tests.databases import Database
from tests.messages.post import load_all


@pytest.fixture(autouse=True)
def people(database: Database) -> None:
    load_all()


class CutOff(BaseException):
    """What ends a process in the middle."""


def test_cut_off_in_the_middle_of_telling_nothing_is_left_and_the_event_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    submitted(request(), NOW)

    def cut_off(*_: object) -> None:
        raise CutOff

    with monkeypatch.context() as patched:
        patched.setattr(Untold, "delete", cut_off)
        with pytest.raises(CutOff):
            tell(NOW)
    assert (Message.objects.count(), Untold.objects.count()) == (0, 1)
    assert tell(NOW) == 1
    assert (Message.objects.count(), Untold.objects.count()) == (4, 0)


def test_an_event_that_is_rolled_back_is_told_to_nobody() -> None:
    class NoMore(Exception):
        pass

    def undone() -> None:
        with transaction.atomic():
            submitted(request(), NOW)
            raise NoMore

    with pytest.raises(NoMore):
        undone()
    assert tell(NOW) == 0
    assert not Message.objects.exists()


def test_an_event_that_comes_back_is_told_nobody_twice(database: Database) -> None:
    submitted(request(), NOW)
    tell(NOW)
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("INSERT INTO journal_untold SELECT id FROM journal_event")
    assert tell(NOW) == 1
    assert Message.objects.count() == 4


def test_an_event_that_cannot_be_told_waits_and_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stuck = submitted(request(), NOW).application_id
    submitted(request(), NOW)
    real = telling.messages_of

    def only_others(event, now):  # type: ignore[no-untyped-def]
        if event.subject_id == stuck:
            raise LookupError("words are missing")
        return real(event, now)

    with monkeypatch.context() as patched:
        patched.setattr(telling, "messages_of", only_others)
        assert tell(NOW) == 1
    assert "cannot be told" in caplog.text
    assert "words are missing" in caplog.text
    assert Untold.objects.get().event.subject_id == stuck
    assert tell(NOW) == 1


@pytest.mark.parametrize(
    ("language", "names"),
    [("nl", {"deposit", "provider-dossier"}), ("en", {"deposit"})],
)
def test_the_addresses_in_mails_are_pages_of_the_site(language: str, names: set[str]) -> None:
    submitted(request(), NOW)
    tell(NOW)
    found = set()
    for mail in Message.objects.filter(language=language):
        link = next(line for line in mail.text.splitlines() if line.startswith("http"))
        with translation.override(language):
            found.add(resolve(urlparse(link).path).url_name)
    assert found == names


def test_the_application_cannot_change_what_was_told() -> None:
    submitted(request(), NOW)
    tell(NOW)
    for statement in (
        "UPDATE messages_message SET text = ''",
        "UPDATE messages_message SET address = ''",
        "DELETE FROM messages_message",
    ):
        with pytest.raises(Exception, match="permission denied"), connection.cursor() as cursor:
            cursor.execute(statement)
