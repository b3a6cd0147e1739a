"""Whole entries of the lawbook, field by field, in two languages."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from portefeuille.core.law import Language
from portefeuille.core.lawbook.book import Condition, Entry, Lawbook, OtherLimit, Section, lawbook
from portefeuille.core.lawbook.names import part_of
from portefeuille.core.lawbook.words import Item, Wording, all_labels
from portefeuille.law import read_law
from tests.law import copied, edited
from tests.law.happened import LAST, LAW, NAMES, with_value
from tests.law.test_exceptions import OUTAGE
from tests.law.test_lawbook import entries, read

CYBER = {
    "plus": "0.15",
    "themes": ["digitalisering/cybersecurity"],
    "services": ["training", "advice"],
}
ENTRIES: dict[str, tuple[str, Language, Entry]] = {
    "sheltered-nl": ("2026-11-25", "nl", Entry(
        name="sheltered-workshops",
        title="Erkende maatwerkbedrijven",
        value=True,
        text="mogen aanvragen, wat hun rechtsvorm ook is; een groot maatwerkbedrijf krijgt het"
        " percentage van een middelgrote onderneming",
        items=(),
        unknown=False,
        since=date(2026, 1, 1),
        until=None,
        sources=(
            "BVR 2025 over de maatwerkbedrijven (numac 2025007050), art. 18",
            "MB 28 november 2025 (numac 2025009401)",
        ),
        confidence="is onze lezing: het staat nergens zo",
        verified=date(2026, 11, 22),
        note="Het ministerieel besluit dat het uitvoert, treedt in werking op 1 januari 2026; de"
        " dag van het besluit van de regering zelf lazen we niet.",
    )),
    "rate-on-its-last-day": ("2019-11-30", "en", Entry(
        name="rate.medium",
        title="Rate for a medium-sized enterprise",
        value="0.30",
        text="30% of the eligible cost",
        items=(),
        unknown=False,
        since=date(2016, 4, 1),
        until=date(2019, 11, 30),
        sources=(
            "Flemish Government decree of 26 February 2016 (numac 2016035422)",
            "VLAIO, A simplified SME wallet (8 January 2016)",
        ),
        confidence="stands on a page of the authorities or in a legal text",
        verified=date(2026, 11, 22),
        note=None,
    )),
    "higher-rate-of-one-day": ("2021-09-13", "en", Entry(
        name="higher-rate.cybersecurity",
        title="Higher rate for Cybersecurity",
        value={"plus": None, "themes": ["cybersecurity"], "services": ["training", "advice"]},
        text="not known whether it holds yet for Cybersecurity",
        items=(),
        unknown=True,
        since=date(2021, 9, 13),
        until=date(2021, 9, 13),
        sources=("Ministerial decree of 7 September 2021 amending art. 18 and art. 30",),
        confidence="is our reading: it stands nowhere like this",
        verified=date(2026, 11, 22),
        note="The agency says 'after 13 September 2021'; the entry into force was not read, so"
        " this one day is not judged.",
    )),
    "higher-rate-in-full": ("2026-11-25", "en", Entry(
        name="higher-rate.cybersecurity",
        title="Higher rate for Cybersecurity (Digitalisation)",
        value=CYBER,
        text="15\u00a0percentage points more, so 45% for a small enterprise and 35% for a"
        " medium-sized enterprise; holds for advice and training",
        items=(),
        unknown=False,
        since=date(2023, 1, 1),
        until=None,
        sources=(
            "Ministerial decree of 7 September 2021 amending art. 18 and art. 30",
            "VLAIO, How much subsidy can I get?",
        ),
        confidence="stands on a page of the authorities or in a legal text",
        verified=date(2026, 11, 22),
        note=None,
    )),
    "exclusions-that-begin-later": ("2020-06-30", "nl", Entry(
        name="excluded",
        title="Uitgesloten diensten",
        value=None,
        text="nog niets: dit begint op 1\u00a0juli\u00a02020",
        items=(),
        unknown=False,
        since=None,
        until=date(2020, 6, 30),
        sources=(),
        confidence="",
        verified=None,
        note=None,
    )),
    "no-themes-under-a-list": ("2022-12-31", "nl", Entry(
        name="listed-only",
        title="Thema's waaronder enkel een limitatieve lijst telt",
        value={"complete": True, "codes": {}, "themes": []},
        text="geen",
        items=(),
        unknown=False,
        since=date(2016, 4, 1),
        until=date(2022, 12, 31),
        sources=("BVR 26 februari 2016 (numac 2016035422)",),
        confidence="staat op een pagina van de overheid of in een wettekst",
        verified=date(2026, 11, 22),
        note=None,
    )),
}  # fmt: skip


@pytest.mark.parametrize("case", ENTRIES)
def test_an_entry_is_whole(case: str) -> None:
    day, language, entry = ENTRIES[case]
    assert entries(read(day, language))[entry.name] == entry


def test_a_value_says_its_first_and_last_day_on_those_days_too() -> None:
    for day in ("2019-12-01", "2026-11-25"):
        rate = entries(read(day))["rate.small"]
        assert (rate.value, rate.since, rate.until) == ("0.30", date(2019, 12, 1), None)
    rate = entries(read("2016-04-01"))["rate.small"]
    assert (rate.value, rate.since, rate.until) == ("0.40", date(2016, 4, 1), date(2019, 11, 30))


def test_the_lines_of_a_list_have_their_code_and_the_language_of_their_name() -> None:
    book = entries(read("2022-06-01", "en"))
    assert book["excluded"].items[:2] == (
        Item("Shiatsu", "shiatsu", "nl"),
        Item("Mindfulness", "mindfulness", "nl"),
    )
    assert book["excluded"].text == (
        "16 services. The list was not published in full: what is not on it, is not judged."
    )
    assert not book["excluded"].unknown
    for language, tax in (("nl", "Fiscaliteit"), ("en", "Tax")):
        themes = entries(read("2026-11-25", language))["themes"].items
        assert {theme.language for theme in themes} == {language}
        assert themes[4].code == "financiele-geletterdheid"
        assert themes[4].below[-1] == tax


def wording(path: str, value: object, language: Language = "nl") -> Wording:
    document = with_value(path, value)
    return Wording(document, NAMES, language, all_labels([document]))


def test_an_activity_stands_in_a_list_with_its_version() -> None:
    naming = NAMES.naming("sectors")
    assert naming
    versions = {"2008": {"62010": "Ontwerpen van software"}, "2025": {"62100": "Programmeren"}}
    sectors = {"complete": True, "versions": versions}
    shown = wording("sectors", sectors, "en").show(naming, sectors)
    assert shown.text == "two on the list. The list is complete."
    assert shown.items == (
        Item("Ontwerpen van software", "2008/62010", "nl"),
        Item("Programmeren", "2025/62100", "nl"),
    )


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("room-returns-in-same-year", True,
         "wie in het jaar van de aanvraag stopt, krijgt de ruimte terug; later niet"),
        ("room-returns-in-same-year", False, "wie stopt, krijgt de ruimte niet terug"),
        ("regions", ["flanders"], "het Vlaamse Gewest"),
        ("regions", [], "overal"),
        ("statuses", [], "geen vereiste"),
        ("end-by-following-year", [], "geldt voor geen enkele dienst"),
        ("excluded", {"complete": True, "codes": {}}, "geen. De lijst is volledig."),
        ("legal-forms.out", None,
         "niet bekend: de lijst is leeg, en niemand wordt erop beoordeeld"),
        ("days-to-file", None, "niet bekend: het staat in geen bron die we vonden"),
        ("minimum-cost.advice", None, "niet bekend: het staat in geen bron die we vonden"),
        ("higher-rate.cybersecurity", {**CYBER, "plus": "0.00"}, "geen"),
    ],
    ids=range(11),
)  # fmt: skip
def test_a_value_is_framed_as_it_is_read(name: str, value: object, text: str) -> None:
    naming = NAMES.naming(name)
    assert naming
    shown = wording("values/rest", 1).show(naming, value)
    assert shown.text == text
    assert shown.unknown == (value is None)


def test_a_code_is_called_by_the_nearest_name() -> None:
    of_old = {"astrologie": {"nl": "Astrologie", "en": "Astrology"}}
    words = Wording(LAST, NAMES, "en", of_old)
    assert words.word("hrm") == "hrm"
    assert words.word("astrologie") == "Astrology"
    assert words.word("flanders") == "the Flemish Region"
    assert words.word("small") == "small enterprise"
    assert words.word("innovatie") == "Innovation"
    renamed = Wording(LAST, NAMES, "en", {"innovatie": {"nl": "Oud", "en": "Of old"}})
    assert renamed.word("innovatie") == "Innovation"


def test_the_part_of_a_name_stands_where_the_star_is() -> None:
    assert part_of("rate.*", "rate.small") == "small"
    assert part_of("rate.*.from", "rate.small.from") == "small"
    assert part_of("days-to-file", "days-to-file") == "days-to-file"
    assert part_of("size.partner-from", "size.partner-from") == "partner-from"


def test_an_outage_is_an_exception_in_the_book(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edited(folder, "exceptions.yaml", "last-days: []", OUTAGE.format(limit="days-to-deposit"))
    law = read_law(folder)
    of_2016, moved = lawbook(law, date(2024, 3, 14), NAMES, "nl").exceptions
    assert moved == OtherLimit(
        title="Termijn om het eigen aandeel te storten",
        text="wie als laatste dag 14\u00a0maart\u00a02024 tot en met 15\u00a0maart\u00a02024 had,"
        " kon tot en met 18\u00a0maart\u00a02024",
        sources=(LAW.sources["IPDC"]["nl"],),
        note="Het loket was niet bereikbaar.",
    )
    english = lawbook(law, date(2024, 3, 14), NAMES, "en").exceptions
    assert english[0] == OtherLimit(
        title="Time limit to file",
        text="for applications of 1\u00a0January\u00a02016 to 31\u00a0January\u00a02016:"
        " 40\u00a0days",
        sources=(LAW.sources["AO-JANUARI-2016"]["en"],),
        note=LAW.exceptions[0].provision.note and LAW.exceptions[0].provision.note["en"],
    )
    assert english[1].text == (
        "whoever had 14\u00a0March\u00a02024 to 15\u00a0March\u00a02024 as last day could until"
        " 18\u00a0March\u00a02024"
    )
    assert english[1].note == "The counter could not be reached."
    assert of_2016.title == "Termijn om in te dienen"


def test_a_condition_is_whole() -> None:
    (one,) = [one for one in read("2026-11-25", "en").conditions if one.name == "main-activity"]
    assert one == Condition(
        name="main-activity",
        title="Main activity",
        kind="formal",
        asks="Your main activity (NACE [what you gave]) is on the list.",
        fails="Your main activity (NACE [what you gave]) is not on the list.",
        remedy="Check in the Crossroads Bank whether your main activity is right.",
        unknown="We did not find the list of main activities annexed to the ministerial decree."
        " NACE [what you gave] was therefore not judged.",
        when_unknown="where it is not known, the rest decides and a case handler looks at it",
        consequence="where this does not hold, the application is inadmissible",
        source="Ministerial decree of 30 March 2016 (numac 2016035752)",
    )


def outline(book: Lawbook) -> list[tuple[str, str, int]]:
    return [(section.name, section.title, len(section.entries)) for section in book.sections]


def test_a_book_says_what_it_is_of_and_has_its_chapters_in_order() -> None:
    book = read("2024-05-01", "en")
    assert (book.scheme, book.name) == ("kmo-portefeuille", "SME wallet (kmo-portefeuille)")
    assert book.day == date(2024, 5, 1)
    assert read("2024-05-01").name == "kmo-portefeuille"
    assert outline(book) == [
        ("how-much", "How much subsidy", 7),
        ("what-for", "What for", 6),
        ("costs", "Which costs", 4),
        ("days", "Time limits", 6),
        ("deposits", "A deposit that is not right", 4),
        ("who", "Who may apply", 12),
        ("provider", "The provider", 2),
    ]


def test_what_no_chapter_and_no_name_knows_is_in_the_book_all_the_same() -> None:
    bare = {"days-to-check", "days-to-file"}
    names = replace(
        NAMES,
        chapters=NAMES.chapters[:3],
        namings={name: naming for name, naming in NAMES.namings.items() if name not in bare},
    )
    book = lawbook(LAW, date(2024, 5, 1), names, "nl")
    assert outline(book)[3:] == [("other", "Wat verder nog geldt", 24)]
    other: Section = book.sections[3]
    found = {entry.name: entry for entry in other.entries}
    check, file = found["days-to-check"], found["days-to-file"]
    unknown = "niet bekend: het staat in geen bron die we vonden"
    assert (check.title, check.text, check.unknown) == ("days-to-check", unknown, True)
    assert (file.title, file.text, file.unknown) == ("days-to-file", "14", False)
