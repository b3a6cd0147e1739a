"""One application at a time, moved by the services that move money; and what the ledger wrote."""

import uuid
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import psycopg
from django.conf import settings

from portefeuille.adapters.bank.simulator import Bank, Troubles
from portefeuille.core.money import Cents
from portefeuille.payments.models import Order, Payout
from portefeuille.payments.outgoing.payouts import owe_refunds
from portefeuille.payments.references import communication_of
from portefeuille.payments.services import (
    give_account,
    import_statements,
    match_lines,
    prepare,
    release,
)
from portefeuille.scenarios.banking import answer
from tests.applications.filing import NOW, request, submitted
from tests.databases import Database
from tests.payments.life import PROVIDERS_IBAN, at, ordered, the

DAY: Final = date(2026, 12, 1)
BY: Final = at(2026, 12, 1)
ENTRIES: Final = """
SELECT n.id, n.kind, p.account, p.amount_cents FROM wallet_entry n
JOIN wallet_posting p ON p.entry_id = n.id WHERE n.id > %s ORDER BY n.id, p.id
"""


@dataclass
class Kitchen:
    """One application at a time, and a bank that is spoken to by statements."""

    database: Database
    numbers: list[str]
    application: int = 0
    references: int = 0
    order: Order | None = None
    run: int = 0
    recovery: int = 0
    seen: int = 0

    def file(self) -> None:
        """An application of 1.000,00, approved for 300,00."""
        self.application = submitted(request(self.numbers.pop()), NOW).application_id

    def deposit(self, amount: Cents = 700_00, text: str = "", day: date = DAY) -> None:
        """A line on a statement, with the communication of the application unless told."""
        self.references += 1
        bank = Bank(references=self.references)
        bank.open(settings.FINANCIAL_MANAGER_IBAN, "", 0)
        bank.deposit(
            settings.FINANCIAL_MANAGER_IBAN,
            amount,
            day,
            name="Verzonnen",
            sender="BE62510007547061",
            text=text or communication_of(self.application),
        )
        import_statements(bank.statement(day), "dag.xml", replace(BY, now=at(2026, 12, 21).now))
        for _ in match_lines(BY):
            pass

    def order_payment(self, amount: Cents) -> None:
        """An order of an invoice, to a provider with an account."""
        provider = the(self.application).provider_id
        assert provider is not None
        give_account("provider", provider, PROVIDERS_IBAN, "Opleidingshuis", BY)
        self.order = ordered(self.application, f"F-{amount}", amount, BY)

    def put_in_run(self) -> None:
        """What is due for the application, prepared and released."""
        owe_refunds(BY)
        payouts = Payout.objects.filter(application_id=self.application)
        self.run = prepare(uuid.uuid4(), DAY, BY, payouts.values_list("pk", flat=True)).pk
        release(self.run, replace(BY, actor="another"))

    def answered(self, troubles: Troubles | None = None) -> None:
        """The bank's answer to the run."""
        answer(self.run, BY, troubles)

    def entries(self) -> list[str]:
        """What the ledger wrote since it was asked last, an entry a line."""
        with psycopg.connect(self.database.owner_url) as session:
            rows = session.execute(ENTRIES, [self.seen]).fetchall()
            (self.seen,) = session.execute(  # type: ignore[misc]
                "SELECT coalesce(max(id), 0) FROM wallet_entry"
            ).fetchone()
        lines: dict[int, list[str]] = {}
        for entry, kind, account, amount in rows:
            lines.setdefault(entry, [kind.ljust(9)]).append(f"{account} {_euro(amount)}")
        return ["   ".join(parts) for parts in lines.values()]


def _euro(cents: Cents) -> str:
    sign = "+" if cents > 0 else "-"
    whole = f"{abs(cents) // 100:,}".replace(",", ".")
    return f"{sign}{whole},{abs(cents) % 100:02d}"
