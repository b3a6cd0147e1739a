"""A bank statement of 10.000 lines with 3 % trouble, imported twice: `make bench-statement`.

For each line an application awaits its deposit; the statement is a camt.053 of the bank that we
try against. What is measured: reading and keeping the file, and finding out what each line was
for, in lines a second; what is checked: each line became what it must.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.table import Table

from bench.place import number_of, prepared, request_for
from bench.statement_lines import EXPECTED, Awaited, fill

RESULTS: Final = Path(__file__).parent / "results" / "statement.json"
EACH: Final = 20
"""Applications of one enterprise."""

BECAME: Final = """
SELECT CASE WHEN d.returned = '' THEN 'booked' WHEN d.id IS NOT NULL THEN 'sent back'
            ELSE e.to_status END AS became, count(*)
FROM payments_bankline l
LEFT JOIN payments_deposit d ON d.line_id = l.id
JOIN LATERAL (SELECT to_status FROM journal_event WHERE subject = 'line' AND subject_id = l.id
              ORDER BY sequence DESC LIMIT 1) e ON true
GROUP BY 1
"""
CASH: Final = """
SELECT coalesce(sum(amount_cents) FILTER (WHERE account = 'bank'), 0), sum(amount_cents)
FROM wallet_posting
"""


def applications(count: int) -> Iterator[Awaited]:
    """So many that await their deposit, of this morning."""
    from portefeuille import law
    from portefeuille.applications.services import By, Submitted, submit
    from portefeuille.payments.references import communication_of

    by = By("bench", datetime.now(UTC) - timedelta(minutes=5))
    for at in range(count):
        answer = submit(request_for(number_of(at // EACH)), law.load(), by)
        assert isinstance(answer, Submitted), answer
        grant = answer.decision.grant
        yield Awaited(
            answer.decision.eligible_cost - grant,
            communication_of(answer.application_id),
            answer.reference,
        )


def expected(kinds: Counter[str]) -> Counter[str]:
    """What must have become of the lines; of a deposit that came twice, one is booked."""
    became: Counter[str] = Counter()
    for kind, count in kinds.items():
        became[EXPECTED[kind]] += count
    became["booked"] += kinds["twice"]
    return became


def measured(lines: int) -> dict[str, Any]:
    """Import once and once more, in a database that Django works in."""
    from django.conf import settings
    from django.db import connection

    from portefeuille.adapters.bank.simulator import Bank
    from portefeuille.applications.services import By
    from portefeuille.core.periods import legal_day
    from portefeuille.payments.services import import_statements, match_lines

    now = datetime.now(UTC)
    by, day, bank = By("bench", now), legal_day(now), Bank()
    bank.open(settings.FINANCIAL_MANAGER_IBAN, "Bench")
    kinds = fill(bank, settings.FINANCIAL_MANAGER_IBAN, day, list(applications(lines)))
    content = bank.statement(day)
    begun = time.monotonic()
    first = import_statements(content, "bench.xml", by)
    kept = time.monotonic()
    matched = sum(1 for _ in match_lines(by))
    done = time.monotonic()
    again = import_statements(content, "bench.xml", by)
    with connection.cursor() as cursor:
        cursor.execute(BECAME)
        became = dict(cursor.fetchall())
        cursor.execute(CASH)
        cash, total = cursor.fetchone()
    balance = bank.balance(settings.FINANCIAL_MANAGER_IBAN, day)
    return {
        "bytes": len(content),
        "lines": first.new,
        "of each kind": dict(kinds),
        "became": became,
        "as expected": Counter(became) == expected(kinds) and first.new == matched,
        "new the second time": again.new,
        "known the second time": again.known,
        "cents at the bank not explained": int(cash) + balance,
        "cents that do not balance": int(total),
        "kept, lines a second": first.new / (kept - begun),
        "matched, lines a second": matched / (done - kept),
        "seconds": done - begun,
    }


@click.command()
@click.option("--lines", default=10_000, show_default=True)
def main(lines: int) -> None:
    """Measure, print and keep."""
    with prepared(lines // EACH + 1):
        figures = measured(lines)
    table = Table("what", "figure", title="A bank statement, imported twice")
    for name, figure in figures.items():
        table.add_row(name, f"{figure:,.1f}" if isinstance(figure, float) else str(figure))
    Console().print(table)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=2))
    Console().print(f"Kept in {RESULTS.relative_to(RESULTS.parents[2])}")
    right = figures["as expected"] and not figures["new the second time"]
    if not right or figures["cents at the bank not explained"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
