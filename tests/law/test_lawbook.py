"""The law as a book: every value in words, with since when, until when and from where."""

from datetime import date, timedelta
from typing import Any

import pytest

from portefeuille.core.law import Language, LawInForce, NoLaw
from portefeuille.core.lawbook.book import Entry, Lawbook, lawbook
from portefeuille.law import load, schemes
from portefeuille.law.names import load_names, read_names
from portefeuille.law.place import LawError

LAW, NAMES = load(), load_names()
LANGUAGES: tuple[Language, ...] = ("nl", "en")
PERIODS = pytest.mark.parametrize("period", LAW.periods, ids=lambda one: str(one.first_day))


def read(day: str, language: Language = "nl") -> Lawbook:
    return lawbook(LAW, date.fromisoformat(day), NAMES, language)


def entries(book: Lawbook) -> dict[str, Entry]:
    return {entry.name: entry for section in book.sections for entry in section.entries}


def text(day: str, name: str, language: Language = "nl") -> str:
    return entries(read(day, language))[name].text.replace("\u00a0", " ")


VALUES: list[Any] = [
    ("2019-11-30", "rate.small", "40% van de kosten die in aanmerking komen"),
    ("2019-12-01", "rate.small", "30% van de kosten die in aanmerking komen"),
    ("2019-12-31", "ceiling.medium", "€ 15.000,00 subsidie per kalenderjaar"),
    ("2020-01-01", "ceiling.medium", "€ 7.500,00 subsidie per kalenderjaar"),
    ("2021-09-12", "higher-rate.cybersecurity", "geen"),
    ("2021-09-13", "higher-rate.cybersecurity", "niet bekend of het al geldt voor Cybersecurity"),
    ("2021-09-14", "higher-rate.cybersecurity",
     "15 procentpunten meer, dus 45% voor een kleine onderneming en 35% voor een middelgrote"
     " onderneming; geldt voor advies en opleiding"),
    ("2026-02-01", "higher-rate.energy-efficiency",
     "15 procentpunten meer, dus 45% voor een kleine onderneming en 35% voor een middelgrote"
     " onderneming; geldt voor opleiding"),
    ("2026-01-31", "supported-themes.advice", "alle"),
    ("2026-02-01", "supported-themes.advice", "enkel Cybersecurity (Digitalisering)"),
    ("2020-06-30", "excluded", "nog niets: dit begint op 1 juli 2020"),
    ("2020-07-01", "excluded", "16 diensten. De lijst is volledig."),
    ("2023-01-01", "excluded", "niet bekend welke diensten uitgesloten zijn"),
    ("2022-12-31", "listed-only", "geen"),
    ("2023-01-01", "listed-only",
     "Beroepsspecifieke competenties; welke diensten op de lijst staan, is niet bekend"),
    ("2018-01-01", "themes",
     "drie thema's. De lijst is niet volledig gepubliceerd: wat er niet op staat, wordt niet"
     " beoordeeld."),
    ("2019-01-01", "themes", "58 thema's. De lijst is volledig."),
    ("2024-01-01", "days-to-file", "14 dagen na de start van de dienst"),
    ("2024-01-01", "days-to-check", "niet bekend: het staat in geen bron die we vonden"),
    ("2024-01-01", "state-aid", "niet bekend: het staat in geen bron die we vonden"),
    ("2024-01-01", "costs.catering-per-person-day", "hoogstens € 25,00"),
    ("2024-01-01", "registration-prefix.advice", "begint met DV.A"),
    ("2024-01-01", "size.limits.small",
     "minder dan 50 werkenden, en een omzet tot € 10.000.000,00 of een balanstotaal tot"
     " € 10.000.000,00"),
    ("2025-12-31", "sheltered-workshops", "hebben geen eigen regeling"),
    ("2024-01-01", "sectors", "niet bekend: de lijst is leeg, en niemand wordt erop beoordeeld"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "name", "words"), VALUES, ids=range(len(VALUES)))
def test_a_value_reads_as_a_jurist_would_say_it(day: str, name: str, words: str) -> None:
    assert text(day, name) == words


def test_a_value_says_since_when_until_when_and_from_where() -> None:
    rate = entries(read("2019-06-01"))["rate.small"]
    assert (rate.since, rate.until) == (date(2016, 4, 1), date(2019, 11, 30))
    assert rate.sources == tuple(LAW.sources[name]["nl"] for name in ("BVR-2016", "VLAIO-2016"))
    assert rate.verified == date(2026, 11, 22)
    assert rate.confidence == "staat op een pagina van de overheid of in een wettekst"
    now = entries(read("2026-11-25", "en"))["sheltered-workshops"]
    assert (now.since, now.until) == (date(2026, 1, 1), None)
    assert now.confidence == "is our reading: it stands nowhere like this"
    assert now.note
    assert now.note.startswith("The ministerial decree")


