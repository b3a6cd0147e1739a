"""Awards as they follow from decisions, exported, reported, corrected and summed."""

import csv
import io
import json
from datetime import date

import openpyxl
import psycopg
import pytest
from click.testing import CliRunner
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from portefeuille.aid.export import COLUMNS, ReportError, read_reported
from portefeuille.aid.models import Reported
from portefeuille.aid.queries import awards, totals
from portefeuille.applications.queries import reference_of
from portefeuille.applications.services import Change, revise, stop
from portefeuille.commands.main import main
from portefeuille.law.stateaid import load_aid_law
from portefeuille.register.queries import enterprise_of
from tests.aid.laws import de_minimis
from tests.applications.filing import (
    BAKERY,
    METALWORKS,
    TODAY,
    load_registers,
    request,
    submitted,
)
from tests.payments.life import at, deposited, ordered, paid

PERIOD = ("--from", "2026-01-01", "--to", "2026-12-31")
WHOLE = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def granted(database, monkeypatch):
    """Two awards of the bakery, one refusal of the metalworks."""
    load_registers()
    monkeypatch.setenv("DATABASE_URL", database.app_url)
    keys = [submitted(request()).application_id for _ in range(2)]
    submitted(request(METALWORKS, {"theme": "astrologie"}))
    return keys


def aid(*arguments: str, code: int = 0):
    done = CliRunner().invoke(main, ["aid", *arguments], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done


def exported(*arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(aid("export", *PERIOD, *arguments).stdout)))


def test_an_award_follows_from_the_decision_with_what_the_register_asks(granted) -> None:
    one, other = awards(*WHOLE)
    assert [one.reference, other.reference] == [reference_of(key, 2026) for key in granted]
    assert (one.number, one.amount, one.withdrawn, one.version) == (BAKERY, 300_00, 0, 1)
    assert (one.granted_on, one.report_by) == (TODAY, date(2026, 12, 18))
    assert (one.nace_code, one.scheme, one.theme) == ("10712", "kmo-portefeuille", "innovatie")
    assert (one.regime, one.is_reported) == (None, False)
    assert [it.regime for it in awards(*WHOLE, de_minimis())] == ["de-minimis"] * 2
    assert list(awards(date(2026, 1, 1), date(2026, 11, 19))) == []


def test_what_never_will_be_paid_is_withdrawn(granted) -> None:
    by = at(2026, 11, 20, 10)
    deposited(granted[0], 700_00, TODAY, by)
    paid(ordered(granted[0], "F-1", 400_00, by), by)
    for key in granted:
        stop(key, "enterprise", "", by)
    assert [(one.amount, one.withdrawn) for one in awards(*WHOLE)] == [
        (300_00, 180_00),
        (300_00, 300_00),
    ]


def test_a_revision_is_a_new_version_and_one_that_refuses_leaves_nothing(granted) -> None:
    revise(enterprise_of(BAKERY), 2026, Change({"size": "medium"}, {}), "-", at(2026, 11, 21))
    assert [(one.amount, one.version, one.granted_on) for one in awards(*WHOLE)] == [
        (200_00, 2, TODAY)
    ] * 2
    revise(enterprise_of(BAKERY), 2026, Change({"size": "large"}, {}), "-", at(2026, 11, 21))
    assert list(awards(*WHOLE)) == []


def test_the_file_is_the_same_in_every_form(granted, monkeypatch) -> None:
    monkeypatch.setattr(settings, "AUTHORITY", "=Agentschap")
    rows = exported()
    assert [list(row) for row in rows] == [list(COLUMNS)] * 2
    assert rows[0]["amount"] == "300.00"
    assert rows[0]["authority"] == "'=Agentschap"
    assert rows[0]["regime"] == "unknown"
    for document in (
        json.loads(aid("export", *PERIOD, "--json").stdout),
        json.loads(aid("export", *PERIOD, "--format", "json").stdout),
    ):
        assert [one["reference"] for one in document] == [row["reference"] for row in rows]
        assert document[0]["nuts"] is None
        assert document[0]["authority"] == "=Agentschap"
    assert (
        json.loads(aid("export", "--from", "2020-01-01", "--to", "2020-01-01", "--json").stdout)
        == []
    )
    book = openpyxl.load_workbook(
        io.BytesIO(aid("export", *PERIOD, "--format", "xlsx").stdout_bytes)
    )
    sheet = list(book.active.iter_rows(values_only=True))
    assert sheet[0] == COLUMNS
    assert sheet[1][COLUMNS.index("amount")] == 300
    assert sheet[1][COLUMNS.index("authority")] == "=Agentschap"
    aid("export", "--from", "2026-02-01", "--to", "2026-01-01", code=2)


def test_who_may_be_a_natural_person_stands_in_no_public_file(granted, database) -> None:
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("ALTER TABLE register_snapshot DISABLE TRIGGER USER")
        for known, left_out in (("true", 2), ("null", 2), ("false", 0)):
            owner.execute(
                "UPDATE register_snapshot"
                " SET facts = facts || jsonb_build_object('natural_person', %s::jsonb)",
                [known],
            )
            owner.commit()
            done = aid("export", *PERIOD, "--public")
            assert len(done.stdout.splitlines()) == 1 + 2 - left_out
            assert done.stderr == f"{left_out} awards of natural persons left out\n"
            assert len(exported()) == 2


def filled(rows: list[dict[str, str]], file, reference: str = "EU-1") -> str:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        for row in rows:
            writer.writerow({**row, "reported_on": "2026-11-24", "register_reference": reference})
    return str(file)


