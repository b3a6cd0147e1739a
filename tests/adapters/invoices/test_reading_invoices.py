"""A UBL invoice is read to the cent, and what is not one is refused with the place and why."""

import os
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portefeuille.adapters.invoices import (
    MAX_BYTES,
    Invoice,
    InvoiceError,
    Line,
    Party,
    Period,
    is_xml,
    read_invoice,
)
from tests.adapters.invoices.made import SAMPLE, changed, made

OURS = '<cbc:CompanyID schemeID="0208">1999905022</cbc:CompanyID>'
ENDPOINT = '<cbc:EndpointID schemeID="0208">1999905022</cbc:EndpointID>'
VAT = "<cbc:CompanyID>BE1999905022</cbc:CompanyID>"
NOBODY = "<cbc:CompanyID>GB983294</cbc:CompanyID>"


def test_the_sample_says_all_of_it() -> None:
    assert read_invoice(SAMPLE.encode()) == Invoice(
        kind="invoice",
        number="2026/0117",
        issued_on=date(2026, 11, 20),
        currency="EUR",
        supplier=Party("Opleidingshuis Voorbeeld", "1999905022"),
        customer=Party("Bakkerij Voorbeeld", "1999900171"),
        tax_exclusive=1_000_00,
        payable=1_210_00,
        payment_reference="000020261781",
        iban="BE38889000011772",
        period=Period(date(2026, 11, 27), date(2026, 11, 28)),
        lines=(Line("Opleiding Beter bakken", 1_000_00),),
    )


@pytest.mark.parametrize(
    ("name", "kind"),
    [("base-example.xml", "invoice"), ("base-creditnote-correction.xml", "credit_note")],
)
def test_the_examples_of_peppol_are_read(name: str, kind: str) -> None:
    samples = os.environ.get("PORTEFEUILLE_SAMPLES")
    if samples is None:
        pytest.skip("PORTEFEUILLE_SAMPLES does not say where the examples of Peppol lie")
    found = read_invoice((Path(samples) / "peppol" / name).read_bytes())
    assert (found.kind, found.number, found.issued_on) == (kind, "Snippet1", date(2017, 11, 13))
    assert found.supplier == Party("SupplierOfficialName Ltd", None)
    assert found.customer == Party("Buyer Official Name", None)
    assert (found.tax_exclusive, found.payable) == (1_325_00, 1_656_25)
    assert (found.payment_reference, found.iban) == ("Snippet1", None)
    assert [line.amount for line in found.lines] == [2_800_00, -1_500_00]


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ([(ENDPOINT, ""), (VAT, NOBODY)], "1999905022"),
        ([(OURS, ""), (VAT, NOBODY)], "1999905022"),
        ([(OURS, ""), (ENDPOINT, "")], "1999905022"),
        ([(OURS, NOBODY), (ENDPOINT, ENDPOINT.replace("0208", "9925")), (VAT, "")], "1999905022"),
        ([(OURS, OURS.replace("1999905022", "1999905121"))], "1999905121"),
        ([(OURS, OURS.replace("0208", "0183")), (ENDPOINT, ""), (VAT, "")], None),
        ([(OURS, NOBODY), (ENDPOINT, ""), (VAT, NOBODY)], None),
        ([(OURS, OURS.replace("22<", "23<")), (ENDPOINT, ""), (VAT, NOBODY)], None),
        ([(OURS, OURS.replace("1999905022", "BE 1999.905.022"))], "1999905022"),
    ],
    ids=[
        "legal",
        "endpoint",
        "vat",
        "endpoint-vat",
        "legal-weighs-most",
        "other-scheme",
        "foreign",
        "check-digits",
        "spaced",
    ],
)
def test_who_invoices_is_found_where_it_is_said(
    changes: list[tuple[str, str]], number: str | None
) -> None:
    assert read_invoice(changed(*changes)).supplier.number == number


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ([(' currencyID="EUR">1000.00</cbc:TaxExcl', ">1000.00</cbc:TaxExcl")], "currencyID"),
        ([('currencyID="EUR">1210.00</cbc:Pay', 'currencyID="USD">1210.00</cbc:Pay')], "currency"),
        ([(">EUR<", ">USD<")], "DocumentCurrencyCode"),
        ([("1210.00</cbc:Payable", "1210.001</cbc:Payable")], "PayableAmount"),
        ([("1210.00</cbc:Payable", "1.21e3</cbc:Payable")], "PayableAmount"),
        ([("1210.00</cbc:Payable", "1,210.00</cbc:Payable")], "PayableAmount"),
        ([("1210.00</cbc:Payable", "-+1</cbc:Payable")], "PayableAmount"),
        ([("1210.00</cbc:Payable", "²</cbc:Payable")], "PayableAmount"),
        ([("1000.00</cbc:TaxExcl", "1000.01</cbc:TaxExcl")], "TaxExclusiveAmount"),
        ([("2026-11-20<", "2026-11-31<")], "IssueDate"),
        ([("2026-11-20<", "20/11/2026<")], "IssueDate"),
        ([("<cbc:IssueDate>2026-11-20</cbc:IssueDate>", "")], "IssueDate"),
        ([("<cbc:ID>2026/0117</cbc:ID>\n  <cbc:Iss", "<cbc:ID> </cbc:ID>\n  <cbc:Iss")], "cbc:ID"),
        ([("2026/0117", "9" * 61)], "cbc:ID"),
        ([("  <cbc:DueDate>", "  <cbc:ID>2026/0118</cbc:ID><cbc:DueDate>")], "cbc:ID"),
        ([("cac:InvoiceLine>", "cac:Other>")], "InvoiceLine"),
        ([("AccountingSupplierParty", "Other")], "AccountingSupplierParty"),
        ([("<cbc:EndDate>2026-11-28", "<cbc:EndDate>2026-11-26")], "InvoicePeriod"),
        ([("Invoice-2", "Invoice-3")], "file"),
        ([("</Invoice>", "")], "file"),
        ([("<Invoice ", "<!DOCTYPE a><Invoice ")], "file"),
        ([("UTF-8", "UTF-8"), ("Gent", "G\x00nt")], "file"),
    ],
)
def test_what_is_not_right_is_refused_with_its_place(
    changes: list[tuple[str, str]], where: str
) -> None:
    with pytest.raises(InvoiceError) as refused:
        read_invoice(changed(*changes))
    assert where in refused.value.where
    assert refused.value.expected
    assert refused.value.why


