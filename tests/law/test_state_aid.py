"""The regime of state aid as a value of the law: what a jurist reads of it, and of its change."""

from datetime import date

import pytest

from portefeuille import law as laws
from portefeuille.core.lawbook.book import lawbook
from tests.law.happened import NAMES, Edit, Told, plain, told

DE_MINIMIS = {"regime": "de-minimis", "ceiling": "300000.00", "years": 3}
CHANGES: dict[str, tuple[Edit, Told]] = {
    "it-is-found": (
        ("values/state-aid", None, DE_MINIMIS),
        ("known",
         "Vanaf 1 januari 2027 is “Regime van staatssteun” bekend: de-minimissteun: samen hoogstens"
         " € 300.000,00 in 3 jaar voor één onderneming, met wie er één geheel mee vormt.",
         "From 1 January 2027 “State aid regime” is known: de minimis aid: together at most"
         " € 300.000,00 in 3 years for a single undertaking."),
    ),
    "it-is-another": (
        ("values/state-aid", DE_MINIMIS, {"regime": "gber"}),
        ("changed",
         "Vanaf 1 januari 2027 is “Regime van staatssteun” de algemene"
         " groepsvrijstellingsverordening, in plaats van de-minimissteun: samen hoogstens"
         " € 300.000,00 in 3 jaar voor één onderneming, met wie er één geheel mee vormt.",
         "From 1 January 2027 “State aid regime” is the general block exemption regulation, instead"
         " of de minimis aid: together at most € 300.000,00 in 3 years for a single undertaking."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_regime_is_told(name: str) -> None:
    edit, sentences = CHANGES[name]
    assert told(edit) == [sentences]


def test_the_law_of_a_day_says_its_regime() -> None:
    book = lawbook(laws.load("voorbeeldcheque"), date(2026, 1, 1), NAMES, "en")
    (entry,) = [one for part in book.sections for one in part.entries if one.name == "state-aid"]
    assert plain(entry.text) == (
        "de minimis aid: together at most € 300.000,00 in 3 years for a single undertaking"
    )
