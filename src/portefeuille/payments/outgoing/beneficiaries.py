"""To which account a party is paid: as it gave it, or as the bank told when it paid us.

The last one known counts. An account from which the bank sent money back is used no more for
that payout, until the party gives one again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from portefeuille.adapters.bank import as_iban, in_sepa
from portefeuille.journal.services import By
from portefeuille.payments.models import BankLine, Beneficiary


class WrongIban(ValueError):
    """What was given is no IBAN."""


@dataclass(frozen=True, slots=True)
class PayTo:
    """An account to pay to; `fresh`: nothing was ever booked on it by us."""

    iban: str
    name: str
    fresh: bool


def give_account(party: str, party_id: int, iban: str, name: str, by: By) -> Beneficiary:
    """An account that a party gave; WrongIban for what is none by its check."""
    known = as_iban(iban)
    if known is None:
        raise WrongIban(iban)
    return Beneficiary.objects.create(
        party=party,
        party_id=party_id,
        iban=known,
        name=in_sepa(name, 70),
        source="given",
        actor=by.actor,
        known_at=by.now,
    )


def give_account_for(payout_id: int, iban: str, name: str, by: By) -> Beneficiary:
    """An account for one payout alone, whatever is known of whom it is for; WrongIban as above."""
    return give_account("payout", payout_id, iban, name, by)


def keep_payer(enterprise_id: int, line: BankLine, by: By) -> None:
    """The account from which an enterprise deposited, where it is another than was known."""
    if not line.counterparty_iban or as_iban(line.counterparty_iban) is None:
        return
    known = Beneficiary.objects.filter(party="enterprise", party_id=enterprise_id).order_by("-id")
    if known.values_list("iban", flat=True).first() == line.counterparty_iban:
        return
    Beneficiary.objects.create(
        party="enterprise",
        party_id=enterprise_id,
        iban=line.counterparty_iban,
        name=in_sepa(line.counterparty_name or "?", 70),
        source="deposit",
        actor=by.actor,
        known_at=by.now,
    )


def accounts_for(payout_ids: Iterable[int]) -> Mapping[int, PayTo]:
    """To which account each of these payouts goes, in one query; one that has none is left out."""
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNTS, {"ids": list(payout_ids)})
        return {key: PayTo(iban, name, fresh) for key, iban, name, fresh in cursor.fetchall()}


def account_of(party: str, party_id: int) -> Beneficiary | None:
    """The account a party is paid to; None where none is known."""
    return Beneficiary.objects.filter(party=party, party_id=party_id).order_by("-id").first()


_ACCOUNTS = """
SELECT p.id, b.iban, b.name,
       NOT EXISTS (SELECT FROM payments_runline u
                   JOIN journal_event e ON e.subject = 'payout' AND e.subject_id = u.payout_id
                                       AND e.verb = 'book'
                   WHERE u.iban = b.iban) AS fresh
FROM payments_payout p
LEFT JOIN payments_bankline l ON l.id = p.line_id
CROSS JOIN LATERAL (
    SELECT iban, name, known_at FROM (
        SELECT iban, name, known_at, 0 AS rank, id FROM payments_beneficiary
        WHERE party = 'payout' AND party_id = p.id
        UNION ALL
        SELECT l.counterparty_iban, coalesce(nullif(l.counterparty_name, ''), p.name),
               l.known_at, 1, 0
        WHERE p.kind = 'return' AND l.counterparty_iban <> ''
        UNION ALL
        SELECT iban, name, known_at, 1, id FROM payments_beneficiary
        WHERE party_id = p.owner_id
          AND party = CASE p.kind WHEN 'order' THEN 'provider' WHEN 'refund' THEN 'enterprise'
                                  WHEN 'transfer' THEN 'government' END
    ) known
    ORDER BY rank, id DESC LIMIT 1
) b
WHERE p.id = ANY(%(ids)s)
  AND NOT EXISTS (
      SELECT FROM journal_event e JOIN payments_runline u ON u.payout_id = p.id AND u.iban = b.iban
      WHERE e.subject = 'payout' AND e.subject_id = p.id AND e.verb = 'bounce'
        AND e.known_at >= b.known_at)
"""
