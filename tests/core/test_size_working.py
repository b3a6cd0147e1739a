"""The working of a size: it adds up to the size that counts, and says why, line by line."""

import dataclasses
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille.core.dossier import read_case
from portefeuille.core.facts import Case
from portefeuille.core.law import Language
from portefeuille.core.show import show_exact
from portefeuille.core.size import size_of
from portefeuille.core.size.telling import MAY_NAME, ToldLine, ToldSize, tell_size
from portefeuille.core.size.working import SizeWorking, size_working
from portefeuille.law.sizewords import size_words
from tests.core.cases import maybe, the_law
from tests.core.groups import sizes_of_groups
from tests.dossiers import base, laid_over

LAW = the_law().on(date(2024, 3, 15))
SIZES = st.sampled_from(["small", "medium", "large"])
OWN = {"year": 2023, "headcount": "40", "turnover": "4000000.00", "balance_total": "90000000.00"}
ITS = {"headcount": "10", "turnover": "1000000.00", "balance_total": "500000.00"}


def case_of(size: Any, locked: str | None = None) -> Case:
    change = {"enterprise": {"size": size}, "wallet": {"locked_size": locked}}
    return read_case(laid_over(base(), change))


def working_of(size: Any, locked: str | None = None) -> SizeWorking:
    return size_working(case_of(size, locked), LAW)


def told(size: Any, locked: str | None = None, language: Language = "nl") -> ToldSize:
    return tell_size(working_of(size, locked), LAW, size_words(), language)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@given(SIZES | sizes_of_groups(), maybe(SIZES))
def test_the_working_ends_at_the_size_that_counts(size: Any, locked: str | None) -> None:
    case = case_of(size, locked)
    assert size_working(case, LAW).size == size_of(case, LAW)


@given(sizes_of_groups())
def test_every_year_is_the_sum_of_its_lines(size: dict[str, Any]) -> None:
    working = working_of(size)
    added = [line.adds for line in working.group]
    for year in working.years:
        assert year.total.headcount == year.own.headcount + sum(it.headcount for it in added)
        assert year.total.turnover == year.own.turnover + sum(it.turnover for it in added)
        assert year.total.balance_total == year.own.balance_total + sum(
            it.balance_total for it in added
        )
        fitting = [line.size for line in year.limits if line.fits]
        assert year.category == (fitting[0] if fitting else "large")
    assert [line.row for line in working.group if line.counts] == [
        line.row for line in working.group if line.weight and line.why != "counted-already"
    ]


@given(sizes_of_groups())
def test_a_step_says_what_the_year_did_to_the_size(size: dict[str, Any]) -> None:
    before = size["previous"]
    for year in working_of(size).years:
        assert (year.step == "changed") == (before is not None and year.standing != before)
        assert (year.step == "first-year") == (before is None)
        if year.step == "not-yet":
            assert year.category != year.standing == before
        if year.step in ("same", "first-year"):
            assert year.category == year.standing
        before = year.standing


@given(sizes_of_groups(), maybe(SIZES), st.sampled_from(["nl", "en"]))
def test_every_working_can_be_told(size: Any, locked: str | None, language: Language) -> None:
    said = told(size, locked, language)
    sentences = [*said.group, *said.conclusion]
    sentences += [sentence for year in said.years for sentence in year.sentences]
    assert all(sentence and "{" not in sentence for sentence in sentences)
    assert len(said.group) == len(size["related"])
    assert len(said.years) == len(size["years"])


