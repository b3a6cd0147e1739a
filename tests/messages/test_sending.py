"""Sending: at least once under one Message-ID; a server that is down loses nothing."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader

from portefeuille.messages import sending
from portefeuille.messages.models import Message
from portefeuille.messages.services import remind, send, tell
from portefeuille.people.services import know_person
from tests.applications.filing import NOW, request, submitted
from tests.databases import Database
from tests.messages.post import catching, load_all, morning, soon
from tests.payments.life import at, deposited, ordered, paid, the
from tests.ports import free_port

EVERYBODY = 4
"""Three who may act for the bakery, and the provider."""


@pytest.fixture
def port(database: Database, monkeypatch: pytest.MonkeyPatch) -> int:
    load_all()
    port = free_port()
    monkeypatch.setattr(settings, "MAIL_SERVER", f"127.0.0.1:{port}")
    monkeypatch.setattr(settings, "MAIL_FROM", "Portefeuille <geen-antwoord@portefeuille.example>")
    return port


def test_a_mail_arrives_as_text_and_html_with_its_letter(port: int, tmp_path: Path) -> None:
    key = submitted(request(), NOW).application_id
    tell(soon(NOW))
    with catching(tmp_path, port) as mailbox:
        assert send(soon(NOW)) == EVERYBODY
        mail = next(one for one in mailbox.mails() if one.recipient == "lotte@bakkerij.example")
    made = Message.objects.get(kind="approved", address=mail.recipient)
    assert (mail.subject, mail.text, mail.html) == (made.subject, made.text, made.html)
    assert mail.sender == "Portefeuille <geen-antwoord@portefeuille.example>"
    assert mail.language == "nl"
    assert mail.message_id.endswith("@portefeuille.example>")
    ((name, media_type, content),) = mail.attachments
    assert (name, media_type) == (f"{the(key).reference}.pdf", "application/pdf")
    assert the(key).reference in PdfReader(BytesIO(content)).pages[0].extract_text()


def test_a_payment_arrives_with_its_note_at_both(port: int, tmp_path: Path) -> None:
    key = submitted(request(), NOW).application_id
    deposited(key, 700_00, date(2026, 12, 1), at(2026, 12, 2))
    paid(ordered(key, "F-1", 400_00, at(2026, 12, 3)), at(2026, 12, 4))
    tell(at(2026, 12, 4).now)
    with catching(tmp_path, port) as mailbox:
        send(at(2026, 12, 5).now)
        mails = [mail for mail in mailbox.mails() if "400,00 betaald" in mail.subject]
    assert {mail.recipient for mail in mails} >= {
        "lotte@bakkerij.example",
        "an@opleidingshuis.example",
    }
    for mail in mails:
        ((_, _, content),) = mail.attachments
        assert "F-1" in PdfReader(BytesIO(content)).pages[0].extract_text()


def test_a_server_that_is_down_leaves_mails_waiting_and_all_arrive_when_it_is_up(
    port: int, tmp_path: Path
) -> None:
    submitted(request(), NOW)
    tell(NOW)
    moment = NOW
    for _ in range(12):
        assert send(moment) == 0
        moment += timedelta(seconds=10)
    assert Message.objects.filter(sent_at=None).count() == EVERYBODY
    assert Message.objects.filter(attempts__gt=0).count() == EVERYBODY
    with catching(tmp_path, port) as mailbox:
        sent = 0
        for _ in range(9):
            sent += send(moment)
            moment += timedelta(minutes=1)
        assert sent == len(mailbox.keys()) == EVERYBODY


def test_pauses_grow_to_a_limit(port: int) -> None:
    submitted(request(), NOW)
    tell(NOW)
    Message.objects.exclude(kind="to-check").update(sent_at=NOW)
    moment, pauses = NOW, []
    for _ in range(8):
        send(moment)
        again = Message.objects.get(kind="to-check").send_after
        pauses.append((again - moment).total_seconds())
        moment = again
    assert pauses == [30, 60, 120, 240, 480, 900, 900, 900]


def test_cut_off_after_the_server_took_it_a_mail_comes_again_under_the_same_message_id(
    port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted(request(), NOW)
    tell(NOW)

    class CutOff(Exception):
        pass

    def cut_off(*_: object, **__: object) -> None:
        raise CutOff

    with catching(tmp_path, port) as mailbox:
        with monkeypatch.context() as patched:
            patched.setattr(Message, "save", cut_off)
            with pytest.raises(CutOff):
                send(NOW)
        assert len(mailbox.keys()) == 1
        assert not Message.objects.exclude(sent_at=None).exists()
        assert send(NOW) == EVERYBODY
        deliveries = sorted(one.deliveries for one in mailbox.mails())
    assert deliveries == [1] * (EVERYBODY - 1) + [2]


def test_without_a_server_mails_wait(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MAIL_SERVER", "")
    submitted(request(), NOW)
    tell(NOW)
    assert send(NOW) == 0
    assert set(Message.objects.values_list("attempts", flat=True)) == {0}


def test_an_address_that_is_refused_for_good_holds_up_nobody(port: int, tmp_path: Path) -> None:
    know_person("demo:dienstverlener", "An", "an@nowhere.invalid", "nl")
    submitted(request(), NOW)
    tell(NOW)
    with catching(tmp_path, port):
        assert send(NOW) == EVERYBODY - 1
        assert send(NOW + timedelta(days=1)) == 0
    refused = Message.objects.get(kind="to-check")
    assert refused.sent_at is None
    assert refused.refused.startswith("5")


def test_a_mail_that_cannot_be_made_holds_up_nobody(
    port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted(request(), NOW)
    tell(NOW)
    monkeypatch.setattr(sending, "letter_pdf", lambda *_: 1 / 0)
    with catching(tmp_path, port):
        assert send(NOW) == 1, "that of the provider, which has no letter"
        assert Message.objects.filter(sent_at=None, attempts=1).count() == EVERYBODY - 1


def test_what_is_no_longer_of_use_is_not_sent(port: int, tmp_path: Path) -> None:
    submitted(request(), NOW)
    tell(NOW)
    last = morning(2026, 12, 20)
    assert remind(last) == EVERYBODY - 1
    with catching(tmp_path, port):
        assert send(last + timedelta(days=1)) == EVERYBODY, "not the reminders of yesterday"
        assert send(last) == EVERYBODY - 1
