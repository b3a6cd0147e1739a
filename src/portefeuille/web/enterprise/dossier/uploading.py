"""The file that comes with a payment order: kept, and what it says filled in."""

import uuid

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy

from portefeuille.applications.queries import Dossier
from portefeuille.core.show import show_amount
from portefeuille.payments import queries
from portefeuille.payments.services import MAX_DOCUMENT, WrongFile, keep_document
from portefeuille.people.perms import who_acts
from portefeuille.web.enterprise.dossier.access import by_whom
from portefeuille.web.enterprise.dossier.forms import OrderForm

WRONG_FILES = {
    "large": gettext_lazy("Choose a file of at most 5 MB."),
    "type": gettext_lazy("Choose an e-invoice (UBL), a PDF, a JPEG or a PNG."),
    "xml": gettext_lazy("This XML is not an e-invoice (UBL). Choose another file, or the PDF."),
    "invoice": gettext_lazy(
        "This e-invoice (UBL) cannot be read: something is not right at %(where)s."
        " Ask your provider for another, or choose the PDF."
    ),
}


def answers_with_file(request: HttpRequest, number: str, it: Dossier) -> OrderForm:
    """The form that was sent, its file kept; what is wrong with the file stands at its field."""
    data = request.POST.copy()
    file = request.FILES.get("file")
    if file is None:
        return OrderForm(data)
    try:
        _keep(request, number, it, file, data)
    except WrongFile as fault:
        form = OrderForm(data)
        form.add_error("file", WRONG_FILES[fault.why] % {"where": fault.where})
        return form
    return OrderForm(data)


def _keep(
    request: HttpRequest, number: str, it: Dossier, file: "UploadedFile[bytes]", data: QueryDict
) -> None:
    if (file.size or 0) > MAX_DOCUMENT:
        raise WrongFile("large")
    kept = keep_document(
        it.application_id,
        who_acts(request).person.pk,
        file.name or "",
        file.read(),
        by_whom(request, number),
    )
    data["document"] = str(kept.pk)
    _fill_in(data, kept.pk, it)


def _fill_in(data: QueryDict, document_id: uuid.UUID, it: Dossier) -> None:
    """What an e-invoice says, where nothing was typed: a number or day that was is left alone,
    and so is an amount, unless it is all that lies ready, as the form proposes by itself."""
    invoice = queries.invoice_in(document_id, it.application_id)
    if invoice is None:
        return
    balance = queries.money_of(it).balance
    proposed = show_amount(balance)
    if not str(data.get("invoice_number", "")).strip():
        data["invoice_number"] = invoice.number
    if not str(data.get("invoice_date", "")).strip():
        data["invoice_date"] = f"{invoice.issued_on:%d/%m/%Y}"
    if str(data.get("amount", "")).strip() in ("", proposed) and invoice.tax_exclusive > 0:
        data["amount"] = show_amount(min(balance, invoice.tax_exclusive))
