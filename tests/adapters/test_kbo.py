"""KBO Open Data read from its files: what is right is read, what is wrong says where."""

import csv
import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille import samples
from portefeuille.adapters.kbo import (
    TABLES,
    KboError,
    Meta,
    Table,
    read_deleted,
    read_meta,
    read_rows,
)

TABLE = {table.name: table for table in TABLES}


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    """A copy of our sample extract that a test may break."""
    return Path(shutil.copytree(samples.KBO, tmp_path / "extract"))


def read_all(extract: Path, kind: str = "full") -> dict[str, list[tuple[object, ...]]]:
    return {table.name: list(read_rows(extract, table, kind)) for table in TABLES}


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def zipped(folder: Path, archive: Path) -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for file in folder.iterdir():
            target.write(file, file.name)
    return archive


def test_the_meta_says_which_extract_it_is() -> None:
    assert read_meta(samples.KBO) == Meta(
        snapshot_date=date(2025, 12, 31),
        extract_timestamp=datetime(2026, 1, 1, 6, tzinfo=ZoneInfo("Europe/Brussels")),
        kind="full",
        number=1,
        version="1.0.0",
    )


def test_rows_come_as_numbers_without_dots_dates_text_and_null() -> None:
    rows = read_all(samples.KBO)
    assert rows["enterprise"][0] == (
        "1999900171", "AC", "000", "2", "610", date(2011, 4, 1),
    )  # fmt: skip
    assert rows["establishment"][0] == ("2999000171", date(2011, 4, 1), "1999900171")
    assert ("1999901260", "2", "001", 'Codecollectief "Denkbeeld"') in rows["denomination"]
    assert rows["activity"][0] == ("1999900171", "001", "2025", "10712", "MAIN")


def test_a_zip_file_gives_the_same_rows_as_its_folder(tmp_path: Path) -> None:
    archive = zipped(samples.KBO, tmp_path / "KboOpenData_0001_2026_01_01_Full.zip")
    assert read_meta(archive) == read_meta(samples.KBO)
    assert read_all(archive) == read_all(samples.KBO)


def test_our_sample_quotes_and_dates_as_the_register_does() -> None:
    text = (samples.KBO / "establishment.csv").read_text("utf-8")
    assert text.splitlines()[:2] == [
        '"EstablishmentNumber","StartDate","EnterpriseNumber"',
        '"2.999.000.171",01-04-2011,"1999.900.171"',
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        pytest.param(
            "enterprise.csv", ',"JuridicalForm"', "",
            "enterprise.csv, line 1: expected the header EnterpriseNumber,Status,"
            "JuridicalSituation,TypeOfEnterprise,JuridicalForm,JuridicalFormCAC,StartDate, found "
            "EnterpriseNumber,Status,JuridicalSituation,TypeOfEnterprise,JuridicalFormCAC,StartDate",
            id="a missing column",
        ),
        pytest.param(
            "establishment.csv", "01-04-2011", "2011-04-01",
            "establishment.csv, line 2: expected StartDate to be a date dd-mm-yyyy, "
            "found '2011-04-01'",
            id="a date in another order",
        ),
        pytest.param(
            "establishment.csv", "01-04-2011", "31-02-2011",
            "establishment.csv, line 2: expected StartDate to be a date dd-mm-yyyy, "
            "found '31-02-2011'",
            id="a day that does not exist",
        ),
        pytest.param(
            "enterprise.csv", "1999.900.270", "1999.900.27",
            "enterprise.csv, line 3: expected EnterpriseNumber to be a number of ten digits such "
            "as 0456.123.791, found '1999.900.27'",
            id="a number that is too short",
        ),
        pytest.param(
            "enterprise.csv", '"AC","000"', '"AC"',
            "enterprise.csv, line 2: expected 7 fields, found 6 fields",
            id="a field too few",
        ),
        pytest.param(
            "denomination.csv", "Bakkerij Voorbeeld", "Bakkerij\0Voorbeeld",
            "denomination.csv, line 2: expected Denomination to be text without NUL characters, "
            "found 'Bakkerij\\x00Voorbeeld'",
            id="a NUL character",
        ),
        pytest.param(
            "denomination.csv", '"Bakkerij Voorbeeld"', '"Bakkerij "Voorbeeld"',
            "denomination.csv, line 2: expected comma-separated fields, text in double quotes, "
            "found ',' expected after '\"'",
            id="a quote that is not doubled",
        ),
        pytest.param(
            "enterprise.csv", '"EnterpriseNumber"', '\ufeff"EnterpriseNumber"',
            "enterprise.csv, line 1: expected the header EnterpriseNumber,",
            id="a byte order mark",
        ),
    ],
)  # fmt: skip
def test_a_wrong_file_says_file_line_and_what_was_expected(
    extract: Path, file: str, old: str, new: str, message: str
) -> None:
    change(extract / file, old, new)
    with pytest.raises(KboError) as error:
        read_all(extract)
    assert str(error.value).startswith(message)
    assert error.value.file == file
    assert error.value.line is not None


