"""A decision that was taken, as pages tell it: its reasons in order, and what a revision changed.

The sentences are those of the law it was taken under, stored with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portefeuille.applications.queries import Decided
from portefeuille.core.decide import Decision
from portefeuille.core.explain import Told, tell
from portefeuille.core.law import Language
from portefeuille.core.periods import legal_day
from portefeuille.core.show import show_euro, show_share
from portefeuille.law.budget import load_budget
from portefeuille.web.public.forms import SIZES

OUTCOMES = {
    "approved": _("Approved"),
    "refused": _("Refused"),
    "inadmissible": _("Inadmissible"),
}


@dataclass(frozen=True, slots=True)
class Reasons:
    """The reasons of a decision: what fails first, then what was not judged, then what holds."""

    failing: tuple[Told, ...]
    unjudged: tuple[Told, ...]
    holding: tuple[Told, ...]
    budget: str = ""
    """The budget that was used up, by name; empty where that is not why."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that a revision changed, in words."""

    label: str | Promise
    before: str | Promise
    after: str | Promise


@dataclass(frozen=True, slots=True)
class Revision:
    """A decision that took the place of another, and all it changed."""

    at: datetime
    changes: tuple[Changed, ...]


def told(decided: Decided, language: Language) -> Reasons:
    """The reasons of a stored decision."""
    reasons = tell(decided.decision, decided.law, language)
    short = any((one.rule, one.holds) == ("budget-left", False) for one in decided.decision.reasons)
    year, part = legal_day(decided.known_at).year, decided.budget_part
    named = load_budget().named(year, part, language) if short and part is not None else ""
    return Reasons(
        failing=tuple(one for one in reasons if one.holds is False),
        unjudged=tuple(one for one in reasons if one.holds is None),
        holding=tuple(one for one in reasons if one.holds),
        budget=named,
    )


def revisions(decided: Sequence[Decided], language: Language) -> list[Revision]:
    """What each decision after the first changed to the one before it, the last first."""
    changed = [
        Revision(after.known_at, _changes(before, after, language))
        for before, after in pairwise(decided)
    ]
    return changed[::-1]


def _changes(before: Decided, after: Decided, language: Language) -> tuple[Changed, ...]:
    was, becomes = _figures(before.decision), _figures(after.decision)
    changes = [
        Changed(label, was[label], becomes[label]) for label in was if was[label] != becomes[label]
    ]
    reasons = {one.rule: one for one in tell(before.decision, before.law, language)}
    for one in tell(after.decision, after.law, language):
        old = reasons.get(one.rule)
        if old is not None and old.holds != one.holds:
            changes.append(Changed(one.title, old.message, one.message))
    return tuple(changes)


def _figures(decision: Decision) -> dict[str | Promise, str | Promise]:
    return {
        _("Outcome"): OUTCOMES[decision.outcome],
        _("Size of the enterprise"): dict(SIZES)[decision.size],
        _("Rate"): "–" if decision.rate is None else show_share(decision.rate),
        _("Project amount, without VAT"): show_euro(decision.eligible_cost),
        _("Subsidy"): show_euro(decision.grant),
        _("Your own share"): show_euro(decision.own_share),
    }
