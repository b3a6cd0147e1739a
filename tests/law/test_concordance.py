"""What became of themes: every code of every list is treated once, and nothing is made up."""

import shutil
from pathlib import Path

import pytest

from portefeuille import law
from portefeuille.law.concordance import load_concordance, read_concordance

SHIPPED = law.FOLDER / law.DEFAULT_SCHEME


def codes_on(day: object) -> list[str]:
    period = next(one for one in reversed(law.load().periods) if one.first_day <= day)  # type: ignore[operator]
    themes = period.themes.themes
    return [code for theme in themes for code in (theme.code, *(t.code for t in theme.topics))]


def test_every_code_of_every_earlier_list_is_treated_once() -> None:
    concordance = load_concordance()
    for dated in concordance.eras:
        era = dated.value.value
        treated = [*era.carried_over, *era.several, *era.unknown]
        assert sorted(treated) == sorted(codes_on(dated.first_day))
        assert len(set(treated)) == len(treated)


def test_what_is_carried_over_stands_in_the_present_list_and_names_its_source() -> None:
    concordance = load_concordance()
    present = codes_on(concordance.present)
    for dated in concordance.eras:
        assert dated.value.sources
        assert set(dated.value.value.carried_over.values()) <= set(present)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("      - bodemsanering\n", "", "'bodemsanering' is not treated"),
        ("      - bodemsanering\n", "      - software\n", "'software' is treated twice"),
        ("software: digitalisering/software", "software: digitaal", "not in the present list"),
        ("      - bodemsanering\n", "      - bodem\n", "'bodem' is not in the list"),
        ("present: 2023-01-01", "present: 2022-01-01", "no list begins on 2022-01-01"),
    ],
)
def test_a_file_that_is_wrong_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    folder = tmp_path / "scheme"
    shutil.copytree(SHIPPED, folder)
    file = folder / "theme-concordance.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(law.LawError, match=says):
        read_concordance(folder)