def test_the_sum_of_a_year_is_told_line_by_line() -> None:
    related = [
        {"name": "Alfa nv", "kind": "linked", **ITS},
        {"name": "Beta bv", "of": "Alfa nv", "kind": "partner", "share": "0.3333", **ITS},
        {"kind": "partner", "share": "0.2499", **ITS},
    ]
    said = told({"years": [{**OWN, "months": 8}], "related": related})
    lines = [
        (line.who, line.weight, line.headcount, plain(line.turnover), plain(line.balance_total))
        for line in said.years[0].lines
    ]
    assert lines == [
        ("De onderneming zelf", "100%", "40", "€ 6.000.000,00", "€ 90.000.000,00"),
        ("Alfa nv", "100%", "10", "€ 1.000.000,00", "€ 500.000,00"),
        ("Beta bv", "33,33%", "3,333", "€ 333.300,00", "€ 166.650,00"),
        ("Samen", "", "53,333", "€ 7.333.300,00", "€ 90.666.650,00"),
    ]
    assert [plain(sentence) for sentence in said.years[0].sentences[1:]] == [
        "Grenzen van klein: minder dan 50 VTE (nee); omzet hoogstens € 10.000.000,00 (ja) of"
        " balanstotaal hoogstens € 10.000.000,00 (nee): voldoet niet (art. 2).",
        "Grenzen van middelgroot: minder dan 250 VTE (ja); omzet hoogstens € 50.000.000,00 (ja) of"
        " balanstotaal hoogstens € 43.000.000,00 (nee): voldoet (art. 2).",
        "Van vóór 2023 is geen grootte bekend; het jaar telt zoals het is: middelgroot.",
    ]
    assert plain(said.years[0].sentences[0]).startswith(
        "De onderneming zelf: een boekjaar van 8 maanden met een omzet van € 4.000.000,00;"
    )
    assert said.conclusion == ("Volgens de cijfers is de grootte: middelgroot.",)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"kind": "linked"}],
         "Linked enterprise (row 1): linked to the applicant; counts in full (art. 6(2))."),
        ([{"kind": "linked", "name": "A"}, {"kind": "linked", "name": "B", "of": "A"}],
         "B: linked to A, and so to the applicant; counts in full (art. 6(2))."),
        ([{"kind": "partner", "share": "0.30", "name": "A"}],
         "A: partner of the applicant for 30%; counts for that part (art. 6(2))."),
        ([{"kind": "linked", "name": "A"},
          {"kind": "partner", "share": "0.30", "name": "B", "of": "A"}],
         "B: partner for 30% of A, a linked enterprise; counts for that part (art. 6(3))."),
        ([{"kind": "partner", "share": "0.30", "name": "A"},
          {"kind": "linked", "name": "B", "of": "A"}],
         "B: linked to A, a partner or one of its group; counts for the part of that partner, 30%"
         " (art. 6(3))."),
        ([{"kind": "partner", "share": "0.2499"}],
         "Partner enterprise (row 1): partner of the applicant for 24,99%, less than 25%; does not"
         " count (art. 3(2))."),
        ([{"kind": "partner", "share": "0.30", "name": "A"},
          {"kind": "partner", "share": "0.50", "name": "B", "of": "A"}],
         "B: partner of A, a partner or one of its group; a partner of a partner does not count"
         " (art. 6(2) and (3))."),
        ([{"kind": "partner", "share": "0.30", "name": "A"},
          {"kind": "partner", "share": "0.25", "name": "B", "of": "A"}],
         "B: partner of A, a partner or one of its group; a partner of a partner does not count"
         " (art. 6(2) and (3))."),
        ([{"kind": "partner", "share": "0.10", "name": "A"},
          {"kind": "linked", "name": "B", "of": "A"}],
         "B: belongs with A, which does not count; so it does not count either."),
        ([{"kind": "partner", "share": "0.10", "name": "A"},
          {"kind": "partner", "share": "0.20", "name": "B", "of": "A"}],
         "B: belongs with A, which does not count; so it does not count either."),
        ([{"kind": "linked", "name": "B", "of": "A"},
          {"kind": "partner", "share": "0.10", "name": "A"}],
         "A: partner of the applicant for 10%, less than 25%; does not count (art. 3(2))."),
        ([{"kind": "linked", "name": "A"}, {"kind": "partner", "share": "0.30", "name": "A"}],
         "A, with the applicant too: stands above already. An enterprise counts once, for its"
         " largest part (art. 6(2) says so of cross-holdings; of other ways it is our reading)."),
        ([{"kind": "linked", "name": "A"}, {"kind": "linked", "name": "B"},
          {"kind": "partner", "share": "0.30", "name": "A", "of": "B"}],
         "A, with B too: stands above already. An enterprise counts once, for its"
         " largest part (art. 6(2) says so of cross-holdings; of other ways it is our reading)."),
    ],
)  # fmt: skip
def test_a_line_says_why_an_enterprise_counts_or_not(rows: list[Any], said: str) -> None:
    size = {"years": [OWN], "related": [{**row, **ITS} for row in rows]}
    assert told(size, language="en").group[-1] == said


def test_a_line_knows_the_share_of_its_own_tie() -> None:
    rows = [
        {"kind": "partner", "share": "0.40", "name": "A"},
        {"kind": "partner", "share": "0.30", "name": "A"},
        {"kind": "partner", "share": "0.45", "name": "B", "of": "A"},
        {"kind": "linked", "name": "C"},
    ]
    working = working_of({"years": [OWN], "related": [{**row, **ITS} for row in rows]})
    shares = [(line.number, line.weight, line.share) for line in working.group]
    assert shares == [(1, 4000, 4000), (2, 4000, 3000), (3, 0, 4500), (4, 10_000, None)]


def test_a_line_tells_the_way_that_weighs_most_wherever_it_is_written() -> None:
    rows = [
        {"kind": "partner", "share": "0.10", "name": "A"},
        {"kind": "linked", "name": "B"},
        {"kind": "linked", "name": "B", "of": "A"},
    ]
    size = {"years": [OWN], "related": [{**row, **ITS} for row in rows]}
    assert told(size, language="en").group[0] == (
        "A: linked to B, and so to the applicant; counts in full (art. 6(2))."
    )
    assert working_of(size).group[0].share is None


