"""Numbers nobody has, and extracts of KBO Open Data made to measure."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portefeuille import samples
from portefeuille.adapters.kbo import TABLES
from portefeuille.adapters.magda.simulator import Simulator
from tests.register.magda_here import magda_here

Rows = dict[str, list[str]]
_BASES = itertools.count(19_950_000)


@pytest.fixture
def fresh_number() -> Callable[[], str]:
    """Gives valid numbers in the synthetic range, each only once."""

    def fresh() -> str:
        base = next(_BASES)
        return f"{base}{97 - base % 97:02d}"

    return fresh


@pytest.fixture
def write_full(tmp_path: Path) -> Callable[..., Path]:
    """Writes a full extract: `rows` by table, without quotes around their fields."""
    folders = _folders(tmp_path)

    def write(number: int, rows: Rows, day: str = "01-02-2026") -> Path:
        folder = next(folders)
        _write_meta(folder, "full", number, day)
        for name, header in _headers().items():
            _write(folder / f"{name}.csv", header, rows.get(name, []))
        return folder

    return write


@pytest.fixture
def write_update(tmp_path: Path) -> Callable[..., Path]:
    """Writes an update: the numbers it deletes and the rows it inserts, by table."""
    folders = _folders(tmp_path)

    def write(number: int, deleted: Rows, inserted: Rows, day: str = "02-02-2026") -> Path:
        folder = next(folders)
        _write_meta(folder, "update", number, day)
        for name, header in _headers().items():
            _write(folder / f"{name}_delete.csv", header.split(",")[0], deleted.get(name, []))
            _write(folder / f"{name}_insert.csv", header, inserted.get(name, []))
        return folder

    return write


def _folders(parent: Path) -> Iterator[Path]:
    for count in itertools.count():
        folder = parent / f"extract-{count}"
        if not folder.exists():
            folder.mkdir()
            yield folder


def _headers() -> dict[str, str]:
    first_line = {t.name: (samples.KBO / f"{t.name}.csv").read_text("utf-8") for t in TABLES}
    return {name: text.splitlines()[0] for name, text in first_line.items()}


def _write(file: Path, header: str, rows: list[str]) -> None:
    file.write_text("".join(f"{line}\n" for line in [header, *rows]), "utf-8")


def _write_meta(folder: Path, kind: str, number: int, day: str) -> None:
    variables = {
        "SnapshotDate": day,
        "ExtractTimestamp": f"{day} 07:00:00",
        "ExtractType": kind,
        "ExtractNumber": number,
        "Version": "1.0.0",
    }
    rows = [f'"{name}","{value}"' for name, value in variables.items()]
    _write(folder / "meta.csv", '"Variable","Value"', rows)


@pytest.fixture
def magda() -> Iterator[Simulator]:
    """A MAGDA that answers, and every look-up of the test asking it."""
    with magda_here() as simulator:
        yield simulator
