"""Mail at the edge: what is handed over is what is kept; what goes wrong says whether to wait."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portefeuille.adapters.mail import (
    Attachment,
    Catcher,
    Mail,
    Mailbox,
    MailServer,
    Refused,
    Unreachable,
)
from tests.ports import free_port

MAIL = Mail(
    message_id="<abc@portefeuille.example>",
    sender="geen-antwoord@portefeuille.example",
    recipient="lotte@bakkerij.example",
    subject="Stort € 700,00 – geen “grap”",
    language="nl",
    text="€ 700,00\n\n.\nEinde\n",
    html="<p>€ 700,00</p>\n",
    made_at=datetime(2026, 11, 22, 9, tzinfo=UTC),
    attachments=(Attachment("brief.pdf", "application/pdf", b"%PDF-\x00\r\n.\r\n"),),
)


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def mailbox(tmp_path: Path, port: int) -> Iterator[Mailbox]:
    catcher = Catcher("127.0.0.1", port, tmp_path / "mailbox")
    catcher.start()
    yield Mailbox(tmp_path / "mailbox")
    catcher.stop()


def hand_over(port: int, *mails: Mail) -> None:
    with MailServer("127.0.0.1", port).session() as deliver:
        for mail in mails:
            deliver(mail)


def test_what_is_handed_over_is_what_is_kept(port: int, mailbox: Mailbox) -> None:
    hand_over(port, MAIL)
    (kept,) = mailbox.mails()
    assert (kept.message_id, kept.sender, kept.recipient) == (
        MAIL.message_id,
        MAIL.sender,
        MAIL.recipient,
    )
    assert (kept.subject, kept.text, kept.html) == (MAIL.subject, MAIL.text, MAIL.html)
    assert (kept.language, kept.made_at, kept.deliveries) == ("nl", MAIL.made_at, 1)
    assert kept.attachments == (("brief.pdf", "application/pdf", MAIL.attachments[0].content),)


def test_a_mail_travels_as_ascii_and_a_long_subject_arrives_whole(
    port: int, mailbox: Mailbox
) -> None:
    for length in range(20, 120, 3):
        subject = ("[KP-2026-000001] Je storting is ontvangen. " * 3)[:length].strip()
        mail = replace(MAIL, subject=subject, message_id=f"<{length}@portefeuille.example>")
        assert mail.as_bytes().isascii()
        hand_over(port, mail)
        kept = next(mailbox.mails())
        assert (kept.subject, kept.text) == (subject, MAIL.text)


def test_a_second_delivery_overwrites_itself_and_is_counted(port: int, mailbox: Mailbox) -> None:
    hand_over(port, MAIL, MAIL)
    hand_over(port, MAIL)
    assert [kept.deliveries for kept in mailbox.mails()] == [3]


def test_a_key_is_no_way_out_of_the_folder(mailbox: Mailbox, tmp_path: Path) -> None:
    (tmp_path / "secret.eml").write_text("secret")
    assert mailbox.mail("../secret") is None
    assert mailbox.mail("0" * 32) is None
    assert mailbox.keys() == []


def test_a_server_that_is_not_there_can_be_tried_again(port: int) -> None:
    with pytest.raises(Unreachable, match=str(port)):
        hand_over(port, MAIL)
    assert str(port) in MailServer("127.0.0.1", port).check()


def test_a_server_that_answers_is_in_order(port: int, mailbox: Mailbox) -> None:
    assert MailServer("127.0.0.1", port).check() == ""


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("451 later", Unreachable), ("550 no such person", Refused), ("", Unreachable)],
)
def test_what_the_server_says_tells_whether_to_wait(
    port: int, answer: str, expected: type[Exception]
) -> None:
    """A server that answers every recipient so, or hangs up where the answer is empty."""
    with socket.create_server(("127.0.0.1", port)) as listening:
        thread = threading.Thread(target=answer_with, args=(listening, answer))
        thread.start()
        with pytest.raises(expected):
            hand_over(port, MAIL)
        thread.join(10)


def answer_with(listening: socket.socket, answer: str) -> None:
    connection, _ = listening.accept()
    with connection, connection.makefile("rwb") as talk:

        def say(line: str) -> None:
            talk.write(f"{line}\r\n".encode())
            talk.flush()

        say("220 here")
        for line in talk:
            if line.upper().startswith(b"RCPT"):
                if not answer:
                    return
                say(answer)
            else:
                say("250 well")
            if line.upper().startswith(b"QUIT"):
                return


def test_a_port_that_is_taken_is_said_at_once(port: int, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", port)), pytest.raises(OSError, match="in use"):
        Catcher("127.0.0.1", port, tmp_path).start()
