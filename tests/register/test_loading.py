"""Loading KBO Open Data: whole or not at all, in order, and once."""

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import ProgrammingError, connection

from portefeuille import samples
from portefeuille.adapters.kbo import TABLES, KboError
from portefeuille.commands.main import main
from portefeuille.register.models import KboExtract
from portefeuille.register.queries import loaded_extract
from portefeuille.register.services import load_kbo
from tests.databases import Database

pytestmark = pytest.mark.usefixtures("database")

Write = Callable[..., Path]
Stored = dict[str, list[tuple[object, ...]]]

FIRST, SECOND, THIRD = "1999.900.171", "1999.900.270", "1999.900.369"


def stored(with_keys: str = "") -> Stored:
    """Every row of every table as the database holds it."""
    found: Stored = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            columns = ", ".join(table.names) + with_keys
            cursor.execute(f"SELECT {columns} FROM kbo_{table.name} ORDER BY {columns}")  # noqa: S608
            found[table.name] = cursor.fetchall()
    return found


def enterprise(number: str, form: str = "610") -> str:
    return f"{number},AC,000,2,{form},,01-01-2020"


def test_our_sample_is_loaded_whole() -> None:
    heard: list[int] = []
    report = load_kbo(samples.KBO, heard.append)
    counts = {"enterprise": 13, "establishment": 15, "denomination": 19, "address": 27}
    assert report.inserted == {**counts, "activity": 32}
    assert sum(heard) == sum(report.inserted.values())
    assert {name: len(rows) for name, rows in stored().items()} == report.inserted
    extract = loaded_extract()
    assert extract is not None
    assert (extract.number, extract.kind, extract.version) == (1, "full", "1.0.0")
    assert extract.attribution == "Source: KBO/BCE, FOD Economie. Data update: 31-12-2025"


def test_a_second_load_of_the_same_extract_changes_nothing() -> None:
    load_kbo(samples.KBO)
    before = stored(with_keys=", ctid")
    report = load_kbo(samples.KBO)
    assert report.changed_nothing
    assert stored(with_keys=", ctid") == before


def test_a_full_extract_replaces_everything(write_full: Write) -> None:
    load_kbo(samples.KBO)
    report = load_kbo(write_full(2, {"enterprise": [enterprise(FIRST, "014")]}))
    assert (report.inserted["enterprise"], report.deleted) == (1, {})
    assert [row[4] for row in stored()["enterprise"]] == ["014"]
    assert stored()["address"] == []


def test_an_update_deletes_the_entities_it_names_and_inserts_their_rows(
    write_full: Write, write_update: Write
) -> None:
    names = [f"{FIRST},2,001,Oud", f"{FIRST},2,002,O", f"{SECOND},2,001,Blijft"]
    enterprises = [enterprise(FIRST), enterprise(SECOND)]
    load_kbo(write_full(7, {"enterprise": enterprises, "denomination": names}))
    update = write_update(
        8,
        deleted={"enterprise": [FIRST], "denomination": [FIRST]},
        inserted={"enterprise": [enterprise(THIRD)], "denomination": [f"{THIRD},2,001,Nieuw"]},
    )
    report = load_kbo(update)
    assert (report.deleted["denomination"], report.inserted["denomination"]) == (2, 1)
    assert [row[0] for row in stored()["enterprise"]] == ["1999900270", "1999900369"]
    assert [row[3] for row in stored()["denomination"]] == ["Blijft", "Nieuw"]
    assert load_kbo(update).changed_nothing


def test_an_update_on_a_full_extract_gives_the_full_extract_after_it(
    write_full: Write, write_update: Write
) -> None:
    def rows(number: str, form: str, *codes: str) -> dict[str, list[str]]:
        return {
            "enterprise": [enterprise(number, form)],
            "activity": [f"{number},001,2025,{code},MAIN" for code in codes],
        }

    def joined(*parts: dict[str, list[str]]) -> dict[str, list[str]]:
        return {name: [row for part in parts for row in part[name]] for name in parts[0]}

    goes = "1999.900.468"
    stays, before, after = (
        rows(FIRST, "610", "62010"),
        rows(SECOND, "610", "62010", "62020"),
        rows(SECOND, "014", "70200"),
    )
    comes = rows(THIRD, "610", "01110", "01120")
    load_kbo(write_full(7, joined(stays, before, rows(goes, "610", "55100"))))
    touched = {"enterprise": [SECOND, goes], "activity": [SECOND, goes]}
    report = load_kbo(write_update(8, touched, joined(after, comes)))
    assert (report.deleted["enterprise"], report.deleted["activity"]) == (2, 3)
    updated = stored()
    load_kbo(write_full(9, joined(stays, after, comes)))
    assert updated == stored()


def test_an_update_needs_a_full_extract_first(write_update: Write) -> None:
    with pytest.raises(KboError) as error:
        load_kbo(write_update(8, {}, {}))
    assert str(error.value) == (
        "meta.csv: expected a full extract first, since none is loaded, "
        "found update 8 of 2026-02-02"
    )


