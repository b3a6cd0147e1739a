"""Hand mails to a mail server over SMTP.

The server is one of our own network, that sends on: no name and password, no encryption of ours.
"""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final, TypeAlias

TIMEOUT: Final = 20
"""Seconds after which a server that says nothing counts as one that cannot be reached."""

CHECK_TIMEOUT: Final = 3
"""The same where somebody waits to hear whether it is there."""


class Unreachable(Exception):
    """The server cannot be reached, or cannot take the mail now: try again later."""


class Refused(Exception):
    """The server refuses this mail for good: trying again would not help."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to one recipient, as plain text and as HTML."""

    message_id: str
    sender: str
    recipient: str
    subject: str
    language: str
    text: str
    html: str
    made_at: datetime
    attachments: tuple[Attachment, ...] = ()

    def as_bytes(self) -> bytes:
        """The mail as it travels. Built once more it differs in nothing but its boundaries."""
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = self.sender, self.recipient, self.subject
        mail["Message-ID"], mail["Date"] = self.message_id, format_datetime(self.made_at)
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(self.text, cte="quoted-printable")
        mail.add_alternative(self.html, subtype="html", cte="quoted-printable")
        for one in self.attachments:
            kind, _, subkind = one.media_type.partition("/")
            mail.add_attachment(one.content, maintype=kind, subtype=subkind, filename=one.name)
        mail["Content-Language"] = self.language  # last: new content throws such headers away
        return mail.as_bytes()


Deliver: TypeAlias = Callable[[Mail], None]
"""Hands over one mail; raises Unreachable or Refused."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server, by where it listens."""

    host: str
    port: int

    @contextmanager
    def session(self) -> Iterator[Deliver]:
        """One connection for many mails, opened with the first of them."""
        session = _Session(self)
        try:
            yield session.deliver
        finally:
            session.close()

    def check(self) -> str:
        """Empty where the server answers; else what is wrong."""
        session = _Session(self, CHECK_TIMEOUT)
        try:
            session.open()
        except Unreachable as error:
            return str(error)
        finally:
            session.close()
        return ""


class _Session:
    """A connection to a server while it lasts."""

    def __init__(self, server: MailServer, timeout: int = TIMEOUT) -> None:
        self._server, self._timeout = server, timeout
        self._smtp: smtplib.SMTP | None = None

    def open(self) -> smtplib.SMTP:
        if self._smtp is None:
            try:
                self._smtp = smtplib.SMTP(
                    self._server.host, self._server.port, timeout=self._timeout
                )
            except (OSError, smtplib.SMTPException) as error:
                where = f"{self._server.host}:{self._server.port}"
                raise Unreachable(f"{where}: {error}") from error
        return self._smtp

    def deliver(self, mail: Mail) -> None:
        smtp = self.open()
        try:
            smtp.sendmail(mail.sender, [mail.recipient], mail.as_bytes())
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            _reset(smtp)
            raise _failure(code, said) from error
        except smtplib.SMTPResponseException as error:
            _reset(smtp)
            raise _failure(error.smtp_code, error.smtp_error) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unreachable(str(error)) from error

    def close(self) -> None:
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
            self._smtp.close()
            self._smtp = None


def _reset(smtp: smtplib.SMTP) -> None:
    with suppress(OSError, smtplib.SMTPException):
        smtp.rset()


def _failure(code: int, said: bytes | str) -> Unreachable | Refused:
    """A code of 500 and above is for good (RFC 5321, section 4.2.1)."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return Refused(f"{code} {text}") if code >= 500 else Unreachable(f"{code} {text}")
