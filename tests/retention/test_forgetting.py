"""What is over goes and what is not stays, kind by kind; it is recorded and never silent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest
from click.testing import CliRunner

from portefeuille.commands.main import main
from portefeuille.retention.models import Erasure
from portefeuille.retention.services import forget, would_forget
from portefeuille.retention.tasks import forget as nightly
from tests.databases import Database
from tests.retention import old
from tests.retention.old import DAY, NOW, YEAR, owner, there

Write = Callable[[Database, timedelta], Any]

ROWS_THAT_GO: Final[dict[str, tuple[Write, str, timedelta, timedelta]]] = {
    "sessions": (old.session, "django_session", timedelta(minutes=1), timedelta(minutes=-1)),
    "kept_forms": (old.kept_form, "people_keptform", timedelta(hours=2), timedelta(minutes=9)),
    "answers": (old.answer, "journal_answer", 31 * DAY, 29 * DAY),
    "drafts": (old.draft, "applications_draft", YEAR, 364 * DAY),
    "triggers": (old.trigger, "register_trigger", YEAR, 364 * DAY),
}
"""How such a row is written, in which table, an age at which it is over, and one at which not."""


def counted(found: Any) -> dict[str, int]:
    """How many rows of each kind were erased, but for those of which none were."""
    return {one.kind: one.erased for one in found if one.erased}


def left(found: Any) -> dict[str, int]:
    """How many rows of each kind are over and there, but for those of which none are."""
    return {one.kind: one.left for one in found if one.left}


@pytest.mark.parametrize("kind", ROWS_THAT_GO)
def test_a_row_that_is_over_goes_and_a_younger_one_stays(database: Database, kind: str) -> None:
    write, table, over, young = ROWS_THAT_GO[kind]
    write(database, over)
    write(database, over + DAY)
    write(database, young)
    assert left(would_forget(NOW)) == {kind: 2}
    assert there(database, table) == 3
    assert counted(forget(NOW)) == {kind: 2}
    assert there(database, table) == 1
    assert counted(forget(NOW)) == {}
    assert [(one.kind, one.erased) for one in Erasure.objects.all()] == [(kind, 2)]


def test_a_change_that_waits_and_a_draft_that_waits_stay(database: Database) -> None:
    old.trigger(database, None)
    key = old.draft(database, 3 * YEAR)
    (row,) = owner(
        database,
        "INSERT INTO applications_arrival (enterprise_id, request, arrived_at, actor, source, why)"
        " SELECT enterprise_id, '{}', changed_at, 'test', 'magda', '' FROM applications_draft"
        " RETURNING id",
    )
    owner(database, "UPDATE applications_draft SET arrival_id = %s WHERE id = %s", row[0], key)
    waits = "INSERT INTO journal_running (subject, subject_id, status) VALUES (%s, %s, 'waiting')"
    owner(database, waits, "arrival", row[0])
    assert counted(forget(NOW)) == {}
    owner(database, "DELETE FROM journal_running")
    assert counted(forget(NOW)) == {"drafts": 1}


def test_the_last_that_was_said_stays_while_there_is_a_dossier(database: Database) -> None:
    forgotten, known = old.enterprise(database), old.enterprise(database)
    old.draft(database, DAY, known)
    old.snapshot(database, forgotten, 2 * YEAR)
    for age in (3 * YEAR, 2 * YEAR):
        old.snapshot(database, known, age)
    old.snapshot(database, old.enterprise(database), 300 * DAY)
    assert counted(forget(NOW)) == {"snapshots": 2}
    stay = owner(database, "SELECT enterprise_id FROM register_snapshot WHERE known_at < %s",
                 NOW - YEAR)  # fmt: skip
    assert stay == [(known,)]


def test_mails_lose_address_and_words_after_two_years_and_are_sent_no_more(
    database: Database,
) -> None:
    keys = [
        old.message(database, 2 * YEAR),
        old.message(database, 2 * YEAR, sent=False),
        old.message(database, 2 * YEAR, sent=False, refused="550 lotte@bakkerij.example unknown"),
        old.message(database, 700 * DAY),
    ]
    assert counted(forget(NOW)) == {"messages": 3}
    columns = "address || subject || text || html, refused"
    stay = owner(database, f"SELECT id, {columns} FROM messages_message ORDER BY id")  # noqa: S608
    assert stay[:3] == [(keys[0], "", ""), (keys[1], "", "erased"), (keys[2], "", "erased")]
    assert "Dag Lotte" in stay[3][1]


def test_what_needs_a_rule_stays_without_one_and_that_is_said(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = old.person(database)
    old.mandate(database, gone, 11 * YEAR, "1999900171")
    old.call(database, 11 * YEAR)
    assert counted(forget(NOW)) == {}
    assert left(forget(NOW)) == {"people": 1, "calls": 1}
    assert {one.kind for one in forget(NOW) if one.stays} >= {"titles", "people", "calls"}
    assert Erasure.objects.count() == 0
    said = run(database, monkeypatch, "forget")
    assert "calls 1 over, kept: no selection rule given for purpose-log\n" in said
    old.under_rules(database, "people=SR 7, purpose-log=SR 8", monkeypatch)
    assert "calls 1 over under selection rule SR 8\n" in run(
        database, monkeypatch, "forget", "--dry-run"
    )
    assert "people 1 erased under selection rule SR 7\n" in run(database, monkeypatch, "forget")
    recorded = Erasure.objects.order_by("id").values_list("kind", "erased", "selection_rule")
    assert list(recorded) == [("people", 1, "SR 7"), ("calls", 1, "SR 8")]


def test_a_rule_that_is_given_no_more_is_worth_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    old.call(database, 11 * YEAR)
    old.under_rules(database, "purpose-log=SR 8", monkeypatch)
    old.under_rules(database, "", monkeypatch)
    assert [one.stays for one in forget(NOW) if one.kind == "calls"] == [True]
    assert owner(database, "SELECT who FROM register_registercall") == [("person:1",)]


def test_whoever_may_still_act_stays_and_who_may_not_is_a_surrogate(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    old.under_rules(database, "people=SR 7,purpose-log=SR 8", monkeypatch)
    gone, acts, late, never = (old.person(database) for _ in range(4))
    for number in ("1999900171", "1999900270"):
        old.mandate(database, gone, 11 * YEAR, number)
    old.mandate(database, acts, 11 * YEAR, "1999900171")
    old.mandate(database, acts, None, "1999900270")
    old.mandate(database, late, 9 * YEAR, "1999900171")
    old.call(database, 11 * YEAR)
    old.call(database, 9 * YEAR)
    assert counted(forget(NOW)) == {"people": 1, "calls": 1}
    people = owner(database, "SELECT id, subject, name, email FROM people_person ORDER BY id")
    assert people[0] == (gone, f"erased:{gone}", "", "")
    assert [row[0] for row in people[1:] if row[2]] == [acts, late, never]
    assert there(database, "people_mandate") == 3
    calls = owner(database, "SELECT number, who, why FROM register_registercall ORDER BY at")
    assert calls == [("", "erased", "application"), ("1999900369", "person:1", "application")]


def test_migrate_stores_the_rules_and_refuses_what_it_cannot_read(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", database.owner_url)
    monkeypatch.setattr("django.conf.settings.SELECTION_RULES", "people=SR 7")
    run(database, monkeypatch, "migrate", "--quiet")
    rules = "SELECT DISTINCT record_class FROM retention_period WHERE selection_rule = 'SR 7'"
    assert owner(database, rules) == [("people",)]
    monkeypatch.setattr("django.conf.settings.SELECTION_RULES", "peple=SR 7")
    refused = CliRunner().invoke(main, ["migrate", "--quiet"])
    assert (refused.exit_code, "'peple=SR 7' gives no class" in refused.output) == (2, True)
    assert owner(database, rules) == [("people",)]


def test_it_goes_in_batches_and_on_where_it_was_cut_off(database: Database) -> None:
    for _ in range(5):
        old.trigger(database, 2 * YEAR)
    cut_off = forget(NOW, most=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("portefeuille.retention.services._ask", _once())
        with pytest.raises(KeyboardInterrupt):
            list(cut_off)
    assert there(database, "register_trigger") == 3
    assert counted(forget(NOW, most=2)) == {"triggers": 3}
    assert [one.erased for one in Erasure.objects.order_by("id")] == [2, 2, 1]


def _once() -> Callable[..., int]:
    """Asks the database, until it was asked for the second batch of a kind."""
    from portefeuille.retention.services import _ask

    def asked(question: str, *values: Any) -> int:
        rows = _ask(question, *values)
        if rows:
            raise KeyboardInterrupt
        return rows

    return asked


def test_the_worker_forgets_each_night(database: Database) -> None:
    old.session(database, DAY)
    nightly.func(0)
    assert there(database, "django_session") == 0


def run(database: Database, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """What the command prints."""
    monkeypatch.setenv("DATABASE_URL", database.app_url)
    done = CliRunner().invoke(main, [*arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output
