"""What every page of the wizard begins with: who writes, for which enterprise, in which draft."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from portefeuille.applications.queries import Draft, dossier, draft_of
from portefeuille.applications.services import AlreadySubmitted, By
from portefeuille.people.perms import ACT_FOR_ENTERPRISE, permission, who_acts
from portefeuille.people.queries import FOR_ENTERPRISE
from portefeuille.register.queries import became
from portefeuille.web import clock
from portefeuille.web.enterprise.wizard.applicant import Applicant, applicant_of


@dataclass(frozen=True)
class Desk:
    """A draft on the desk as it is stored, the number it is for, and who works on it now."""

    number: str
    draft: Draft
    person_id: int
    by: By

    @cached_property
    def applicant(self) -> Applicant:
        """What is known of the applicant; asked when a page needs it."""
        found = applicant_of(self.number, clock.today())
        assert found is not None, "whoever writes a draft was looked up"
        return found

    def address(self, name: str, *more: Any) -> str:
        """The address of a page of this draft."""
        return reverse(name, args=[self.number, self.draft.pk, *more])


def hand_of(request: HttpRequest, number: str) -> tuple[int, By]:
    """The person who is signed in, and how the journal names them when they act for a number."""
    who = who_acts(request)
    mandate = who.mandate_for(number, *FOR_ENTERPRISE)
    named = None if mandate is None else f"mandate:{mandate.pk}"
    return who.person.pk, By(f"person:{who.person.pk}", clock.now(), named)


def of_a_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives a view the desk of the open draft in its address, or answers in its place.

    404 where the enterprise in the address has no such draft; a page that says so where the draft
    was submitted. Nothing of it is kept by the browser, so that going back asks us again.
    """

    @permission(ACT_FOR_ENTERPRISE)
    @never_cache
    @wraps(view)
    def at_the_desk(
        request: HttpRequest, number: str, draft: uuid.UUID, **route: Any
    ) -> HttpResponse:
        desk = desk_of(request, number, draft)
        if became(number) is not None:  # who may act for what it became goes on there
            return see(reverse("portfolio", args=[number]))
        try:
            if desk.draft.application_id is not None or desk.draft.arrival_id is not None:
                raise AlreadySubmitted(desk.draft.application_id, desk.draft.arrival_id)
            return view(request, desk, **route)
        except AlreadySubmitted as done:
            return submitted_before(request, desk, done)

    return at_the_desk


def desk_of(request: HttpRequest, number: str, draft: uuid.UUID) -> Desk:
    """The desk of a draft, open or not; 404 where the enterprise has no such draft."""
    found = draft_of(draft, number)
    if found is None:
        raise Http404
    person_id, by = hand_of(request, number)
    return Desk(number, found, person_id, by)


def submitted_before(request: HttpRequest, desk: Desk, done: AlreadySubmitted) -> HttpResponse:
    """What whoever comes back to a draft sees, that became an application or waits to."""
    if done.application_id is None:
        return see(desk.address("draft-received"))
    page = {"desk": desk, "dossier": dossier(done.application_id)}
    return render(request, "enterprise/wizard/submitted_before.html", page, status=409)


def not_in_register(request: HttpRequest, number: str) -> HttpResponse:
    """The page where the register does not know the enterprise."""
    page = {"number": number}
    return render(request, "enterprise/wizard/not_in_register.html", page, status=404)


def see(address: str) -> HttpResponse:
    """On to another page, so that reloading it sends nothing again."""
    return HttpResponseRedirect(address, status=303)
