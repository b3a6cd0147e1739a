"""An invoice that is ordered is checked against the application, and over all applications."""

import threading
import uuid
from datetime import UTC, date, datetime

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from portefeuille import samples
from portefeuille.payments.models import CheckedInvoice, Order
from portefeuille.payments.queries import checks_of, invoice_in
from portefeuille.payments.services import (
    Invoice,
    InvoiceRefused,
    WrongFile,
    keep_document,
    order_payment,
)
from portefeuille.people.models import Person
from portefeuille.people.services import load_people
from portefeuille.register.services import join
from tests.adapters.invoices.made import CUSTOMER, SAMPLE, SUPPLIER, changed
from tests.applications.filing import METALWORKS, NOW, load_registers, request, submitted
from tests.databases import Database
from tests.payments.life import at, deposited, the

NUMBER, DAY = "2026/0117", date(2026, 11, 20)
LATER = at(2026, 11, 22)
_WAITING = "SELECT 1 FROM pg_locks WHERE NOT granted"


@pytest.fixture
def counter(database: Database) -> Database:
    load_registers()
    load_people(samples.PEOPLE, date(2015, 1, 1))
    return database


def paying(number: str = CUSTOMER, cost: str = "1000.00", registration: str = "DV.O999001") -> int:
    """An application whose own share came in."""
    filed = request(number, {"cost": cost}, provider={"registration": registration})
    key = submitted(filed, NOW).application_id
    deposited(key, the(key).money.own_share, date(2026, 11, 21), at(2026, 11, 21))
    return key


def kept(
    application: int, content: bytes = SAMPLE.encode(), name: str = "factuur.xml"
) -> uuid.UUID:
    person = Person.objects.get(subject="demo:ondernemer")
    return keep_document(application, person.pk, "factuur.xml", content, LATER).pk


def order(
    application: int,
    amount: int = 1_000_00,
    document: uuid.UUID | None = None,
    number: str = NUMBER,
) -> Order:
    invoice = Invoice(number, DAY, amount, document)
    return order_payment(uuid.uuid4(), application, invoice, LATER)


def refused(application: int, amount: int, content: bytes) -> set[str]:
    """The checks because of which an order is refused; nothing of it stays."""
    with pytest.raises(InvoiceRefused) as why:
        order(application, amount, kept(application, content))
    assert not Order.objects.filter(application_id=application).exists()
    assert the(application).status == "deposited"
    return {one.name for one in why.value.checks if one.refuses}


def test_what_was_found_is_kept_with_the_order_and_never_changed(counter: Database) -> None:
    application = paying()
    given = order(application, 1_000_00, kept(application))
    row = CheckedInvoice.objects.get(order=given)
    assert (row.supplier, row.number_key, row.tax_exclusive_cents) == (
        SUPPLIER,
        "20260117",
        1_000_00,
    )
    assert (row.payment_reference, row.iban) == ("000020261781", "BE38889000011772")
    (found,) = checks_of([given.pk]).values()
    assert {one.name: one.holds for one in found if not one.holds} == {"start": None}
    with pytest.raises(DatabaseError):
        CheckedInvoice.objects.update(iban="BE00")
    with psycopg.connect(counter.owner_url) as owner, pytest.raises(psycopg.Error):
        owner.execute("DELETE FROM payments_checkedinvoice")


def test_an_invoice_of_or_to_somebody_else_or_for_less_is_refused(counter: Database) -> None:
    application = paying()
    assert refused(application, 1_000_00, changed((SUPPLIER, "1999905121"))) == {"supplier"}
    assert refused(application, 1_000_00, changed((CUSTOMER, METALWORKS))) == {"customer"}
    assert refused(application, 1_000_00, changed(("1000.00", "999.99"))) == {"amount"}
    assert refused(application, 1_000_00, changed((">380<", ">381<"))) == {"kind"}
    assert refused(application, 1_000_00, changed((NUMBER, "2026/0118"))) == {"number"}
    assert order(application, 1_000_00, kept(application)).amount_cents == 1_000_00


