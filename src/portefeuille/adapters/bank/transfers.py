"""Transfers as a bank wants them: pain.001.001.09, the same bytes for the same values.

One message is one payment: PmtInfId = MsgId, so that whichever of both a bank gives back names
the run. BtchBookg is false: each transfer is asked to be booked, and so answered, on its own.

Sources: ISO 20022, pain.001.001.09; Febelfin, XML message for credit transfer initiation 2.0.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from portefeuille.adapters.bank.characters import in_sepa, is_identifier
from portefeuille.adapters.bank.errors import BankFileError
from portefeuille.adapters.bank.references import as_iban, as_structured
from portefeuille.adapters.bank.schemas import hold_to_pain_001
from portefeuille.adapters.bank.values import Debtor, Transfer
from portefeuille.adapters.bank.writing import Element, as_bytes, maker
from portefeuille.core.money import Cents, format_euro

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
LONGEST_NAME: Final = 70
LONGEST_TEXT: Final = 140
MOST: Final[Cents] = 99_999_999_999
"""The largest SEPA credit transfer: 999 999 999,99 euro."""

_BIC: Final = re.compile("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")

_make = maker(NAMESPACE)


def write_transfers(
    message_id: str,
    made_at: datetime,
    execution_on: date,
    debtor: Debtor,
    transfers: Sequence[Transfer],
) -> bytes:
    """A payment order, valid against the schema.

    Names and texts are put in the characters of SEPA and cut (70 and 140). BankFileError for
    what no bank would carry out: a wrong IBAN, reference or identifier, an amount that is not
    above zero, no name, no transfer, an EndToEndId twice. `made_at` has a zone.
    """
    if not is_identifier(message_id):
        raise _wrong("MsgId", message_id, "1 to 35 characters of SEPA, no slash at an end")
    if made_at.tzinfo is None:
        raise _wrong("CreDtTm", made_at.isoformat(), "a moment with a zone")
    _refuse_twice(transfers)
    orders = [_order(one) for one in transfers]
    count, total = str(len(orders)), format_euro(sum(one.amount for one in transfers))
    name = name_of("Dbtr", debtor.name)
    root = _make(
        "Document",
        _make(
            "CstmrCdtTrfInitn",
            _header(message_id, made_at, count, total, name),
            _make(
                "PmtInf",
                _make("PmtInfId", message_id),
                _make("PmtMtd", "TRF"),
                _make("BtchBookg", "false"),
                _make("NbOfTxs", count),
                _make("CtrlSum", total),
                _make("PmtTpInf", _make("SvcLvl", _make("Cd", "SEPA"))),
                _make("ReqdExctnDt", _make("Dt", execution_on.isoformat())),
                _make("Dbtr", _make("Nm", name)),
                _account("DbtrAcct", "Dbtr", debtor.iban),
                _make("DbtrAgt", _make("FinInstnId", _agent(debtor.bic))),
                _make("ChrgBr", "SLEV"),
                *orders,
            ),
        ),
    )
    hold_to_pain_001(root)
    return as_bytes(root)


def _header(message_id: str, made_at: datetime, count: str, total: str, name: str) -> Element:
    return _make(
        "GrpHdr",
        _make("MsgId", message_id),
        _make("CreDtTm", made_at.isoformat(timespec="seconds")),
        _make("NbOfTxs", count),
        _make("CtrlSum", total),
        _make("InitgPty", _make("Nm", name)),
    )


def name_of(where: str, name: str) -> str:
    """A name as it travels; BankFileError where nothing of it does."""
    found = in_sepa(name, LONGEST_NAME)
    if not found:
        raise _wrong(f"{where}/Nm", name, "a name")
    return found


def iban_of(where: str, iban: str) -> str:
    """An IBAN as it travels; BankFileError where its check does not fit."""
    found = as_iban(iban)
    if found is None:
        raise _wrong(f"{where}/IBAN", iban, "an IBAN whose check fits")
    return found


def amount_of(where: str, amount: Cents) -> str:
    """An amount as it travels; BankFileError where SEPA does not carry it."""
    if not 0 < amount <= MOST:
        raise _wrong(f"{where}/Amt", format_euro(amount), f"from 0.01 to {format_euro(MOST)}")
    return format_euro(amount)


def bic_of(where: str, bic: str) -> str:
    """A BIC as it travels, "" for none; BankFileError where it has another form."""
    if bic and not _BIC.fullmatch(bic):
        raise _wrong(f"{where}/BIC", bic, "8 or 11 characters of a BIC, or none")
    return bic


def _agent(bic: str) -> Element:
    """The bank of the account; the rules of SEPA take NOTPROVIDED, since the IBAN says it."""
    if bic_of("Dbtr", bic):
        return _make("BICFI", bic)
    return _make("Othr", _make("Id", "NOTPROVIDED"))


def _account(tag: str, where: str, iban: str) -> Element:
    return _make(tag, _make("Id", _make("IBAN", iban_of(where, iban))))


def _order(one: Transfer) -> Element:
    where = f"transfer {one.end_to_end_id}"
    if not is_identifier(one.end_to_end_id):
        raise _wrong(where, one.end_to_end_id, "an EndToEndId of 1 to 35 characters of SEPA")
    return _make(
        "CdtTrfTxInf",
        _make("PmtId", _make("EndToEndId", one.end_to_end_id)),
        _make("Amt", _make("InstdAmt", amount_of(where, one.amount), Ccy="EUR")),
        _make("Cdtr", _make("Nm", name_of(where, one.name))),
        _account("CdtrAcct", where, one.iban),
        _remittance(where, one),
    )


def _remittance(where: str, one: Transfer) -> Element | None:
    """The reference or else the text; None where there is neither."""
    if one.structured is None:
        text = in_sepa(one.text, LONGEST_TEXT)
        return _make("RmtInf", _make("Ustrd", text)) if text else None
    reference = as_structured(one.structured)
    if reference is None:
        raise _wrong(f"{where}/Ref", one.structured, "an OGM or an RF reference whose check fits")
    issuer = "ISO" if reference.startswith("RF") else "BBA"
    kind = _make("Tp", _make("CdOrPrtry", _make("Cd", "SCOR")), _make("Issr", issuer))
    return _make("RmtInf", _make("Strd", _make("CdtrRefInf", kind, _make("Ref", reference))))


def _refuse_twice(transfers: Sequence[Transfer]) -> None:
    """BankFileError where there is nothing to pay, or where an answer could be for two."""
    if not transfers:
        raise BankFileError("CdtTrfTxInf", "is missing", "at least one transfer")
    seen: set[str] = set()
    for one in transfers:
        if one.end_to_end_id in seen:
            raise _wrong("EndToEndId", one.end_to_end_id, "each only once in a message")
        seen.add(one.end_to_end_id)


def _wrong(where: str, found: str, expected: str) -> BankFileError:
    return BankFileError(where, f"is {found[:60]!r}", expected)
