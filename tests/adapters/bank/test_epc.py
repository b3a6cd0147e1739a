"""The payment code of a deposit, by its guideline."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from portefeuille.adapters.bank import BankFileError, epc_payload, epc_svg
from tests.adapters.bank.making import OGM, OURS, RF

LARGEST_VERSION = 13
WIDEST = 17 + 4 * LARGEST_VERSION + 2 * 4
"""Modules on a side, with the quiet zone of four around it."""


@pytest.mark.parametrize("reference", [OGM, RF, "+++010/8068/17183+++"])
def test_a_reference_stands_in_its_line(reference: str) -> None:
    assert epc_payload("Scheme", OURS, "KREDBEBB", 120_000, reference).split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "KREDBEBB",
        "Scheme",
        OURS,
        "EUR1200.00",
        "",
        RF if reference == RF else OGM,
    ]


def test_a_text_stands_in_its_own() -> None:
    payload = epc_payload("Café", OURS, "", 5, "eigen aandeel é")
    assert payload.split("\n")[4:] == ["", "Cafe", OURS, "EUR0.05", "", "", "eigen aandeel e"]


@settings(max_examples=30)
@given(st.text(max_size=200), st.integers(1, 99_999_999_999))
def test_the_longest_fits_a_code_that_a_phone_reads(text: str, amount: int) -> None:
    payload = epc_payload("N" * 90, OURS, "KREDBEBBXXX", amount, text)
    assert len(payload.encode()) <= 331
    svg = etree.fromstring(epc_svg("N" * 90, OURS, "KREDBEBBXXX", amount, text))
    side = int(svg.get("viewBox").split()[2])
    assert side <= WIDEST


def test_the_code_is_one_element_that_says_what_it_is() -> None:
    svg = epc_svg("Scheme", OURS, "", 100, OGM, title="Pay € 1 & <more>")
    root = etree.fromstring(svg)
    assert root.findtext("{*}title") == "Pay € 1 & <more>"
    assert re.findall(r"<script|style=|<style|href", svg) == []
    assert svg == epc_svg("Scheme", OURS, "", 100, OGM, title="Pay € 1 & <more>")
    assert svg != epc_svg("Scheme", OURS, "", 101, OGM, title="Pay € 1 & <more>")


@pytest.mark.parametrize(
    ("iban", "bic", "amount"),
    [("BE00", "", 100), (OURS, "KRED", 100), (OURS, "", 0), (OURS, "", 10**11)],
)
def test_what_cannot_be_paid_makes_no_code(iban: str, bic: str, amount: int) -> None:
    with pytest.raises(BankFileError):
        epc_payload("Scheme", iban, bic, amount, OGM)
