"""Take every stored decision again, under the law that is stored with it.

What was judged and the text of the law stand beside each decision. Taken again, it must be the
same: outcome, amounts and every reason; of one that was revised too. A difference means that the
program reads the law otherwise than it did; it is shown, never mended.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Final

from django.db.models import QuerySet

from portefeuille.applications.models import Decision, LawText
from portefeuille.applications.rows import decided
from portefeuille.core.decide import decide_under
from portefeuille.core.dossier import read_case
from portefeuille.core.law import LawInForce
from portefeuille.core.lawdocument import law_in_force
from portefeuille.core.progress import Done, unheard

COMPARED: Final = (
    "outcome",
    "size",
    "rate_points",
    "ceiling_cents",
    "room_before_cents",
    "eligible_cents",
    "grant_cents",
    "file_before",
    "reasons",
    "unknown",
)
_CHUNK: Final = 5_000


@dataclass(frozen=True, slots=True)
class Difference:
    """A column in which a decision taken again is not the one that is stored."""

    application_id: int
    column: str
    stored: Any
    again: Any


def replay(done: Done = unheard) -> Iterator[Difference]:
    """Every difference, in order of application; `done` hears how many more were taken again.

    Applications under earlier law have no law to be taken again under, and are left out.
    """
    law_of = cache(_law_of)
    for rows in _chunks():
        for application_id, digest, facts, *stored in rows:
            decision = decide_under(read_case(facts), law_of(digest))
            again = decided(decision)
            for column, value in zip(COMPARED, stored, strict=True):
                if value != again[column]:
                    yield Difference(application_id, column, value, again[column])
        done(len(rows))


def _law_of(digest: str) -> LawInForce:
    return law_in_force(LawText.objects.get(pk=digest).document, digest)


def decisions_under_law() -> int:
    """How many decisions there are to take again."""
    return _stored().count()


def _stored() -> QuerySet[Decision]:
    return Decision.objects.filter(law__isnull=False)


def _chunks() -> Iterator[list[tuple[Any, ...]]]:
    """Decisions under law, a chunk at a time, so in bounded memory."""
    columns = (
        _stored()
        .order_by("application_id", "id")
        .values_list("application_id", "law_id", "facts", *COMPARED)
    )
    rows = columns.iterator(chunk_size=_CHUNK)
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk
