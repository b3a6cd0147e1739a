"""Reads of statements: what each told, whether one is missing, and whether the ledger agrees.

What an account held before its first statement is of before this book. From there on the closing
balance of each statement is the opening balance of the next; and the first opening balance, with
all that the ledger moved since, is the last closing balance.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import connection
from django.db.models import Count, Sum

from portefeuille.core.money import Cents
from portefeuille.payments.incoming.lines import our_account
from portefeuille.payments.models import Statement, StatementFile
from portefeuille.wallet.models import Posting


@dataclass(frozen=True, slots=True)
class StatementTold:
    """A statement: balances in cents before and after, how many lines it brought that were new.

    `missing` is what moved between the statement before it and this one, and no statement tells.
    """

    statement_id: int
    identifier: str
    number: int | None
    opening: Cents
    closing: Cents
    opened_on: date
    closed_on: date
    lines: int
    missing: Cents
    after: date | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the bank says an account holds, and what the ledger says; the last day told."""

    iban: str
    bank: Cents
    ledger: Cents
    closed_on: date

    @property
    def difference(self) -> Cents:
        """What the bank says more than the ledger."""
        return self.bank - self.ledger


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of statements: its name, when it came, its statements, what became of its lines."""

    name: str
    known_at: datetime
    statements: list[StatementTold]
    statuses: Mapping[str, int]


def statements(before: int | None = None, limit: int = 20) -> list[StatementTold]:
    """The statements of our account, the last first; `before` a statement: those told before."""
    told = _in_order()
    keys = [one.pk for one in told]
    end = keys.index(before) if before in keys else len(told)
    return _told(told, range(max(0, end - limit), end))[::-1]


def statement(statement_id: int) -> StatementTold | None:
    """One statement; None where there is none."""
    told = _in_order()
    return next(
        iter(_told(told, [at for at, one in enumerate(told) if one.pk == statement_id])), None
    )


def kept_file(file_id: int) -> Kept | None:
    """A file that was read; None where there is none."""
    file = StatementFile.objects.defer("content").filter(pk=file_id).first()
    if file is None:
        return None
    told = _in_order()
    mine = _told(told, [at for at, one in enumerate(told) if one.file_id == file_id])
    with connection.cursor() as cursor:
        cursor.execute(_STATUSES, [file_id])
        return Kept(file.name, file.known_at, mine, Counter(dict(cursor.fetchall())))


def missing_statements() -> list[StatementTold]:
    """The statements before which one is missing, the first first."""
    told = _in_order()
    gaps = [at for at in range(1, len(told)) if _missing(told[at - 1], told[at])]
    return _told(told, gaps)


def agreement() -> Agreement | None:
    """Whether bank and ledger agree; None while no statement was told."""
    told = _in_order()
    if not told:
        return None
    account = our_account()
    moved = Posting.objects.filter(account="bank", owner_id=account.pk)
    total = moved.aggregate(total=Sum("amount_cents"))["total"] or 0
    last = told[-1]
    return Agreement(
        account.iban, last.closing_cents, told[0].opening_cents - total, last.closed_on
    )


def _in_order() -> list[Statement]:
    """Every statement of our account, as they follow each other: some hundreds a year."""
    found = Statement.objects.filter(account=our_account())
    return sorted(found, key=lambda one: (one.closed_on, one.opened_on, one.number or 0, one.pk))


def _told(told: Sequence[Statement], wanted: Sequence[int]) -> list[StatementTold]:
    keys = [told[at].pk for at in wanted]
    rows = Statement.objects.filter(pk__in=keys).annotate(count=Count("lines"))
    counts = dict(rows.values_list("pk", "count"))
    return [_one(told[at - 1] if at else None, told[at], counts[told[at].pk]) for at in wanted]


def _one(before: Statement | None, it: Statement, lines: int) -> StatementTold:
    return StatementTold(
        statement_id=it.pk,
        identifier=it.identifier,
        number=it.number,
        opening=it.opening_cents,
        closing=it.closing_cents,
        opened_on=it.opened_on,
        closed_on=it.closed_on,
        lines=lines,
        missing=0 if before is None else _missing(before, it),
        after=None if before is None else before.closed_on,
    )


def _missing(before: Statement, it: Statement) -> Cents:
    """What moved between two statements; nothing where the second tells the first once more."""
    again = (before.opening_cents, before.opened_on) == (it.opening_cents, it.opened_on)
    return 0 if again else it.opening_cents - before.closing_cents


_STATUSES: Final = """
SELECT (SELECT e.to_status FROM journal_event e
        WHERE e.subject = 'line' AND e.subject_id = l.id ORDER BY e.sequence DESC LIMIT 1), count(*)
FROM payments_bankline l JOIN payments_statement s ON s.id = l.statement_id
WHERE s.file_id = %s
GROUP BY 1
"""
