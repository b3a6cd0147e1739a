"""The start page, the calculator, and the pages for what does not exist or went wrong."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from portefeuille import law
from portefeuille.people.perms import PUBLIC, permission
from portefeuille.web import clock
from portefeuille.web.public.answer import answer_to
from portefeuille.web.public.dossier import dossier_of
from portefeuille.web.public.forms import CalculatorForm
from portefeuille.web.public.scheme import scheme_in_brief
from portefeuille.web.ui.language import language_of_page


@permission(PUBLIC)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What the scheme is and what it gives today."""
    today = clock.today()
    brief = scheme_in_brief(law.load().on(today), language_of_page())
    return render(request, "public/start.html", {"brief": brief, "today": today})


@permission(PUBLIC)
@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """The questions, and below the address that holds the answers: the decision and why.

    200 with the empty form or the answer, 422 where an answer cannot be read.
    """
    today, scheme = clock.today(), law.load()
    asked = any(name in CalculatorForm.base_fields for name in request.GET)
    form = CalculatorForm(request.GET if asked else None, scheme, today, language_of_page())
    if asked and not form.is_valid():
        return render(request, "public/calculator.html", {"form": form}, status=422)
    shown: dict[str, Any] = {"form": form}
    if asked:
        shown["answer"] = answer_to(
            dossier_of(form.cleaned_data, today), scheme, language_of_page()
        )
        shown["law_day"] = form.cleaned_data["submitted_on"] or today
    return render(request, "public/calculator.html", shown)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Nothing lives at this address."""
    return render(request, "404.html", status=404)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form without the token that shows it came from us: mostly a page left open for long."""
    return render(request, "403_form.html", status=403)


def server_error(_: HttpRequest) -> HttpResponse:
    """Something of ours failed: so nothing is asked of the session or the database here."""
    return HttpResponse(render_to_string("500.html"), status=500)
