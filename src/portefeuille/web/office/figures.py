"""The ten views for the office: any period and filter, every cell, as known on any day."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from portefeuille.figures.standing import position
from portefeuille.figures.views import ALL
from portefeuille.people.perms import ANALYSE, permission
from portefeuille.web import clock
from portefeuille.web.ui.figures import asked, build, context_of, file_of, query_of
from portefeuille.web.ui.figures_form import OfficeFilter
from portefeuille.web.ui.language import language_of_page


@permission(ANALYSE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The views, each by the question it answers."""
    language = language_of_page()
    questions = [(one.slug["nl"], one.question[language]) for one in ALL]
    return render(request, "figures/office_index.html", {"questions": questions})


@permission(ANALYSE)
@require_safe
def view(request: HttpRequest, page: str) -> HttpResponse:
    """A view as a page or, with an ending, as a file.

    404 for a view that does not exist, 422 where a filter cannot be read.
    """
    wanted, ending = asked(page)
    now, today = clock.now(), clock.today()
    form = OfficeFilter(request.GET or {"jaar": str(today.year)}, today, language_of_page())
    context = {"form": form, "here": reverse("office-figure", args=[wanted.slug["nl"]])}
    if not form.is_valid():
        question = wanted.question[language_of_page()]
        context |= {"view": wanted, "question": question}
        return render(request, "figures/office.html", context, status=422)
    scope, day = form.scope(today.year), form.cleaned_data["peildag"]
    at = position(day, today, fresh=form.cleaned_data["bron"] == "boeken")
    found = build(wanted, at, scope).drawn_by(form.cleaned_data["maat"])
    if ending:
        return file_of(found, ending, wanted, scope, now)
    query = query_of(request, form)
    context |= context_of(found, wanted, query)
    taken = at.engine.known_until
    context |= {"refreshed": taken or now, "on_snapshot": taken is not None}
    context |= {"permanent": _permanent(query, day or at.day, today)}
    return render(request, "figures/office.html", context)


def _permanent(query: dict[str, str], as_of: date, today: date) -> str:
    """The query that gives the same numbers later: its year and as-of day are said."""
    period = {} if {"jaar", "van"} & query.keys() else {"jaar": str(today.year)}
    return urlencode({**period, **query, "peildag": as_of.isoformat()})
