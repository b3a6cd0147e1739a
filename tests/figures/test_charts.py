"""A chart is drawn from the cells of a table: the same numbers, for eyes, ears and print."""

import pytest
from lxml import etree

from portefeuille.figures.charts import Chart, Mark
from portefeuille.figures.charts.drawing import PALETTE, png, specification, svg
from portefeuille.figures.values import HIDDEN

SVG = "{http://www.w3.org/2000/svg}"


def chart(*marks: Mark, shape="bars", kind="amount") -> Chart:
    return Chart(shape, "Meer < minder", "Wat het toont & hoe.", "Subsidie (€)", kind, marks)


MARKS = (
    Mark("Opleiding", "", 123_456_789, "1.234.567,89"),
    Mark("Advies", "", HIDDEN, "x"),
    Mark("Onbekend", "", None, "onbekend"),
)


def words_of(drawn: str) -> list[str]:
    return ["".join(one.itertext()) for one in etree.fromstring(drawn.encode()).iter(f"{SVG}text")]


def test_a_picture_says_its_finding_and_every_number_as_the_table_writes_it() -> None:
    drawn = svg(chart(*MARKS))
    root = etree.fromstring(drawn.encode())
    assert [root[0].tag, root[0].text] == [f"{SVG}title", "Meer < minder"]
    assert [root[1].tag, root[1].text] == [f"{SVG}desc", "Wat het toont & hoe."]
    words = words_of(drawn)
    for told in ("1.234.567,89", "x", "onbekend", "Opleiding", "Subsidie (€)"):
        assert told in words
    assert "€\u00a01.000.000" in words


def test_a_picture_needs_no_style_and_no_script() -> None:
    drawn = svg(chart(*MARKS))
    assert "style=" not in drawn
    assert "<style" not in drawn
    assert "<script" not in drawn


def test_what_is_hidden_or_unknown_has_no_bar() -> None:
    values = specification(chart(*MARKS))["data"]["values"]
    assert [value["number"] for value in values] == [123_456_789, None, None]
    assert PALETTE[0] in svg(chart(*MARKS))
    assert PALETTE[0] not in svg(chart(*MARKS[1:]))


def test_bars_and_lines_begin_at_zero() -> None:
    for shape, axis in (("bars", "x"), ("lines", "y")):
        made = specification(chart(*MARKS, shape=shape))
        assert made["encoding"][axis]["scale"]["zero"] is True


def test_more_than_four_series_are_refused() -> None:
    with pytest.raises(ValueError, match="5 series"):
        chart(*(Mark("plaats", str(n), n, str(n)) for n in range(5)))


def test_a_series_is_named_beside_its_bars_and_at_the_end_of_its_line() -> None:
    marks = [Mark(m, s, 5, "5") for m in ("jan", "feb") for s in ("advies", "opleiding")]
    bars = words_of(svg(chart(*marks, kind="count")))
    assert bars.count("advies: 5") == 2
    lines = words_of(svg(chart(*marks, shape="lines", kind="count")))
    assert lines.count("advies") == lines.count("opleiding") == 1


def test_a_png_is_a_png() -> None:
    assert png(chart(*MARKS)).startswith(b"\x89PNG\r\n\x1a\n")
