"""XML that somebody sent in, read without trusting it, and readers of its parts.

No document type, so no entities; nothing is fetched; no more than `MAX_BYTES` and `MAX_TAGS`, no
deeper than the parser's own 256 levels; UTF-8 only, so that a document type cannot hide in
another encoding. What is embedded (a PDF of the invoice, in base64) is dropped while it is read,
before the next element comes. An element that may stand once and stands twice is refused: two
readers of the same file would see two invoices.
"""

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Final, TypeAlias

from lxml import etree

from portefeuille.adapters.invoices.errors import WHOLE, InvoiceError
from portefeuille.core.money import Cents

MAX_BYTES: Final = 8 * 1024 * 1024
"""An invoice is some kilobytes; what makes it large is a PDF inside."""

MAX_TAGS: Final = 200_000
"""Bounds the tree to about 30 MB: some four thousand invoice lines."""

MAX_TEXT: Final = 1_000
"""Characters of a text that are kept."""

_OASIS: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
ROOTS: Final = {
    f"{{{_OASIS}Invoice-2}}Invoice": "invoice",
    f"{{{_OASIS}CreditNote-2}}CreditNote": "credit_note",
}
_SPACES: Final = {
    "cac": f"{_OASIS}CommonAggregateComponents-2",
    "cbc": f"{_OASIS}CommonBasicComponents-2",
}
_EMBEDDED: Final = f"{{{_SPACES['cbc']}}}EmbeddedDocumentBinaryObject"
_BOM: Final = b"\xef\xbb\xbf"
_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_AMOUNT: Final = re.compile(r"([+-]?)([0-9]{1,12})(?:\.([0-9]{0,2}))?")

Node: TypeAlias = etree._Element


def is_xml(content: bytes) -> bool:
    """Whether a file begins as XML does; it may still be any XML, or broken."""
    return content[:64].removeprefix(_BOM).lstrip().startswith(b"<")


def parse(content: bytes) -> Node:
    """The root element of an invoice or credit note; InvoiceError for anything else."""
    if len(content) > MAX_BYTES:
        raise InvoiceError(WHOLE, f"{len(content)} bytes", f"at most {MAX_BYTES} bytes")
    if (tags := content.count(b"<")) > MAX_TAGS:
        raise InvoiceError(WHOLE, f"{tags} tags", f"at most {MAX_TAGS} tags")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise InvoiceError(WHOLE, "it has a document type", "XML without one")
    elements = etree.iterparse(
        io.BytesIO(content.removeprefix(_BOM).lstrip()),
        events=("end",),
        tag=_EMBEDDED,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, embedded in elements:
            embedded.clear()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InvoiceError(WHOLE, f"no XML ({str(error)[:200]})", "XML in UTF-8") from None
    root: Node | None = elements.root
    if root is None or root.tag not in ROOTS:
        found = "nothing" if root is None else repr(str(root.tag)[:120])
        raise InvoiceError(WHOLE, f"it begins with {found}", "a UBL Invoice or CreditNote")
    return root


def every(node: Node, path: str) -> Iterator[Node]:
    """Every element at the end of a path such as cac:Party/cbc:EndpointID."""
    return iter(node.findall(path, _SPACES))


def child(node: Node, path: str) -> Node | None:
    """The one element at the end of a path, each step of which stands at most once; or None."""
    here: Node | None = node
    for name in path.split("/"):
        found = [] if here is None else here.findall(name, _SPACES)
        if len(found) > 1:
            raise InvoiceError(path, f"{name} stands {len(found)} times", "one")
        here = found[0] if found else None
    return here


def needed(node: Node, path: str) -> Node:
    """The one element at the end of a path; InvoiceError where there is none."""
    found = child(node, path)
    if found is None:
        raise InvoiceError(path, "it is missing", "one")
    return found


def text_in(node: Node | None) -> str:
    """The text of an element with single spaces, at most `MAX_TEXT`; empty where there is none."""
    found = "" if node is None else (node.text or "")
    return " ".join(found.split())[:MAX_TEXT]


def text(node: Node, path: str) -> str:
    """The text at the end of a path; empty where there is none."""
    return text_in(child(node, path))


def needed_text(node: Node, path: str, most: int) -> str:
    """The text at the end of a path; InvoiceError where it is missing, empty or too long."""
    found = text_in(needed(node, path))
    if not found or len(found) > most:
        raise InvoiceError(path, f"{len(found)} characters", f"1 to {most}")
    return found


def day(node: Node, path: str) -> date | None:
    """A day written yyyy-mm-dd (rule F001 of Peppol); None where there is none."""
    found = text(node, path)
    if not found:
        return None
    parts = _DAY.fullmatch(found)
    try:
        if parts is not None:
            return date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError:
        pass  # a day that does not exist, such as 2026-02-30
    raise InvoiceError(path, repr(found[:40]), "a day yyyy-mm-dd that exists")


def needed_day(node: Node, path: str) -> date:
    """A day written yyyy-mm-dd; InvoiceError where it is missing."""
    found = day(node, path)
    if found is None:
        raise InvoiceError(path, "it is missing", "a day yyyy-mm-dd")
    return found


def amount(node: Node, path: str) -> Cents | None:
    """An amount in euro, in cents, below zero too; None where there is none.

    InvoiceError for another currency, more than two decimals (rules BR-DEC of EN 16931) or more
    than twelve digits of euros.
    """
    holder = child(node, path)
    if holder is None:
        return None
    currency = holder.get("currencyID")
    if currency != "EUR":
        raise InvoiceError(f"{path}/@currencyID", repr(str(currency)[:12]), "EUR")
    found = text_in(holder)
    parts = _AMOUNT.fullmatch(found)
    if parts is None:
        raise InvoiceError(path, repr(found[:40]), "an amount with at most two decimals")
    cents = int(parts[2]) * 100 + int((parts[3] or "").ljust(2, "0"))
    return -cents if parts[1] == "-" else cents


def needed_amount(node: Node, path: str) -> Cents:
    """An amount in euro, in cents; InvoiceError where it is missing or as `amount` says."""
    found = amount(node, path)
    if found is None:
        raise InvoiceError(path, "it is missing", "an amount")
    return found
