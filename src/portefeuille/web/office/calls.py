"""The purpose log, for the data protection officer: who looked up whom, when and why."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portefeuille.core.periods import BRUSSELS
from portefeuille.figures.formats.as_csv import guarded
from portefeuille.people.perms import INSPECT_LOOKUPS, permission
from portefeuille.register.queries import Call, all_calls, calls
from portefeuille.web.office.calls_form import CallsForm
from portefeuille.web.office.words import names_of
from portefeuille.web.ui.pages import Page, number_in

PAGE: Final = 50
"""Calls on a page."""

IN_ONE_GO: Final = 500

Words = str | Promise

PURPOSES: Final[dict[str, Words]] = {
    "application": _("an application"),
    "portfolio": _("the data of the enterprise"),
    "succession": _("whether an enterprise goes on in it"),
    "mutation": _("a change the source told of"),
    "subscription": _("a subscription to changes"),
}

ANSWERS: Final[dict[str, tuple[Words, str]]] = {
    "found": (_("Found"), "green"),
    "unknown": (_("Not known"), "grey"),
    "unavailable": (_("No answer"), "yellow"),
    "refused": (_("Refused"), "red"),
}

COLUMNS: Final = (
    "at", "number", "service", "version", "who", "name", "why", "answer", "codes", "attempts",
    "milliseconds", "reference",
)  # fmt: skip


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
    }
    return render(request, "office/calls.html", context)


@permission(INSPECT_LOOKUPS)
@require_safe
def lookups_file(request: HttpRequest) -> HttpResponseBase:
    """The same calls, all of them, as CSV; nothing of it is held in memory."""
    form = CallsForm(request.GET or None)
    if form.is_bound and not form.is_valid():
        return HttpResponseRedirect(f"{reverse('lookups')}?{request.GET.urlencode()}", status=303)
    return StreamingHttpResponse(
        _written(all_calls(form.sought)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="opzoekingen.csv"'},
    )


def _lines(found: Iterable[Call]) -> Iterator[Line]:
    known = list(found)
    names = names_of(call.who for call in known)
    for call in known:
        answer, colour = ANSWERS.get(call.answer, (call.answer, "grey"))
        task = "" if call.who.startswith("person:") else call.who
        yield Line(call, names[call.who], task, PURPOSES.get(call.why, call.why), answer, colour)


class _Echo:
    """A file whose `write` gives the line back."""

    def write(self, line: str) -> str:
        return line


def _written(found: Iterator[Call]) -> Iterator[str]:
    """Lines of CSV; a text that a spreadsheet would take for a formula is guarded."""
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    batch: list[Call] = []
    for call in found:
        batch.append(call)
        if len(batch) == IN_ONE_GO:
            yield "".join(writer.writerow(row) for row in _rows(batch))
            batch = []
    yield "".join(writer.writerow(row) for row in _rows(batch))


def _rows(batch: list[Call]) -> Iterator[list[Any]]:
    names = names_of(call.who for call in batch)
    for call in batch:
        told = {
            "at": call.at.astimezone(BRUSSELS).isoformat(timespec="seconds"),
            "name": str(names[call.who]),
        }
        cells = [told[name] if name in told else getattr(call, name) for name in COLUMNS]
        yield [guarded(cell) if isinstance(cell, str) else cell for cell in cells]
