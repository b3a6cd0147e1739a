"""Many applications at once: decided one by one in order of time, stored by COPY.

Each is judged as if it arrived at its own moment, after those before it: the wallet it sees is
the one they left. The rows are those of a single booking and pass the same triggers. A batch
is one transaction: a load that is broken off leaves nothing behind.

Decisions enter the journal as recorded: what followed an approval is not known to us, so nothing
runs, and nobody is told.

Meant for histories (synthetic years, a migration from another system), on wallets that do not
exist yet; the unique constraint on wallets refuses to load a year a second time.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from django.db import transaction

from portefeuille.applications.copying import Ids, Tables
from portefeuille.applications.lawtexts import keep_law
from portefeuille.applications.queries import Standing
from portefeuille.applications.request import Request, compose
from portefeuille.applications.rows import (
    application_row,
    decision_row,
    judged_facts,
    record_row,
)
from portefeuille.core.decide import Decision, decide_under
from portefeuille.core.dossier import read_case
from portefeuille.core.law import Law
from portefeuille.core.money import Cents
from portefeuille.core.progress import Done, unheard
from portefeuille.journal.services import By

CHUNK: Final = 20_000
"""Applications held in memory before they are written: about 60 MB."""


@dataclass(frozen=True, slots=True)
class Filing:
    """A request that arrived at a moment, with the standing of its enterprise but its wallet.

    `expected` is the outcome and the grant the decision must have, where they are known.
    """

    request: Request
    standing: Standing
    submitted_at: datetime
    submitted_on: date
    expected: tuple[str, Cents] | None


class UnexpectedDecision(Exception):
    """The law answered something else than the filing says it did."""


@dataclass(frozen=True, slots=True)
class EarlierFiling:
    """An application that was approved under earlier law; the grant where it is known."""

    enterprise_id: int
    submitted_at: datetime
    submitted_on: date
    service: str
    theme: str | None
    grant: Cents | None


def book_many(filings: Iterable[Filing], law: Law, actor: str, done: Done = unheard) -> int:
    """Decide and store filings in order of time; answers how many. `done` hears each chunk."""
    with transaction.atomic():
        booker = _Booker(law, actor)
        return _in_chunks(filings, booker.book, booker.tables, done)


def store_earlier(filings: Iterable[EarlierFiling], actor: str, done: Done = unheard) -> int:
    """Store applications decided under earlier law: counted, never judged, without postings."""
    with transaction.atomic():
        tables = Tables()
        applications = Ids("applications_application")

        def store(filing: EarlierFiling) -> None:
            _store_earlier(filing, next(applications), tables, actor)

        return _in_chunks(filings, store, tables, done)


def _in_chunks(
    filings: Iterable[Any], take: Callable[[Any], None], tables: Tables, done: Done
) -> int:
    count = 0
    for count, filing in enumerate(filings, start=1):
        take(filing)
        if count % CHUNK == 0:
            tables.write()
            done(CHUNK)
    tables.write()
    done(count % CHUNK)
    return count


@dataclass(slots=True)
class _Wallet:
    wallet_id: int
    ceiling: Cents
    size: str
    used: Cents


class _Booker:
    """Decides filings one after the other and remembers the wallets they leave."""

    def __init__(self, law: Law, actor: str) -> None:
        self.tables = Tables()
        self._law, self._actor = law, actor
        self._keep_law = cache(keep_law)  # of a batch: nothing is committed until its end
        self._wallets: dict[tuple[int, int], _Wallet] = {}
        self._ids = {
            table: Ids(table)
            for table in (
                "wallet_wallet",
                "applications_application",
                "journal_event",
                "wallet_entry",
            )
        }

    def _by(self, at: datetime) -> By:
        return By(self._actor, at)

    def book(self, filing: Filing) -> None:
        wallet = self._wallets.get((filing.standing.enterprise_id, filing.submitted_on.year))
        standing = filing.standing
        if wallet is not None:
            standing = replace(standing, used=wallet.used, locked_size=wallet.size)
        dossier = compose(filing.request, standing, filing.submitted_on)
        case = read_case(dossier)
        law = self._law.on(filing.submitted_on)
        decision = decide_under(case, law)
        if filing.expected not in (None, (decision.outcome, decision.grant)):
            raise UnexpectedDecision(f"{filing}: {decision}")
        self._keep_law(law)
        application_id = next(self._ids["applications_application"])
        event_id = next(self._ids["journal_event"])
        application = application_row(case, standing.enterprise_id, filing.submitted_at)
        decided = decision_row(
            decision, judged_facts(dossier), standing.snapshot_id, filing.submitted_at
        )
        event = record_row(decision.outcome, self._by(filing.submitted_at), filing.submitted_at)
        self.tables.add("applications_application", {"id": application_id, **application})
        self.tables.add("applications_decision", {"application_id": application_id, **decided})
        self.tables.add(
            "journal_event",
            {"id": event_id, "subject_id": application_id, "sequence": 1, **event},
        )
        if decision.grant:
            self._grant(filing, decision, application_id, event_id)

    def _grant(
        self, filing: Filing, decision: Decision, application_id: int, event_id: int
    ) -> None:
        wallet = self._wallet_for(filing, decision)
        wallet.used += decision.grant
        entry_id = next(self._ids["wallet_entry"])
        self.tables.add("wallet_entry", {"id": entry_id, "kind": "grant", "event_id": event_id})
        for account, owner_id, amount in (
            ("room", wallet.wallet_id, -decision.grant),
            ("held", application_id, decision.grant),
        ):
            self.tables.add(
                "wallet_posting",
                {
                    "entry_id": entry_id,
                    "account": account,
                    "owner_id": owner_id,
                    "amount_cents": amount,
                },
            )

    def _wallet_for(self, filing: Filing, decision: Decision) -> _Wallet:
        assert decision.ceiling is not None, "a grant was made under a ceiling"
        key = (filing.standing.enterprise_id, filing.submitted_on.year)
        wallet = self._wallets.get(key)
        if wallet is None:
            wallet = _Wallet(next(self._ids["wallet_wallet"]), decision.ceiling, decision.size, 0)
            self._wallets[key] = wallet
            self.tables.add(
                "wallet_wallet",
                {
                    "id": wallet.wallet_id,
                    "enterprise_id": key[0],
                    "year": key[1],
                    "size": wallet.size,
                    "ceiling_cents": wallet.ceiling,
                },
            )
        assert wallet.ceiling == decision.ceiling, "a ceiling that changes inside a year"
        return wallet


def _store_earlier(filing: EarlierFiling, application_id: int, tables: Tables, actor: str) -> None:
    tables.add(
        "applications_application",
        {
            "id": application_id,
            "enterprise_id": filing.enterprise_id,
            "regime": "earlier",
            "submitted_at": filing.submitted_at,
            "submitted_on": filing.submitted_on,
            "service": filing.service,
            "theme": filing.theme,
        },
    )
    tables.add(
        "applications_decision",
        {
            "application_id": application_id,
            "outcome": "approved",
            "grant_cents": filing.grant,
            "reasons": [],
            "unknown": [],
            "known_at": filing.submitted_at,
        },
    )
    event = record_row("approved", By(actor, filing.submitted_at), filing.submitted_at)
    tables.add("journal_event", {"subject_id": application_id, "sequence": 1, **event})
