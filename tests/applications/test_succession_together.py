"""Two enterprises become one while many submit for both: what counts for whom is never half."""

from pathlib import Path

from portefeuille import law
from portefeuille.applications.queries import standing
from portefeuille.applications.submitting import _arrival, _decide_and_book
from portefeuille.register.services import enterprise_of_number, join, part
from tests.applications.books import assert_books_are_whole, rows
from tests.applications.filing import (
    CEILING,
    NOW,
    add_enterprises,
    load_registers,
    request,
    submitted,
)
from tests.applications.herding import herd
from tests.databases import Database
from tests.payments.life import By

DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
USED = "SELECT enterprise_id, used_cents FROM wallet_wallet WHERE year = 2026 ORDER BY 1"
REGISTRATION = "DV.O999001"
ME = By("person:1", NOW)


def test_a_decision_that_saw_the_wallets_apart_is_taken_again(database: Database) -> None:
    """Whatever was there before, a wallet or none, and from either side."""
    load_registers()
    numbers = add_enterprises(4)
    submitted(request(numbers[0]))
    submitted(request(numbers[1]))
    for old, new in (numbers[:2], numbers[2:]):
        seen = {number: standing(number, REGISTRATION, NOW.date()) for number in (old, new)}
        join(old, new, "merged", NOW.date(), "fusie", ME)
        for number, was in seen.items():
            assert was is not None
            arrival = _arrival(request(number), law.load(), ME, NOW)
            assert _decide_and_book(arrival, was) is None
        seen = {number: standing(number, REGISTRATION, NOW.date()) for number in (old, new)}
        part(old, "toch niet", ME)
        for number, was in seen.items():
            assert was is not None
            arrival = _arrival(request(number), law.load(), ME, NOW)
            assert _decide_and_book(arrival, was) is None


def test_twenty_submit_for_both_while_they_become_one(database: Database, tmp_path: Path) -> None:
    """Alone they would get 50 grants: together what they had, or if that was less, 25.

    Two pairs, one in each order of their ids.
    """
    load_registers()
    first, second, third, fourth = add_enterprises(4)
    pairs = [(first, second), (fourth, third)]
    batches = [[request(number)] * 6 for number in (first, second, third, fourth)] * 5
    with herd(database, tmp_path, batches) as running:
        running.wait_for_answers(1)
        for old, new in pairs:
            join(old, new, "merged", NOW.date(), "fusie", ME)
        then = dict(rows(database, USED))
        assert running.wait() == (0, "")
        answers = running.answers()
    assert len(answers) == 120
    used = dict(rows(database, USED))
    for pair in pairs:
        before, after = (enterprise_of_number(number) for number in pair)
        assert used[before] == then[before]
        assert used[before] + used[after] == max(CEILING, then[before] + then[after])
    assert sum(grant for _, _, grant in answers) == sum(used.values())
    assert rows(database, DEADLOCKS) == [(0,)]
    assert_books_are_whole(database)


def test_joined_and_parted_again_and_again_while_many_submit(
    database: Database, tmp_path: Path
) -> None:
    load_registers()
    old, new = add_enterprises(2)
    batches = [[request(number)] * 4 for number in (old, new) for _ in range(6)]
    with herd(database, tmp_path, batches) as running:
        running.wait_for_answers(1)
        for _ in range(8):
            join(old, new, "merged", NOW.date(), "fusie", ME)
            part(old, "toch niet", ME)
        assert running.wait() == (0, "")
        answers = running.answers()
    assert len(answers) == 48
    assert all(cents <= CEILING for _, cents in rows(database, USED))
    assert sum(grant for _, _, grant in answers) == sum(dict(rows(database, USED)).values())
    assert rows(database, DEADLOCKS) == [(0,)]
    assert_books_are_whole(database)
