"""What becomes of a deposit that is not what was asked, as a value of the law: what its two
schemes say, what an older law says, and what a jurist reads of it and of its change."""

from datetime import date
from pathlib import Path

import pytest

from portefeuille import law as laws
from portefeuille.core.law import WRONG_DEPOSITS, Language
from portefeuille.core.lawbook.book import Entry, lawbook
from portefeuille.core.lawdocument import law_in_force
from portefeuille.law.place import LawError
from portefeuille.law.reader import read_law
from tests.law import copied, edited
from tests.law.happened import GONE, LAST, LAW, NAMES, Edit, Told, changes_of, plain, told

EXAMPLE = laws.load("voorbeeldcheque")
DAY = date(2026, 11, 25)
CHANGES: dict[str, tuple[Edit, Told]] = {
    "an-officer-decides": (
        ("values/wrong-deposit/wrong-amount", "return", "queue"),
        ("changed",
         "Vanaf 1 januari 2027 verandert wat er gebeurt met een storting van een verkeerd bedrag:"
         " ze gaat pas terug als een financieel medewerker dat beslist. Voordien: ze gaat vanzelf"
         " terug.",
         "From 1 January 2027 what happens to a deposit of a wrong amount changes: it goes back"
         " only when a finance officer decides so. Before: it goes back by itself."),
    ),
    "it-is-found": (
        ("values/wrong-deposit/not-expected", None, "return"),
        ("known",
         "Vanaf 1 januari 2027 is bekend wat er gebeurt met een storting waarop niet of niet meer"
         " gewacht wordt: ze gaat vanzelf terug.",
         "From 1 January 2027 it is known what happens to a deposit that is not or no longer"
         " awaited: it goes back by itself."),
    ),
    "nobody-knows-it": (
        ("values/wrong-deposit/too-late", "queue", None),
        ("unknown",
         "Vanaf 1 januari 2027 is niet bekend wat er gebeurt met een storting na de termijn: een"
         " financieel medewerker beslist. Voordien: ze gaat pas terug als een financieel"
         " medewerker dat beslist.",
         "From 1 January 2027 it is not known what happens to a deposit after the time limit: a"
         " finance officer decides. Before: it goes back only when a finance officer decides so."),
    ),
}  # fmt: skip


def entries(scheme: str, language: Language) -> dict[str, Entry]:
    book = lawbook(laws.load(scheme), DAY, NAMES, language)
    (section,) = [part for part in book.sections if part.name == "deposits"]
    return {one.name.partition(".")[2]: one for one in section.entries}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told(name: str) -> None:
    edit, sentences = CHANGES[name]
    assert told(edit) == [sentences]


def test_a_law_of_before_says_nothing_and_the_first_that_does_is_told_each_reason() -> None:
    values = {name: value for name, value in LAST["values"].items() if name != "wrong-deposit"}
    assert dict(law_in_force({**LAST, "values": values}, "earlier").wrong_deposits) == {}
    first = changes_of(("values/wrong-deposit", GONE, LAST["values"]["wrong-deposit"]), "en")
    assert {one.name for one in first} == {f"wrong-deposit.{reason}" for reason in WRONG_DEPOSITS}
    assert {one.kind for one in first} == {"begins"}
    assert {plain(one.sentence) for one in first} >= {
        "From 1 January 2027 “A deposit of a wrong amount” holds for the first time:"
        " goes back by itself."
    }


def test_a_word_that_is_not_known_and_a_reason_that_is_missing_are_named(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    line = edited(folder, "scheme.yaml", "value: return", "value: keep")
    with pytest.raises(LawError) as error:
        read_law(folder)
    why = "'keep' is not known here; expected one of return, queue, unknown"
    assert str(error.value) == f"scheme.yaml, line {line}: {why}"
    edited(folder, "scheme.yaml", "value: keep", "value: return")
    edited(folder, "scheme.yaml", "    too-late:", "    never:")
    with pytest.raises(LawError, match="'never' is not a field; expected one of wrong-amount, "):
        read_law(folder)


def test_every_reason_of_the_scheme_goes_back_and_what_no_source_says_is_our_reading() -> None:
    for period in LAW.periods:
        assert dict(period.wrong_deposits) == dict.fromkeys(WRONG_DEPOSITS, "return")
    found = {reason: LAW.provisions[f"wrong-deposit.{reason}"] for reason in WRONG_DEPOSITS}
    sure = {reason: timeline[0].value.confidence for reason, timeline in found.items()}
    assert sure == {
        "wrong-amount": "official",
        "wrong-reference": "official",
        "too-late": "inference",
        "not-expected": "inference",
    }
    assert {timeline[0].first_day for timeline in found.values()} == {date(2016, 4, 1)}
    assert all(timeline[0].value.note for timeline in found.values())


def test_the_example_has_one_of_each_kind() -> None:
    assert dict(EXAMPLE.on(DAY).wrong_deposits) == {
        "wrong-amount": "return",
        "wrong-reference": "queue",
        "too-late": "queue",
        "not-expected": None,
    }


def test_the_law_of_a_day_says_it_in_words() -> None:
    dutch, english = (entries("voorbeeldcheque", language) for language in ("nl", "en"))
    assert {one.title: plain(one.text) for one in dutch.values()} == {
        "Een storting van een verkeerd bedrag": "gaat vanzelf terug",
        "Een storting met een verkeerde mededeling":
            "gaat pas terug als een financieel medewerker dat beslist",
        "Een storting na de termijn": "gaat pas terug als een financieel medewerker dat beslist",
        "Een storting waarop niet of niet meer gewacht wordt":
            "niet bekend: het staat in geen bron die we vonden,"
            " en een financieel medewerker beslist",
    }  # fmt: skip
    assert {one.title: plain(one.text) for one in english.values()} == {
        "A deposit of a wrong amount": "goes back by itself",
        "A deposit with a wrong communication": "goes back only when a finance officer decides so",
        "A deposit after the time limit": "goes back only when a finance officer decides so",
        "A deposit that is not or no longer awaited":
            "not known: it stands in no source that we found, and a finance officer decides",
    }  # fmt: skip
    assert [name for name, one in english.items() if one.unknown] == ["not-expected"]
    late = entries("kmo-portefeuille", "nl")["too-late"]
    assert late.confidence == "is onze lezing: het staat nergens zo"
    assert late.note is not None
    assert late.note.endswith("is onze lezing.")
