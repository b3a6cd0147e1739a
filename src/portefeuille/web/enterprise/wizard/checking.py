"""The end of an application: every answer once more, the declaration, and submit, once."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from portefeuille import law
from portefeuille.applications.services import (
    DraftChanged,
    LawChanged,
    Seen,
    Submitted,
    submit_draft,
)
from portefeuille.core.fields import CaseError
from portefeuille.core.lookup import Unavailable, Unknown
from portefeuille.web.enterprise.wizard.desk import Desk, not_in_register, of_a_draft, see
from portefeuille.web.enterprise.wizard.judging import Outlook, outlook
from portefeuille.web.enterprise.wizard.shown import rows, slug_of
from portefeuille.web.enterprise.wizard.steps import BY_NAME, first_open
from portefeuille.web.ui.forms import PageForm
from portefeuille.web.ui.language import language_of_page

LAW, VERSION = "wet", "versie"
"""The words in the address of the declaration for what was seen on the check page."""

CHANGED = "gewijzigd"

STATEMENTS = [
    ("true", _("What I filled in is true and complete.")),
    ("size", _("I checked the size of the enterprise, together with the group it belongs to.")),
    ("proof", _("I keep the proof, and show it when I am asked for it.")),
]


class DeclarationForm(PageForm):
    """The statements on honour; all of them."""

    statements = forms.MultipleChoiceField(
        label=_("I declare on my honour"),
        choices=STATEMENTS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick every statement."),
            "invalid_choice": _("Tick every statement."),
        },
    )

    def clean_statements(self) -> list[str]:
        """Every one of them."""
        ticked: list[str] = self.cleaned_data["statements"]
        if len(set(ticked)) < len(STATEMENTS):
            raise forms.ValidationError(self.fields["statements"].error_messages["required"])
        return ticked


@of_a_draft
@require_safe
def check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every answer with a way to change it, and what would be decided of it now."""
    found = _outlook(desk)
    if isinstance(found, HttpResponse):
        return found
    if not isinstance(found, Outlook):
        return not_in_register(request, desk.number, found)
    page = _page(desk, found) | {"changed": CHANGED in request.GET}
    return render(request, "enterprise/wizard/check.html", page)


@of_a_draft
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The declaration; sent, it submits the draft as it was seen on the check page, once."""
    given = request.POST if request.method == "POST" else request.GET
    seen_law, seen_version = given.get(LAW, ""), given.get(VERSION, "")
    if seen_version != str(desk.draft.version) or not seen_law:
        again = f"?{CHANGED}=1" if request.method == "POST" else ""
        return see(f"{desk.address('draft-check')}{again}")
    form = DeclarationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _submit(request, desk, seen_law)
    page = {"desk": desk, "form": form, "law": seen_law, "back": desk.address("draft-check")}
    status = 422 if form.errors else 200
    return render(request, "enterprise/wizard/declare.html", page, status=status)


def _submit(request: HttpRequest, desk: Desk, seen_law: str) -> HttpResponse:
    scheme = law.load()
    try:
        seen = Seen(desk.draft.version, seen_law)
        answer = submit_draft(desk.draft.pk, desk.number, seen, scheme, desk.by)
    except DraftChanged:
        return see(f"{desk.address('draft-check')}?{CHANGED}=1")
    except CaseError as error:
        return see(_page_of(desk, error))
    match answer:
        case Submitted():
            there = [desk.number, answer.reference]
            return see(reverse("submitted", args=there))
        case LawChanged():
            found = _outlook(desk)
            if isinstance(found, HttpResponse):
                return found
            if isinstance(found, Outlook):
                page = _page(desk, found)
                return render(request, "enterprise/wizard/law_changed.html", page, status=409)
            return not_in_register(request, desk.number, found)
        case _:
            return not_in_register(request, desk.number, answer)


def _outlook(desk: Desk) -> Outlook | Unknown | Unavailable | HttpResponse:
    """What would be decided now; a way to the question that is open where one is."""
    answers = desk.draft.answers
    open_step = first_open(desk.applicant, answers)
    if open_step is not None:
        return see(desk.address("draft-step", open_step.slug))
    try:
        return outlook(desk.applicant, answers, desk.by, language_of_page())
    except CaseError as error:
        return see(_page_of(desk, error))


def _page_of(desk: Desk, error: CaseError) -> str:
    """The page of the answer that cannot be read any more, such as a region that was struck off."""
    name = error.where.rpartition(".")[2]
    slug = slug_of(name) if name in BY_NAME else slug_of("public_share")
    return desk.address("draft-step", slug)


def _page(desk: Desk, found: Outlook) -> dict[str, Any]:
    return {
        "desk": desk,
        "rows": rows(desk.applicant, desk.draft.answers, language_of_page()),
        "outlook": found,
        "decision": found.decision,
        "onward": f"{desk.address('draft-declare')}?{LAW}={found.law.digest}"
        f"&{VERSION}={desk.draft.version}",
    }
