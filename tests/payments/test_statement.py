"""A bank statement with trouble in it: each line becomes what it must, and once."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings

from bench.statement import BECAME, expected
from bench.statement_lines import Awaited, fill
from portefeuille.adapters.bank import BankFileError
from portefeuille.adapters.bank.simulator import Bank
from portefeuille.applications.services import By
from portefeuille.payments.incoming import matching
from portefeuille.payments.incoming.proposals import proposals_for
from portefeuille.payments.models import BankLine
from portefeuille.payments.references import communication_of
from portefeuille.payments.services import (
    NotThere,
    WrongAccount,
    confirm,
    explain,
    import_statements,
    match_lines,
    return_line,
)
from tests.applications.books import rows
from tests.applications.filing import NOW, add_enterprises, load_registers, request, submitted
from tests.databases import Database
from tests.payments.life import assert_ledger_is_right, at, the

DAY = date(2026, 11, 21)
BY = at(2026, 11, 23)
OURS = settings.FINANCIAL_MANAGER_IBAN


def awaited(count: int) -> list[Awaited]:
    """So many applications that await 700,00."""
    found = []
    for number in add_enterprises(count):
        one = submitted(request(number), NOW)
        found.append(Awaited(700_00, communication_of(one.application_id), one.reference))
    return found


def bank() -> Bank:
    it = Bank()
    it.open(OURS, "Beheerder", 5_000_00)
    return it


def matched(content: bytes, by: By = BY) -> Counter[str]:
    """Imported, and what became of the lines."""
    import_statements(content, "dag.xml", by)
    return Counter(one.status for one in match_lines(by))


@pytest.fixture
def registers(database: Database) -> Database:
    load_registers()
    return database


@pytest.mark.parametrize("version", ["02", "08"])
def test_two_hundred_lines_with_three_percent_trouble(registers: Database, version: str) -> None:
    it = bank()
    kinds = fill(it, OURS, DAY, awaited(200))
    content = it.statement(DAY, version)
    first = import_statements(content, "dag.xml", BY)
    assert (first.statements, first.new, first.known) == (1, 201, 0)
    assert sum(1 for _ in match_lines(BY)) == first.new
    assert Counter(dict(rows(registers, BECAME))) == expected(kinds)
    again = import_statements(content, "dag.xml", BY)
    other = import_statements(it.duplicate(DAY, version), "nog eens.xml", BY)
    assert (again.new, other.new, other.known) == (0, 0, 201)
    assert list(match_lines(BY)) == []
    cash = rows(registers, "SELECT -sum(amount_cents) FROM wallet_posting WHERE account = 'bank'")
    assert cash == [(it.balance(OURS, DAY) - 5_000_00,)]
    assert_ledger_is_right(registers)


def test_two_bookings_that_are_the_same_are_two(registers: Database) -> None:
    it = bank()
    (one,) = awaited(1)
    for _ in range(2):
        it.deposit(OURS, 5_00, DAY, text="koffie", name="Verzonnen", sender="BE62510007547061")
    assert matched(it.statement(DAY)) == {"sent_back": 2}
    assert one.amount == 700_00


def test_a_near_reference_waits_and_is_confirmed_once(registers: Database) -> None:
    it = bank()
    one, other = awaited(2)
    digits = "".join(sign for sign in one.communication if sign.isdigit())
    wrong = digits[:11] + str((int(digits[11]) + 1) % 10)
    it.deposit(OURS, 700_00, DAY, text=wrong, name="Iemand", sender="BE62510007547061")
    assert matched(it.statement(DAY)) == {"queued": 1}
    line = BankLine.objects.get()
    proposed = {p.dossier.reference: p.why for p in proposals_for(line)}
    assert proposed[one.reference] == ("near-reference",)
    application = int(one.reference[-6:])
    assert confirm(line.pk, application, BY) == ""
    assert the(application).status == "deposited"
    for again in (
        lambda: confirm(line.pk, application, BY),
        lambda: return_line(line.pk, BY),
        lambda: explain(line.pk, "rente", BY),
    ):
        with pytest.raises(NotThere):
            again()
    assert other.reference != one.reference
    assert_ledger_is_right(registers)


def test_what_cannot_be_booked_is_not_even_where_an_officer_wants_it(registers: Database) -> None:
    it = bank()
    (one,) = awaited(1)
    it.deposit(OURS, 699_00, DAY, text=one.reference, name="Verzonnen")
    it.deposit(OURS, 700_00, DAY, text=one.reference, name="Verzonnen")
    it.deposit(OURS, 500_00, DAY, text="werkingsmiddelen", name="Vlaamse overheid")
    assert matched(it.statement(DAY)) == {"queued": 1, "sent_back": 2}
    (line,) = BankLine.objects.filter(amount_cents=700_00)
    application = proposals_for(line)[0].dossier.application_id
    assert confirm(line.pk, application, BY) == ""
    assert the(application).money.own == 700_00
    assert_ledger_is_right(registers)


def test_a_late_deposit_is_judged_by_the_day_it_was_on_the_account(registers: Database) -> None:
    it = bank()
    on_time, late = awaited(2)
    last = date(2026, 12, 20)
    for one, day in ((on_time, last), (late, date(2026, 12, 21))):
        digits = "".join(sign for sign in one.communication if sign.isdigit())
        it.deposit(OURS, 700_00, day, structured=digits, sender="BE62510007547061")
    by = replace(BY, now=at(2026, 12, 22).now)
    assert matched(it.statement(date(2026, 12, 21), since=last), by) == {
        "matched": 1,
        "sent_back": 1,
    }
    assert_ledger_is_right(registers)


def test_a_file_that_is_wrong_leaves_nothing(registers: Database) -> None:
    other = Bank()
    other.open("BE62510007547061", "Iemand anders")
    other.deposit("BE62510007547061", 5_00, DAY)
    with pytest.raises(WrongAccount, match="BE62510007547061"):
        import_statements(other.statement(DAY), "dag.xml", BY)
    with pytest.raises(BankFileError):
        import_statements(b"<Document/>", "dag.xml", BY)
    assert rows(registers, "SELECT count(*) FROM payments_statementfile") == [(0,)]
    assert rows(registers, "SELECT count(*) FROM payments_bankline") == [(0,)]


def test_a_line_at_which_something_breaks_holds_up_no_other(
    registers: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    it = bank()
    one, other = awaited(2)
    for what in (one, other):
        digits = "".join(sign for sign in what.communication if sign.isdigit())
        it.deposit(OURS, 700_00, DAY, structured=digits, sender="BE62510007547061")
    import_statements(it.statement(DAY), "dag.xml", BY)
    first = BankLine.objects.order_by("id")[0]

    def breaks_at_first(line: BankLine, *_: object) -> str:
        if line.pk == first.pk:
            raise ZeroDivisionError
        return handle(line, BY)

    with monkeypatch.context() as patch:
        handle = matching._handle
        patch.setattr(matching, "_handle", breaks_at_first)
        assert [done.status for done in match_lines(BY)] == ["matched"]
    assert f"Line {first.pk} could not be matched" in caplog.text
    assert [(done.line_id, done.status) for done in match_lines(BY)] == [(first.pk, "matched")]
    assert_ledger_is_right(registers)
