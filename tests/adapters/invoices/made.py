"""Invoices to read: the invented sample with something changed, and small ones made of values."""

from collections.abc import Sequence
from typing import Final

from portefeuille import samples
from portefeuille.core.money import Cents, format_euro

SAMPLE: Final = (samples.INVOICES / "training.xml").read_text("utf-8")
SUPPLIER, CUSTOMER = "1999905022", "1999900171"

_HEAD: Final = """<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
 xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">"""


def changed(*changes: tuple[str, str]) -> bytes:
    """The sample with every text on the left replaced by that on the right."""
    text = SAMPLE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


def made(
    amounts: Sequence[Cents],
    number: str = "F-1",
    issued_on: str = "2026-11-20",
    *,
    charge: Cents = 0,
    allowance: Cents = 0,
    root: str = "Invoice",
) -> bytes:
    """An invoice of these line amounts, with other prefixes than the usual ones."""
    total = sum(amounts) + charge - allowance
    lines = "".join(
        f"<a:{root}Line>{_euro('LineExtensionAmount', one)}"
        f"<a:Item><b:Name>Dag {place}</b:Name></a:Item></a:{root}Line>"
        for place, one in enumerate(amounts)
    )
    parties = "".join(
        f"<a:Accounting{role}Party><a:Party><a:PartyLegalEntity>"
        f"<b:RegistrationName>{role}</b:RegistrationName><b:CompanyID>{value}</b:CompanyID>"
        f"</a:PartyLegalEntity></a:Party></a:Accounting{role}Party>"
        for role, value in (("Supplier", SUPPLIER), ("Customer", CUSTOMER))
    )
    return (
        _HEAD.format(root=root)
        + f"<b:ID>{number}</b:ID><b:IssueDate>{issued_on}</b:IssueDate>"
        + f"<b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>{parties}<a:LegalMonetaryTotal>"
        + _euro("TaxExclusiveAmount", total)
        + _euro("AllowanceTotalAmount", allowance)
        + _euro("ChargeTotalAmount", charge)
        + _euro("PayableAmount", total)
        + f"</a:LegalMonetaryTotal>{lines}</{root}>"
    ).encode()


def _euro(name: str, amount: Cents) -> str:
    return f'<b:{name} currencyID="EUR">{format_euro(amount)}</b:{name}>'
