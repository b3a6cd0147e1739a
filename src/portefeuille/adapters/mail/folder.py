"""Mails kept in a folder, one file each, named by what the Message-ID is.

A second delivery of the same mail overwrites the first: the folder holds each mail once, as a
mailbox shows it. How often it came is counted beside it.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final, cast

KEY: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A mail as it was kept; `attachments` by name."""

    key: str
    message_id: str
    sender: str
    recipient: str
    subject: str
    language: str
    made_at: datetime | None
    text: str
    html: str
    attachments: tuple[tuple[str, str, bytes], ...]
    deliveries: int


class Mailbox:
    """The folder; it is made when the first mail comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes) -> str:
        """Keep a mail; its key."""
        key = _key_of(
            message_from_bytes(content)["Message-ID"] or hashlib.sha256(content).hexdigest()
        )
        self._folder.mkdir(parents=True, exist_ok=True)
        count = self._deliveries(key) + 1
        _write(self._folder / f"{key}.count", str(count).encode())
        _write(self._folder / f"{key}.eml", content)
        return key

    def keys(self) -> list[str]:
        """The keys of all mails, the last one first."""
        files = sorted(self._folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        return [file.stem for file in reversed(files)]

    def mail(self, key: str) -> Kept | None:
        """The mail under a key; None where there is none."""
        file = self._folder / f"{key}.eml"
        if not KEY.fullmatch(key) or not file.is_file():
            return None
        return _kept(key, file.read_bytes(), self._deliveries(key))

    def mails(self) -> Iterator[Kept]:
        """All mails, the last one first."""
        for key in self.keys():
            mail = self.mail(key)
            if mail is not None:
                yield mail

    def _deliveries(self, key: str) -> int:
        try:
            return int((self._folder / f"{key}.count").read_text())
        except (FileNotFoundError, ValueError):
            return 0


def _key_of(message_id: str) -> str:
    return hashlib.sha256(message_id.strip().encode()).hexdigest()[:32]


def _write(file: Path, content: bytes) -> None:
    """All of it or nothing, for whoever reads meanwhile."""
    unfinished = file.with_suffix(f"{file.suffix}.{os.getpid()}.part")
    unfinished.write_bytes(content)
    unfinished.replace(file)


def _kept(key: str, content: bytes, deliveries: int) -> Kept:
    mail = message_from_bytes(content, policy=SMTP)
    date = mail["Date"]
    return Kept(
        key=key,
        message_id=str(mail["Message-ID"] or ""),
        sender=str(mail["From"] or ""),
        recipient=str(mail["To"] or ""),
        subject=str(mail["Subject"] or "").strip(),  # a long one begins on a line of its own
        language=str(mail["Content-Language"] or ""),
        made_at=None if date is None else parsedate_to_datetime(str(date)),
        text=_part(mail, "plain"),
        html=_part(mail, "html"),
        attachments=tuple(
            (
                part.get_filename() or "",
                part.get_content_type(),
                cast("bytes", part.get_payload(decode=True)),
            )
            for part in mail.iter_attachments()
        ),
        deliveries=deliveries,
    )


def _part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    return "" if body is None else str(body.get_content()).replace("\r\n", "\n")
