"""Told once: killed at any step, or with an answer of the mail server that got lost on its way."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings

from portefeuille.adapters.mail import Mailbox
from portefeuille.messages import telling
from portefeuille.messages.models import Message
from portefeuille.messages.sending import message_id
from portefeuille.messages.services import send, tell
from portefeuille.people.services import give_mandate, know_person
from tests.applications.books import rows
from tests.applications.filing import METALWORKS, NOW, load_registers, request, submitted
from tests.databases import Database
from tests.messages.post import LONG_AGO, catching, load_all
from tests.ports import free_port

REPOSITORY = Path(__file__).parents[2]


def every_message_id() -> list[str]:
    return sorted(message_id(one) for one in Message.objects.all())


def test_a_worker_killed_before_any_of_its_steps_loses_nothing_and_tells_nothing_twice(
    database: Database, tmp_path: Path
) -> None:
    load_registers()
    key = submitted(request(), NOW).application_id
    tell(NOW)  # nobody may act yet, so nobody is told of this
    owner = know_person("test:owner", "Lotte", "lotte@bakkerij.example", "nl")
    give_mandate(owner, "entrepreneur", "1999900171", LONG_AGO)
    port = free_port()
    with catching(tmp_path / "mailbox", port) as mailbox:
        done = subprocess.run(
            [sys.executable, "-m", "tests.messages.killed", str(key), str(port)],
            cwd=REPOSITORY,
            env=database.environment(),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        mails = list(mailbox.mails())
    walked = json.loads(done.stdout)
    assert walked["killed"] == len(walked["steps"]) > 30, "one died before each step"
    assert {"_commit", "putcmd", "after getreply", "the end"} <= set(walked["steps"])
    made = rows(database, "SELECT key, sent_at IS NOT NULL FROM messages_message ORDER BY id")
    events = rows(database, "SELECT id FROM journal_event WHERE verb = 'return_deposit'")
    assert len(events) == walked["killed"] + 1
    wanted = {f"event:{event}/deposit-returned/person:{owner.pk}" for (event,) in events}
    assert {key for key, sent in made if sent} == wanted
    assert len(made) == len(wanted)
    assert rows(database, "SELECT * FROM journal_untold") == []
    assert sorted(mail.message_id for mail in mails) == sorted(
        map(message_id, Message.objects.all())
    )
    twice = [mail for mail in mails if mail.deliveries == 2]
    assert 1 <= len(twice) < 8, "those that died after the server took it and before that was kept"
    assert {mail.deliveries for mail in mails} == {1, 2}


class TakesAndHangsUp:
    """A mail server that keeps what it is given, and goes away before it has said so, once each."""

    def __init__(self, folder: Path) -> None:
        self.mailbox = Mailbox(folder)

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _: Session, envelope: Envelope
    ) -> str:
        key = self.mailbox.keep(envelope.original_content or b"")
        kept = self.mailbox.mail(key)
        if kept is not None and kept.deliveries == 1:
            server.transport.abort()
        return "250 Kept"


def test_where_the_answer_of_the_server_gets_lost_the_mail_keeps_its_message_id(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_all()
    port = free_port()
    monkeypatch.setattr(settings, "MAIL_SERVER", f"127.0.0.1:{port}")
    submitted(request(METALWORKS), NOW)
    tell(NOW)
    server = TakesAndHangsUp(tmp_path)
    listening = Controller(server, hostname="127.0.0.1", port=port, ready_timeout=30)
    listening.start()
    try:
        sent, moment = 0, NOW
        for _ in range(12):
            sent += send(moment)
            moment += timedelta(minutes=2)
    finally:
        listening.stop()
    assert sent == Message.objects.exclude(sent_at=None).count() == Message.objects.count() > 0
    mails = list(server.mailbox.mails())
    assert sorted(mail.message_id for mail in mails) == sorted(
        map(message_id, Message.objects.all())
    )
    assert {mail.deliveries for mail in mails} == {2}


def test_the_first_words_hold_and_others_are_said_so_in_the_log(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    load_all()
    submitted(request(), NOW)
    tell(NOW)
    before = list(Message.objects.order_by("id").values_list("key", "text"))
    again = "INSERT INTO journal_untold SELECT id FROM journal_event"
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(again)
    assert tell(NOW) == 1
    assert "in other words" not in caplog.text
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(again)
    monkeypatch.setattr(
        telling, "language_of", lambda person: "nl" if person.language == "en" else "en"
    )
    assert tell(NOW) == 1
    assert caplog.text.count("told before in other words") == len(before)
    assert list(Message.objects.order_by("id").values_list("key", "text")) == before
