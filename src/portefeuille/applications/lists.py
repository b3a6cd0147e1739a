"""Which applications somebody works with: the portfolio, the provider's, the case handler's.

Each list finds its numbers by index, a page at a time (`before` is the last number of the page
before), and reads the dossiers of that page in one query.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, Subquery

from portefeuille.applications.dossiers import Dossier, dossiers
from portefeuille.applications.models import Application, Assessment, Decision
from portefeuille.applications.transitions import SUBJECT
from portefeuille.journal.models import Event, Running

PAGE: Final = 50

MANY: Final = 1_000
"""Lines of a queue are counted up to here; beyond, the page says "more than"."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A rule with the number of decisions that wait for a case handler to look at it."""

    rule: str
    count: int

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > MANY


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which applications of an enterprise are wanted; None: all of them."""

    year: int | None = None
    service: str | None = None
    status: str | None = None


ALL: Final = Chosen()


def dossiers_of(
    enterprise_id: int, before: int | None = None, limit: int = PAGE, chosen: Chosen = ALL
) -> list[Dossier]:
    """The applications of an enterprise, the newest first."""
    mine = Application.objects.filter(enterprise_id=enterprise_id)
    if chosen.year is not None:
        mine = mine.filter(submitted_on__year=chosen.year)
    if chosen.service is not None:
        mine = mine.filter(service=chosen.service)
    if chosen.status is not None:
        last = Event.objects.filter(subject=SUBJECT, subject_id=OuterRef("pk"))
        status = Subquery(last.order_by("-sequence").values("to_status")[:1])
        mine = mine.annotate(status=status).filter(status=chosen.status)
    return _page(mine, before, limit)


def years_of(enterprise_id: int) -> list[int]:
    """The calendar years in which an enterprise applied, the newest first."""
    mine = Application.objects.filter(enterprise_id=enterprise_id)
    return [day.year for day in mine.dates("submitted_on", "year", order="DESC")]


def to_do_of(enterprise_ids: Iterable[int]) -> list[Dossier]:
    """What still runs of these enterprises, the first last day first, those without one last."""
    mine = Application.objects.filter(enterprise_id__in=list(enterprise_ids))
    running = Running.objects.filter(subject=SUBJECT, subject_id=OuterRef("pk"))
    keys = mine.filter(Exists(running)).values_list("pk", flat=True)
    return sorted(dossiers(keys), key=lambda one: (one.due_on or date.max, one.application_id))


def naming(
    registrations: Iterable[str], before: int | None = None, limit: int = PAGE
) -> list[Dossier]:
    """The applications that name one of these registrations of a provider, the newest first."""
    named = Application.objects.filter(registration__in=list(registrations))
    return _page(named, before, limit)


def expecting_deposit(limit: int = PAGE) -> list[Dossier]:
    """The applications whose own share is awaited, the first last day first."""
    awaited = Running.objects.filter(subject=SUBJECT, status="awaiting_deposit")
    keys = awaited.order_by("due_on", "subject_id").values_list("subject_id", flat=True)[:limit]
    return sorted(dossiers(keys), key=lambda one: (one.due_on or date.max, one.application_id))


def queue_by_rule(rules: Iterable[str]) -> list[Waiting]:
    """For each rule, how many decisions that hold left it unjudged and wait for a look at it."""
    counted = ((rule, _unjudged(rule).values("pk")[: MANY + 1].count()) for rule in rules)
    return [Waiting(rule, count) for rule, count in counted if count]


def queue(rule: str, before: int | None = None, limit: int = PAGE) -> list[Dossier]:
    """The applications whose decision left this rule unjudged, the newest first.

    `before` is the number of an application.
    """
    waiting = _unjudged(rule)
    if before is not None:
        waiting = waiting.filter(application_id__lt=before)
    keys = waiting.order_by("-application_id").values_list("application_id", flat=True)[:limit]
    return dossiers(keys)


def assess(decision_id: int, rule: str, motive: str, actor: str, now: datetime) -> None:
    """A case handler has looked at a rule that was left unjudged, and finds it in order.

    ValueError where the decision did not leave it unjudged. A second time changes nothing.
    """
    if rule not in Decision.objects.values_list("unknown", flat=True).get(pk=decision_id):
        raise ValueError(f"{rule} was judged")
    Assessment.objects.get_or_create(
        decision_id=decision_id,
        rule=rule,
        defaults={"motive": motive, "actor": actor, "known_at": now},
    )


def search(text: str, limit: int = PAGE) -> list[Dossier]:
    """The applications of an enterprise number, or the one of a subsidy number."""
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    if text.strip().upper().startswith("KP-"):
        number = digits[4:]
        return dossiers([int(number)]) if number and len(number) <= 18 else []
    found = Application.objects.filter(enterprise__numbers__number=digits.zfill(10))
    return _page(found, None, limit)


def _unjudged(rule: str):  # type: ignore[no-untyped-def]
    superseded = Decision.objects.filter(supersedes=OuterRef("pk"))
    assessed = Assessment.objects.filter(decision=OuterRef("pk"), rule=rule)
    return Decision.objects.filter(~Exists(superseded), ~Exists(assessed), unknown__contains=[rule])


def _page(found, before: int | None, limit: int) -> list[Dossier]:  # type: ignore[no-untyped-def]
    if before is not None:
        found = found.filter(pk__lt=before)
    return dossiers(found.order_by("-pk").values_list("pk", flat=True)[:limit])
