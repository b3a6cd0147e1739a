"""The quick ways of reading KBO Open Data say what reading row by row says; order of downloads."""

import csv
import re
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portefeuille import samples
from portefeuille.adapters.kbo import (
    TABLES,
    KboError,
    Mark,
    Piece,
    Table,
    begins_as,
    files,
    in_order,
    read_pieces,
    read_rows,
)

TABLE = {table.name: table for table in TABLES}
Rows = list[list[str | None]]

_ESCAPED = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}


def taken(data: bytes) -> Rows:
    """Rows as PostgreSQL takes them from COPY's text format, by its documentation."""
    lines = data.decode().split("\n")[:-1]
    return [
        [
            None if field == "\\N" else re.sub(r"\\.", lambda found: _ESCAPED[found[0]], field)
            for field in line.split("\t")
        ]
        for line in lines
    ]


def both_ways(folder: Path, table: Table) -> tuple[Rows | str, Rows | str]:
    """What pieces and what rows say of a file: the rows, or why not."""

    def pieces() -> Rows:
        found = list(read_pieces(folder, table, "full"))
        rows = [row for piece in found for row in taken(piece.data)]
        assert [piece.rows for piece in found] == [len(taken(piece.data)) for piece in found]
        return rows

    def one_by_one() -> Rows:
        found = read_rows(folder, table, "full")
        return [[None if value is None else str(value) for value in row] for row in found]

    said: list[Rows | str] = []
    for way in (pieces, one_by_one):
        try:
            said.append(way())
        except KboError as error:
            said.append(str(error))
    return said[0], said[1]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_pieces_of_our_sample_hold_its_rows(table: Table) -> None:
    pieces, rows = both_ways(samples.KBO, table)
    assert pieces == rows
    assert len(pieces) > 10


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_our_sample_is_written_so_that_the_quick_way_takes_it(table: Table) -> None:
    rows = (samples.KBO / f"{table.name}.csv").read_bytes().split(b"\n", 1)[1]
    lines = rows.decode().split("\n")[:-1]
    assert all(re.fullmatch(table.plain, line) for line in lines)
    bare = bool(table.bare) and all(re.fullmatch(table.bare, line) for line in lines)
    assert bare == (table.name == "activity")


USUAL = {
    "number": st.sampled_from(["0456.123.791", "2.100.000.015"]),
    "day": st.sampled_from(["", "01-02-2020"]),
    "text": st.sampled_from(["AC", "001", "62010", "a,b", 'a "b"', "é"]),
}
ODD = {
    "number": st.sampled_from(
        ["0456123791", "0456.123791", "456.123.791", "04561.23.791", "x", ""]
    ),
    "day": st.sampled_from(["31-02-2020", "2020-02-01", "01-02-0000", "01-02-0999", "1-2-2020"]),
    "text": st.one_of(
        st.sampled_from(["", "62.010", "\\", "\\N", "a\tb", "a\nb", "a\rb", "\0", " "]),
        st.text(st.characters(codec="utf-8"), max_size=6),
    ),
}


def kind_of(header: str) -> str:
    return "number" if header.endswith("Number") else "day" if "Date" in header else "text"


@st.composite
def files_of(draw: st.DrawFn, table: Table) -> bytes:
    """A file of a table: a few rows as the register writes them, but for one field or none."""
    count = draw(st.integers(1, 3))
    odd = draw(st.none() | st.tuples(st.integers(0, count - 1), st.sampled_from(table.header)))
    lines = []
    for row in range(count):
        fields = []
        for header in table.header:
            choice = (ODD if (row, header) == odd else USUAL)[kind_of(header)]
            value = draw(choice)
            if kind_of(header) != "day":
                value = '"' + value.replace('"', '""') + '"'
            fields.append(value)
        lines.append(",".join(fields))
    text = "\n".join(lines) + "\n"
    twist = draw(st.sampled_from(["", "", "", "CRLF", "no last end of line", "no quotes", "blank"]))
    if twist == "CRLF":
        text = text.replace("\n", "\r\n")
    elif twist == "no last end of line":
        text = text[:-1]
    elif twist == "no quotes":
        text = text.replace('"', "")
    elif twist == "blank":
        text += "\n"
    return text.encode()


def write(folder: Path, table: Table, rows: bytes) -> None:
    header = ",".join([f'"{name}"' for name in table.header]) + "\n"
    (folder / f"{table.name}.csv").write_bytes(header.encode() + rows)


@pytest.mark.parametrize("name", ["enterprise", "establishment", "denomination", "activity"])
@given(data=st.data())
def test_the_quick_way_says_what_reading_row_by_row_says(name: str, data: st.DataObject) -> None:
    table = TABLE[name]
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), table, data.draw(files_of(table)))
        pieces, rows = both_ways(Path(folder), table)
    assert pieces == rows


@pytest.mark.parametrize(
    ("name", "row", "said"),
    [
        ("activity", '"0456.123.791","001","2025","62.010","MAIN"', "62.010"),
        ("activity", '"0456.123.791","001","2025","","MAIN"', None),
        ("establishment", '"2.100.000.015",01-02-0999,"0456.123.791"', "0999-02-01"),
        (
            "establishment",
            '"2.100.000.015",01-02-0000,"0456.123.791"',
            "line 2: expected StartDate",
        ),
        (
            "establishment",
            '"2.100.000.015",29-02-2025,"0456.123.791"',
            "line 2: expected StartDate",
        ),
        ("denomination", '"0456.123.791","2","001","C:\\temp\\N"', "C:\\temp\\N"),
    ],
)
def test_what_no_quick_way_may_take_is_read_row_by_row(
    tmp_path: Path, name: str, row: str, said: str | None
) -> None:
    write(tmp_path, TABLE[name], row.encode() + b"\n")
    pieces, rows = both_ways(tmp_path, TABLE[name])
    assert pieces == rows
    assert said in (rows if isinstance(rows, str) else rows[0])


