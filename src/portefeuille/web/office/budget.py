"""The budget: what is committed, paid and left of it, when it runs out, and what was set."""

import uuid
from typing import Any, Final, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from portefeuille import law
from portefeuille.applications.queries import Spending, spending_of
from portefeuille.applications.services import NewAmount, NotSet, set_budget
from portefeuille.budget.queries import settings_of
from portefeuille.core.forecast import Forecast
from portefeuille.core.money import WHOLE, Cents, parse_euro
from portefeuille.core.show import show_day, show_euro, show_share
from portefeuille.law.budget import load_budget
from portefeuille.people.perms import HANDLE_MONEY, permission
from portefeuille.web import clock
from portefeuille.web.office.access import finance_officer
from portefeuille.web.office.budget_form import BudgetForm
from portefeuille.web.office.words import names_of
from portefeuille.web.once import KEPT_OTHERWISE, OtherwiseAsked, acted_once
from portefeuille.web.ui.language import language_of_page
from portefeuille.web.ui.pages import number_in

FIRST_YEAR: Final = 2016

AT_THE_END: Final[dict[str, str | Promise]] = {
    "stop": _("An application whose grant does not fit any more is refused."),
    "queue": _("An application whose grant does not fit any more waits until there is room."),
    "unknown": _(
        "No source says what becomes of an application once the budget is used up: nothing is"
        " refused, and what goes beyond the envelope is counted here."
    ),
}

REFUSED: Final[dict[str, tuple[str, str | Promise]]] = {
    "day": ("holds_on", _("Enter a day in that year that is not to come.")),
    "reason": ("reason", _("Say why, or where it was decided.")),
    "part": ("part", _("Choose the whole or a part.")),
    "busy": (
        "amount",
        _("Applications are being loaded just now, so nothing was stored. Try again later."),
    ),
}


class Shown(NamedTuple):
    """The whole or a part as the page tells of it; `beyond` is what was committed too much."""

    it: Spending
    name: str
    left: Cents
    beyond: Cents
    used: int
    share: str
    at_the_end: str | Promise
    other_law: bool
    forecast: str
    published: str
    note: str


@permission(HANDLE_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def budget(request: HttpRequest) -> HttpResponse:
    """The budget of a year; sent, an envelope is set."""
    this = clock.today().year
    asked = number_in(request, "jaar") or this
    year = asked if FIRST_YEAR <= asked <= this + 1 else this
    names = _names()
    if request.method != "POST":
        return _shown(request, year, BudgetForm(None, names, initial=_proposed(request, year)))
    form = BudgetForm(request.POST, names)
    if form.is_valid():
        sent = form.cleaned_data
        part = "" if sent["part"] == BudgetForm.WHOLE else sent["part"]
        new = NewAmount(year, part, sent["amount"], sent["holds_on"], sent["reason"])
        by = finance_officer(request)

        def keep() -> str:
            set_budget(new, load_budget(), by)
            return f"{reverse('budget')}?jaar={year}&gedaan=1"

        try:
            return acted_once("budget", request, by, keep)
        except OtherwiseAsked:
            form.add_error("amount", KEPT_OTHERWISE)
        except NotSet as refused:
            form.add_error(*REFUSED[refused.why])  # type: ignore[arg-type]
    return _shown(request, year, form, 422)


def _shown(request: HttpRequest, year: int, form: BudgetForm, status: int = 200) -> HttpResponse:
    today, language = clock.today(), language_of_page()
    told = settings_of(year)
    names = names_of(one.actor for one in told)
    context = {
        "year": year,
        "years": range(today.year + 1, FIRST_YEAR - 1, -1),
        "found": [_one(one, year, language) for one in spending_of(year, load_budget(), today)],
        "told": [(one, _names().get(one.part, one.part), names[one.actor]) for one in told],
        "form": form,
        "key": uuid.uuid4(),
        "done": "gedaan" in request.GET,
    }
    return render(request, "office/budget.html", context, status=status)


def _one(it: Spending, year: int, language: Any) -> Shown:
    envelope, published = it.envelope, it.published
    left = envelope.left if envelope else 0
    amount = envelope.amount if envelope else 0
    used = it.committed * WHOLE // amount if amount > 0 else WHOLE
    said = "" if published is None or published.value is None else _euro(published.value)
    return Shown(
        it=it,
        name=it.name[language] if it.name else "",
        left=max(0, left),
        beyond=max(0, -left),
        used=min(100, used * 100 // WHOLE),
        share=show_share(used - used % 10),
        at_the_end=AT_THE_END[envelope.when_exhausted] if envelope else "",
        other_law=envelope is not None and envelope.when_exhausted != _end(year),
        forecast=_forecast(it.forecast, language) if it.forecast else "",
        published=f"{said} ({_sources(published.sources, language)})" if said and published else "",
        note=published.note[language] if published and published.note else "",
    )


def _forecast(found: Forecast, language: Any) -> str:
    """When it runs out, with how sure that is, in one or two sentences."""
    if found.left <= 0 and found.early == found.late == clock.today():
        return gettext("It is used up.")
    chance = gettext("The chance that it runs out this year is %(share)s.") % {
        "share": show_share(found.runs_out // 100 * 100)  # no more precise than it is
    }
    if found.middle is None or found.early is None:
        end = gettext("It probably lasts the year: about %(left)s is left at the end.")
        return f"{end % {'left': show_euro(max(0, found.left))}} {chance}"
    days = {"middle": show_day(found.middle, language), "early": show_day(found.early, language)}
    if found.late is None:
        told = gettext(
            "It runs out around %(middle)s; %(early)s at the earliest, or not this year."
        )
        return f"{told % days} {chance}"
    days["late"] = show_day(found.late, language)
    told = gettext("It runs out around %(middle)s: 8 chances in 10 between %(early)s and %(late)s.")
    return f"{told % days} {chance}"


def _proposed(request: HttpRequest, year: int) -> dict[str, Any]:
    """The published figure, to begin with."""
    published = load_budget().published(year)
    known = published is not None and published.value is not None
    today = clock.today()
    day = today if year == today.year else today.replace(year=year, month=1, day=1)
    return {
        "part": request.GET.get("deel", BudgetForm.WHOLE),
        "holds_on": day,
        **({"amount": parse_euro(published.value)} if known and published else {}),
    }


def _names() -> dict[str, str]:
    """The whole and its parts, by code."""
    parts = load_budget().parts.values()
    return {"": gettext("The whole budget")} | {
        one.code: one.name[language_of_page()] for one in parts
    }


def _end(year: int) -> str:
    return load_budget().end(clock.today().replace(year=year, month=12, day=31))


def _euro(amount: str) -> str:
    return show_euro(parse_euro(amount))


def _sources(names: tuple[str, ...], language: Any) -> str:
    sources = law.load().sources
    return "; ".join(sources[name][language] for name in names)
