"""The data files hold what the documents print: their own totals and averages close."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from portefeuille.core.law import Law, slug
from portefeuille.scenarios.population import published, year2019


def test_the_58_themes_add_up_to_the_printed_total() -> None:
    rows = published.training_2019()
    printed = published.figures()["training-2019"]
    assert len(rows) == printed["themes"] == 58
    assert sum(row.files for row in rows) == printed["approved"] == 173_053
    assert sum(row.cents for row in rows) == 5_681_302_308
    assert printed["grant"] == "56813023.08"


def test_the_three_largest_themes_are_those_the_answer_names() -> None:
    rows = sorted(published.training_2019(), key=lambda row: -row.files)
    assert [row.label for row in rows[:3]] == [
        "Gezondheidszorg",
        "Administratie & financiën",
        "Logistiek & transport",
    ]


@pytest.mark.parametrize(
    "label", ["GPDR", "Energie-efficientie", "Communicatievaardigheden en talen"]
)
def test_labels_are_spelled_as_published(label: str) -> None:
    assert label in {row.label for row in published.training_2019()}


def test_every_theme_of_2019_is_in_the_list_of_its_day(the_law: Law) -> None:
    themes = {slug(row.label) for row in published.training_2019()}
    listed = {theme.code for theme in the_law.on(year2019.FIRST_DAY).themes.themes}
    assert themes == listed


def test_the_averages_of_advice_in_2019_follow_from_its_totals() -> None:
    for row, printed in zip(
        published.advice_2019(), published.figures()["advice-2019"]["themes"], strict=True
    ):
        average = Decimal(row.cents) / 100 / row.files
        assert str(average.quantize(Decimal(1), ROUND_HALF_UP)) == printed["average"]


def test_hrm_of_2016_adds_up_to_the_printed_total() -> None:
    rows = published.hrm_2016()
    assert sum(row.files for row in rows) == 2_807
    assert sum(row.cents for row in rows) == 202_882_684


def test_diversity_of_2017_adds_up_to_the_printed_total() -> None:
    rows = published.diversity_2017()
    assert sum(row.files for row in rows) == 41
    assert sum(row.cents for row in rows) == 1_282_336
    assert sum(row.cents for row in rows if row.service == "training") == 962_336


def test_2015_is_2016_less_what_it_had_more() -> None:
    assert published.approved_2015() == {"advice": 2_410, "training": 65_682}


def test_every_figure_names_a_document_and_a_place() -> None:
    figures = dict(published.figures())
    documents = figures.pop("documents")
    for name, figure in figures.items():
        assert figure["document"] in documents, name
        assert figure["place"], name