def test_an_update_that_skips_one_is_refused(write_full: Write, write_update: Write) -> None:
    load_kbo(write_full(7, {}))
    with pytest.raises(KboError) as error:
        load_kbo(write_update(9, {}, {}))
    assert str(error.value) == (
        "meta.csv: expected update 8, the next after the one loaded, or a newer full extract, "
        "found update 9 of 2026-02-02"
    )


def test_the_command_loads_several_in_the_order_of_their_number_and_says_what_it_did(
    database: Database, write_full: Write, write_update: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database.app_url)
    full = write_full(7, {"enterprise": [enterprise(FIRST)]}, day="01-02-2026")
    update = write_update(8, {"enterprise": [FIRST]}, {"enterprise": [enterprise(SECOND)]})
    attribution = "Source: KBO/BCE, FOD Economie. Data update: 02-02-2026"
    none = {"establishment": 0, "denomination": 0, "address": 0, "activity": 0}

    done = CliRunner().invoke(main, ["load-kbo", "--json", str(update), str(full)])
    assert (done.exit_code, done.exception) == (0, None), done.output
    said = json.loads(done.stdout)
    assert (said["extract"], said["attribution"]) == (8, attribution)
    assert [report["extract"] for report in said["loaded"]] == [7, 8]
    assert said["loaded"][1]["deleted"] == {"enterprise": 1, **none}

    done = CliRunner().invoke(main, ["load-kbo", "--quiet", str(update)])
    assert done.stdout.splitlines() == [
        "update 8 of 02-02-2026: loaded before, nothing has changed",
        attribution,
    ]
    done = CliRunner().invoke(main, ["load-kbo", "--quiet", str(update), str(full)])
    assert done.stdout.splitlines() == ["Nothing is newer than what is loaded.", attribution]


def test_an_older_full_extract_is_refused(write_full: Write) -> None:
    load_kbo(write_full(7, {}))
    with pytest.raises(KboError, match="expected an extract after number 7, which is loaded"):
        load_kbo(write_full(6, {}))


def test_another_extract_under_the_same_number_is_refused(write_full: Write) -> None:
    load_kbo(write_full(7, {}))
    with pytest.raises(KboError, match="expected extract 7 of 2026-02-01, as it is loaded"):
        load_kbo(write_full(7, {}, day="03-02-2026"))


def test_a_file_that_breaks_half_way_changes_nothing(write_full: Write) -> None:
    load_kbo(samples.KBO)
    before = stored(with_keys=", ctid")
    broken = write_full(2, {"enterprise": [enterprise(FIRST)], "activity": ["nonsense"]})
    with pytest.raises(KboError, match=r"^activity.csv, line 2: expected 5 fields"):
        load_kbo(broken)
    assert stored(with_keys=", ctid") == before
    extract = loaded_extract()
    assert extract is not None
    assert extract.number == 1


def test_a_number_that_comes_twice_is_refused(write_full: Write) -> None:
    with pytest.raises(KboError) as error:
        load_kbo(write_full(2, {"enterprise": [enterprise(FIRST), enterprise(FIRST)]}))
    assert str(error.value) == (
        "enterprise.csv: expected every EnterpriseNumber once, found 1999900171 twice"
    )


def test_an_update_that_brings_what_is_there_is_refused_whole(
    write_full: Write, write_update: Write
) -> None:
    load_kbo(write_full(7, {"enterprise": [enterprise(FIRST), enterprise(SECOND)]}))
    before = stored(with_keys=", ctid")
    update = write_update(8, {"enterprise": [SECOND]}, {"enterprise": [enterprise(FIRST)]})
    with pytest.raises(KboError) as error:
        load_kbo(update)
    assert str(error.value) == (
        "enterprise_insert.csv: expected every EnterpriseNumber once, found 1999900171 twice"
    )
    assert stored(with_keys=", ctid") == before
    assert not KboExtract.objects.filter(number=8).exists()


def test_of_two_loaders_at_once_one_loads_and_the_other_finds_it_loaded() -> None:
    reports = []

    def load() -> None:
        reports.append(load_kbo(samples.KBO))
        connection.close()

    threads = [threading.Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted([report.changed_nothing for report in reports]) == [False, True]
    assert len(stored()["enterprise"]) == 13


def test_the_application_may_not_shut_readers_out_with_truncate() -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute("TRUNCATE kbo_activity")


def test_a_real_update_is_loaded_over_the_full_extract_before_it(write_full: Write) -> None:
    folder = os.environ.get("PORTEFEUILLE_SAMPLES")
    updates = sorted(Path(folder, "kbo").glob("KboOpenData_0147_*_Update")) if folder else []
    if not updates:
        pytest.skip("no real update: PORTEFEUILLE_SAMPLES is not set or holds none")
    gone = (updates[0] / "enterprise_delete.csv").read_text().splitlines()[1].strip('"')
    load_kbo(write_full(146, {"enterprise": [enterprise(gone), enterprise(FIRST)]}))
    report = load_kbo(updates[0])
    assert report.deleted["enterprise"] == 1
    assert report.inserted == {
        "enterprise": 28,
        "establishment": 22,
        "denomination": 53,
        "address": 68,
        "activity": 425,
    }
    assert gone.replace(".", "") not in [row[0] for row in stored()["enterprise"]]
    assert load_kbo(updates[0]).changed_nothing
