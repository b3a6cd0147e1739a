"""After an erasure nothing names anybody, and every sum, figure and decision is what it was."""

import re
import uuid
from datetime import date
from typing import Any, Final

import pytest

from portefeuille import law
from portefeuille.applications.lists import assess
from portefeuille.applications.services import replay, stop
from portefeuille.figures.asking import figure_answer
from portefeuille.figures.catalogue import names
from portefeuille.payments.services import Invoice, keep_document, order_payment
from portefeuille.retention.services import forget
from portefeuille.scenarios.population import build
from portefeuille.scenarios.services import load
from tests.applications.filing import METALWORKS, load_registers, request, submitted
from tests.databases import Database
from tests.payments.life import assert_ledger_is_right, at, deposited, paid, the
from tests.retention import old
from tests.retention.old import NOW, owner
from tests.retention.test_retention_periods import STAYS
from tools.stored_fields import stored

HELD: Final = (
    "applications_decision",
    "journal_event",
    "wallet_entry",
    "wallet_posting",
    "wallet_wallet",
    "payments_deposit (amount_cents, received_on, returned, event_id)",
    "payments_order (amount_cents, invoice_date, paid_by_id, event_id)",
)
"""What an erasure never changes: tables, or columns of them."""

GOES: Final = {"approved-by-province", "approved-by-postcode", "most-asked-courses"}
"""Figures by what an erasure takes: where somebody lives, what a title says. Their sums hold."""

MOTIVE, WORDS, REFERENCE = "Jan Verzonnen belde", "Jan Verzonnen is ziek", "huur van Jan Verzonnen"


def one_that_was_paid(database: Database) -> int:
    """A dossier with all that people write in one, paid to the last cent."""
    filed = request(
        application={"starts_on": "2026-03-09", "ends_on": "2026-03-10"},
    )
    done = submitted(filed, at(2026, 3, 2).now).application_id
    ((decision, unknown),) = owner(
        database, "SELECT id, unknown FROM applications_decision WHERE application_id = %s", done
    )
    assess(decision, unknown[0], MOTIVE, "person:1", at(2026, 3, 3).now)
    deposited(done, the(done).money.to_deposit, date(2026, 3, 4), at(2026, 3, 5))
    pdf, who = b"%PDF-1.7 Jan Verzonnen", old.person(database)
    kept = keep_document(done, who, "Jan Verzonnen.pdf", pdf, at(2026, 3, 12))
    invoice = Invoice("JV 2026-1", date(2026, 3, 11), 1000_00, kept.pk)
    order = order_payment(uuid.uuid4(), done, invoice, at(2026, 3, 12))
    paid(order, at(2026, 3, 13))
    return done


def one_that_was_stopped() -> int:
    """A dossier that ended with words of the enterprise."""
    filed = request(METALWORKS, {"starts_on": "2026-03-09", "ends_on": "2026-03-10"})
    stopped = submitted(filed, at(2026, 3, 2).now).application_id
    stop(stopped, "enterprise", WORDS, at(2026, 3, 6))
    return stopped


def one_that_goes_on() -> int:
    """A dossier that is as old and awaits its deposit."""
    filed = request(METALWORKS, {"starts_on": "2026-03-09", "ends_on": "2026-03-10"})
    return submitted(filed, at(2026, 3, 2).now).application_id


def held(database: Database) -> dict[str, str]:
    """A digest of each of the things an erasure never changes."""
    return {thing: _digest(database, *_named(thing)) for thing in HELD}


def _named(thing: str) -> tuple[str, str]:
    table, _, columns = thing.partition(" ")
    return table, columns.strip("()") or "*"


def _digest(database: Database, table: str, columns: str) -> str:
    rows = f"SELECT {columns} FROM {table} ORDER BY id"  # noqa: S608
    said = f"SELECT count(*) || ' ' || md5(string_agg(t::text, E'\\n')) FROM ({rows}) t"  # noqa: S608
    return str(owner(database, said)[0][0])


def figures() -> dict[str, Any]:
    """Every figure over both years, as of today."""
    where = {"first_day": "2016-01-01", "last_day": "2026-12-31"}
    return {name: figure_answer(name, where, NOW.date()).tables for name in names()}


@pytest.fixture
def erased(database: Database, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What was held before, after everything that is older than three weeks was erased."""
    load_registers()
    load(build(2016, 1, "0.001", law.load()), law.load())
    paid_one, stopped, going = (
        one_that_was_paid(database), one_that_was_stopped(), one_that_goes_on()
    )  # fmt: skip
    owner(
        database,
        "INSERT INTO payments_deposit (key, reference, amount_cents, received_on, returned, actor,"
        " known_at) VALUES (gen_random_uuid(), %s, 1, '2026-03-04', 'unknown-reference', 'test',"
        " '2026-03-05')",
        REFERENCE,
    )
    gone = old.person(database)
    old.mandate(database, gone, 40 * old.DAY, "1999900171")
    old.call(database, 40 * old.DAY)
    before = {"held": held(database), "figures": figures()}
    old.under_rules(database, "dossier=SR 1,register=SR 2,people=SR 3,purpose-log=SR 4",
                    monkeypatch)  # fmt: skip
    old.last_only(database, "P21D")
    before["gone"] = {one.kind: one.erased for one in forget(NOW)}
    return {**before, "paid": paid_one, "stopped": stopped, "going": going}


def test_it_holds_and_names_nobody(database: Database, erased: dict[str, Any]) -> None:
    assert held(database) == erased["held"]
    after = figures()
    for name, told in erased["figures"].items():
        if name in GOES:
            assert [table.total for table in after[name]] == [table.total for table in told], name
        else:
            assert after[name] == told, name
    assert {name for name, told in erased["figures"].items() if after[name] != told} == GOES
    assert list(replay()) == []
    assert_ledger_is_right(database)
    for kind in ("titles", "motives", "documents", "invoices", "remarks", "names", "people"):
        assert erased["gone"][kind] > 0, kind
    assert erased["gone"]["references"] == 2
    dump = "\n".join(_texts(database))
    for words in (MOTIVE, WORDS, REFERENCE, "JV 2026-1", "Jan Verzonnen.pdf", "1999900369"):
        assert words not in dump, words


def test_what_ended_can_still_be_read_and_what_runs_is_whole(
    database: Database, erased: dict[str, Any]
) -> None:
    done = the(erased["paid"])
    assert (done.status, done.title, done.money.own_paid) == ("paid", None, 700_00)
    assert the(erased["stopped"]).title is None
    runs = the(erased["going"])
    assert (runs.status, runs.title) == ("awaiting_deposit", "Beter bakken")
    assert runs.enterprise_name, "its enterprise has a dossier that runs"


def _texts(database: Database) -> list[str]:
    """Every value of every personal field that is erased, of tables that are no extract."""
    fields = [
        (table, field)
        for table, its in stored()["tables"].items()
        if its["class"] != "extract" and "." not in table
        for field in its.get("personal", ())
        if f"{table}.{field}" not in STAYS
    ]
    assert len(fields) > 20
    texts = [
        value
        for table, field in fields
        for (value,) in owner(database, f"SELECT {field}::text FROM {table}")  # noqa: S608
    ]
    return [_readable(text) for text in texts if text]


def _readable(text: str) -> str:
    """Bytes as they are read; all else as it is."""
    if re.fullmatch(r"\\x[0-9a-f]*", text):
        return bytes.fromhex(text[2:]).decode("latin-1")
    return text