def test_headings_are_told_in_the_language_of_the_reader() -> None:
    said = told({"years": [OWN]})
    assert said.title == "Grootte van de onderneming, stap voor stap"
    assert said.source == "Aanbeveling 2003/361/EG, bijlage"
    assert said.group_title == "Wie meetelt, en waarom"
    columns = ToldLine("Onderneming", "Telt voor", "VTE", "Omzet", "Balanstotaal")
    assert said.columns == columns
    assert [year.title for year in said.years] == ["Boekjaar 2023"]


def test_a_size_for_which_the_law_has_no_word_is_told_by_its_name() -> None:
    law = dataclasses.replace(LAW, words={})
    said = tell_size(size_working(case_of("small"), law), law, size_words(), "en")
    assert said.conclusion == ("The size was declared, without figures: small.",)


def test_one_amount_may_fit_where_the_other_does_not() -> None:
    said = told({"years": [{**OWN, "turnover": "90000000.00", "balance_total": "10000000.00"}]})
    assert "(nee) of balanstotaal hoogstens € 10.000.000,00 (ja): voldoet (art. 2)." in (
        plain(said.years[0].sentences[0])
    )


@pytest.mark.parametrize(
    ("size", "locked", "said"),
    [
        ("small", None, ["De grootte is opgegeven, zonder cijfers: klein."]),
        ("medium", "small",
         ["De grootte is opgegeven, zonder cijfers: middelgroot.",
          "De grootte ligt voor dit kalenderjaar vast door de eerste goedgekeurde aanvraag: klein"
          " (vlaanderen.be, Een kmo volgens de Europese definitie)."]),
        ({"years": [OWN]}, "medium",
         ["Volgens de cijfers is de grootte: klein.",
          "De grootte ligt voor dit kalenderjaar vast door de eerste goedgekeurde aanvraag:"
          " middelgroot (vlaanderen.be, Een kmo volgens de Europese definitie)."]),
    ],
    ids=["declared", "declared and fixed", "computed and fixed"],
)  # fmt: skip
def test_the_end_says_which_size_counts(size: Any, locked: str | None, said: list[str]) -> None:
    assert list(told(size, locked).conclusion) == said


def test_the_size_before_and_two_years_in_a_row_are_told() -> None:
    years = [{**OWN, "year": year, "headcount": "60"} for year in (2022, 2023)]
    first, second = told({"years": years, "previous": "small"}).years
    assert first.sentences[-2:] == (
        "Vóór 2022 was de grootte: klein.",
        "2022 op zich is middelgroot, maar de grootte verandert pas na twee jaren op rij: ze"
        " blijft klein (art. 4, lid 2).",
    )
    assert second.sentences[-1] == (
        "2023 op zich is middelgroot. Twee jaren op rij over een grens: de grootte wordt"
        " middelgroot (art. 4, lid 2)."
    )


def test_a_second_row_of_an_enterprise_adds_nothing_and_months_are_told_once() -> None:
    row = {"kind": "linked", "name": "A", "months": 6, **ITS}
    working = working_of({"years": [OWN], "related": [row, row]})
    assert [line.adds.turnover for line in working.group] == [200_000_000, 0]
    assert [line.counts for line in working.group] == [True, False]
    sentences = told({"years": [OWN], "related": [row, row]}).years[0].sentences
    assert sum("boekjaar van 6 maanden" in sentence for sentence in sentences) == 1


@pytest.mark.parametrize(
    ("hundredths", "least", "shown"),
    [
        (Fraction(4990), 0, "49,9"),
        (Fraction(5000), 0, "50"),
        (Fraction(5000), 2, "50,00"),
        (Fraction(4990), 2, "49,90"),
        (Fraction(4933) + Fraction(1, 30_000), 2, "49,33…"),
        (Fraction(49_999, 10), 0, "49,999"),
        (Fraction(123_456_789), 2, "1.234.567,89"),
        (Fraction(1, 10_000), 2, "0,000001"),
        (Fraction(1_000_000_000 * 3 + 1, 3), 2, "10.000.000,00…"),
        (Fraction(1_000_000_000 * 3 - 1, 3), 2, "9.999.999,99…"),
        (Fraction(0), 0, "0"),
    ],
)
def test_a_number_is_shown_in_full_or_cut_off(hundredths: Any, least: int, shown: str) -> None:
    assert show_exact(hundredths, least) == shown


def test_a_size_in_one_word_has_no_figures_and_the_limits_of_its_law() -> None:
    assert working_of("medium", "small") == SizeWorking(
        size="small",
        fixed="small",
        declared="medium",
        computed=None,
        previous=None,
        partner_from=LAW.partner_from,
        group=(),
        years=(),
    )


def test_every_sentence_is_there_in_both_languages() -> None:
    assert size_words().keys() == MAY_NAME.keys()
    assert all(set(words) == {"nl", "en"} for words in size_words().values())
