"""An enterprise goes on in another: what that does is shown first, then it is decided.

The page is that of the number that went away. A decision that was a mistake is undone here too.
"""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from portefeuille import law
from portefeuille.applications.queries import Joining, joining_ahead
from portefeuille.core.lookup import Found, Unknown
from portefeuille.core.numbers import format_enterprise_number
from portefeuille.journal.queries import history_of
from portefeuille.people.perms import HANDLE_CASES, permission
from portefeuille.register.queries import (
    became,
    current_snapshot,
    earlier_of,
    enterprise_of,
    known_as,
)
from portefeuille.register.services import NotJoined, Reason, join, keep_apart, look_up, part
from portefeuille.register.succession import MERGED, REPLACED, SPLIT, SUBJECT
from portefeuille.web import clock
from portefeuille.web.office.access import case_handler
from portefeuille.web.office.joining_form import KINDS, JoinForm, KeepApartForm, PartForm
from portefeuille.web.office.words import names_of

STORE, BACK, UNDO, NONE = "bewaar", "wijzig", "los", "apart"

Words = str | Promise

REFUSED: Final[dict[str, Any]] = {
    "same": _("Enter the number of another enterprise than this one."),
    "ring": _("That enterprise goes on in this one: undo that first."),
    "joined": _("This enterprise goes on in another already."),
    "day": _("Enter a day that is not to come."),
}

HAPPENED: Final[dict[str, Words]] = {
    "join": _("Goes on in another enterprise"),
    "part": _("Undone: it was a mistake"),
    "keep_apart": _("Looked at: goes on in no other"),
}

DONE: Final = ("samen", "los", "apart")


@permission(HANDLE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def enterprise(request: HttpRequest, number: str) -> HttpResponse:
    """What was decided and is asked; sent, what it does; confirmed, it is stored."""
    if enterprise_of(number) is None:
        raise Http404
    if request.method != "POST":
        return _asked(request, number)
    step = request.POST.get("stap")
    if step == UNDO:
        return _undo(request, number)
    if step == NONE:
        return _none(request, number)
    form = JoinForm(request.POST, clock.today())
    if not form.is_valid():
        return _asked(request, number, form, status=422)
    if step == BACK:
        return _asked(request, number, form)
    return _ahead(request, number, form, store=step == STORE)


def _ahead(request: HttpRequest, number: str, form: JoinForm, *, store: bool) -> HttpResponse:
    """What it does; stored where that is what was seen."""
    by, sent = case_handler(request), form.cleaned_data
    told = (number, sent["successor"], sent["kind"], sent["holds_on"])
    wrong = _not_known(sent["successor"], by.actor)
    if wrong:
        form.add_error("successor", wrong)
        return _asked(request, number, form, status=422)
    try:
        ahead = joining_ahead(*told, by)
        if store and request.POST.get("gezien") == ahead.digest:
            join(*told, sent["motive"], by)
            return _see(number, "samen")
    except NotJoined as refused:
        form.add_error("holds_on" if refused.why == "day" else "successor", REFUSED[refused.why])
        return _asked(request, number, form, status=422)
    return _consequences(request, number, form, ahead, otherwise=store)


def _consequences(
    request: HttpRequest, number: str, form: JoinForm, ahead: Joining, *, otherwise: bool
) -> HttpResponse:
    sent = form.cleaned_data
    context = {
        **_both(number, sent["successor"]),
        "form": form,
        "ahead": ahead,
        "kind": dict(KINDS)[sent["kind"]],
        "holds_on": sent["holds_on"],
        "otherwise": otherwise,
    }
    return render(request, "office/join_ahead.html", context, status=409 if otherwise else 200)


def _undo(request: HttpRequest, number: str) -> HttpResponse:
    form = PartForm(request.POST)
    if not form.is_valid():
        return _asked(request, number, part_form=form, status=422)
    try:
        part(number, form.cleaned_data["why_apart"], case_handler(request))
    except NotJoined:
        return _asked(request, number, status=409)
    return _see(number, "los")


def _none(request: HttpRequest, number: str) -> HttpResponse:
    form = KeepApartForm(request.POST)
    if not form.is_valid():
        return _asked(request, number, none_form=form, status=422)
    try:
        keep_apart(number, form.cleaned_data["why_none"], case_handler(request))
    except NotJoined:
        return _asked(request, number, status=409)
    return _see(number, "apart")


def _asked(
    request: HttpRequest,
    number: str,
    form: JoinForm | None = None,
    part_form: PartForm | None = None,
    none_form: KeepApartForm | None = None,
    status: int = 200,
) -> HttpResponse:
    end = became(number)
    enterprise_id = enterprise_of(number)
    assert enterprise_id is not None, "a page is of a number that is known"
    done = request.GET.get("gedaan", "")
    told = history_of(SUBJECT, enterprise_id)
    names = names_of(one.actor for one in told)
    context: dict[str, Any] = {
        **_both(number, None if end is None else end.number),
        **_register(number),
        "became": end,
        "kind": dict(KINDS)[end.kind] if end else "",
        "earlier": [(one, dict(KINDS)[one.kind]) for one in earlier_of(enterprise_id)],
        "told": [(one, HAPPENED[one.verb], names[one.actor]) for one in told[::-1]],
        "form": form or JoinForm(None, clock.today(), initial=_proposed(number)),
        "part_form": part_form or PartForm(None),
        "none_form": none_form or KeepApartForm(None),
        "wrong": next((one for one in (form, part_form, none_form) if one and one.errors), None),
        "done": done if done in DONE else "",
        "changed": status == 409,
    }
    return render(request, "office/join.html", context, status=status)


def _both(number: str, other: str | None) -> dict[str, Any]:
    """Both by name."""
    names = {one.number: one.name for one in known_as([number, *([other] if other else [])])}
    return {
        "number": number,
        "name": names[number],
        "other": other,
        "other_name": names.get(other or "", ""),
    }


def _register(number: str) -> dict[str, Any]:
    """What the register says of its legal situation, where that is one of these."""
    snapshot = current_snapshot(number)
    code = "" if snapshot is None else snapshot.facts.get("juridical_situation")
    if snapshot is None or code not in (*REPLACED, *MERGED, *SPLIT):
        return {}
    situation = law.load().on(clock.today()).situation(code)
    return {"situation": situation, "said_on": snapshot.holds_on}


def _proposed(number: str) -> dict[str, Any]:
    """What the register says, to begin with."""
    snapshot = current_snapshot(number)
    facts = {} if snapshot is None else snapshot.facts
    code = facts.get("juridical_situation")
    if code not in (*REPLACED, *MERGED):
        return {}
    since = str(facts.get("juridical_situation_since") or "")
    return {
        "kind": "renumbered" if code in REPLACED else "merged",
        **({"holds_on": "/".join(since.split("-")[::-1])} if since else {}),
    }


def _not_known(number: str, actor: str) -> Any:
    """Why nothing can go on in this number: the register does not know it."""
    if current_snapshot(number) is not None:
        return ""
    match look_up(number, clock.now(), Reason(actor, "succession")):
        case Found():
            return ""
        case Unknown():
            shown = format_enterprise_number(number)
            return _("The register does not know %(number)s.") % {"number": shown}
    return _("The register gives no answer now, and we know nothing of this number yet.")


def _see(number: str, done: str) -> HttpResponse:
    there = reverse("join", args=[number])
    return HttpResponseRedirect(f"{there}?gedaan={done}", status=303)
