"""The file with the words of a working: whoever breaks it reads where, and what was expected."""

from pathlib import Path

import pytest

from portefeuille.law.place import LawError
from portefeuille.law.sizewords import read_size_words, size_words

FILE = Path(__file__).parents[2] / "src" / "portefeuille" / "law" / "size-words.yaml"


def broken(tmp_path: Path, old: str, new: str) -> str:
    text = FILE.read_text("utf-8")
    assert text.count(old) == 1
    copy = tmp_path / FILE.name
    copy.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(LawError) as error:
        read_size_words(copy)
    return str(error.value)


def test_a_copy_reads_the_same(tmp_path: Path) -> None:
    copy = tmp_path / FILE.name
    copy.write_text(FILE.read_text("utf-8"), "utf-8")
    assert read_size_words(copy) == size_words()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("together: {nl: Samen, en: Together}\n", "", "'together' is missing"),
        ("together: {nl: Samen, en: Together}", "togethr: {nl: Samen, en: Together}",
         "'togethr' is not a field"),
        ("{nl: Samen, en: Together}", "{nl: Samen}", "'en' is missing"),
        ("Before {year} the size was", "Before {yaer} the size was",
         "{yaer} is not known to this sentence; expected {year}, {size}"),
        ("en: Together}", 'en: "Together {year}"}',
         "{year} is not known to this sentence; expected a sentence without { }"),
        ("Before {year} the size was", "Before {year the size was",
         "expected each { closed by a }"),
    ],
)  # fmt: skip
def test_a_broken_copy_says_where_and_what(tmp_path: Path, old: str, new: str, says: str) -> None:
    error = broken(tmp_path, old, new)
    assert error.startswith("size-words.yaml, line ")
    assert says in error
