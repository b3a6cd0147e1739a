"""The forms of money that goes out, as `forms_sent` has those of everything else."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from portefeuille.payments.models import Payout, RunLine
from portefeuille.payments.outgoing.due import account_of
from portefeuille.payments.services import give_account, owe_refunds, prepare, release, sent
from tests.payments.life import PROVIDERS_IBAN as IBAN
from tests.payments.life import at
from tests.web.acting import address, stopped, with_order
from tests.web.form import FINANCE, OWNER, PROVIDER, Sent

SMALL: Final[dict[str, Any]] = {"application": {"cost": "200.00"}}
"""So that the ceiling of one enterprise has room for all of them."""


def with_payout() -> int:
    """A sum that is due to a provider whose account is known."""
    owe_refunds(at(2026, 11, 22))  # of what was stopped before, else a run raises them
    it = with_order(200_00, **SMALL)
    if account_of("provider", it.provider_id or 0) is None:
        give_account("provider", it.provider_id or 0, IBAN, "Opleidingshuis", at(2026, 11, 21))
    return Payout.objects.get(application=it.application_id).pk


def run_of(*steps: str) -> int:
    """A run that somebody else prepared of one sum, and released by another where that is said."""
    run = prepare(uuid.uuid4(), date(2026, 11, 22), at(2026, 11, 22), [with_payout()])
    if "release" in steps:
        release(run.pk, replace(at(2026, 11, 22), actor="another"))
    return run.pk


def of_run(step: str, *before: str, **what: str) -> Callable[[], Sent]:
    return lambda: Sent(FINANCE, f"/kantoor/betaalruns/{run_of(*before)}/{step}", what)


def refused_by_bank() -> Sent:
    key = run_of("release")
    sent(key, at(2026, 11, 22))
    (line,) = RunLine.objects.filter(run=key)
    there = f"/kantoor/betaalruns/{key}/{line.payout_id}/geweigerd"
    return Sent(FINANCE, there, {"reason": "AC04"})


def prepare_run() -> Sent:
    what = {"key": str(uuid.uuid4()), "chosen": str(with_payout()), "execution_on": "22/11/2026"}
    return Sent(FINANCE, "/kantoor/betalingen", what)


def refund() -> Sent:
    owe_refunds(at(2026, 11, 22))
    stopped(**SMALL)
    return Sent(FINANCE, "/kantoor/betalingen/terugbetalingen", {})


def an_account(who: str, where: Callable[[], str]) -> Callable[[], Sent]:
    def sent() -> Sent:
        what = {"key": str(uuid.uuid4()), "iban": IBAN, "name": "Opleidingshuis"}
        return Sent(who, where(), what)

    return sent


def refund_address() -> str:
    it = stopped(**SMALL)
    owe_refunds(at(2026, 11, 22))
    return address(it, "rekening")


OF_RUNS: Final[dict[str, list[tuple[str, Callable[[], Sent]]]]] = {
    "payments": [("the key of the run", prepare_run)],
    "refunds": [("what the ledger owes is raised once", refund)],
    "payout-account": [
        (
            "the key of the form is kept with where it led",
            an_account(FINANCE, lambda: f"/kantoor/betalingen/{with_payout()}/rekening"),
        )
    ],
    "provider-account": [
        (
            "the key of the form is kept with where it led",
            an_account(PROVIDER, lambda: "/dv/1999905022/rekening"),
        )
    ],
    "refund-account": [
        ("the key of the form is kept with where it led", an_account(OWNER, refund_address))
    ],
    "run-release": [("a run is released by one row", of_run("vrijgeven"))],
    "run-throw-away": [
        (
            "what was thrown away cannot be: the table of transitions",
            of_run("weggooien", words="Verkeerde dag."),
        )
    ],
    "run-given": [("what is with the bank stays so", of_run("bezorgd", "release"))],
    "run-refused": [("what came back is not on its way", refused_by_bank)],
}
