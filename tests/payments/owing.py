"""An application that was paid, and what is asked back of it."""

import uuid
from datetime import date

from portefeuille.applications.services import By, Change, revise, stop
from portefeuille.core.money import Cents
from portefeuille.journal.models import Running
from portefeuille.journal.queries import history_of, status_of
from portefeuille.payments.models import Payout, Recovery
from portefeuille.payments.outgoing.payouts import owe_refunds
from portefeuille.payments.recovering.debts import Debt, debt
from portefeuille.payments.references import communication_of_recovery
from portefeuille.payments.services import Demand, ask_back, record_deposit
from portefeuille.wallet.models import Balance
from tests.applications.filing import load_registers, request, submitted
from tests.databases import Database
from tests.payments.life import at, deposited, ordered, paid, the

NOW = at(2026, 11, 20).now
DUE = date(2027, 1, 31)
LATER = at(2026, 12, 28)
OFFICER = By("officer", LATER.now)


def in_full(_: Database) -> int:
    """An application of 1.000,00 that was granted 300,00 and paid in full."""
    load_registers()
    key = submitted(request(), NOW).application_id
    deposited(key, 700_00, date(2026, 12, 1), at(2026, 12, 1))
    paid(ordered(key, "F-1", 1000_00, at(2026, 12, 2)), at(2026, 12, 3))
    return key


def sized(key: int, size: str) -> None:
    """The year decided again for an enterprise of another size."""
    revise(the(key).enterprise_id, 2026, Change({"size": size}, {}), "andere cijfers", LATER)


def of_revision(key: int) -> Recovery:
    """The 100,00 that is owed once the enterprise is medium, asked back."""
    sized(key, "medium")
    demand = Demand("revision", "enterprise", 100_00, 0, DUE)
    return ask_back(key, demand, "te veel betaald", LATER)


def of_stop(key: int, withdraws: str = "provider") -> Recovery:
    """All of it, asked of the provider after a stop."""
    stop(key, withdraws, "geannuleerd", LATER)  # type: ignore[arg-type]
    cause = "provider-cancels" if withdraws == "provider" else "enterprise-withdraws"
    return ask_back(
        key, Demand(cause, "provider", 1000_00, 700_00, DUE), "de les ging niet door", LATER
    )


def receive(recovery: Recovery, amount: Cents, by: By = OFFICER) -> None:
    """So much comes in with the communication of a recovery."""
    record_deposit(uuid.uuid4(), communication_of_recovery(recovery.pk), amount, by.now.date(), by)


def on(account: str, owner_id: int) -> Cents:
    """What stands on an account."""
    row = Balance.objects.filter(account=account, owner_id=owner_id).first()
    return row.amount_cents if row else 0


def now(recovery: Recovery) -> Debt:
    """A recovery as it stands."""
    found = debt(recovery.pk)
    assert found is not None
    return found


def why_queued() -> list[str]:
    """Why each line that waits for an officer waits."""
    waiting = Running.objects.filter(subject="line", status="queued").order_by("subject_id")
    keys = waiting.values_list("subject_id", flat=True)
    return [history_of("line", key)[-1].reason for key in keys]


def refund_due(key: int) -> Cents:
    """What is due to the enterprise of an application, by the payouts that are raised for it."""
    owe_refunds(LATER)
    found = Payout.objects.filter(kind="refund", application_id=key)
    return sum(one.amount_cents for one in found if status_of("payout", one.pk) == "due")
