"""A bank statement with trouble in it, and what must come of each line.

Of a hundred lines 97 are what was asked: 90 with the communication in its place, 7 with it in
free text. The other three take turns: another amount, the same deposit once more, an unknown
reference, a communication with two digits that changed places, a subsidy number and no
communication, money of nobody.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from portefeuille.adapters.bank.simulator import Bank
from portefeuille.core.money import Cents

TROUBLES: Final = ("other-amount", "twice", "unknown", "swapped", "subsidy-number", "nobody")

EXPECTED: Final = {
    "structured": "booked",
    "free-text": "booked",
    "other-amount": "sent back",
    "twice": "sent back",
    "unknown": "sent back",
    "swapped": "queued",
    "subsidy-number": "queued",
    "nobody": "sent back",
}
"""What the law and we make of each."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """An application that awaits its own share: amount in cents, communication, subsidy number."""

    amount: Cents
    communication: str
    reference: str


def fill(bank: Bank, iban: str, day: date, awaited: Sequence[Awaited]) -> Counter[str]:
    """Book a line for each of these on a day; how many of each kind."""
    kinds: Counter[str] = Counter()
    for at, (one, kind) in enumerate(zip(awaited, _kinds(), strict=False)):
        kinds[kind] += 1
        sender = f"BE{(98 - (at * 1_000_000 + 111400) % 97):02d}{at:010d}{at % 97 or 97:02d}"
        payer = {
            "name": f"Betaler {at}",  # the name of no enterprise: a name is a proposal
            "sender": sender if _is_iban(sender) else "",
        }
        digits = "".join(sign for sign in one.communication if sign.isdigit())
        _send(bank, iban, day, one, kind, digits, payer)
    return kinds


def _kinds() -> Iterator[str]:
    trouble = 0
    while True:
        yield from ["structured"] * 90 + ["free-text"] * 7
        for _ in range(3):
            yield TROUBLES[trouble % len(TROUBLES)]
            trouble += 1


def _is_iban(text: str) -> bool:
    from portefeuille.adapters.bank import as_iban

    return as_iban(text) is not None


def _send(
    bank: Bank,
    iban: str,
    day: date,
    one: Awaited,
    kind: str,
    digits: str,
    payer: dict[str, str],
) -> None:
    match kind:
        case "structured":
            bank.deposit(iban, one.amount, day, structured=digits, **payer)
        case "free-text":
            bank.deposit(iban, one.amount, day, text=f"storting {one.communication}", **payer)
        case "other-amount":
            bank.deposit(iban, one.amount + 1, day, structured=digits, **payer)
        case "twice":
            bank.deposit(iban, one.amount, day, structured=digits, **payer)
            bank.deposit(iban, one.amount, day, structured=digits, **payer)
        case "unknown":
            bank.deposit(iban, one.amount, day, structured="999999999948", **payer)
        case "swapped":
            bank.deposit(iban, one.amount, day, text=_swapped(digits), **payer)
        case "subsidy-number":
            bank.deposit(iban, one.amount, day, text=f"opleiding {one.reference}", **payer)
        case "nobody":
            bank.deposit(iban, one.amount, day, text="met dank", **payer)


def _swapped(digits: str) -> str:
    at = next(at for at in range(8, 0, -1) if digits[at] != digits[at + 1])
    return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