def test_bytes_that_are_not_utf_8_are_told_with_their_line(extract: Path) -> None:
    file = extract / "denomination.csv"
    lines = file.read_bytes().splitlines(keepends=True)
    lines[4] = lines[4].replace(b"001", "001é".encode("latin-1"))
    file.write_bytes(b"".join(lines))
    with pytest.raises(KboError, match=r"^denomination.csv, line 5: expected text in UTF-8"):
        read_all(extract)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"full"', '"half"', "meta.csv, line 4: expected ExtractType to be full or update"),
        ('"ExtractNumber","1"\n', "", "meta.csv: expected a row ExtractNumber, found Snapshot"),
        ('"1"', '"one"', "meta.csv, line 5: expected ExtractNumber to be a whole number"),
        ("31-12-2025", "", "meta.csv, line 2: expected SnapshotDate to be a date dd-mm-yyyy"),
        ("06:00:00", "6 am", "meta.csv, line 3: expected ExtractTimestamp to be a moment"),
    ],
)
def test_a_wrong_meta_says_what_was_expected(
    extract: Path, old: str, new: str, message: str
) -> None:
    change(extract / "meta.csv", old, new)
    with pytest.raises(KboError) as error:
        read_meta(extract)
    assert str(error.value).startswith(message)


def not_a_zip(folder: Path) -> Path:
    (folder / "extract.zip").write_text("this is a page that says: please log in")
    return folder / "extract.zip"


def another_zip(folder: Path) -> Path:
    (folder / "holiday.jpg").write_text("sun")
    return zipped(folder, folder.parent / "holiday.zip")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (not_a_zip, "extract.zip: expected a folder of CSV files or a zip file, found a file that"),
        (another_zip, "meta.csv: expected this file in holiday.zip, found no such file"),
        (lambda folder: folder, "meta.csv: expected this file in here, found no such file"),
        (lambda folder: folder / "gone", "expected a folder or zip file of KBO Open Data"),
    ],
)
def test_what_is_no_extract_is_told_so(
    tmp_path: Path, make: Callable[[Path], Path], message: str
) -> None:
    (tmp_path / "here").mkdir()
    with pytest.raises(KboError) as error:
        read_meta(make(tmp_path / "here"))
    assert message in str(error.value)


def test_a_damaged_zip_file_is_told_so(tmp_path: Path) -> None:
    archive = zipped(samples.KBO, tmp_path / "damaged.zip")
    content = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as readable:
        start = readable.getinfo("address.csv").header_offset
    content[start + 60 : start + 90] = bytes(30)
    archive.write_bytes(content)
    with pytest.raises(KboError, match=r"^address.csv.*expected a whole zip file"):
        read_all(archive)


def test_reading_is_lazy_so_that_memory_stays_bounded(extract: Path) -> None:
    file = extract / "activity.csv"
    file.write_text(file.read_text("utf-8") + "nonsense\n", "utf-8")
    rows = read_rows(extract, TABLE["activity"], "full")
    assert next(rows) == ("1999900171", "001", "2025", "10712", "MAIN")
    with pytest.raises(KboError, match="found 1 fields"):
        list(rows)


FIELD = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


@given(st.lists(st.tuples(FIELD, FIELD, FIELD), max_size=8))
def test_any_text_that_is_written_as_csv_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    table = TABLE["denomination"]
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow([column.header for column in table.columns])
    writer.writerows([("0456.123.791", *row) for row in rows])
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "denomination.csv").write_bytes(written.getvalue().encode())
        read = list(read_rows(Path(folder), table, "full"))
    assert read == [("0456123791", *[field or None for field in row]) for row in rows]


@given(st.binary(max_size=200))
def test_any_bytes_give_rows_or_a_kbo_error(content: bytes) -> None:
    table = TABLE["establishment"]
    header = b'"EstablishmentNumber","StartDate","EnterpriseNumber"\n'
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "establishment.csv").write_bytes(header + content)
        try:
            widths = {len(row) for row in read_rows(Path(folder), table, "full")}
            place = None
        except KboError as error:
            widths, place = set(), (error.file, error.line is not None)
    assert widths <= {3}
    assert place in (None, ("establishment.csv", True))


def real_update() -> Path:
    folder = os.environ.get("PORTEFEUILLE_SAMPLES")
    found = sorted(Path(folder, "kbo").glob("KboOpenData_*_Update")) if folder else []
    if not found:
        pytest.skip("no real update: PORTEFEUILLE_SAMPLES is not set or holds none")
    return found[0]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_real_update_is_read_whole(table: Table) -> None:
    update = real_update()
    with (update / table.rows_file("update")).open(encoding="utf-8", newline="") as file:
        expected = sum(1 for _ in csv.reader(file)) - 1
    assert read_meta(update).kind == "update"
    assert len(list(read_rows(update, table, "update"))) == expected
    assert all(len(number) == 10 for number in read_deleted(update, table))
