"""Statements written as a bank does: camt.053.001.02 and .08, which differ in a few places."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from portefeuille.adapters.bank.simulator.book import Booking, Detail, Told
from portefeuille.adapters.bank.writing import Element, Make, as_bytes, maker
from portefeuille.core.money import Cents, format_euro

VERSIONS: Final = ("02", "08")


def write_statements(
    message_id: str, made_at: datetime, statements: Sequence[Told], version: str = "08"
) -> bytes:
    """A camt.053 with these statements, at least one; ValueError for another version."""
    if version not in VERSIONS:
        raise ValueError(f"camt.053.001.{version} is not one of {VERSIONS}")
    return as_bytes(_Writer(version).document(message_id, made_at, statements))


class _Writer:
    """One version of the message."""

    def __init__(self, version: str) -> None:
        self.newer = version == "08"
        self.make: Make = maker(f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}")

    def document(self, message_id: str, made_at: datetime, statements: Sequence[Told]) -> Element:
        make, moment = self.make, made_at.isoformat(timespec="seconds")
        header = make("GrpHdr", make("MsgId", message_id), make("CreDtTm", moment))
        told = [self.statement(one, moment) for one in statements]
        return make("Document", make("BkToCstmrStmt", header, *told))

    def statement(self, told: Told, moment: str) -> Element:
        make = self.make
        return make(
            "Stmt",
            make("Id", told.identifier),
            make("ElctrncSeqNb", str(told.number)),
            make("CreDtTm", moment),
            make("CpyDplctInd", told.copy) if told.copy else None,
            make(
                "Acct",
                make("Id", make("IBAN", told.iban)),
                make("Ccy", "EUR"),
                make("Ownr", make("Nm", told.owner)) if told.owner else None,
            ),
            self.balance("OPBD", told.opening, told.opened_on),
            self.balance("CLBD", told.closing, told.closed_on),
            self.totals(told),
            *(self.entry(one, place) for place, one in enumerate(told.bookings, 1)),
        )

    def balance(self, kind: str, amount: Cents, day: date) -> Element:
        make = self.make
        return make(
            "Bal",
            make("Tp", make("CdOrPrtry", make("Cd", kind))),
            self.euros("Amt", abs(amount)),
            self.direction(credit=amount >= 0),
            make("Dt", make("Dt", day.isoformat())),
        )

    def totals(self, told: Told) -> Element:
        booked = [one for one in told.bookings if one.status == "BOOK"]
        kinds = {
            "TtlNtries": booked,
            "TtlCdtNtries": [one for one in booked if one.credit],
            "TtlDbtNtries": [one for one in booked if not one.credit],
        }
        make = self.make
        return make(
            "TxsSummry",
            *(
                make(
                    name,
                    make("NbOfNtries", str(len(entries))),
                    make("Sum", format_euro(sum(one.amount for one in entries))),
                )
                for name, entries in kinds.items()
            ),
        )

    def entry(self, booking: Booking, place: int) -> Element:
        make, day = self.make, booking.booked_on.isoformat()
        return make(
            "Ntry",
            make("NtryRef", str(place)),
            self.euros("Amt", booking.amount),
            self.direction(credit=booking.credit),
            make("RvslInd", "true") if booking.reversal else None,
            make("Sts", make("Cd", booking.status)) if self.newer else make("Sts", booking.status),
            make("BookgDt", make("Dt", day)),
            make("ValDt", make("Dt", day)),
            make("AcctSvcrRef", booking.reference) if booking.reference else None,
            self.code(booking),
            self.details(booking),
        )

    def code(self, booking: Booking) -> Element:
        """Issued or received credit transfer, in SEPA."""
        make = self.make
        family = "RCDT" if booking.credit else "ICDT"
        return make(
            "BkTxCd",
            make(
                "Domn",
                make("Cd", "PMNT"),
                make("Fmly", make("Cd", family), make("SubFmlyCd", "ESCT")),
            ),
        )

    def details(self, booking: Booking) -> Element | None:
        if booking.batch is None and not booking.details:
            return None
        make, batch = self.make, booking.batch
        return make(
            "NtryDtls",
            None
            if batch is None
            else make(
                "Btch",
                make("PmtInfId", batch.payment_id) if batch.payment_id else None,
                make("NbOfTxs", str(batch.count)),
                self.euros("TtlAmt", batch.amount),
                self.direction(credit=booking.credit),
            ),
            *(self.transaction(one, booking) for one in booking.details),
        )

    def transaction(self, one: Detail, booking: Booking) -> Element:
        make = self.make
        credit = booking.credit if one.credit is None else one.credit
        return make(
            "TxDtls",
            self.references(one),
            *self.amount(one, credit=credit),
            self.parties(one, credit=credit),
            self.remittance(one),
            make("RtrInf", make("Rsn", make("Cd", one.return_reason)))
            if one.return_reason
            else None,
        )

    def references(self, one: Detail) -> Element:
        make = self.make
        return make(
            "Refs",
            make("AcctSvcrRef", one.reference) if one.reference else None,
            make("PmtInfId", one.payment_id) if one.payment_id else None,
            make("EndToEndId", one.end_to_end_id or "NOTPROVIDED"),
        )

    def amount(self, one: Detail, *, credit: bool) -> list[Element]:
        if one.amount is None:
            return []
        if self.newer:
            return [self.euros("Amt", one.amount), self.direction(credit=credit)]
        make = self.make
        return [make("AmtDtls", make("TxAmt", self.euros("Amt", one.amount)))]

    def parties(self, one: Detail, *, credit: bool) -> Element | None:
        if not one.name and not one.iban:
            return None
        make, side = self.make, "Dbtr" if credit else "Cdtr"
        name = make("Nm", one.name)
        return make(
            "RltdPties",
            make(side, make("Pty", name) if self.newer else name) if one.name else None,
            make(f"{side}Acct", make("Id", make("IBAN", one.iban))) if one.iban else None,
        )

    def remittance(self, one: Detail) -> Element | None:
        make = self.make
        if one.structured is None:
            return make("RmtInf", make("Ustrd", one.text)) if one.text else None
        issuer = "ISO" if one.structured.startswith("RF") else "BBA"
        kind = make("Tp", make("CdOrPrtry", make("Cd", "SCOR")), make("Issr", issuer))
        return make(
            "RmtInf",
            make("Ustrd", one.text) if one.text else None,
            make("Strd", make("CdtrRefInf", kind, make("Ref", one.structured))),
        )

    def euros(self, tag: str, amount: Cents) -> Element:
        return self.make(tag, format_euro(amount), Ccy="EUR")

    def direction(self, *, credit: bool) -> Element:
        return self.make("CdtDbtInd", "CRDT" if credit else "DBIT")
