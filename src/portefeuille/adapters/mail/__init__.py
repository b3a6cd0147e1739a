"""Mail at the edge: a contract, the real client over SMTP, and a catcher that keeps mails.

The catcher is a mail server for demonstrations and tests: it sends nothing on.
"""

from portefeuille.adapters.mail.catcher import Catcher
from portefeuille.adapters.mail.folder import Kept, Mailbox
from portefeuille.adapters.mail.sending import (
    Attachment,
    Deliver,
    Mail,
    MailServer,
    Refused,
    Unreachable,
)

__all__ = [
    "Attachment",
    "Catcher",
    "Deliver",
    "Kept",
    "Mail",
    "MailServer",
    "Mailbox",
    "Refused",
    "Unreachable",
]
