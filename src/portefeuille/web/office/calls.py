"""The purpose log, for the data protection officer: who looked up whom, when and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portefeuille.people.perms import INSPECT_LOOKUPS, permission
from portefeuille.register.queries import Call, Sought, all_calls, calls
from portefeuille.register.services import keep_handing_over
from portefeuille.web.office import calls_file
from portefeuille.web.office.access import data_protection_officer
from portefeuille.web.office.calls_form import CallsForm
from portefeuille.web.office.words import names_of
from portefeuille.web.ui.pages import Page, number_in

PAGE: Final = 50
"""Calls on a page."""

WHOLE: Final = "volledig"
"""In the address of the file that names people, for an authority that needs it."""

Words = str | Promise

PURPOSES: Final[dict[str, Words]] = {
    "application": _("an application"),
    "portfolio": _("the data of the enterprise"),
    "succession": _("whether an enterprise goes on in it"),
    "mutation": _("a change the source told of"),
    "subscription": _("a subscription to changes"),
    "retention": _("that it is followed no longer"),
    "authority": _("a file for an authority"),
}

ANSWERS: Final[dict[str, tuple[Words, str]]] = {
    "found": (_("Found"), "green"),
    "unknown": (_("Not known"), "grey"),
    "unavailable": (_("No answer"), "yellow"),
    "refused": (_("Refused"), "red"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A call in words; `task` is what asked where it was no person."""

    call: Call
    name: Words
    task: str
    why: Words
    answer: Words
    colour: str


@permission(INSPECT_LOOKUPS)
@require_safe
def lookups(request: HttpRequest) -> HttpResponse:
    """The calls sought, the newest first; all of them where nothing is asked."""
    form = CallsForm(request.GET or None)
    if form.is_bound and not form.is_valid():
        return render(request, "office/calls.html", {"form": form}, status=422)
    found = calls(form.sought, number_in(request, "voor"), PAGE + 1)
    asked = form.asked
    last = found[PAGE - 1].pk if len(found) > PAGE else ""
    here = reverse("lookups")
    page: Page[Line] = Page.of(
        list(_lines(found)), PAGE, f"{here}?{urlencode({**asked, 'voor': last})}"
    )
    context = {
        "form": form,
        "page": page,
        "paged": "voor" in request.GET,
        "newest": f"{here}?{urlencode(asked)}",
        "file": f"{reverse('lookups-file')}?{urlencode(asked)}",
        "whole": f"{reverse('lookups-file')}?{urlencode({**asked, WHOLE: 1})}",
    }
    return render(request, "office/calls.html", context)


@permission(INSPECT_LOOKUPS)
@require_safe
def lookups_file(request: HttpRequest) -> HttpResponseBase:
    """The same calls, all of them, as CSV: masked, unless they go to an authority that needs more.

    That they do is a line of the log itself.
    """
    form = CallsForm(request.GET or None)
    if form.is_bound and not form.is_valid():
        return HttpResponseRedirect(f"{reverse('lookups')}?{request.GET.urlencode()}", status=303)
    by = data_protection_officer(request)
    sought = _until(form.sought, by.now)
    if WHOLE in request.GET:
        keep_handing_over(sought.number, by.actor, by.now)
        lines = calls_file.with_numbers_and_names(all_calls(sought))
    else:
        lines = calls_file.masked(all_calls(sought))
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="opzoekingen.csv"'},
    )


def _until(sought: Sought, now: datetime) -> Sought:
    """What is sought, as it stands now."""
    return sought if sought.until and sought.until < now else replace(sought, until=now)


def _lines(found: Iterable[Call]) -> Iterator[Line]:
    known = list(found)
    names = names_of(call.who for call in known)
    for call in known:
        answer, colour = ANSWERS.get(call.answer, (call.answer, "grey"))
        task = "" if call.who.startswith(("person:", "erased")) else call.who
        yield Line(call, names[call.who], task, PURPOSES.get(call.why, call.why), answer, colour)
