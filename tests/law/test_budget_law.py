"""The budget as the law and the published figures have it, and what is said of a wrong file."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from portefeuille import law
from portefeuille.law.budget import load_budget, read_budget
from portefeuille.law.place import LawError

FOLDER = law.FOLDER / "kmo-portefeuille"


@pytest.fixture
def scheme(tmp_path: Path) -> Path:
    for name in ("scheme.yaml", "themes.yaml", "budget.yaml"):
        shutil.copy(FOLDER / name, tmp_path)
    return tmp_path


def changed(scheme: Path, old: str, new: str) -> None:
    file = scheme / "budget.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("year", "amount"),
    [(2016, "54000000.00"), (2017, "51000000.00"), (2018, None), (2019, None), (2026, None)],
)
def test_the_envelope_of_a_year_is_what_was_published_of_it(year: int, amount: str | None) -> None:
    found = load_budget().published(year)
    assert found is not None
    assert found.value == amount
    assert amount or found.note


def test_of_a_year_before_the_first_nothing_is_told() -> None:
    assert load_budget().published(2015) is None


def test_a_million_is_for_diversity_under_the_name_of_the_theme_of_each_year() -> None:
    found = load_budget()
    million = found.published(2017, "diversity")
    assert million is not None
    assert (million.value, million.sources) == ("1000000.00", ("SV-749",))
    assert found.themes(2016, "diversity") == ()
    assert found.themes(2017, "diversity") == ("diversiteit",)
    assert found.themes(2026, "diversity") == (
        "personeelsmanagement/diversiteit-en-non-discriminatiebeleid",
    )
    assert found.named(2026, "diversity", "en") == "2026 (diversity)"
    assert found.named(2026, "", "nl") == "2026"


def test_what_becomes_of_a_grant_that_does_not_fit_is_data(scheme: Path) -> None:
    assert load_budget().end(date(2026, 1, 1)) == "unknown"
    file = scheme / "budget.yaml"
    head, line, rest = file.read_text("utf-8").partition("\nwhen-exhausted:")
    file.write_text(head + line + rest.replace("value: unknown", "value: queue", 1), "utf-8")
    assert read_budget(scheme).end(date(2026, 1, 1)) == "queue"
    assert read_budget(scheme).end(date(2015, 12, 31)) == "unknown"


def test_a_scheme_need_not_have_a_budget() -> None:
    assert load_budget("voorbeeldcheque").published(2026) is None
    assert load_budget("voorbeeldcheque").end(date(2026, 1, 1)) == "unknown"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("from: 2016-01-01", "from: 2016-04-01", "is no first day of a year"),
        ('"54000000.00"', "54000000", "is not an amount"),
        ("[VP-2018, UNIZO-2017]", "[NOBODY]", "is not a source"),
        ("[diversiteitsbeleid]", "[diversiteitbeleid]", "is not a theme"),
        ("[diversiteitsbeleid]", "[]", "no theme stands here"),
        ("  diversity:", "  diversity-at-work:", "is too long"),
        ("\nwhen-exhausted:", "\nwhen-used-up:", "is not a field"),
        ("from: 2017-01-01", "from: 2016-01-01", "is not after"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(
    scheme: Path, old: str, new: str, said: str
) -> None:
    changed(scheme, old, new)
    with pytest.raises(LawError, match=said) as error:
        read_budget(scheme)
    assert (error.value.file, error.value.line > 1) == ("budget.yaml", True)
