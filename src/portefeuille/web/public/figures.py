"""The ten views for the public: what a release published, and nothing beside it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portefeuille.figures import release
from portefeuille.figures.views import ALL
from portefeuille.people.perms import PUBLIC, permission
from portefeuille.web.ui.figures import asked, build, context_of, file_of, query_of
from portefeuille.web.ui.figures_form import PublicFilter
from portefeuille.web.ui.language import language_of_page


@permission(PUBLIC)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The views, each by the question it answers, and the years that were published."""
    language = language_of_page()
    questions = [(one.slug["nl"], one.question[language]) for one in ALL]
    context = {"questions": questions, "years": release.years()}
    return render(request, "figures/index.html", context)


@permission(PUBLIC)
@require_safe
def view(request: HttpRequest, page: str) -> HttpResponse:
    """A view of a published year as a page or, with an ending, as a file.

    404 for a view that does not exist, 422 for a year that was not published.
    """
    wanted, ending = asked(page)
    years = release.years()
    if not years:
        return render(request, "figures/index.html", {"questions": [], "years": ()})
    form = PublicFilter(request.GET or {"jaar": str(years[0])}, years, language_of_page())
    context = {"form": form, "here": reverse("figure", args=[wanted.slug["nl"]])}
    if not form.is_valid():
        question = wanted.question[language_of_page()]
        context |= {"view": wanted, "question": question}
        return render(request, "figures/public.html", context, status=422)
    scope = form.scope(years[0])
    at = release.published(scope.first_day.year)
    assert at is not None, "the form offers years that were published"
    found = build(wanted, at, scope).drawn_by(form.cleaned_data["maat"])
    if ending:
        return file_of(found, ending, wanted, scope, at.known_at)
    query = query_of(request, form)
    context |= context_of(found, wanted, query) | {"refreshed": at.known_at}
    return render(request, "figures/public.html", context)
