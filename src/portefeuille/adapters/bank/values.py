"""What goes over the edge to and from a bank, as values: statements in, transfers out.

Amounts are whole cents of euro; a day is the bank's, a moment has a zone.

Source: ISO 20022, camt.053 and pain.001.
"""

from dataclasses import dataclass
from datetime import date, datetime

from portefeuille.core.money import Cents


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One booking, or one transaction of a batch that was booked as one.

    `key` is unique in its account, and the same whenever the same booking is read again (how:
    `keys`). `amount` > 0; `credit` says that it came in. `structured` is a reference whose check
    fits: the 12 digits of an OGM, or one that begins with RF. What the bank does not say is "".

    `payment_id` is the PmtInfId or else MsgId that the payer gave the batch. `return_reason` is
    the code of a transfer that came back or was reversed (AC04), MS03 where the bank gives none,
    and "" for what is no return. `count` is the number of transactions that the line stands for:
    more than 1 where a batch was booked as one and not told apart.
    """

    key: str
    amount: Cents
    credit: bool
    booked_on: date
    structured: str | None
    free_text: str
    counterparty_name: str
    counterparty_iban: str
    end_to_end_id: str
    payment_id: str
    return_reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What an account held, what was booked, what it holds; opening + lines = closing, always.

    `identifier` and `number` are as the bank gives them: banks use both again in another year,
    or for another account. They have at most 35 characters and 18 digits. `opening` and
    `closing` are signed.
    """

    identifier: str
    number: int | None
    iban: str
    currency: str
    made_at: datetime
    opening: Cents
    closing: Cents
    opened_on: date
    closed_on: date
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class Transfer:
    """A sum that must leave. `structured` is an OGM or RF reference; where it is given, `text`
    does not travel: SEPA carries one of the two."""

    end_to_end_id: str
    amount: Cents
    name: str
    iban: str
    structured: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Debtor:
    """The account that pays; `bic` may be "", the bank knows its own."""

    name: str
    iban: str
    bic: str
