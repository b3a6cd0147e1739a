"""A law file that is not there, is empty or is no text is named."""

from pathlib import Path

import pytest

from portefeuille.law import LawError, read_law
from tests.law import copied

ALL_FILES = (
    *("scheme.yaml", "rules.yaml", "themes.yaml"),
    *("legal-forms.yaml", "juridical-situations.yaml", "sectors.yaml", "exclusions.yaml"),
)


@pytest.mark.parametrize("file", ALL_FILES)
def test_a_missing_file_is_named(tmp_path: Path, file: str) -> None:
    folder = copied(tmp_path)
    (folder / file).unlink()
    with pytest.raises(LawError) as error:
        read_law(folder)
    expected = "the file is not there; expected a law file of this name"
    assert str(error.value) == f"{file}, line 1: {expected}"


@pytest.mark.parametrize("file", ALL_FILES)
def test_an_empty_file_is_named(tmp_path: Path, file: str) -> None:
    folder = copied(tmp_path)
    (folder / file).write_text("# nothing\n", "utf-8")
    with pytest.raises(LawError) as error:
        read_law(folder)
    assert str(error.value) == f"{file}, line 1: the file is empty; expected a mapping"


@pytest.mark.parametrize("file", ALL_FILES)
def test_a_file_that_is_no_text_is_named(tmp_path: Path, file: str) -> None:
    folder = copied(tmp_path)
    (folder / file).write_bytes(b"name: \xff\xfe")
    with pytest.raises(LawError, match=f"{file}, line 1: .* expected a file of text in UTF-8"):
        read_law(folder)
