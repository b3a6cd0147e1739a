"""How the parts outside the application are: each adapter's check, and when it last succeeded.

The same for the page that everybody may see, for its JSON and for the command of an operator;
only the operator reads why, since a reason may name what is not for everybody.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portefeuille.messages.queries import last_sent_at, worker_seen_at
from portefeuille.messages.services import mail_server
from portefeuille.register.queries import loaded_extract, states
from portefeuille.register.services import check_source

T = TypeVar("T")

State: TypeAlias = Literal["works", "down", "off"]

CHECKED_EVERY: Final = 30
"""Seconds for which what a check found is told again, so that no visitor can wear a source out."""

SILENT_AFTER: Final = 120
"""Seconds without a sign of life after which no worker is at work."""

MAGDA: Final = "magda"


@dataclass(frozen=True, slots=True)
class Part:
    """A part: whether it works, since when not, when it last succeeded, and why not.

    `off` is what is not set up here. `since` and `last` are None where they are not known.
    """

    code: str
    name: str | Promise
    state: State
    last: datetime | None
    since: datetime | None = None
    why: str = ""


NAMES: Final = {
    MAGDA: _("Register of enterprises, through MAGDA"),
    "magda-employment": _("Staff, of the social security, through MAGDA"),
    "magda-accounts": _("Annual accounts, of the National Bank, through MAGDA"),
    "kbo-open-data": _("Extract of the KBO"),
    "mail": _("Mail"),
    "worker": _("Worker: time limits, mails and what waits"),
}


def parts(now: datetime) -> list[Part]:
    """Every part, as it is now. That this answers at all says that the database works."""
    return [*_sources(), _extract(), _mail(), _worker(now)]


def all_work(found: list[Part]) -> bool:
    """Whether nothing is down."""
    return all(part.state != "down" for part in found)


def _sources() -> Iterator[Part]:
    known = {state.source: state for state in states()}
    checked = _lately("magda", check_source)
    for code in (MAGDA, "magda-employment", "magda-accounts"):
        state = known.get(code)
        last = state.last_success_at if state else None
        if checked is None:
            yield Part(code, NAMES[code], "off", last)
        elif state is not None and state.down_since is not None:
            yield Part(code, NAMES[code], "down", last, state.down_since, state.why)
        elif not checked.reachable:
            yield Part(code, NAMES[code], "down", last, None, checked.why)
        else:
            yield Part(code, NAMES[code], "works", last)


def _extract() -> Part:
    extract = loaded_extract()
    as_of = None if extract is None else extract.extract_timestamp
    state: State = "off" if extract is None else "works"
    return Part("kbo-open-data", NAMES["kbo-open-data"], state, as_of)


def _mail() -> Part:
    server = mail_server()
    if server is None:
        return Part("mail", NAMES["mail"], "off", last_sent_at())
    why = _lately("mail", server.check)
    return Part("mail", NAMES["mail"], "down" if why else "works", last_sent_at(), None, why)


def _worker(now: datetime) -> Part:
    seen = worker_seen_at()
    alive = seen is not None and (now - seen).total_seconds() < SILENT_AFTER
    return Part("worker", NAMES["worker"], "works" if alive else "down", seen, seen)


_found: dict[str, tuple[float, Any]] = {}


def _lately(name: str, check: Callable[[], T]) -> T:
    """What a check found in the last seconds, or finds now."""
    at, value = _found.get(name, (-float(CHECKED_EVERY), None))
    if time.monotonic() - at >= CHECKED_EVERY:
        value = check()
        _found[name] = (time.monotonic(), value)
    found: T = value
    return found
