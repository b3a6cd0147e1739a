"""Files that somebody sends in: kept as they came, where they are of a kind that is taken."""

import hashlib
from typing import Final

from portefeuille.adapters.invoices import WHOLE, InvoiceError, is_xml, read_invoice
from portefeuille.applications.turn import held
from portefeuille.journal.services import By
from portefeuille.payments.models import Document

MAX_DOCUMENT: Final = 5 * 1024 * 1024
"""Bytes of a file that is kept."""

UBL: Final = "application/xml"
"""The media type of a structured invoice: the only XML that is taken."""

MEDIA_TYPES: Final = {
    b"%PDF-": "application/pdf",
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
"""What any other kept file may be, by how it begins."""


class WrongFile(ValueError):
    """A file that cannot be kept: `why` is "large", "type", "xml" (some other XML) or "invoice"
    (an invoice we cannot read); `where` is the place in it."""

    def __init__(self, why: str, where: str = "") -> None:
        super().__init__(f"{why} {where}".strip())
        self.why, self.where = why, where


def keep_document(
    application_id: int, person_id: int, name: str, content: bytes, by: By
) -> Document:
    """Keep a file as it came in; WrongFile where it is too large or of a kind we do not take.

    Sent again by the same person for the same application it is the one that is there.
    """
    kept = {
        "application_id": application_id,
        "person_id": person_id,
        "name": name[:200],
        "media_type": _media_type(content),
        "digest": hashlib.sha256(content).hexdigest(),
    }
    with held(application_id):
        before = Document.objects.filter(**kept).first()
        return before or Document.objects.create(**kept, content=content, kept_at=by.now)


def _media_type(content: bytes) -> str:
    if len(content) > MAX_DOCUMENT:
        raise WrongFile("large")
    for begin, kind in MEDIA_TYPES.items():
        if content.startswith(begin):
            return kind
    if not is_xml(content):
        raise WrongFile("type")
    try:
        read_invoice(content)
    except InvoiceError as error:
        if error.where == WHOLE:
            raise WrongFile("xml") from None
        raise WrongFile("invoice", error.where) from None
    return UBL
