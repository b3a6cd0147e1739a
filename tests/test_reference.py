"""The reference says what the code says today."""

from tools.reference import FILE, reference


def test_the_reference_is_what_the_code_says() -> None:
    assert FILE.read_text("utf-8") == reference(), "run `make reference`"