def test_what_was_reported_is_kept_once_and_asked_again_when_it_changes(granted, tmp_path) -> None:
    rows = exported("--unreported")
    first = filled(rows[:1], tmp_path / "first.csv")
    assert aid("reported", first).stdout == "first.csv: 1 awards reported, 1 new\n"
    assert json.loads(aid("reported", first, "--json").stdout) == {"reported": 1, "new": 0}
    assert [row["reference"] for row in exported("--unreported")] == [rows[1]["reference"]]
    assert [row["register_reference"] for row in exported()] == ["EU-1", ""]
    aid("reported", filled(rows, tmp_path / "all.csv", "EU-2"))
    assert exported("--unreported") == []
    stop(granted[0], "enterprise", "", at(2026, 11, 25))
    (again,) = exported("--unreported")
    assert [again[name] for name in ("withdrawn", "earlier_reference", "register_reference")] == [
        "300.00",
        "EU-1",
        "",
    ]
    revise(enterprise_of(BAKERY), 2026, Change({"size": "large"}, {}), "-", at(2026, 11, 25))
    assert [row["amount"] for row in exported("--unreported")] == ["0.00", "0.00"]
    assert Reported.objects.count() == 2


def test_a_file_that_is_wrong_is_refused_whole_with_its_line(granted, tmp_path) -> None:
    rows = exported()
    strange = {**rows[1], "application_id": "999999"}
    done = aid("reported", filled([rows[0], strange], tmp_path / "x.csv"), code=2)
    assert "x.csv, nothing was kept: 999999 is no award" in done.output
    assert Reported.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"reported_on": ""}, "line 2: half of it is filled in"),
        ({"reported_on": "24/11/2026"}, "line 2: Invalid isoformat"),
        ({"amount": "1,00"}, "line 2: "),
        ({"decision_id": "x"}, "line 2: 'x' is no number of ours"),
        ({"application_id": "9" * 19}, "is no number of ours"),
        ({"register_reference": "E" * 61}, "line 2: the reference cannot be kept"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(change: dict[str, str], message: str) -> None:
    whole = dict.fromkeys(COLUMNS, "") | {
        "application_id": "1",
        "decision_id": "1",
        "amount": "1.00",
        "withdrawn": "0.00",
        "reported_on": "2026-11-24",
        "register_reference": "EU-1",
    }
    (good,) = read_reported([",".join(COLUMNS), ",".join(whole.values())])
    assert (good.amount, good.reference) == (100, "EU-1")
    changed = [f'"{value}"' for value in (whole | change).values()]
    with pytest.raises(ReportError, match=message):
        read_reported([",".join(COLUMNS), ",".join(changed)])
    with pytest.raises(ReportError, match=r"line 1: amount, .* is missing"):
        read_reported(["reference", "x"])


@given(lines=st.lists(st.text()), headed=st.booleans())
def test_whatever_stands_in_a_file_is_read_or_refused_in_words(lines, *, headed: bool) -> None:
    file = [",".join(COLUMNS), *lines] if headed else lines
    try:
        said = f"line {len(read_reported(file))}"
    except ReportError as error:
        said = str(error)
    assert said.startswith("line ")


def test_sums_of_beneficiaries_by_regime_above_an_amount(granted) -> None:
    (one,) = totals(*WHOLE, 599_99)
    assert (one.number, one.regime, one.awards, one.cents) == (BAKERY, "unknown", 2, 600_00)
    assert totals(*WHOLE, 600_00) == []
    assert [it.regime for it in totals(*WHOLE, 0, de_minimis())] == ["de-minimis"]
    assert "Nobody was granted more than € 100.000,00." in aid("totals", *PERIOD).stdout.replace(
        "\u00a0", " "
    )
    assert "1999.900.171" in aid("totals", *PERIOD, "--above", "100.00").stdout
    (told,) = json.loads(aid("totals", *PERIOD, "--above", "0.00", "--json").stdout)
    assert (told["number"], told["cents"]) == (BAKERY, "600.00")
    aid("totals", *PERIOD, "--above", "veel", code=2)


def test_the_database_keeps_what_was_said(granted, database, tmp_path) -> None:
    aid("reported", filled(exported()[:1], tmp_path / "one.csv"))
    for statement in (
        "UPDATE aid_reported SET reference = 'EU-9'",
        "DELETE FROM aid_reported",
        "DELETE FROM aid_link",
        "DELETE FROM aid_declaration",
    ):
        with psycopg.connect(database.owner_url) as owner, pytest.raises(psycopg.Error):
            owner.execute(statement)
    with (
        psycopg.connect(database.app_url) as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        app.execute("UPDATE aid_declaration SET amount_cents = 1")


@pytest.mark.parametrize(
    ("granted_on", "report_by"),
    [
        (date(2026, 4, 1), date(2026, 4, 30)),  # over Easter Monday
        (date(2026, 5, 4), date(2026, 6, 3)),  # over Ascension Day and Whit Monday
        (date(2026, 7, 20), date(2026, 8, 18)),  # over 21 July; 15 August is a Saturday
        (date(2026, 12, 24), date(2027, 1, 25)),  # over Christmas and New Year
        (date(2025, 12, 31), None),  # there was no register yet
    ],
)
def test_twenty_working_days_to_report(granted_on: date, report_by: date | None) -> None:
    assert load_aid_law().report_by(granted_on) == report_by
