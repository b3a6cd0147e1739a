"""The law as pages: what is in force on a day, what changed when, and between any two days.

The words are those of `portefeuille law show` and `law diff`: what a jurist reads on the page and
what a program prints are one text.
"""

from datetime import date, timedelta
from functools import cache, lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portefeuille import law
from portefeuille.core.law import Language
from portefeuille.core.lawbook.book import Lawbook, lawbook
from portefeuille.core.lawbook.news import DayOfChange, days_of_change, news_between
from portefeuille.law.names import load_names
from portefeuille.people.perms import PUBLIC, permission
from portefeuille.web import clock
from portefeuille.web.public.regulation_forms import BetweenForm, OnForm
from portefeuille.web.ui.language import language_of_page

UNFOLDED = 10
"""A list of so many lines stands open on the page; a longer one unfolds."""


@permission(PUBLIC)
@require_safe
def regulation(request: HttpRequest) -> HttpResponse:
    """The law in force on the day in the address (`op`), today where there is none.

    422 where the day cannot be read, or lies before the first law there is.
    """
    scheme, today = law.load(), clock.today()
    form = OnForm(request.GET or None, initial={"op": today}, first_day=_first_day())
    if form.is_bound and not form.is_valid():
        return render(request, "public/regulation.html", {"form": form}, status=422)
    day = (form.cleaned_data["op"] if form.is_bound else None) or today
    book = _book(max(day, scheme.periods[0].first_day), language_of_page())
    shown = {
        "form": OnForm(initial={"op": day}, first_day=_first_day()),
        "book": book,
        "unfolded": UNFOLDED,
        "changed": book.since > _first_day(),
        "day_before": book.since - timedelta(days=1),
        "next_day": book.until and book.until + timedelta(days=1),
    }
    return render(request, "public/regulation.html", shown)


@permission(PUBLIC)
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """What changed between the two days in the address (`van`, `tot`); every change where none.

    422 where a day cannot be read. Two days the wrong way round are turned, and that is said.
    """
    today, first_day = clock.today(), _first_day()
    first = {"van": first_day, "tot": today}
    form = BetweenForm(request.GET or None, initial=first, first_day=first_day)
    if form.is_bound and not form.is_valid():
        return render(request, "public/regulation_changes.html", {"form": form}, status=422)
    if not form.is_bound:
        timeline = [(one, one.day - timedelta(days=1)) for one in _timeline(language_of_page())]
        shown = {"form": form, "timeline": timeline[::-1], "first_day": first_day}
        return render(request, "public/regulation_changes.html", shown)
    asked = form.cleaned_data["van"], form.cleaned_data["tot"]
    van, tot = sorted(asked)
    news = news_between(law.load(), van, tot, load_names(), language_of_page())
    shown = {
        "form": BetweenForm(initial={"van": van, "tot": tot}, first_day=first_day),
        "news": news,
        "unfolded": UNFOLDED,
        "turned": asked != (van, tot),
    }
    return render(request, "public/regulation_changes.html", shown)


def _first_day() -> date:
    return law.load().periods[0].first_day


@lru_cache(maxsize=64)
def _book(day: date, language: Language) -> Lawbook:
    return lawbook(law.load(), day, load_names(), language)


@cache
def _timeline(language: Language) -> tuple[DayOfChange, ...]:
    return days_of_change(law.load(), load_names(), language)
