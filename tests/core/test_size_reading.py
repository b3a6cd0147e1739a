"""The figures of a size are read exactly; a group that cannot be meant is refused."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given

from portefeuille.core.dossier import read_case
from portefeuille.core.facts import Related, SizeFigures, YearFigures
from portefeuille.core.fields import CaseError
from portefeuille.core.money import format_euro, format_share
from tests.core.groups import sizes_of_groups
from tests.dossiers import base, laid_over

YEAR = {"headcount": "10", "turnover": "0.00", "balance_total": "0.00"}


@pytest.mark.parametrize("years", [[2021, 2023], [2023, 2022], [2022, 2022]])
def test_years_that_do_not_follow_each_other_are_refused(years: list[int]) -> None:
    figures = {"years": [{"year": year, **YEAR} for year in years]}
    written = ", ".join(str(year) for year in years)
    said = f"enterprise.size.years: {written} do not follow each other; expected every year once"
    with pytest.raises(CaseError, match=said):
        read_case(laid_over(base(), {"enterprise": {"size": figures}}))


def test_a_partner_without_a_share_is_refused() -> None:
    partner = {"kind": "partner", "headcount": "1", "turnover": "0.00", "balance_total": "0.00"}
    figures = {"years": [{"year": 2023, **YEAR}], "related": [partner]}
    with pytest.raises(CaseError) as error:
        read_case(laid_over(base(), {"enterprise": {"size": figures}}))
    assert str(error.value) == (
        'enterprise.size.related[0].share: a partner counts pro rata; expected share: "0.30"'
    )


def test_a_misspelt_field_of_a_year_is_refused() -> None:
    figures = {"years": [{"year": 2023, "month": 6, **YEAR}]}
    with pytest.raises(
        CaseError, match=r"size\.years\[0\]\.month: is not a field; expected one of"
    ):
        read_case(laid_over(base(), {"enterprise": {"size": figures}}))


ALFA = {"kind": "linked", "name": "Alfa nv", **YEAR}
BETA = {"kind": "partner", "share": "0.30", "name": "Beta bv", **YEAR}


@pytest.mark.parametrize(
    ("related", "message"),
    [
        ([{**ALFA, "months": 0}],
         "related[0].months: 0 is not the length of a financial year; expected a number of months"
         " from 1 to 24; leave it out for 12"),
        ([{**ALFA, "months": 25}],
         "related[0].months: 25 is not the length of a financial year; expected a number of months"
         " from 1 to 24; leave it out for 12"),
        ([{**ALFA, "months": "6"}],
         "related[0].months: '6' is not a whole number up to 9999999; expected a number such as 2"),
        ([ALFA, {**BETA, "of": "Alfa"}],
         "related[1].of: 'Alfa' is not the name of a related enterprise; expected a name that"
         " stands here, such as 'Alfa nv', 'Beta bv'; leave it out for the applicant"),
        ([{**YEAR, "kind": "linked", "of": "Alfa"}],
         "related[0].of: 'Alfa' is not the name of a related enterprise; expected a name that"
         " stands as `name` on another row; leave it out for the applicant"),
        ([{**ALFA, "of": "Alfa nv"}],
         "related[0].of: 'Alfa nv' cannot belong to itself; expected another enterprise; leave it"
         " out for the applicant"),
        ([{**ALFA, "of": "Beta bv"}, {**BETA, "of": "Alfa nv"}],
         "related[0].of: through 'Beta bv' nobody comes to the applicant; expected a row without"
         " `of` for the enterprise that belongs to the applicant itself"),
        ([ALFA, {**ALFA, "headcount": "10.01"}],
         "related[1]: 'Alfa nv' has other figures than at related[0]; expected the same figures"
         " wherever the same enterprise stands"),
        ([ALFA, {**ALFA, "months": 6}],
         "related[1]: 'Alfa nv' has other figures than at related[0]; expected the same figures"
         " wherever the same enterprise stands"),
        ([ALFA, BETA, {**ALFA, "name": "ALFA  NV"}],
         "related[2].name: 'ALFA  NV' stands at related[0] as 'Alfa nv'; expected one spelling for"
         " one enterprise, and names that differ in more than capitals and spaces for two"),
        ([{**YEAR, "kind": "linked"}, ALFA, {**ALFA, "name": "alfa nv"}],
         "related[2].name: 'alfa nv' stands at related[1] as 'Alfa nv'; expected one spelling for"
         " one enterprise, and names that differ in more than capitals and spaces for two"),
        ([*({**ALFA, "name": name} for name in "ABCD"), {**ALFA, "of": "E"}],
         "related[4].of: 'E' is not the name of a related enterprise; expected a name that stands"
         " here, such as 'A', 'B', 'C'; leave it out for the applicant"),
        ([{**ALFA, "name": "A" * 58, "of": "A" * 58}],
         f"related[0].of: '{'A' * 58}' cannot belong to itself; expected another enterprise; leave"
         " it out for the applicant"),
        ([{**ALFA, "name": "A" * 120, "of": "A" * 120}],
         f"related[0].of: '{'A' * 56}... cannot belong to itself; expected another enterprise;"
         " leave it out for the applicant"),
        ([{**ALFA, "name": ""}], "related[0].name: '' is not text; expected text"),
        ([{**ALFA, "name": "x" * 121}],
         "related[0].name: 121 characters is too long; expected at most 120"),
        ([{**BETA, "share": "1.01"}],
         "related[0].share: '1.01' is not a share; expected a share from \"0\" to \"1\", as"
         ' "0.25"'),
        ([{**ALFA, "owner": "Beta bv"}],
         "related[0].owner: is not a field; expected one of kind, share, headcount, turnover,"
         " balance_total, months, name, of"),
    ],
)  # fmt: skip
def test_a_group_that_cannot_be_meant_is_refused(related: list[Any], message: str) -> None:
    figures = {"years": [{"year": 2023, **YEAR}], "related": related}
    with pytest.raises(CaseError) as error:
        read_case(laid_over(base(), {"enterprise": {"size": figures}}))
    assert str(error.value) == f"enterprise.size.{message}"


def test_a_size_that_is_none_is_refused_with_where() -> None:
    for size, message in (
        ("tiny", "'tiny' is not known; expected one of small, medium, large"),
        (
            {"years": [{"year": 2023, **YEAR}], "partners": []},
            "is not a field; expected one of years, related, previous",
        ),
    ):
        with pytest.raises(CaseError) as error:
            read_case(laid_over(base(), {"enterprise": {"size": size}}))
        where = "enterprise.size" if size == "tiny" else "enterprise.size.partners"
        assert str(error.value) == f"{where}: {message}"


def test_a_long_name_is_quoted_shortly() -> None:
    long = {**ALFA, "of": "\U000e0041" * 120}
    figures = {"years": [{"year": 2023, **YEAR}], "related": [{**ALFA, "name": "A" * 120}, long]}
    with pytest.raises(CaseError) as error:
        read_case(laid_over(base(), {"enterprise": {"size": figures}}))
    assert len(str(error.value)) < 400


def written(size: SizeFigures) -> dict[str, Any]:
    """The figures of a size as a dossier writes them, what is None left out."""

    def row(facts: YearFigures | Related) -> dict[str, Any]:
        found = dataclasses.asdict(facts)
        found["headcount"] = f"{found['headcount'] // 100}.{found['headcount'] % 100:02d}"
        for amount in ("turnover", "balance_total"):
            found[amount] = format_euro(found[amount])
        if found.get("share") is not None:
            found["share"] = format_share(found["share"])
        return {name: value for name, value in found.items() if value is not None}

    return {
        "years": [row(year) for year in size.years],
        "related": [row(related) for related in size.related],
        **({"previous": size.previous} if size.previous else {}),
    }


@given(sizes_of_groups())
def test_a_written_size_reads_as_the_same_size(figures: dict[str, Any]) -> None:
    size = read_case(laid_over(base(), {"enterprise": {"size": figures}})).enterprise.size
    assert isinstance(size, SizeFigures)
    again = read_case(laid_over(base(), {"enterprise": {"size": written(size)}}))
    assert again.enterprise.size == size
