"""Applications to measure with: every fact of every rule, most of them in order, in every era.

36,364 enterprises apply in eleven calendar years, which makes 400,004 enterprise-years. Rows come
in order of day, as they were decided. A folder holds an array a file, so that each engine starts
from the same bytes; words are codes with their vocabulary beside them, as in Parquet.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from portefeuille.core.batch import Columns, Words
from portefeuille.core.batch.columns import day_number
from portefeuille.core.batch.shapes import NO_DAY, NONE
from portefeuille.core.law import Law

ENTERPRISES: Final = 36_364
FIRST, LAST = date(2016, 4, 1), date(2026, 11, 30)
IN_ORDER: Final = 0.98
"""The part of the rows in which a fact is as it should be; of the others it is anything."""

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "content": ("shiatsu", "examens", "ergonomie"),
    "legal_form": ("610", "014", "015", "017", "030", "124", "702"),
    "status": ("AC", "ST"),
    "juridical_situation": ("000", "050", "012", "777"),
    "region": ("flanders", "brussels", "wallonia"),
}
ANY: Final = {"content": 0}
"""Words that are left out in most rows; of the others the first is in order."""


def columns(rows: int, law: Law, seed: int = 1) -> Columns:
    """So many applications, and the same ones for the same seed."""
    rng = np.random.default_rng(seed)
    low, high = day_number(FIRST), day_number(LAST)
    submitted = np.sort(rng.integers(low, high + 1, rows)).astype(np.int32)
    service = Words(rng.integers(1, 3, rows).astype(np.int32), (None, "training", "advice"))
    enterprise = rng.integers(0, ENTERPRISES, rows).astype(np.int32)
    starts = submitted + _or(rng, rng.integers(-13, 60, rows), rng.integers(-30, 0, rows))
    facts = {name: _words(rng, rows, words, ANY.get(name, 1)) for name, words in WORDS.items()}
    medium = enterprise % 17 == 0
    size = _or(rng, np.where(medium, 2, 1), rng.integers(1, 4, rows))
    return Columns(
        enterprise=enterprise,
        submitted_on=submitted,
        service=service,
        theme=_themes(rng, submitted, law),
        starts_on=starts.astype(np.int32),
        ends_on=_or(rng, starts + 2, np.full(rows, NO_DAY)).astype(np.int32),
        cost=rng.lognormal(11.2, 0.9, rows).astype(np.int64),
        lines=None,
        natural_person=_or(rng, np.zeros(rows), rng.integers(-1, 2, rows)).astype(np.int8),
        nace_version=Words(np.ones(rows, dtype=np.int32), (None, 2008)),
        nace_code=_words(rng, rows, tuple(f"{code}" for code in range(62_000, 62_600)), None),
        public_share=_or(rng, np.zeros(rows), rng.integers(NONE, 5_000, rows)).astype(np.int32),
        sheltered_workshop=(enterprise % 50 == 0).astype(np.int8),
        size=Words(size.astype(np.int32), (None, "small", "medium", "large")),
        registration=_registrations(rng, service),
        registered_from=_or(rng, np.full(rows, low), submitted + 9).astype(np.int32),
        registered_until=_or(rng, np.full(rows, high), np.full(rows, NO_DAY)).astype(np.int32),
        related_to_applicant=_or(rng, np.zeros(rows), rng.integers(-1, 2, rows)).astype(np.int8),
        **facts,
    )


def write(found: Columns, folder: Path) -> None:
    """Each array as a file, and the vocabularies as JSON."""
    words: dict[str, Any] = {}
    for name in Columns.__slots__:
        column = getattr(found, name)
        if isinstance(column, Words):
            words[name], column = column.words, column.codes
        if column is not None:
            np.save(folder / f"{name}.npy", column)
    (folder / "words.json").write_text(json.dumps(words))


def read(folder: Path) -> Columns:
    """What was written."""
    words = json.loads((folder / "words.json").read_text())
    arrays = {path.stem: np.load(path) for path in folder.glob("*.npy")}
    facts: dict[str, Any] = dict.fromkeys(Columns.__slots__) | arrays
    for name, vocabulary in words.items():
        facts[name] = Words(arrays[name], tuple(vocabulary))
    return Columns(**facts)


def _or(rng: np.random.Generator, usual: NDArray[Any], other: NDArray[Any]) -> NDArray[Any]:
    return np.where(rng.random(len(usual)) < IN_ORDER, usual, other)


def _words(rng: np.random.Generator, rows: int, words: tuple[str, ...], usual: int | None) -> Words:
    """The usual word (by its code) in most rows, any or none in the others; any, without one."""
    if usual is None:
        return Words(rng.integers(1, len(words) + 1, rows).astype(np.int32), (None, *words))
    other = rng.integers(0, len(words) + 1, rows)
    return Words(_or(rng, np.full(rows, usual), other).astype(np.int32), (None, *words))


def _themes(rng: np.random.Generator, submitted: NDArray[Any], law: Law) -> Words:
    """A theme of the list of the day, or any that there ever was."""
    every = sorted({code for period in law.periods for code in period.themes.labels})
    places = {code: at for at, code in enumerate(every, 1)}
    codes = np.zeros(len(submitted), dtype=np.int64)
    begins = [day_number(period.first_day) for period in law.periods]
    period = np.searchsorted(begins, submitted, side="right") - 1
    for at, of_period in enumerate(law.periods):
        listed = np.array(sorted(places[code] for code in of_period.themes.codes))
        rows = period == at
        codes[rows] = rng.choice(listed, int(rows.sum()))
    anything = rng.integers(0, len(every) + 1, len(submitted))
    return Words(_or(rng, codes, anything).astype(np.int32), (None, *every))


def _registrations(rng: np.random.Generator, service: Words) -> Words:
    """A registration of the service: those of training come first."""
    words = [f"DV.{letter}{number}" for letter in "OA" for number in range(100_000, 101_000)]
    fitting = rng.integers(1, 1_001, len(service.codes)) + (service.codes - 1) * 1_000
    other = rng.integers(0, 2_001, len(service.codes))
    return Words(_or(rng, fitting, other).astype(np.int32), (None, *words))
