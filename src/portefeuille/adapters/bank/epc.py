"""A payment as a code for a phone: the QR code of a SEPA credit transfer.

Source: EPC069-12, version 2 (quick response code: guidelines to enable data capture for the
initiation of a SEPA credit transfer): eleven lines, at most 331 bytes, correction level M, at
most version 13.
"""

import io
from typing import Final

import segno

from portefeuille.adapters.bank.characters import in_sepa
from portefeuille.adapters.bank.references import as_structured
from portefeuille.adapters.bank.transfers import (
    LONGEST_TEXT,
    amount_of,
    bic_of,
    iban_of,
    name_of,
)
from portefeuille.core.money import Cents

_UTF_8: Final = "1"


def epc_payload(name: str, iban: str, bic: str, amount: Cents, structured_or_text: str) -> str:
    """The lines of the code; BankFileError for an IBAN, BIC, name or amount that is none.

    An OGM (as 12 digits) or an RF reference stands in the line for a structured reference, what
    is neither in the line for a text. Version 2 needs no BIC within SEPA: "" is allowed.
    """
    reference = as_structured(structured_or_text)
    lines = (
        "BCD",
        "002",
        _UTF_8,
        "SCT",
        bic_of("code", bic),
        name_of("code", name),
        iban_of("code", iban),
        f"EUR{amount_of('code', amount)}",
        "",  # purpose
        reference or "",
        "" if reference else in_sepa(structured_or_text, LONGEST_TEXT),
    )
    return "\n".join(lines).rstrip("\n")


def epc_svg(
    name: str, iban: str, bic: str, amount: Cents, structured_or_text: str, *, title: str = ""
) -> str:
    """The code as an <svg> to stand in a page: black on white, without a script or a style.

    `title` is what a reader hears who does not see it. BankFileError as for `epc_payload`.
    """
    payload = epc_payload(name, iban, bic, amount, structured_or_text)
    code = segno.make_qr(payload, error="m", boost_error=False, encoding="utf-8")
    written = io.BytesIO()
    code.save(
        written,
        kind="svg",
        xmldecl=False,
        nl=False,
        omitsize=True,
        dark="#000",
        light="#fff",
        svgclass="epc",
        lineclass=None,
        title=title or None,
    )
    return written.getvalue().decode()
