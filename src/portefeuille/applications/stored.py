"""The cases that were judged, as they are stored beside the decisions that stood at a moment."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db.models import Q

from portefeuille.applications.models import Decision
from portefeuille.core.dossier import read_case
from portefeuille.core.facts import Case
from portefeuille.core.money import Cents

_CHUNK: Final = 5_000


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case, whose it is, and what was decided on it: outcome and grant in cents.

    What the budget had left and what aid was granted before are not in it: they were facts of
    that moment, and follow from what all others were granted.
    """

    enterprise_id: int
    case: Case
    outcome: str
    grant: Cents


def cases_between(first_day: date, last_day: date, known_before: datetime) -> Iterator[StoredCase]:
    """The cases judged under law of these days of submission, in the order of their turn.

    Of each application the decision that stood at the moment. Earlier law judged nothing here.
    """
    stood = Q(known_at__lt=known_before) & (
        Q(decision=None) | Q(decision__known_at__gte=known_before)
    )
    rows = (
        Decision.objects.filter(
            stood,
            law__isnull=False,
            application__submitted_on__gte=first_day,
            application__submitted_on__lte=last_day,
        )
        .order_by("application__submitted_on", "application_id")
        .values_list("application__enterprise_id", "facts", "outcome", "grant_cents")
    )
    for enterprise_id, facts, outcome, grant in rows.iterator(chunk_size=_CHUNK):
        case = replace(read_case(facts), budget=None, aid=None)
        yield StoredCase(enterprise_id, case, outcome, grant or 0)
