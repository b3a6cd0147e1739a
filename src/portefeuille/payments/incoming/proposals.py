"""For which application a deposit without a valid reference may be, and what says so.

Nothing is booked on a proposal: a finance officer confirms it. Only applications that await just
this amount are proposed, the ones with most to say for them first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from portefeuille.adapters.bank import as_ogm
from portefeuille.applications.dossiers import Dossier, dossiers
from portefeuille.payments.models import BankLine
from portefeuille.payments.references import application_in

NEAR: Final = "near-reference"
NUMBER: Final = "subsidy-number"
ENTERPRISE: Final = "enterprise-number"
PAYER: Final = "known-account"
NAME: Final = "name"

_WEIGHT: Final = {NUMBER: 5, NEAR: 4, ENTERPRISE: 3, PAYER: 2, NAME: 1}
_TWELVE: Final = re.compile(r"(?<![0-9])(?:[0-9][ ./+*-]{0,2}){11}[0-9](?![0-9])")
_SUBSIDY: Final = re.compile(r"KP[ -]?([0-9]{4})[ -]?([0-9]{6,10})", re.IGNORECASE)
_ENTERPRISE: Final = re.compile(r"(?<![0-9])([01])?([0-9]{3}[. ]?[0-9]{3}[. ]?[0-9]{3})(?![0-9])")
MOST: Final = 10


@dataclass(frozen=True, slots=True)
class Proposal:
    """An application that awaits this amount, and what the line says that points to it."""

    dossier: Dossier
    why: tuple[str, ...]


def proposals_for(line: BankLine) -> list[Proposal]:
    """The applications a line may be for, the likeliest first; at most ten."""
    return proposals_of([line])[line.pk]


def proposals_of(lines: Iterable[BankLine]) -> Mapping[int, list[Proposal]]:
    """The same for many lines, by line, in a handful of queries."""
    found = {one.pk: one for one in lines}
    pointed: dict[int, dict[int, dict[str, None]]] = {key: {} for key in found}
    for key, application_id, why in _pointed_at([one for one in found.values() if one.credit]):
        pointed[key].setdefault(application_id, {})[why] = None
    named = {
        one.application_id: one for one in dossiers({key for at in pointed.values() for key in at})
    }
    return {key: _likeliest(line, pointed[key], named) for key, line in found.items()}


def _likeliest(
    line: BankLine, pointed: Mapping[int, Iterable[str]], named: Mapping[int, Dossier]
) -> list[Proposal]:
    found = [
        Proposal(named[key], tuple(why))
        for key, why in pointed.items()
        if key in named
        and named[key].money.to_deposit == line.amount_cents
        and named[key].status in ("awaiting_deposit", "lapsed")
    ]
    found.sort(key=lambda one: (-sum(_WEIGHT[why] for why in one.why), one.dossier.application_id))
    return found[:MOST]


def _pointed_at(lines: Sequence[BankLine]) -> Iterator[tuple[int, int, str]]:
    """Line, application, and what of the line points to it."""
    numbers: list[tuple[BankLine, str]] = []
    for line in lines:
        text = f"{line.structured} {line.free_text}"
        for digits in _TWELVE.findall(text):
            near = nearly(re.sub("[^0-9]", "", digits))
            yield from ((line.pk, key, NEAR) for key in near)
        for _, number in _SUBSIDY.findall(text):
            yield line.pk, int(number), NUMBER
        for first, rest in _ENTERPRISE.findall(text):
            numbers.append((line, f"{first or '0'}{re.sub('[. ]', '', rest)}"))
    accounts = [(line, line.counterparty_iban) for line in lines if line.counterparty_iban]
    names = [(line, line.counterparty_name) for line in lines if len(line.counterparty_name) > 3]
    yield from _awaiting(_BY_NUMBER, numbers, ENTERPRISE)
    yield from _awaiting(_BY_ACCOUNT, accounts, PAYER)
    yield from _awaiting(_BY_NAME, names, NAME)


def nearly(digits: str) -> Iterable[int]:
    """The applications whose communication differs in one digit, or in two that changed places."""
    near = {
        digits[:at] + other + digits[at + 1 :]
        for at in range(len(digits))
        for other in "0123456789"
    }
    near |= {
        digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        for at in range(len(digits) - 1)
    }
    valid = (one for one in sorted(near) if as_ogm(one) is not None)
    return [key for one in valid if (key := application_in(one)) is not None]


def _awaiting(
    question: str, asked: Sequence[tuple[BankLine, str]], why: str
) -> Iterator[tuple[int, int, str]]:
    if not asked:
        return
    values: dict[str, Any] = {
        "lines": [line.pk for line, _ in asked],
        "amounts": [line.amount_cents for line, _ in asked],
        "said": [said for _, said in asked],
        "most": MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        yield from ((line, key, why) for line, key in cursor.fetchall())


# Applications that await a deposit of just this amount: what runs, by index, narrowed first by
# what the line says.
_AWAITING: Final = """
SELECT asked.line, found.id
FROM unnest(%(lines)s::bigint[], %(amounts)s::bigint[], %(said)s::text[])
     AS asked(line, amount, said)
CROSS JOIN LATERAL (
    SELECT a.id FROM applications_application a
    JOIN journal_running r ON r.subject = 'application' AND r.subject_id = a.id
                          AND r.status = 'awaiting_deposit'
    JOIN applications_decision d ON d.application_id = a.id
        AND NOT EXISTS (SELECT FROM applications_decision l WHERE l.supersedes_id = d.id)
    WHERE d.eligible_cents - d.grant_cents = asked.amount AND a.enterprise_id IN ({enterprises})
    ORDER BY a.id LIMIT %(most)s
) found
"""
_BY_NUMBER: Final = _AWAITING.format(
    enterprises="SELECT enterprise_id FROM register_enterprisenumber WHERE number = asked.said"
)
_BY_ACCOUNT: Final = _AWAITING.format(
    enterprises="SELECT party_id FROM payments_beneficiary"
    " WHERE party = 'enterprise' AND iban = asked.said"
)
_BY_NAME: Final = _AWAITING.format(
    enterprises="SELECT a2.enterprise_id FROM journal_running r2"
    " JOIN applications_application a2 ON a2.id = r2.subject_id"
    " JOIN register_snapshot s ON s.enterprise_id = a2.enterprise_id"
    " WHERE r2.subject = 'application' AND r2.status = 'awaiting_deposit'"
    " AND lower(s.facts ->> 'name') = lower(asked.said)"
)
