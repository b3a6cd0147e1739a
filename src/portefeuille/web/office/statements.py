"""Statements of the bank: read a file, see what became of it, and whether bank and ledger agree."""

from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from stdnum import iban

from portefeuille.adapters.bank import BankFileError
from portefeuille.payments import queries
from portefeuille.payments.services import (
    Imported,
    WrongAccount,
    import_statements,
    match_waiting,
)
from portefeuille.people.perms import HANDLE_MONEY, permission
from portefeuille.web.office.access import finance_officer
from portefeuille.web.office.bank_words import Shown
from portefeuille.web.office.forms import StatementForm
from portefeuille.web.ui.pages import Page, number_in

PAGE: Final = 20
"""Statements on a page of the list."""

LINES: Final = 50
"""Lines on a page of a statement."""

AT_ONCE: Final = 200
"""Lines that are matched while somebody waits; the worker goes on with the rest."""


@permission(HANDLE_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def statements(request: HttpRequest) -> HttpResponse:
    """The form to read a file, whether bank and ledger agree, and every statement."""
    if request.method != "POST":
        return _list(request, StatementForm())
    form = StatementForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, form, status=422)
    file, by = form.cleaned_data["file"], finance_officer(request)
    try:
        kept = import_statements(file.read(), file.name or "", by)
    except BankFileError as wrong:
        form.add_error("file", _unreadable())
        return _list(request, form, wrong, 422)
    except WrongAccount as other:
        form.add_error("file", _of_another(other.iban))
        return _list(request, form, status=422)
    match_waiting(by.now, AT_ONCE)
    return HttpResponseRedirect(_result_of(kept), status=303)


@permission(HANDLE_MONEY)
@require_safe
def statement_file(request: HttpRequest, file: int) -> HttpResponse:
    """What became of a file that was read; the address says what of it was new that time."""
    kept = queries.kept_file(file)
    if kept is None:
        raise Http404
    context = {
        "kept": kept,
        "lines": sum(kept.statuses.values()),
        "new": number_in(request, "nieuw"),
        "known": number_in(request, "gekend") or 0,
    }
    return render(request, "office/statement_file.html", context)


@permission(HANDLE_MONEY)
@require_safe
def statement(request: HttpRequest, statement: int) -> HttpResponse:
    """A statement with the lines it brought, and where each stands."""
    told = queries.statement(statement)
    if told is None:
        raise Http404
    found = queries.lines_of(statement, number_in(request, "na"), LINES + 1)
    here = reverse("statement", args=[statement])
    later = f"{here}?na={found[LINES - 1].line_id}" if len(found) > LINES else ""
    context = {
        "told": told,
        "page": Page.of([Shown.of(one) for one in found], LINES, later),
        "paged": "na" in request.GET,
    }
    return render(request, "office/statement.html", context)


def _list(
    request: HttpRequest,
    form: StatementForm,
    wrong: BankFileError | None = None,
    status: int = 200,
) -> HttpResponse:
    found = queries.statements(number_in(request, "voor"), PAGE + 1)
    here = reverse("statements")
    older = f"{here}?voor={found[PAGE - 1].statement_id}" if len(found) > PAGE else ""
    agreement = queries.agreement()
    context: dict[str, Any] = {
        "form": form,
        "wrong": wrong,
        "agreement": agreement,
        "iban": iban.format(agreement.iban) if agreement else "",
        "missing": queries.missing_statements(),
        "page": Page.of(found, PAGE, older),
        "paged": "voor" in request.GET,
        "waiting": queries.count_waiting(),
    }
    return render(request, "office/statements.html", context, status=status)


def _result_of(kept: Imported) -> str:
    there = reverse("statement-file", args=[kept.file_id])
    return f"{there}?{urlencode({'nieuw': kept.new, 'gekend': kept.known})}"


def _unreadable() -> str:
    return _(
        "This file cannot be read as a statement (camt.053), so nothing of it was kept. Fetch it"
        " from the bank once more and choose it again; what is wrong with it stands below."
    )


def _of_another(number: str) -> str:
    return _(
        "This is a statement of %(theirs)s, so nothing of it was kept. Choose one of our own"
        " account, %(ours)s."
    ) % {"theirs": iban.format(number), "ours": iban.format(settings.FINANCIAL_MANAGER_IBAN)}