def test_a_credit_note_is_one_by_its_root_or_its_code() -> None:
    assert read_invoice(made([100], root="CreditNote")).kind == "credit_note"
    assert read_invoice(changed((">380<", ">381<"))).kind == "credit_note"


def test_references_and_accounts_that_cannot_be_are_not_taken_for_one() -> None:
    found = read_invoice(changed(("61781+++", "61782+++"), ("BE38", "BE39")))
    assert (found.payment_reference, found.iban) == ("+++000/0202/61782+++", None)
    none = read_invoice(changed(("<cbc:PaymentID>+++000/0202/61781+++</cbc:PaymentID>", "")))
    assert none.payment_reference is None


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\n  ", b"\xef\xbb\xbf\r\n"])
def test_a_byte_order_mark_and_white_space_before_it_do_no_harm(before: bytes) -> None:
    content = before + SAMPLE.encode()
    assert is_xml(content)
    assert read_invoice(content) == read_invoice(SAMPLE.encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b"%PDF-1.7",
        SAMPLE.encode("utf-16"),
        SAMPLE.replace("Gent", "Génk").encode("latin-1"),
        b"<a>" * 5_000,
        b"<a/>" + b" " * MAX_BYTES,
        b"<a>" + b"<b/>" * 200_001 + b"</a>",
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><l>&b;</l>',
        b'<!DOCTYPE l SYSTEM "file:///etc/passwd"><l/>',
        b"<Invoice>&b;</Invoice>",
        b"<html><body>Factuur</body></html>",
    ],
)
def test_what_is_hostile_or_something_else_is_refused(content: bytes) -> None:
    with pytest.raises(InvoiceError):
        read_invoice(content)


def test_a_pdf_inside_is_let_go_of_while_it_is_read() -> None:
    from portefeuille.adapters.invoices.nodes import every, parse

    pdf = "QUJD" * (1024 * 1024)
    root = parse(changed(("JVBERi0xLjcgdmVyem9ubmVu", pdf)))
    path = "cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject"
    (inside,) = every(root, path)
    assert inside.text is None
    assert read_invoice(changed(("JVBERi0xLjcgdmVyem9ubmVu", pdf))).tax_exclusive == 1_000_00


cents = st.integers(-(10**12), 10**12)
parts = st.integers(0, 10**9)


@given(
    st.lists(cents, min_size=1, max_size=6),
    parts,
    parts,
    st.dates(date(1000, 1, 1)),
    st.from_regex(r"[A-Z0-9/.-]{1,60}", fullmatch=True),
)
def test_what_was_written_is_read_back(
    amounts: list[int], charge: int, allowance: int, day: date, number: str
) -> None:
    content = made(amounts, number, day.isoformat(), charge=charge, allowance=allowance)
    found = read_invoice(content)
    assert [line.amount for line in found.lines] == amounts
    assert found.tax_exclusive == found.payable == sum(amounts) + charge - allowance
    assert (found.number, found.issued_on) == (number, day)


TOKENS = [
    *(b"<", b">", b"/", b'"', b"-", b" ", b"\x00", b"\xff", b"&lt;", b"&#0;", b"&x;", b"<!--"),
    *(b"<![CDATA[", b"]]>", b"<!DOCTYPE", b"<?xml", b"1e9", b"9" * 30, "²".encode(), b"0208"),
    *(b"</cbc:ID>", b"<cac:Party>", b"2026-02-30", b"0000-00-00", b' currencyID="EUR"', b".005"),
]


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """The sample with some pieces cut out, doubled or replaced."""
    content = SAMPLE.encode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = start + draw(st.integers(0, 60))
        piece = draw(st.sampled_from(TOKENS) | st.just(b"") | st.just(content[start:end] * 2))
        content = content[:start] + piece + content[end:]
    return content


@given(spoiled() | st.binary(max_size=200) | st.text(max_size=60).map(str.encode))
@example(b"<")
def test_whatever_comes_in_is_an_invoice_or_an_invoice_error(content: bytes) -> None:
    with suppress(InvoiceError):
        found = read_invoice(content)
        assert found.number
        assert found.lines
        assert type(found.tax_exclusive) is int