@example(rows=b"\xef\xbb\xbf")
@given(st.binary(max_size=100))
@example(b'"0456.123.791","2","001","\xed\xa0\x80"\n')  # half of a surrogate pair is no UTF-8
@example(b'"0456.123.791","2","001","caf\xe9"\n')
def test_whatever_the_bytes_both_ways_say_the_same(rows: bytes) -> None:
    table = TABLE["denomination"]
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), table, rows)
        pieces, one_by_one = both_ways(Path(folder), table)
    assert pieces == one_by_one


def together(pieces: list[Piece]) -> tuple[bytes, int, list[Mark]]:
    """All their rows, and the mark after the last: where pieces are cut does not matter."""
    data = b"".join([piece.data for piece in pieces])
    return data, sum(piece.rows for piece in pieces), [piece.after for piece in pieces[-1:]]


@given(block=st.integers(60, 400), until=st.integers(0, 30))
def test_reading_goes_on_at_any_mark(block: int, until: int) -> None:
    table = TABLE["denomination"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "BLOCK", block)
        whole = list(read_pieces(samples.KBO, table, "full"))
        read = whole[: until % len(whole)]
        mark = read[-1].after if read else Mark()
        rest = list(read_pieces(samples.KBO, table, "full", mark))
    assert together(rest) == together(whole[len(read) :])
    assert begins_as(samples.KBO, "denomination.csv", mark)


def test_a_mark_in_a_zip_file_is_the_mark_in_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BLOCK", 500)
    archive = tmp_path / "extract.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        target.write(samples.KBO / "activity.csv", "activity.csv")
    first, *others = read_pieces(samples.KBO, TABLE["activity"], "full")
    rest = list(read_pieces(archive, TABLE["activity"], "full", first.after))
    assert together(rest) == together(others)
    assert begins_as(archive, "activity.csv", first.after)


def test_a_file_that_begins_otherwise_is_noticed(tmp_path: Path) -> None:
    [piece] = read_pieces(samples.KBO, TABLE["activity"], "full")
    content = (samples.KBO / "activity.csv").read_bytes()
    changed = tmp_path / "activity.csv"
    for other in (content.replace(b"MAIN", b"SECO", 1), content[:-1], b""):
        changed.write_bytes(other)
        assert not begins_as(tmp_path, "activity.csv", piece.after)
    changed.write_bytes(content + b"more")
    assert begins_as(tmp_path, "activity.csv", piece.after)


def test_a_line_in_a_later_block_is_told_by_its_number_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BLOCK", 200)
    rows = b'"0456.123.791","2","001","Een\n naam"\n' * 30 + b'"0456.123.79","2","001","Kort"\n'
    write(tmp_path, TABLE["denomination"], rows)
    with pytest.raises(KboError, match=r"^denomination.csv, line 62: expected EntityNumber to be"):
        list(read_pieces(tmp_path, TABLE["denomination"], "full"))


def test_a_quote_too_many_in_a_large_file_is_told_with_its_line(tmp_path: Path) -> None:
    row = b'"0456.123.791","2","001","Naam"\n'
    write(
        tmp_path,
        TABLE["denomination"],
        row * 3 + b'"0456.123.791","2","001","Na"am"\n' + row * 300_000,
    )
    with pytest.raises(KboError, match=r"^denomination.csv, line 5: expected comma-separated"):
        list(read_pieces(tmp_path, TABLE["denomination"], "full"))


def test_pieces_are_lazy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "BLOCK", 64)
    good = b'"0456.123.791","001","2025","62010","MAIN"\n'
    write(tmp_path, TABLE["activity"], good * 5 + b"nonsense\n")
    pieces = read_pieces(tmp_path, TABLE["activity"], "full")
    first = next(pieces)
    assert isinstance(first, Piece)
    assert first.data == b"0456123791\t001\t2025\t62010\tMAIN\n"
    with pytest.raises(KboError, match=r"^activity.csv, line 7: expected 5 fields, found 1"):
        list(pieces)


def download(folder: Path, name: str) -> Path:
    """An extract of which only the meta matters: `full-7` or `update-8`."""
    kind, number = name.split("-")
    place = folder / name
    place.mkdir()
    with (place / "meta.csv").open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [
                ("Variable", "Value"),
                ("SnapshotDate", "01-02-2026"),
                ("ExtractTimestamp", "01-02-2026 07:00:00"),
                ("ExtractType", kind),
                ("ExtractNumber", number),
                ("Version", "1.0.0"),
            ]
        )
    return place


@pytest.mark.parametrize(
    ("loaded", "names", "expected"),
    [
        (7, "update-9 update-8", "update-8 update-9"),
        (7, "update-7 update-8 full-7", "update-8"),
        (7, "full-8 update-8", "update-8"),
        (7, "full-9 update-9 full-8", "full-9"),
        (7, "full-8 update-9 update-10", "full-8 update-9 update-10"),
        (7, "update-8 update-10", "update-8 update-10"),
        (None, "full-7 full-8 update-8 update-9", "full-8 update-9"),
        (None, "update-8", "update-8"),
        (9, "full-8 update-9", ""),
    ],
)
def test_several_downloads_are_loaded_in_the_order_that_brings_the_register_further(
    tmp_path: Path, loaded: int | None, names: str, expected: str
) -> None:
    extracts = [download(tmp_path, name) for name in names.split()]
    assert [extract.name for extract in in_order(loaded, extracts)] == expected.split()
