"""A decision as the page shows it: the answer, the figures behind it, and the reasons in order.

Nothing is judged here. The core decides and tells; this sorts what it told (what fails first,
then what was not judged, then what holds) and picks a heading.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portefeuille.core.decide import Decision, decide
from portefeuille.core.dossier import read_case
from portefeuille.core.explain import Told, tell
from portefeuille.core.law import Language, Law
from portefeuille.core.money import Cents, share_of
from portefeuille.core.rules import UNKNOWN
from portefeuille.core.show import show_day, show_euro, show_share
from portefeuille.web.public.dossier import as_yaml

Line = tuple[str | Promise, str | Promise]

HEADINGS = {
    "submitted-in-time": _("You are too late"),
    "service-supported": _("This advice does not qualify"),
    "theme-in-list": _("This theme does not qualify"),
    "small-or-medium": _("Your enterprise is too large"),
    "minimum-cost": _("The amount is too low"),
    "room-left": _("You have used up this year's ceiling"),
}
OTHER_HEADING = _("You get no subsidy for this")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page says of one case.

    `before_ceiling` is set where the ceiling cut the grant. A condition that was not judged is
    `unsettled` where nobody knows what the law says, `left_out` where nobody asked for the fact.
    """

    decision: Decision
    title: str | Promise
    figures: tuple[Line, ...]
    before_ceiling: Cents | None
    failing: tuple[Told, ...]
    unsettled: tuple[Told, ...]
    left_out: tuple[Told, ...]
    holding: tuple[Told, ...]
    dossier: str

    @property
    def granted(self) -> bool:
        """Whether there is a subsidy to show."""
        return self.decision.outcome == "approved"


def answer_to(dossier: Mapping[str, Any], law: Law, language: Language) -> Answer:
    """Decides the case of a dossier and puts it in the order of the page.

    Raises NoLaw for a day of application before the first law, which the form has refused.
    """
    case = read_case(dossier)
    decision = decide(case, law)
    in_force = law.on(case.application.submitted_on)
    unsettled = {reason.rule for reason in decision.reasons if reason.limit == UNKNOWN}
    told = tell(decision, in_force, language)
    failing = tuple(reason for reason in told if reason.holds is False)
    granted = decision.outcome == "approved"
    return Answer(
        decision=decision,
        title=_granted(decision) if granted else _refused(failing),
        figures=_figures(decision, language),
        before_ceiling=_before_ceiling(decision) if granted else None,
        failing=failing,
        unsettled=tuple(reason for reason in told if reason.rule in unsettled),
        left_out=tuple(r for r in told if r.holds is None and r.rule not in unsettled),
        holding=tuple(reason for reason in told if reason.holds),
        dossier=as_yaml(dossier),
    )


def _granted(decision: Decision) -> str | Promise:
    return _("You would get %(grant)s") % {"grant": show_euro(decision.grant)}


def _refused(failing: tuple[Told, ...]) -> str | Promise:
    """The heading of the first condition that fails and has one."""
    names = (HEADINGS[reason.rule] for reason in failing if reason.rule in HEADINGS)
    return next(names, OTHER_HEADING)


def _before_ceiling(decision: Decision) -> Cents | None:
    """What the rate alone would have given, where the room left was less."""
    full = share_of(decision.eligible_cost, decision.rate or 0)
    return full if full > decision.grant else None


def _figures(decision: Decision, language: Language) -> tuple[Line, ...]:
    """The lines under the answer. Without a grant, rate and own share would only mislead."""
    lines: list[Line] = [(_("Project amount, without VAT"), show_euro(decision.eligible_cost))]
    if decision.outcome == "approved" and decision.rate is not None:
        lines += [
            (_("Rate"), show_share(decision.rate)),
            (_("Subsidy"), show_euro(decision.grant)),
            (_("Your own share"), show_euro(decision.own_share)),
            (_("VAT"), _("Not included: you pay it to the provider, on top of this")),
        ]
    if decision.ceiling is not None and decision.room_before is not None:
        left = decision.room_before - decision.grant
        lines += [
            (_("Ceiling for the calendar year"), show_euro(decision.ceiling)),
            (_("Left this year after this"), show_euro(left)),
        ]
    lines.append((_("Last day to apply"), show_day(decision.file_before, language)))
    return tuple(lines)
