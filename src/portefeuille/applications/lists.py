"""Which applications somebody works with: the portfolio, the provider's, the case handler's.

Each list finds its numbers by index, a page at a time (`before` is the last number of the page
before), and reads the dossiers of that page in one query.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, Subquery

from portefeuille.applications.dossiers import Dossier, dossiers
from portefeuille.applications.models import Application, Assessment, Decision
from portefeuille.applications.transitions import AWAITING_DEPOSIT, DEPOSITED, SUBJECT
from portefeuille.core.money import Cents
from portefeuille.journal.models import Event, Running
from portefeuille.register.queries import enterprise_of, head_of, in_story_of

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

    @property
    def shown(self) -> int:
        """The number to show: of how many there are, or more than how many."""
        return min(self.count, MANY)


@dataclass(frozen=True, slots=True)
class Assessed:
    """A rule that was left unjudged, and why a case handler found it in order."""

    rule: str
    motive: str
    actor: str
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Superseding:
    """A decision of a revision, with what the one before it granted, in cents."""

    application_id: int
    grant_before: Cents
    grant_after: Cents
    decision_id: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which applications of a list are wanted; None: all of them."""

    year: int | None = None
    service: str | None = None
    status: str | None = None


ALL: Final = Chosen()


def dossiers_of(
    enterprise_id: int, before: int | None = None, limit: int = PAGE, chosen: Chosen = ALL
) -> list[Dossier]:
    """The applications of an enterprise and of what went on in it, the newest first."""
    mine = Application.objects.filter(enterprise_id__in=in_story_of([enterprise_id]))
    return _page(_chosen(mine, chosen), before, limit)


def years_of(enterprise_id: int) -> list[int]:
    """The calendar years in which an enterprise applied, or what went on in it; newest first."""
    mine = Application.objects.filter(enterprise_id__in=in_story_of([enterprise_id]))
    return [day.year for day in mine.dates("submitted_on", "year", order="DESC")]


def to_do_of(enterprise_ids: Iterable[int]) -> list[Dossier]:
    """What still runs of these enterprises and of what went on in them, the first last day first,
    those without one last."""
    mine = Application.objects.filter(enterprise_id__in=in_story_of(enterprise_ids))
    running = Running.objects.filter(subject=SUBJECT, subject_id=OuterRef("pk"))
    keys = mine.filter(Exists(running)).values_list("pk", flat=True)
    return sorted(dossiers(keys), key=lambda one: (one.due_on or date.max, one.application_id))


def naming(
    registrations: Iterable[str],
    before: int | None = None,
    limit: int = PAGE,
    chosen: Chosen = ALL,
) -> list[Dossier]:
    """The applications that name one of these registrations of a provider, the newest first."""
    named = Application.objects.filter(registration__in=list(registrations))
    return _page(_chosen(named, chosen), before, limit)


def to_check(
    registrations: Iterable[str], before: int | None = None, limit: int = PAGE
) -> list[Dossier]:
    """Those of `naming` that its provider has still to look at, and can still refuse."""
    mine = Application.objects.filter(registration__in=list(registrations))
    open_now = Running.objects.filter(
        subject=SUBJECT, subject_id=OuterRef("pk"), status__in=(AWAITING_DEPOSIT, DEPOSITED)
    )
    checked = Event.objects.filter(subject=SUBJECT, subject_id=OuterRef("pk"), verb="check")
    return _page(mine.filter(Exists(open_now), ~Exists(checked)), before, limit)


def expecting_deposit(after: tuple[date, int] | None = None, limit: int = PAGE) -> list[Dossier]:
    """The applications whose own share is awaited, the first last day first.

    `after`: last day and number of the last one of the page before.
    """
    awaited = Running.objects.filter(subject=SUBJECT, status=AWAITING_DEPOSIT)
    if after is not None:
        day, key = after
        awaited = awaited.filter(Q(due_on__gt=day) | Q(due_on=day, subject_id__gt=key))
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


def assessments_of(decision_id: int) -> list[Assessed]:
    """What case handlers found in order of a decision, the first one first."""
    found = Assessment.objects.filter(decision_id=decision_id).order_by("id")
    return [Assessed(one.rule, one.motive, one.actor, one.known_at) for one in found]


def superseding(enterprise_id: int, year: int, since: int, limit: int = MANY) -> list[Superseding]:
    """The decisions of one revision: `since` is one of them. In order of application."""
    at = Decision.objects.filter(pk=since).values("known_at")
    found = Decision.objects.filter(
        application__enterprise_id=enterprise_id,
        application__submitted_on__year=year,
        supersedes__isnull=False,
        known_at=Subquery(at),
    )
    rows = found.order_by("application__submitted_at", "application_id").values_list(
        "application_id", "supersedes__grant_cents", "grant_cents", "pk"
    )
    return [Superseding(key, was or 0, now or 0, pk) for key, was, now, pk in rows[:limit]]


def search(text: str, before: int | None = None, limit: int = PAGE) -> list[Dossier]:
    """The applications of an enterprise number, with all it goes on with, or the one of a
    subsidy number."""
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    if text.strip().upper().startswith("KP"):
        year, number = digits[:4], digits[4:]
        found = dossiers([int(number)]) if number and len(number) <= 18 else []
        return [one for one in found if year == str(one.submitted_on.year)]
    enterprise_id = enterprise_of(digits.zfill(10))
    return [] if enterprise_id is None else dossiers_of(head_of(enterprise_id), before, limit)


def _unjudged(rule: str):  # type: ignore[no-untyped-def]
    superseded = Decision.objects.filter(supersedes=OuterRef("pk"))
    assessed = Assessment.objects.filter(decision=OuterRef("pk"), rule=rule)
    return Decision.objects.filter(~Exists(superseded), ~Exists(assessed), unknown__contains=[rule])


def _page(found, before: int | None, limit: int) -> list[Dossier]:  # type: ignore[no-untyped-def]
    if before is not None:
        found = found.filter(pk__lt=before)
    return dossiers(found.order_by("-pk").values_list("pk", flat=True)[:limit])


def _chosen(found, chosen: Chosen):  # type: ignore[no-untyped-def]
    if chosen.year is not None:
        found = found.filter(submitted_on__year=chosen.year)
    if chosen.service is not None:
        found = found.filter(service=chosen.service)
    if chosen.status is not None:
        last = Event.objects.filter(subject=SUBJECT, subject_id=OuterRef("pk"))
        status = Subquery(last.order_by("-sequence").values("to_status")[:1])
        found = found.annotate(status=status).filter(status=chosen.status)
    return found
