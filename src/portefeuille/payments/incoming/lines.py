"""What the bank says is kept: files, statements and their lines, each line once.

A line that is new moves its money: from the bank to what is not matched yet, or the other way
round. What it was for is found afterwards (`matching`), a line at a time, so that a file is kept
whole even where somebody pulls the plug in the middle of finding out.

Source: ISO 20022, camt.053; the key of a line is the adapter's (`adapters.bank`).
"""

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.db import connection, transaction

from portefeuille.adapters.bank import Statement as Told
from portefeuille.adapters.bank import StatementLine, read_statements
from portefeuille.adapters.bank.xml import MAX_BYTES
from portefeuille.core.money import Cents
from portefeuille.journal.models import Event
from portefeuille.journal.services import By, record_first
from portefeuille.payments.models import Account, BankLine, Statement, StatementFile
from portefeuille.payments.transitions import LINE, step
from portefeuille.wallet.services import Line, move, post

MAX_STATEMENT: Final = MAX_BYTES
"""What a file of statements may weigh, in bytes."""

_IMPORTING: Final = 7_203_015
"""A lock of the database: two files that tell the same at once are read one after the other."""


class WrongAccount(ValueError):
    """A statement of an account that is not ours; `iban` is its number."""

    def __init__(self, iban: str) -> None:
        super().__init__(f"{iban} is not an account of ours")
        self.iban = iban


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: its statements, the lines that were new, those known before."""

    file_id: int
    statements: int
    new: int
    known: int


def import_statements(content: bytes, name: str, by: By) -> Imported:
    """Keep the statements of a file (camt.053); what is known already is kept no second time.

    BankFileError where it cannot be read, WrongAccount where it is of another account: nothing
    is kept of it then. New lines wait for `match_lines`.
    """
    told = read_statements(content)
    for statement in told:
        if statement.iban != our_account().iban:
            raise WrongAccount(statement.iban)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORTING])
        file, _ = StatementFile.objects.get_or_create(
            digest=hashlib.sha256(content).hexdigest(),
            defaults={
                "name": name[:200],
                "content": content,
                "actor": by.actor,
                "known_at": by.now,
            },
        )
        lines = sum(len(statement.lines) for statement in told)
        new = sum(_keep(file, statement, by) for statement in told)
    return Imported(file.pk, len(told), new, lines - new)


def record_by_hand(key: uuid.UUID, reference: str, amount: Cents, day: date, by: By) -> BankLine:
    """A deposit that somebody saw on the account and no statement told; once for each key."""
    line = BankLine(
        account=_account("", settings.FINANCIAL_MANAGER_NAME),
        key=str(key),
        amount_cents=amount,
        credit=True,
        booked_on=day,
        free_text=reference[:140],
        actor=by.actor,
        known_at=by.now,
    )
    with transaction.atomic():
        _store([line], by)
    return BankLine.objects.get(account=line.account, key=line.key)


def our_account() -> Account:
    """The account on which own shares are deposited and from which is paid."""
    return _account(settings.FINANCIAL_MANAGER_IBAN, settings.FINANCIAL_MANAGER_NAME)


def _account(iban: str, holder: str) -> Account:
    found, _ = Account.objects.get_or_create(iban=iban, defaults={"holder": holder[:70]})
    return found


def _keep(file: StatementFile, told: Told, by: By) -> int:
    """How many of its lines are new; a statement of which none is new is kept no second time."""
    account = our_account()
    keys = [line.key for line in told.lines]
    known = set(
        BankLine.objects.filter(account=account, key__in=keys).values_list("key", flat=True)
    )
    new = [line for line in told.lines if line.key not in known]
    if not new and (
        told.lines
        or Statement.objects.filter(
            account=account, identifier=told.identifier, closed_on=told.closed_on
        ).exists()
    ):
        return 0
    statement = Statement.objects.create(
        file=file,
        account=account,
        identifier=told.identifier,
        number=told.number,
        opening_cents=told.opening,
        closing_cents=told.closing,
        opened_on=told.opened_on,
        closed_on=told.closed_on,
    )
    return _store([_line(account, statement, line, by) for line in new], by)


def _line(account: Account, statement: Statement, told: StatementLine, by: By) -> BankLine:
    return BankLine(
        account=account,
        statement=statement,
        key=told.key,
        amount_cents=told.amount,
        credit=told.credit,
        booked_on=told.booked_on,
        structured=told.structured or "",
        free_text=told.free_text,
        counterparty_name=told.counterparty_name[:140],
        counterparty_iban=told.counterparty_iban,
        end_to_end_id=told.end_to_end_id,
        payment_id=told.payment_id,
        return_reason=told.return_reason,
        count=told.count,
        actor=by.actor,
        known_at=by.now,
    )


def _store(lines: Sequence[BankLine], by: By) -> int:
    """Keep lines that nobody kept before, and move their money; how many these were.

    Where somebody keeps the same line at the same time, one of both does it.
    """
    if not lines:
        return 0
    BankLine.objects.bulk_create(lines, ignore_conflicts=True)
    kept = _without_history(
        BankLine.objects.filter(account=lines[0].account, key__in=[line.key for line in lines])
    )
    events = record_first((step(LINE, line.pk, "receive", "") for line in kept), by)
    post(
        move(
            "receipt",
            event,
            Line("bank", line.account_id, -signed(line)),
            Line("unmatched", line.pk, signed(line)),
        )
        for line, event in zip(kept, events, strict=True)
    )
    return len(kept)


def _without_history(lines: Iterable[BankLine]) -> list[BankLine]:
    """Those of which the journal knows nothing yet, in order."""
    found = list(lines)
    known = set(
        Event.objects.filter(subject=LINE, subject_id__in=[line.pk for line in found]).values_list(
            "subject_id", flat=True
        )
    )
    return sorted((line for line in found if line.pk not in known), key=lambda line: line.pk)


def signed(line: BankLine) -> Cents:
    """What it brought in, in cents: below zero where it went out."""
    return line.amount_cents if line.credit else -line.amount_cents
