"""The mutation file of VKBO is read as triggers, and says where it is wrong."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille.adapters.magda import MutationError, Trigger, is_mutation_file, read_triggers
from tests.adapters.magda.walking import samples


def line(number: str = "1999900138", day: str = "2026-03-02", status: str = "AC") -> str:
    fields = [day, number, "03", "KBO", *[""] * 85]
    fields[13], fields[25] = status, 'Een "naam"; met van alles'
    return ";".join(f'"{one.replace(chr(34), chr(34) * 2)}"' for one in fields) + "\n"


def triggers(content: str | bytes) -> list[Trigger]:
    raw = content.encode() if isinstance(content, str) else content
    return list(read_triggers(io.BytesIO(raw), "mutations.csv"))


def test_a_line_is_a_trigger() -> None:
    assert triggers(line() + line(" 1999900237 ", "2026-03-03", "")) == [
        Trigger("1999900138", date(2026, 3, 2), "AC"),
        Trigger("1999900237", date(2026, 3, 3), None),
    ]


def test_an_empty_file_is_normal() -> None:
    assert triggers("") == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ('"2026-03-02";"1999900138"\n', "89 fields, found 2"),
        (line("0"), "ten digits, found '0'"),
        (line("１９９９９００１３８"), "ten digits"),
        (line(day="02-03-2026"), "a date yyyy-mm-dd"),
        (line(day="2026-02-30"), "a date yyyy-mm-dd"),
        (line(day="20260302"), "a date yyyy-mm-dd"),
        ('"2026-03-02";"1999900138', "double quotes"),
        ('"2026"03-02";"1999900138"\n', "double quotes"),
        (b'"\xff\n', "UTF-8"),
        ('"' + "x" * 200_000 + '"\n', "double quotes"),
        ("x" * (1024 * 1024 + 1), "at most 1048576 bytes"),
    ],
)
def test_a_wrong_line_is_named_after_the_good_ones(wrong: str | bytes, says: str) -> None:
    raw = wrong.encode() if isinstance(wrong, str) else wrong
    stream = read_triggers(io.BytesIO(line().encode() * 2 + raw), "mutations.csv")
    assert [next(stream).number for _ in range(2)] == ["1999900138"] * 2
    with pytest.raises(MutationError, match=says) as caught:
        list(stream)
    assert caught.value.line == 3
    assert str(caught.value).startswith("mutations.csv, line 3: expected")


@given(st.binary(max_size=400) | st.text(max_size=100).map(lambda text: (line() + text).encode()))
def test_any_bytes_are_triggers_or_a_clear_error(content: bytes) -> None:
    try:
        assert all(isinstance(one, Trigger) for one in triggers(content))
    except MutationError as error:
        if error.line < 1:
            raise


def test_the_file_stays_open_for_whoever_opened_it() -> None:
    file = io.BytesIO(line().encode())
    list(read_triggers(file, "mutations.csv"))
    assert not file.closed


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("Pub_PubliceerOndernemingVKBO_20240131.csv", True),
        ("pub_mut-ondernemingVKBO0200_20250131093000123.csv", True),
        ("pub_mut-ondernemingVKBO0200_20250131093000123.xml", False),
        ("pub_mut_klanten-functies0200_20250131093000123.csv", False),
        ("../Pub_PubliceerOndernemingVKBO_20240131.csv", False),
    ],
)
def test_which_files_hold_mutations(name: str, ours: bool) -> None:  # noqa: FBT001
    assert is_mutation_file(name) is ours


def test_the_real_file_is_read() -> None:
    file = samples("GeefOnderneming").parent.parent / "vkbo-mutations" / "mutations.csv"
    with file.open("rb") as opened:
        found = list(read_triggers(opened, file.name))
    assert len(found) == len(file.read_bytes().splitlines()) > 0
    assert {one.status for one in found} <= {"AC", "BK", "ST"}
