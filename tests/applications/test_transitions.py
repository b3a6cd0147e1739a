"""The table of transitions has one source: what Python lists is what the database accepts."""

from portefeuille.applications.models import Decision
from portefeuille.applications.transitions import OF_ARRIVALS, OF_OUTCOME, TRANSITIONS
from portefeuille.payments.transitions import TABLE as OF_PAYMENTS
from portefeuille.register.succession import STEPS as OF_ENTERPRISES
from portefeuille.register.succession import SUBJECT
from tests.applications.books import rows
from tests.databases import Database


def test_the_database_holds_the_transitions_that_python_lists(database: Database) -> None:
    steps = (*TRANSITIONS, *OF_ARRIVALS)
    listed = {(step.subject, step.verb, step.from_status, step.to_status) for step in steps}
    listed |= {(SUBJECT, *step) for step in OF_ENTERPRISES} | set(OF_PAYMENTS)
    stored = rows(database, "SELECT subject, verb, from_status, to_status FROM journal_transition")
    assert set(stored) == listed
    assert len(stored) == len(steps) + len(OF_ENTERPRISES) + len(OF_PAYMENTS)


def test_every_outcome_enters_the_journal_by_a_listed_transition() -> None:
    assert set(OF_OUTCOME) == set(Decision.Outcome.values)
    assert set(OF_OUTCOME.values()) <= set(TRANSITIONS)
    assert {step.from_status for step in OF_OUTCOME.values()} == {""}
