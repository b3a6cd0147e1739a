"""What the rules say of a draft: of all of it, and of the part that is answered.

A rule speaks as soon as the answers it looks at are there. Whatever is still open is filled
with something harmless, and what is then said of it is not listened to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise

from portefeuille import law
from portefeuille.applications.services import By, Judged, judge, request_of
from portefeuille.core.decide import Decision
from portefeuille.core.explain import Told, tell
from portefeuille.core.fields import CaseError
from portefeuille.core.law import Language, LawInForce
from portefeuille.core.lookup import Unavailable, Unknown
from portefeuille.core.money import Cents, share_of
from portefeuille.web.enterprise.wizard.applicant import Applicant
from portefeuille.web.enterprise.wizard.shown import slug_of
from portefeuille.web.public.answer import HEADINGS, OTHER_HEADING

Answers = Mapping[str, Any]

LOOKS_AT: Final[Mapping[str, tuple[str, ...]]] = {
    "submitted-in-time": ("starts_on",),
    "ends-in-time": ("service", "ends_on"),
    "minimum-cost": ("service", "cost"),
    "small-or-medium": ("size",),
    "private-sector": ("public_share",),
    "active-in-register": (),
    "main-activity": (),
    "flemish-establishment": (),
    "provider-registered": ("registration",),
    "provider-for-service": ("service", "registration"),
    "theme-in-list": ("theme",),
    "service-supported": ("service", "theme"),
    "provider-independent": ("related_to_applicant",),
    "room-left": ("size",),
    "legal-form": ("sheltered_workshop",),
}
"""The answers a rule looks at; a rule that is not here waits until all is answered."""

_HARMLESS: Final = {"service": "training", "size": "small", "cost": "100000.00"}

_SINCE: Final = {"service-supported": "supported-themes.{service}"}
"""The value of the law behind a rule that is best told with the day since when it holds."""


@dataclass(frozen=True, slots=True)
class Halt:
    """A condition that fails: the heading of its page, its sentences, and what to change.

    `slug` is the page of the answer that makes it fail; None where it is a fact of the register.
    """

    title: str | Promise
    told: Told
    slug: str | None
    since: date | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The decision a draft would get now, sorted as the check page shows it.

    `before_ceiling` in cents, set where the room that is left cuts the grant. `unjudged` are the
    conditions that somebody has to look at.
    """

    decision: Decision
    law: LawInForce
    halts: tuple[Halt, ...]
    unjudged: tuple[Told, ...]
    before_ceiling: Cents | None

    @property
    def left(self) -> Cents:
        """What is left of the year after this grant."""
        return (self.decision.room_before or 0) - self.decision.grant


def outlook(
    applicant: Applicant, answers: Answers, by: By, language: Language
) -> Outlook | Unknown | Unavailable:
    """What would be decided now of a draft in which all is answered; CaseError where it is not."""
    judged = judge(request_of(answers, applicant.number), law.load(), by)
    if not isinstance(judged, Judged):
        return judged
    decision, told = judged.decision, tell(judged.decision, judged.law, language)
    full = share_of(decision.eligible_cost, decision.rate or 0)
    cut = decision.outcome == "approved" and full > decision.grant
    return Outlook(
        decision=decision,
        law=judged.law,
        halts=tuple(_halt(one, applicant, answers) for one in told if one.holds is False),
        unjudged=tuple(one for one in told if one.holds is None),
        before_ceiling=full if cut else None,
    )


def halts_so_far(
    applicant: Applicant, answers: Answers, by: By, language: Language
) -> tuple[Halt, ...]:
    """The conditions that fail already, whatever the open answers will be."""
    harmless = {**_HARMLESS, "starts_on": applicant.today.isoformat()}
    try:
        found = outlook(applicant, {**harmless, **answers}, by, language)
    except CaseError:  # the register changed since; the check page leads to the answer
        return ()
    if not isinstance(found, Outlook):
        return ()
    return tuple(halt for halt in found.halts if _may_speak(halt.told.rule, applicant, answers))


def _may_speak(rule: str, applicant: Applicant, answers: Answers) -> bool:
    given = set(answers) | ({"size"} if applicant.locked_size else set())
    if not applicant.asks_sheltered_workshop:
        given.add("sheltered_workshop")
    return rule in LOOKS_AT and given.issuperset(LOOKS_AT[rule])


def _halt(told: Told, applicant: Applicant, answers: Answers) -> Halt:
    changeable = [name for name in LOOKS_AT.get(told.rule, ()) if name in answers]
    if told.rule == "flemish-establishment" and "establishment" in answers:
        changeable = ["establishment"]
    if told.rule == "room-left":
        changeable = []
    return Halt(
        title=HEADINGS.get(told.rule, OTHER_HEADING),
        told=told,
        slug=slug_of(changeable[-1]) if changeable else None,
        since=_since(told.rule, applicant, answers),
    )


def _since(rule: str, applicant: Applicant, answers: Answers) -> date | None:
    """The first day of the value of the law that makes a rule fail, where that is worth saying."""
    if rule not in _SINCE:
        return None
    values = law.load().provisions.get(_SINCE[rule].format(**answers), ())
    return max((one.first_day for one in values if one.first_day <= applicant.today), default=None)