def test_the_higher_rate_is_called_after_the_theme_of_its_day() -> None:
    titles = [
        entries(read(day))["higher-rate.cybersecurity"].title
        for day in ("2022-06-01", "2024-01-01")
    ]
    assert titles == [
        "Hoger percentage voor Cybersecurity",
        "Hoger percentage voor Cybersecurity (Digitalisering)",
    ]


def test_the_themes_of_a_day_stand_with_their_topics() -> None:
    themes = {item.label: item.below for item in entries(read("2024-01-01"))["themes"].items}
    assert len(themes) == 8
    assert themes["Digitalisering"] == (
        "Hardware",
        "Software",
        "Online toepassingen",
        "Cybersecurity",
    )
    assert themes["Innovatie"] == ()


@PERIODS
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_and_every_rule_of_a_period_is_in_the_book(
    period: LawInForce, language: Language
) -> None:
    book = lawbook(LAW, period.first_day, NAMES, language)
    assert entries(book).keys() == LAW.provisions.keys()
    assert "other" not in {section.name for section in book.sections}
    assert [one.name for one in book.conditions] == list(period.rules)
    for entry in entries(book).values():
        assert entry.text
        assert "{" not in entry.text + entry.title
        assert entry.title != entry.name, "named in names.yaml"
    for condition in book.conditions:
        said = (condition.asks, condition.consequence, condition.source, condition.when_unknown)
        assert all(said)
        assert not [sentence for sentence in (*said, condition.remedy) if "{" in sentence]


@PERIODS
def test_the_book_knows_how_long_the_law_reads_like_this(period: LawInForce) -> None:
    book = lawbook(LAW, period.first_day, NAMES, "nl")
    later = [one.first_day for one in LAW.periods if one.first_day > period.first_day]
    assert book.since == period.first_day
    assert book.until == (later[0] - timedelta(days=1) if later else None)
    assert book.identifier == period.identifier(period.first_day)


def test_what_no_source_gives_is_named_with_why() -> None:
    unknown = {entry.name: entry for entry in read("2026-11-25").unknown}
    assert {"days-to-check", "sectors", "listed-only", "excluded"} <= unknown.keys()
    assert all(entry.note for entry in unknown.values())
    assert "rate.small" not in unknown


def test_a_condition_says_what_follows_and_what_to_do() -> None:
    (one,) = [one for one in read("2026-11-25").conditions if one.name == "main-activity"]
    assert one.kind == "formal"
    assert one.consequence == "klopt dit niet, dan is de aanvraag niet ontvankelijk"
    assert one.unknown.startswith("De lijst met hoofdactiviteiten")
    assert "[wat je opgaf]" in one.unknown
    assert one.remedy


def test_an_exception_to_a_time_limit_stands_apart() -> None:
    (one,) = read("2026-11-25").exceptions
    assert one.text.replace("\u00a0", " ") == (
        "voor wie aanvroeg van 1 januari 2016 tot en met 31 januari 2016: 40 dagen"
    )


def test_before_the_first_day_there_is_no_book() -> None:
    with pytest.raises(NoLaw):
        read("2016-03-31")


@pytest.mark.parametrize("scheme", schemes())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_scheme_that_ships_is_readable(scheme: str, language: Language) -> None:
    law = load(scheme)
    for period in law.periods:
        book = lawbook(law, period.first_day, NAMES, language)
        assert entries(book).keys() == law.provisions.keys()
        assert all(entry.text for entry in entries(book).values())


def test_a_name_that_says_something_else_in_each_language_is_refused(tmp_path: Any) -> None:
    from portefeuille.law.names import FILE

    file = tmp_path / "names.yaml"
    written = FILE.read_text("utf-8")
    file.write_text(written.replace("gets {after} of the cost, instead of {before}", "gets more"))
    with pytest.raises(LawError, match=r"\{after\}, \{before\} stands in one language only"):
        read_names(file)


def test_no_name_is_there_in_vain() -> None:
    named = {
        naming.pattern
        for scheme in schemes()
        for name in load(scheme).provisions
        if (naming := NAMES.naming(name))
    }
    assert named == set(NAMES.namings)
    in_chapters = [pattern for chapter in NAMES.chapters for pattern in chapter.patterns]
    assert sorted(in_chapters) == sorted(NAMES.namings)
