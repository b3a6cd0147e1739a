"""Send what was made, through the mail server of the settings.

Each message is sent and marked as sent in one transaction that holds it, so two workers never
send the same one at a time. A mail server and a database cannot commit together: a worker that
is cut off after the server took a mail and before it is marked sends it again. So a mail comes
at least once, and each time under the same Message-ID, by which a mailbox knows it for the same.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from portefeuille.adapters.mail import Attachment, Mail, MailServer, Refused, Unreachable
from portefeuille.applications.queries import decisions_of, dossier
from portefeuille.core.periods import legal_day
from portefeuille.messages.letter import letter_pdf
from portefeuille.messages.models import Message
from portefeuille.messages.note import payment_note
from portefeuille.messages.telling import language_of

log = logging.getLogger(__name__)

FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(minutes=15)
"""How long a message waits after the server could not be reached: each time twice as long."""


def send(now: datetime) -> int:
    """Send every message whose time has come; how many were sent.

    Ends at the first one for which the server cannot be reached: it waits, and so do the others.
    """
    server = mail_server()
    if server is None:
        return 0
    sent = 0
    with server.session() as deliver:
        while (done := _send_one(now, deliver)) is not None:
            sent += done
    return sent


def mail_server() -> MailServer | None:
    """The mail server of the settings; None where there is none, so that mails wait."""
    host, _, port = settings.MAIL_SERVER.rpartition(":")
    return MailServer(host, int(port)) if host else None


def message_id(message: Message) -> str:
    """The Message-ID: the same for the same message, whenever and by whomever it is sent."""
    digest = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2] or "localhost"
    return f"<{digest}@{domain}>"


def _send_one(now: datetime, deliver: Callable[[Mail], None]) -> int | None:
    """Send the first message nobody else is sending: 1, or 0 where it was refused for good.

    None where there is none left, or the server cannot be reached.
    """
    with transaction.atomic():
        waiting = Message.objects.filter(sent_at=None, refused="", send_after__lte=now)
        useful = waiting.filter(Q(useful_until=None) | Q(useful_until__gte=legal_day(now)))
        held = useful.select_for_update(skip_locked=True, of=("self",))
        message = held.order_by("send_after", "id").first()
        if message is None:
            return None
        try:
            mail = mail_of(message)
        except Exception:
            log.exception("Message %s cannot be made into a mail", message.pk)
            _put_off(message, now)
            return 0
        try:
            deliver(mail)
        except Unreachable as error:
            log.warning("The mail server cannot be reached: %s", error)
            _put_off(message, now)
            return None
        except Refused as error:
            log.error("Message %s was refused: %s", message.pk, error)
            message.refused = str(error)
            message.save(update_fields=["refused"])
            return 0
        message.sent_at = now
        message.save(update_fields=["sent_at"])
        return 1


def _put_off(message: Message, now: datetime) -> None:
    """Let a message wait, each time twice as long."""
    message.send_after = now + min(FIRST_PAUSE * 2 ** min(message.attempts, 10), LONGEST_PAUSE)
    message.attempts = min(message.attempts + 1, 30_000)
    message.save(update_fields=["attempts", "send_after"])


def mail_of(message: Message) -> Mail:
    """The mail of a message, with what goes with it."""
    return Mail(
        message_id=message_id(message),
        sender=settings.MAIL_FROM,
        recipient=message.address,
        subject=message.subject,
        language=message.language,
        text=message.text,
        html=message.html,
        made_at=message.made_at,
        attachments=tuple(_attached(message)),
    )


def _attached(message: Message) -> Iterator[Attachment]:
    """The letter of a decision, or the note of a payment."""
    it = None if message.application_id is None else dossier(message.application_id)
    language = language_of(message.person)
    if it is not None and message.letter_id is not None:
        decisions = {one.decision_id: one for one in decisions_of(it.application_id)}
        letter = letter_pdf(it, decisions[message.letter_id], language)
        yield Attachment(f"{it.reference}.pdf", "application/pdf", letter)
    if it is not None and message.payment is not None:
        note = payment_note(it, message.payment, language)
        name = f"{it.reference}-{message.payment.pk}.pdf"
        yield Attachment(name, "application/pdf", note)
