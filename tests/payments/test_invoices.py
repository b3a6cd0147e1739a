"""What is checked of an invoice: every check alone, and what may be ordered together."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille.adapters.invoices import Invoice, Party, Period, read_invoice
from portefeuille.payments.outgoing.invoices import (
    CHECKS,
    STOPPING,
    Asked,
    Before,
    Check,
    check,
    number_key,
)
from tests.adapters.invoices.made import CUSTOMER, SAMPLE, SUPPLIER

DAY = date(2026, 11, 20)
INVOICE = read_invoice(SAMPLE.encode())
ASKED = Asked(
    number="2026/0117",
    day=DAY,
    amount=1_000_00,
    suppliers=(SUPPLIER, "1999905121"),
    customers=(CUSTOMER, "1999901656"),
    cost=1_000_00,
    service="advice",
    starts_on=DAY,
    ends_on=date(2026, 11, 28),
    today=date(2026, 11, 22),
    before=(),
)
OTHER = Before("KP-2026-000007", 1, exact=False)
SAME = Before("KP-2026-000008", 1, exact=True)


def of(asked: Asked, invoice: Invoice | None) -> dict[str, Check]:
    found = check(asked, invoice)
    assert len({one.name for one in found}) == len(found)
    return {one.name: one for one in found}


def test_an_invoice_in_order_passes_every_check() -> None:
    found = check(ASKED, INVOICE)
    assert [one.holds for one in found] == [True] * len(CHECKS)
    assert tuple(one.name for one in found) == CHECKS


WITHIN = Period(None, DAY)
AFTER = Period(date(2026, 11, 29), None)


@pytest.mark.parametrize(
    ("name", "holds", "asked", "invoice"),
    [
        ("kind", False, {}, {"kind": "credit_note"}),
        ("kind", False, {}, {"tax_exclusive": 0}),
        ("kind", False, {}, {"tax_exclusive": -1_000_00}),
        ("supplier", True, {}, {"supplier": Party("", "1999905121")}),
        ("supplier", False, {}, {"supplier": Party("", "1999905220")}),
        ("supplier", None, {}, {"supplier": Party("Opleidingshuis Voorbeeld", None)}),
        ("supplier", None, {"suppliers": ()}, {}),
        ("customer", True, {}, {"customer": Party("", "1999901656")}),
        ("customer", False, {}, {"customer": Party("", SUPPLIER)}),
        ("customer", None, {}, {"customer": Party("Bakkerij Voorbeeld", None)}),
        ("number", False, {"number": "2026/117"}, {}),
        ("day", False, {"day": DAY + timedelta(days=1)}, {}),
        ("amount", True, {"amount": 999_99, "before": (SAME,)}, {}),
        ("amount", False, {"before": (SAME,)}, {}),
        ("amount", True, {"before": (OTHER,)}, {}),
        ("amount", False, {"amount": 1_000_01}, {}),
        ("amount", True, {"amount": 1_210_00}, {"tax_exclusive": 1_210_00}),
        ("cost", False, {"cost": 999_99}, {}),
        ("issued", False, {"today": DAY - timedelta(days=1)}, {}),
        ("start", False, {"starts_on": DAY + timedelta(days=1)}, {}),
        ("start", None, {"starts_on": DAY + timedelta(days=1), "service": "training"}, {}),
        ("period", True, {"ends_on": None}, {"period": WITHIN}),
        ("period", False, {"starts_on": DAY + timedelta(days=1)}, {"period": WITHIN}),
        ("period", False, {}, {"period": AFTER}),
        ("period", None, {"ends_on": None}, {"period": AFTER}),
        ("period", True, {"ends_on": date(2026, 11, 29)}, {"period": AFTER}),
        ("duplicate", False, {"before": (OTHER,), "amount": 1}, {}),
    ],
)
def test_one_thing_that_is_not_right_is_found_by_its_own_check(
    *, name: str, holds: bool | None, asked: dict[str, Any], invoice: dict[str, Any]
) -> None:
    found = of(replace(ASKED, **asked), replace(INVOICE, **invoice))
    assert found[name].holds is holds
    assert found[name].refuses == (holds is False and name in STOPPING)


def test_where_nothing_says_when_the_days_are_not_compared() -> None:
    assert "period" not in of(ASKED, replace(INVOICE, period=None))
    assert not {"start", "period"} & of(replace(ASKED, starts_on=None), INVOICE).keys()


def test_a_file_that_is_no_structured_invoice_is_not_checked_and_that_is_said() -> None:
    found = of(replace(ASKED, before=(OTHER, SAME)), None)
    assert {name: one.holds for name, one in found.items()} == {
        "structured": None,
        "duplicate": False,
    }
    assert found["duplicate"].found == ["KP-2026-000007", "KP-2026-000008"]
    assert not any(one.refuses for one in found.values())


@pytest.mark.parametrize(
    "typed", ["F-2026/17 a", "f 2026 17A", "F2026.17a", "Ｆ２０２６-17a", "f-2026/17A "]
)
def test_a_number_is_the_same_however_it_is_typed(typed: str) -> None:
    assert number_key(typed) == "f202617a"


def test_a_number_of_signs_only_is_a_number() -> None:
    assert number_key(" -/- ") == "-/-"


cents = st.integers(1, 10**9)


@given(st.lists(cents, max_size=5), cents, cents)
def test_never_more_than_the_invoice_is_ordered_of_it_together(
    amounts: list[int], amount: int, total: int
) -> None:
    before = tuple(Before(f"KP-2026-{at}", one, exact=True) for at, one in enumerate(amounts))
    asked = replace(ASKED, amount=amount, before=before)
    found = of(asked, replace(INVOICE, tax_exclusive=total))["amount"]
    assert found.refuses == (sum(amounts) + amount > total)
