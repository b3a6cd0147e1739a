"""The door of the messages: tell of what happened, remind, send, and write letters."""

from portefeuille.messages.letter import letter_pdf
from portefeuille.messages.reminding import remind
from portefeuille.messages.sending import mail_server, send
from portefeuille.messages.telling import tell

__all__ = ["letter_pdf", "mail_server", "remind", "send", "tell"]