def test_an_application_of_a_number_that_was_replaced_takes_an_invoice_to_either(
    counter: Database,
) -> None:
    application = paying(METALWORKS)
    join(METALWORKS, CUSTOMER, "renumbered", date(2026, 11, 21), "Nieuw nummer", LATER)
    order(application, 400_00, kept(application))
    to_the_old = changed((CUSTOMER, METALWORKS), (NUMBER, "2026/0118"))
    order(application, 600_00, kept(application, to_the_old), "2026/0118")
    assert refused(paying(), 1_00, changed((CUSTOMER, "1999900369"))) == {"customer"}


def test_one_invoice_for_two_applications_is_paid_up_to_what_it_asks(counter: Database) -> None:
    first, second = paying(), paying()
    twice = changed(("1000.00", "1500.00"), ("500.00</cbc:Price", "750.00</cbc:Price"))
    assert order(first, 1_000_00, kept(first, twice))
    assert refused(second, 500_01, twice) == {"amount"}
    given = order(second, 500_00, kept(second, twice))
    (found,) = checks_of([given.pk]).values()
    told = {one.name: one.found for one in found if one.holds is False}
    assert told == {"cost": 1_500_00, "duplicate": [the(first).reference]}


def test_a_number_is_found_again_in_any_application_and_only_of_that_provider(
    counter: Database,
) -> None:
    order(paying(METALWORKS), 100_00, number="2026-0117")
    other = order(paying(registration="DV.O999003"), 100_00, number=NUMBER)
    assert {one.name: one.holds for one in checks_of([other.pk])[other.pk]} == {
        "structured": None,
        "duplicate": True,
    }
    application = paying()
    given = order(application, 1_000_00, kept(application))
    found = {one.name: one.holds for one in checks_of([given.pk])[given.pk]}
    assert found["duplicate"] is False
    assert found["amount"] is True


def test_an_order_waits_for_another_of_the_same_number_and_then_sees_it(
    counter: Database,
) -> None:
    """Of two enterprises, each with a wallet of its own, so that nothing else holds them."""
    first, second = paying(METALWORKS), paying()
    document = kept(second)
    outcome: list[bool | None] = []

    def late() -> None:
        try:
            given = order(second, 600_00, document)
            outcome.extend(one.holds for one in checks_of([given.pk])[given.pk][-1:])
        finally:
            connection.close()

    thread = threading.Thread(target=late)
    with transaction.atomic():
        order(first, 600_00)
        thread.start()
        with psycopg.connect(counter.owner_url, autocommit=True) as owner:
            while thread.is_alive() and not owner.execute(_WAITING).fetchone():
                thread.join(0.01)
    thread.join()
    assert outcome == [False]


def test_xml_is_kept_where_it_is_an_invoice_and_read_only_in_its_own_dossier(
    counter: Database,
) -> None:
    application, other = paying(), paying()
    for content, why, where in (
        (b"<html></html>", "xml", ""),
        (changed(("1210.00</cbc:Pay", "1210.001</cbc:Pay")), "invoice", "PayableAmount"),
        (b"PK\x03\x04", "type", ""),
    ):
        with pytest.raises(WrongFile) as refusal:
            kept(application, content)
        assert refusal.value.why == why
        assert where in refusal.value.where
    document = kept(application)
    found = invoice_in(document, application)
    assert found is not None
    assert found.number == NUMBER
    assert invoice_in(document, other) is None
    assert invoice_in(kept(application, b"%PDF-1.7"), application) is None
    assert invoice_in(None, application) is None


def test_orders_of_before_the_checks_are_found_again(counter: Database) -> None:
    """What the migration does of orders that were there: the same key as a new order gets."""
    from importlib.resources import files

    given = order(paying(), 100_00, number="F-2026/17 a")
    fill = files("portefeuille.payments").joinpath("sql/invoices.sql").read_text("utf-8")
    fill = fill[fill.index("INSERT INTO") :]
    with psycopg.connect(counter.owner_url) as owner:
        owner.execute("ALTER TABLE payments_checkedinvoice DISABLE TRIGGER USER")
        owner.execute("DELETE FROM payments_checkedinvoice")
        owner.execute(fill)
    row = CheckedInvoice.objects.get(order=given)
    assert (row.supplier, row.number_key) == (SUPPLIER, "f202617a")
    assert row.known_at == datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert [one.name for one in checks_of([given.pk])[given.pk]] == ["structured"]
