"""Open data: the files hold what was released, the catalogue is one, and people stand nowhere."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import polars
import pyshacl
import pytest
from django.conf import settings
from rdflib import DCAT, Graph, Namespace

from portefeuille.figures.catalogue import figure
from portefeuille.figures.disclosure.values import Told, is_hidden
from portefeuille.figures.opendata import write
from portefeuille.figures.release import published
from portefeuille.figures.release.preparing import Prepared
from portefeuille.figures.release.services import publish
from portefeuille.figures.values import HIDDEN, calendar_year
from portefeuille.register.services import add_synthetic
from tests.figures.conftest import Book

SHAPES = Path(__file__).parent / "dcat-ap-vl.ttl"
SPDX = Namespace("http://spdx.org/rdf/terms#")
LEGAL = {"name": "=Verzonnen nv", "natural_person": False, "size": "small"}
PERSON = {"name": "Jan Verzonnen", "natural_person": True, "size": "small"}


@pytest.fixture
def folder(book: Book, tmp_path: Path) -> Path:
    """A release of a year with a legal person, a natural one and some of whom nothing is known."""
    numbers = [f"{base}{97 - base % 97:02d}" for base in (19_970_001, 19_970_002)]
    ids = add_synthetic(
        [(numbers[0], LEGAL), (numbers[1], PERSON)],
        holds_on=date(2018, 1, 1),
        known_at=datetime(2018, 1, 1, tzinfo=UTC),
    )
    for enterprise in (*ids.enterprise_ids, None):
        book.file("2019-03-04", 12_345, theme="hr", enterprise=enterprise)
    publish(released(), "officer", datetime(2020, 1, 10, 12, tzinfo=UTC))
    at = published(2019)
    assert at is not None
    write(at, tmp_path)
    return tmp_path


def released() -> Prepared:
    """A release of one table, a row of which is hidden."""
    about = figure("approved-by-theme-and-topic")
    numbers = {"enterprises": 9, "average_cents": 1_000, "share_points": 5_000}
    rows = (
        {"theme": "hr", "approved": 12, "grant_cents": 1_234_567, **numbers},
        {"theme": "ehbo", **dict.fromkeys(("approved", "grant_cents", *numbers), HIDDEN)},
    )
    told = Told(about.name, calendar_year(2019), about.columns, ("theme",), rows)
    return Prepared(2019, date(2020, 1, 10), "submitted", (), (told,), (), ())


def test_the_files_hold_what_was_released(folder: Path) -> None:
    at = published(2019)
    assert at is not None
    tables = list(at.tables())
    told = [row for table in tables for row in table.rows]
    with (folder / "approved-by-theme-and-topic.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    frame = polars.read_parquet(folder / "approved-by-theme-and-topic.parquet")
    assert len(lines) == len(told) == frame.height
    assert any(map(is_hidden, told))
    for line, row, typed in zip(lines, told, frame.iter_rows(named=True), strict=True):
        assert line["theme"] == row["theme"] == typed["theme"]
        assert typed["hidden"] is is_hidden(row)
        if is_hidden(row):
            assert (line["approved"], line["grant"], typed["grant"]) == ("x", "x", None)
        else:
            assert line["approved"] == str(row["approved"]) == str(typed["approved"])
            assert line["grant"] == f"{row['grant_cents'] / 100:.2f}" == str(typed["grant"])


def test_every_column_stands_in_the_dictionary(folder: Path) -> None:
    with (folder / "dictionary.csv").open(encoding="utf-8") as file:
        known = {(line["file"], line["column"]) for line in csv.DictReader(file)}
    frame = polars.read_parquet(folder / "approved-by-theme-and-topic.parquet")
    scope = {"from", "until", "of_service", "of_size", "hidden"}
    own = {("approved-by-theme-and-topic", name) for name in set(frame.columns) - scope}
    assert own <= known


def test_the_register_names_no_natural_person(folder: Path) -> None:
    with (folder / "register.csv").open(encoding="utf-8") as file:
        (line,) = csv.DictReader(file)
    assert line["beneficiary_name"] == "'=Verzonnen nv"
    assert (line["granted"], line["paid"]) == ("123.45", "0.00")
    for path in folder.iterdir():
        assert b"Jan Verzonnen" not in path.read_bytes(), path
    subsidy = Namespace("https://data.vlaanderen.be/ns/subsidie#")
    graph = Graph().parse(folder / "register.nt", format="nt")
    assert [str(amount) for amount in graph.objects(None, subsidy.toegekendBedrag)] == ["123.45"]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader
def test_the_catalogue_is_one_of_dcat_ap_vlaanderen_once_the_operator_has_spoken(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = published(2019)
    assert at is not None
    missing = write(at, folder)
    assert [sentence.split()[-1] for sentence in missing] == [
        "PORTEFEUILLE_AUTHORITY.",
        "PORTEFEUILLE_LICENCE.",
        "PORTEFEUILLE_CONTACT.",
    ]
    assert not conforms(folder / "dcat.ttl"), "what nobody said is not made up"
    monkeypatch.setattr(settings, "AUTHORITY", "Verzonnen Agentschap")
    monkeypatch.setattr(settings, "OPEN_DATA_LICENCE", "https://example.org/licence")
    monkeypatch.setattr(settings, "OPEN_DATA_CONTACT", "data@example.org")
    assert write(at, folder) == ()
    assert conforms(folder / "dcat.ttl")
    assert conforms(folder / "dcat.jsonld")


def test_every_file_is_in_the_catalogue_with_its_size_and_checksum(folder: Path) -> None:
    graph = Graph().parse(folder / "dcat.ttl")
    described = {
        str(part).rsplit("/", 1)[-1]: (
            int(Decimal(str(graph.value(part, DCAT.byteSize)))),
            str(graph.value(graph.value(part, SPDX.checksum), SPDX.checksumValue)),
        )
        for part in graph.objects(None, DCAT.distribution)
    }
    files = [path for path in folder.iterdir() if not path.name.startswith("dcat")]
    assert described == {
        path.name: (path.stat().st_size, sha256(path.read_bytes()).hexdigest()) for path in files
    }


def conforms(path: Path) -> bool:
    found, _, _ = pyshacl.validate(Graph().parse(path), shacl_graph=Graph().parse(SHAPES))
    return bool(found)
