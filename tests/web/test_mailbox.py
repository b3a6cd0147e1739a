"""The mailbox of the demonstration: mails to read, and nothing of them that becomes markup."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from portefeuille.adapters.mail import Attachment, Mail, Mailbox


def keep(folder: Path, number: int, recipient: str = "lotte@bakkerij.example") -> str:
    """Keep a mail; its key."""
    mail = Mail(
        message_id=f"<{number}@portefeuille.example>",
        sender="geen-antwoord@portefeuille.example",
        recipient=recipient,
        subject=f"[KP-2026-00000{number}] <b>Stort</b> € 700,00",
        language="nl",
        text="Hallo <script>alert(1)</script>\n\nhttp://localhost:8000/o/1999900171/\n",
        html="<p>Hallo</p>",
        made_at=datetime(2026, 11, 22, 9, tzinfo=UTC),
        attachments=(Attachment("KP-2026-000001.pdf", "application/pdf", b"%PDF-1.7"),),
    )
    return Mailbox(folder).keep(mail.as_bytes())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DEMO", True)
    monkeypatch.setattr(settings, "MAILBOX", str(tmp_path))
    return tmp_path


def test_mails_are_listed_the_newest_first(client: Client, folder: Path, database: object) -> None:
    keep(folder, 1)
    keep(folder, 2, "an@opleidingshuis.example")
    page = client.get("/postvak").content.decode()
    assert page.index("KP-2026-000002") < page.index("KP-2026-000001")
    assert "&lt;b&gt;Stort" in page
    only = client.get("/postvak?aan=lotte@bakkerij.example").content.decode()
    assert "KP-2026-000001" in only
    assert "KP-2026-000002" not in only


def test_a_mail_is_shown_as_text_and_its_file_is_a_download(
    client: Client, folder: Path, database: object
) -> None:
    key = keep(folder, 1)
    page = client.get(f"/postvak/{key}").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert 'href="http://localhost:8000/o/1999900171/"' in page
    assert 'lang="nl"' in page
    file = client.get(f"/postvak/{key}/1")
    assert file.content == b"%PDF-1.7"
    assert file["Content-Disposition"] == 'attachment; filename="KP-2026-000001.pdf"'
    assert file["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("address", ["/postvak/..", "/postvak/x", "/postvak/" + "0" * 32])
def test_there_is_nothing_else_to_see(
    client: Client, folder: Path, database: object, address: str
) -> None:
    assert client.get(address).status_code == 404
    assert "Er is nog geen mail" in client.get("/postvak").content.decode()


def test_it_is_shut_outside_a_demonstration(
    client: Client, folder: Path, database: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = keep(folder, 1)
    monkeypatch.setattr(settings, "DEMO", False)
    for address in ("/postvak", f"/postvak/{key}", f"/postvak/{key}/1"):
        assert client.get(address).status_code == 403
