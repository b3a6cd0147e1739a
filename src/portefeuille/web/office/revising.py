"""Revise: what turned out otherwise, what that does to the whole year, and then store it.

The table that is shown and what is stored are the same: where something happened in between,
nothing is stored and the new table is shown.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from portefeuille.applications import services
from portefeuille.applications.queries import Dossier, decisions_of, dossiers, superseding
from portefeuille.applications.services import (
    BudgetIsShort,
    OtherwiseNow,
    Revised,
    Revision,
    RoomIsShared,
)
from portefeuille.applications.transitions import RUNNING
from portefeuille.core.dossier import read_case
from portefeuille.core.explain import tell
from portefeuille.core.law import LawInForce
from portefeuille.core.money import Cents
from portefeuille.core.size.telling import ToldSize, tell_size
from portefeuille.core.size.working import size_working
from portefeuille.law.sizewords import size_words
from portefeuille.people.perms import HANDLE_CASES, permission
from portefeuille.wallet.queries import room_of
from portefeuille.web.office.access import case_handler, dossier_here
from portefeuille.web.office.revision_form import RevisionForm
from portefeuille.web.public.forms import SIZES
from portefeuille.web.ui.language import language_of_page
from portefeuille.web.ui.pages import number_in
from portefeuille.web.ui.statuses import STATUSES, Status

STORE: Final = "bewaar"
BACK: Final = "wijzig"


@dataclass(frozen=True, slots=True)
class Row:
    """An application of the year before and after, in words and cents."""

    dossier: Dossier
    before: Cents
    after: Cents
    status: Status
    status_after: Status | None
    why: tuple[str, ...]
    effects: tuple[tuple[str | Promise, Cents], ...]

    @property
    def difference(self) -> Cents:
        """How much more is granted."""
        return self.after - self.before


@permission(HANDLE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, reference: str) -> HttpResponse:
    """The questions; sent, the table of the year; confirmed, what was changed."""
    it = dossier_here(reference)
    decided = decisions_of(it.application_id)
    if not decided:
        return render(request, "office/not_revised.html", {"dossier": it}, status=409)
    if request.method != "POST":
        since = number_in(request, "gedaan")
        if since is not None:
            return _stored(request, it, since)
        return _asked(request, it, RevisionForm(None, it, decided[-1].law))
    form = RevisionForm(request.POST, it, decided[-1].law)
    if not form.is_valid():
        return _asked(request, it, form, 422)
    if request.POST.get("stap") == BACK:
        return _asked(request, it, form)
    if request.POST.get("stap") == STORE:
        return _store(request, it, form)
    ahead = services.revision_ahead(it.enterprise_id, it.submitted_on.year, form.change())
    return _ahead(request, it, form, ahead)


def _store(request: HttpRequest, it: Dossier, form: RevisionForm) -> HttpResponse:
    try:
        revision = services.revise(
            it.enterprise_id,
            it.submitted_on.year,
            form.change(),
            form.cleaned_data["motive"],
            case_handler(request),
            request.POST.get("gezien", ""),
        )
    except OtherwiseNow as otherwise:
        return _ahead(request, it, form, otherwise.revision, 409)
    except RoomIsShared as shared:
        return _ahead(request, it, form, shared.revision, 409)
    except BudgetIsShort as short:
        return _ahead(request, it, form, short.revision, 409, short=True)
    if not revision.changed:
        return HttpResponseRedirect(reverse("case", args=[it.reference]), status=303)
    one = decisions_of(revision.changed[0].dossier.application_id)[-1]
    there = reverse("revise", args=[it.reference])
    return HttpResponseRedirect(f"{there}?gedaan={one.decision_id}", status=303)


def _asked(
    request: HttpRequest, it: Dossier, form: RevisionForm, status: int = 200
) -> HttpResponse:
    context = {"dossier": it, "form": form, "size": dict(SIZES).get(it.size or "", "")}
    return render(request, "office/revise.html", context, status=status)


def _ahead(
    request: HttpRequest,
    it: Dossier,
    form: RevisionForm,
    revision: Revision,
    status: int = 200,
    *,
    short: bool = False,
) -> HttpResponse:
    rows = [row_of(one) for one in revision.applications]
    context = {
        "dossier": it,
        "form": form,
        "revision": revision,
        "rows": rows,
        "before": sum(row.before for row in rows),
        "after": sum(row.after for row in rows),
        "difference": sum(row.difference for row in rows),
        "size_before": dict(SIZES).get(revision.size_before or "", ""),
        "size_after": dict(SIZES).get(revision.size_after or "", ""),
        "working": _working(revision) if form.works_out and rows else None,
        "otherwise": status == 409 and not revision.over and not short,
        "short": short,
    }
    return render(request, "office/revision_ahead.html", context, status=status)


def _working(revision: Revision) -> ToldSize:
    """How the figures give a size, under the law of the first application of the year."""
    first = revision.applications[0]
    working = size_working(read_case(first.facts), first.law)
    return tell_size(working, first.law, size_words(), language_of_page())


def _stored(request: HttpRequest, it: Dossier, since: int) -> HttpResponse:
    """What a revision changed: decisions then, and where each application stands now."""
    changed = superseding(it.enterprise_id, it.submitted_on.year, since)
    named = {one.application_id: one for one in dossiers(one.application_id for one in changed)}
    rows = [
        (one, named[one.application_id], STATUSES[named[one.application_id].status])
        for one in changed
    ]
    context = {
        "dossier": it,
        "rows": [(*row, row[0].grant_after - row[0].grant_before) for row in rows],
        "difference": sum(one.grant_after - one.grant_before for one in changed),
        "room": room_of(it.enterprise_id, it.submitted_on.year),
        "year": it.submitted_on.year,
    }
    return render(request, "office/revised.html", context)


def row_of(one: Revised) -> Row:
    """One application of the preview."""
    goes = one.status != one.dossier.status
    return Row(
        dossier=one.dossier,
        before=one.before.grant,
        after=one.after.grant,
        status=STATUSES[one.dossier.status],
        status_after=STATUSES[one.status] if goes else None,
        why=_failing(one, one.law) if one.after.outcome != one.before.outcome else (),
        effects=tuple((label, amount) for label, amount in _effects(one) if amount),
    )


def _failing(one: Revised, law: LawInForce) -> tuple[str, ...]:
    reasons = tell(one.after, law, language_of_page())
    return tuple(reason.message for reason in reasons if reason.holds is False)


def _effects(one: Revised) -> list[tuple[Any, Cents]]:
    """What a revision does with money, in what somebody would see on an account."""
    effect = one.effect
    more_to_deposit = one.money_after.to_deposit if one.changed and _awaits(one) else 0
    return [
        (_("Subsidy back to the government"), max(0, -effect.given - max(effect.owed, 0))),
        (_("Subsidy added by the government"), max(0, effect.given + min(effect.owed, 0))),
        (_("Paid too much: owed by the enterprise"), max(0, effect.owed)),
        (_("Owed no longer"), max(0, -effect.owed)),
        (_("To the enterprise"), effect.to_enterprise),
        (_("Still to deposit by the enterprise"), more_to_deposit),
        (_("Room that comes back"), max(0, -effect.room)),
        (_("Room that is taken"), max(0, effect.room)),
    ]


def _awaits(one: Revised) -> bool:
    """Whether the enterprise can still deposit once it is revised."""
    return one.status in RUNNING
