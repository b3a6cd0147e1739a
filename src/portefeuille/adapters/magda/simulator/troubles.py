"""The troubles that can be played, each a way to turn an honest answer into a reply.

A trouble is played for a number that stands for it (see `MAGIC`), or for whatever is asked
while it is switched on (see `playing.py`). New ones go at the end: their place in the list
makes their number.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeAlias

from portefeuille.adapters.magda.simulator import spoiling
from portefeuille.adapters.magda.simulator.elements import Element
from portefeuille.adapters.magda.simulator.envelope import fault, refusal, repliek, soap
from portefeuille.adapters.magda.simulator.exceptions import EXCEPTIONS, WAARSCHUWING
from portefeuille.adapters.magda.simulator.requests import Request

TOO_MANY: Final = "99995 - Te veel gelijktijdige bevragingen"
XML: Final = "text/xml; charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes over the wire; `slow` waits first, `reset` breaks the connection instead."""

    status: int
    body: bytes
    content_type: str = XML
    slow: bool = False
    reset: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the moment it came, and how it is answered honestly."""

    request: Request
    now: datetime
    honestly: Callable[[], Element]


Play: TypeAlias = Callable[[Asked], Reply]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A trouble by its name, what it is in a line, and how it is played."""

    name: str
    says: str
    play: Play


@dataclass(frozen=True, slots=True)
class Magic:
    """A number that stands for a trouble, at one service only or (None) at every one."""

    number: str
    trouble: Trouble
    service: str | None


def honest(asked: Asked) -> Reply:
    """No trouble: the answer as it is."""
    return Reply(200, soap(asked.honestly()))


def too_many(limit: int | None) -> Reply:
    """The fault of a gateway that is asked too often."""
    rate = "" if limit is None else f" of {limit}"
    detail = f"Exceeded the max throttle rate{rate} within 1000ms"
    return Reply(500, fault("Server", TOO_MANY, detail))


def _refused(code: str) -> Play:
    """The question as a whole is refused: the exception stands in the Repliek itself."""

    def play(asked: Asked) -> Reply:
        return Reply(200, soap(refusal(asked.request, asked.now, code)))

    return play


def _exception(code: str) -> Play:
    """An exception in place of what was asked for."""
    known = EXCEPTIONS[code]

    def play(asked: Asked) -> Reply:
        return Reply(200, soap(repliek(asked.request, asked.now, None, (known,))))

    return play


def _warning(code: str) -> Play:
    """The honest answer, with an exception beside it."""
    known = EXCEPTIONS[code]

    def play(asked: Asked) -> Reply:
        inhoud = asked.honestly().find("Repliek/Antwoorden/Antwoord/Inhoud/*")
        return Reply(200, soap(repliek(asked.request, asked.now, inhoud, (known,))))

    return play


def _spoiled(spoil: Callable[[Element], None]) -> Play:
    def play(asked: Asked) -> Reply:
        wrapper = asked.honestly()
        spoil(wrapper)
        return Reply(200, soap(wrapper))

    return play


def _malformed(asked: Asked) -> Reply:
    """Cut off in the middle, yet announced as whole."""
    whole = soap(asked.honestly())
    return Reply(200, whole[: len(whole) // 2])


_GATEWAY: Final = b"<html><body><h1>503 Service Unavailable</h1></body></html>"

_ALL: Final = (
    Trouble("slow", "answers after --delay seconds", lambda it: replace(honest(it), slow=True)),
    Trouble("reset", "breaks the connection", lambda _: Reply(0, b"", reset=True)),
    Trouble("throttled", f"fault: {TOO_MANY}", lambda _: too_many(None)),
    Trouble("unknown-number", "40046: no such enterprise", _exception("40046")),
    Trouble("no-data", "30001: no data for the question", _exception("30001")),
    Trouble("source-down", "60006: the source does not answer", _exception("60006")),
    Trouble("source-unreadable", "60007: the source cannot be read", _exception("60007")),
    Trouble("source-failed", "60009: technical failure of the source", _exception("60009")),
    Trouble("source-away", "99997: the source is away for a while", _exception("99997")),
    Trouble("access-denied", "40005: access denied", _refused("40005")),
    Trouble("not-authorised", "40006: wrong authorisation", _refused("40006")),
    Trouble("filtered", "15021: the answer, of which something is held back", _warning("15021")),
    Trouble("no-description", "99984: the answer, a description missing", _warning("99984")),
    Trouble("malformed", "XML that breaks off", _malformed),
    Trouble("empty", "no content at all", lambda _: Reply(200, b"")),
    Trouble("gateway", "503 with a page of HTML", lambda _: Reply(503, _GATEWAY, "text/html")),
    Trouble("wrong-referte", "the Referte of another", _spoiled(spoiling.wrong_referte)),
    Trouble("years-9999", "open ends in the year 9999", _spoiled(spoiling.years_9999)),
    Trouble("whitespace", "white space around numbers", _spoiled(spoiling.whitespace)),
    Trouble("mixed-nace", "NACE codes of three versions at once", _spoiled(spoiling.mixed_nace)),
    Trouble("two-accounts", "two accounts for one year", _spoiled(spoiling.two_accounts)),
)

TROUBLES: Final[Mapping[str, Trouble]] = {trouble.name: trouble for trouble in _ALL}

_AT_ONE_SERVICE: Final = (
    ("no-data", "GeefTewerkstelling"),
    ("no-data", "GeefJaarrekeningen"),
    ("source-down", "GeefTewerkstelling"),
    ("source-down", "GeefJaarrekeningen"),
)


def _numbered(first: int, place: int) -> str:
    """An enterprise number with its check digits (97 less the remainder)."""
    body = first + place
    return f"{body}{97 - body % 97:02d}"


MAGIC: Final[Mapping[str, Magic]] = {
    one.number: one
    for one in (
        *(Magic(_numbered(19999900, at), trouble, None) for at, trouble in enumerate(_ALL)),
        *(
            Magic(_numbered(19999950, at), TROUBLES[name], service)
            for at, (name, service) in enumerate(_AT_ONE_SERVICE)
        ),
    )
}
"""Numbers of invented enterprises, 1999.990.045 and on, by the trouble they stand for."""


def trouble_named(name: str) -> Trouble:
    """The trouble of that name; the code of an exception is one as well. ValueError if neither."""
    if name in TROUBLES:
        return TROUBLES[name]
    if name not in EXCEPTIONS:
        raise ValueError(
            f"no trouble {name!r}; there are {', '.join(TROUBLES)},"
            f" and the codes {', '.join(EXCEPTIONS)}"
        )
    known = EXCEPTIONS[name]
    play = _warning(name) if known.type == WAARSCHUWING else _exception(name)
    return Trouble(name, f"{name}: {known.diagnosis}", play)
