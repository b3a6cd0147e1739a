"""People who get mails, and the mails they got: made in the database, or caught by a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from portefeuille import samples
from portefeuille.adapters.mail import Catcher, Mailbox
from portefeuille.messages.models import Message
from portefeuille.people.services import give_mandate, know_person, load_people
from tests.applications.filing import load_registers

LONG_AGO = date(2015, 1, 1)
ACCOUNT = "BE68539007547034"


def load_all() -> None:
    """The sample registers and people, and somebody of the bakery who reads English."""
    load_registers()
    load_people(samples.PEOPLE, LONG_AGO)
    reader = know_person("test:reader", "Ada Reader", "ada@bakery.example", "en")
    give_mandate(reader, "entrepreneur", "1999900171", LONG_AGO)


def morning(year: int, month: int, day: int, hour: int = 7) -> datetime:
    """A moment of a day, in UTC."""
    return datetime(year, month, day, hour, tzinfo=UTC)


def soon(moment: datetime) -> datetime:
    """The next round of the worker."""
    return moment + timedelta(seconds=10)


def made(kind: str, language: str = "nl") -> list[Message]:
    """The messages of a kind in a language."""
    return list(Message.objects.filter(kind=kind, language=language).order_by("id"))


def the_one(kind: str, language: str = "nl", address: str = "lotte@bakkerij.example") -> Message:
    """The only message of a kind to somebody."""
    address = "ada@bakery.example" if language == "en" else address
    return Message.objects.get(kind=kind, language=language, address=address)


@contextmanager
def catching(folder: Path, port: int) -> Iterator[Mailbox]:
    """A mail server on a port that keeps what it gets."""
    catcher = Catcher("127.0.0.1", port, folder)
    catcher.start()
    try:
        yield Mailbox(folder)
    finally:
        catcher.stop()
