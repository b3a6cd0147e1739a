"""The end of an application: every answer once more, the declaration, and submit, once."""

import uuid
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portefeuille import law
from portefeuille.applications.queries import Came, dossier, what_came_of
from portefeuille.applications.services import (
    DraftChanged,
    LawChanged,
    Received,
    Seen,
    Submitted,
    submit_draft,
)
from portefeuille.core.fields import CaseError
from portefeuille.core.lookup import Unavailable, Unknown
from portefeuille.core.periods import legal_day
from portefeuille.law.budget import load_budget
from portefeuille.people.perms import ACT_FOR_ENTERPRISE, permission
from portefeuille.web.enterprise.wizard.desk import (
    Desk,
    desk_of,
    not_in_register,
    of_a_draft,
    see,
)
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
    if isinstance(found, Unknown):
        return not_in_register(request, desk.number)
    page = _page(desk, found) | {"changed": CHANGED in request.GET}
    return render(request, "enterprise/wizard/check.html", page)


@permission(ACT_FOR_ENTERPRISE)
@never_cache
@require_safe
def received(request: HttpRequest, number: str, draft: uuid.UUID) -> HttpResponse:
    """That the application was received and counts, and what it waits for."""
    desk = desk_of(request, number, draft)
    if desk.draft.application_id is not None:
        it = dossier(desk.draft.application_id)
        assert it is not None, "a draft became an application that is there"
        return see(reverse("submitted", args=[number, it.reference]))
    came = None if desk.draft.arrival_id is None else what_came_of(desk.draft.arrival_id)
    if came is None:
        return see(desk.address("draft-check"))
    page = {"desk": desk, "came": came, "answers": desk.draft.answers, "budget": _budget(came)}
    return render(request, "enterprise/wizard/received.html", page)


def _budget(came: Came) -> str:
    """The budget it waits for, by name; empty where it waits for the register."""
    if came.part is None:
        return ""
    return load_budget().named(legal_day(came.arrived_at).year, came.part, language_of_page())


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
        case Received():
            return see(desk.address("draft-received"))
        case Unknown():
            return not_in_register(request, desk.number)
        case LawChanged():
            found = _outlook(desk)
            if isinstance(found, HttpResponse):
                return found
            if isinstance(found, Outlook):
                page = _page(desk, found)
                return render(request, "enterprise/wizard/law_changed.html", page, status=409)
            return see(desk.address("draft-check"))


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


def _page(desk: Desk, found: Outlook | Unavailable) -> dict[str, Any]:
    """What the check page shows; without an outlook where the register gives no answer now."""
    law_seen = desk.applicant.law.digest
    return {
        "desk": desk,
        "rows": rows(desk.applicant, desk.draft.answers, language_of_page()),
        "outlook": found if isinstance(found, Outlook) else None,
        "decision": found.decision if isinstance(found, Outlook) else None,
        "onward": f"{desk.address('draft-declare')}?{LAW}={law_seen}"
        f"&{VERSION}={desk.draft.version}",
    }
