"""The news of the law: true, in two languages, day by day."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from portefeuille.core.law import Language, NoLaw
from portefeuille.core.lawbook.news import Backwards, days_of_change, news_between
from portefeuille.law import find, load, read_law
from portefeuille.law.names import load_names
from tests.law import copied, edited
from tests.law.test_exceptions import OUTAGE

LAW, NAMES = load(), load_names()
LANGUAGES: tuple[Language, ...] = ("nl", "en")
DAY = date(2027, 1, 1)

NEWS: dict[str, tuple[str, list[str], list[str]]] = {
    "2019-12-01": (
        "Een kleine onderneming krijgt 30% in plaats van 40%;"
        " een middelgrote onderneming krijgt 20% in plaats van 30%",
        ["Vanaf 1 december 2019 krijgt een kleine onderneming 30% van de kosten, in plaats van"
         " 40%."],
        ["From 1 December 2019 a medium-sized enterprise gets 20% of the cost, instead of 30%."],
    ),
    "2020-01-01": (
        "Een kleine onderneming krijgt hoogstens € 7.500,00 per jaar in plaats van € 10.000,00;"
        " een middelgrote onderneming krijgt hoogstens € 7.500,00 per jaar in plaats van"
        " € 15.000,00",
        ["Vanaf 1 januari 2020 kan een middelgrote onderneming per kalenderjaar hoogstens"
         " € 7.500,00 krijgen, in plaats van € 15.000,00."],
        ["From 1 January 2020 a small enterprise can get at most € 7.500,00 in a calendar year,"
         " instead of € 10.000,00."],
    ),
    "2021-09-14": (
        "Hoger percentage voor Cybersecurity staat vast: 45% voor een kleine onderneming en 35%"
        " voor een middelgrote onderneming",
        ["Vanaf 14 september 2021 staat het vast: voor Cybersecurity is er 15 procentpunten meer,"
         " dus 45% voor een kleine onderneming en 35% voor een middelgrote onderneming. Dat geldt"
         " voor advies en opleiding."],
        ["From 14 September 2021 it is certain: for Cybersecurity there are 15 percentage points"
         " more, so 45% for a small enterprise and 35% for a medium-sized enterprise. That holds"
         " for advice and training."],
    ),
    "2023-01-01": (
        "Acht thema's in plaats van de 58 van voordien; limitatieve lijst voor Beroepsspecifieke"
        " competenties; en nog twee veranderingen",
        ["Vanaf 1 januari 2023 kies je een van acht thema's: Bedrijfsstrategie, Beroepsspecifieke"
         " competenties, Digitalisering, Duurzaamheid, Financiële geletterdheid, Innovatie,"
         " Internationalisering en Personeelsmanagement. Ze komen in de plaats van de 58 van"
         " voordien.",
         "Bij vier daarvan kies je ook een onderwerp.",
         "Vanaf 1 januari 2023 telt onder Beroepsspecifieke competenties enkel een dienst die op"
         " een limitatieve lijst staat.",
         "Welke diensten vanaf 1 januari 2023 uitgesloten zijn, is niet bekend: geen enkele inhoud"
         " wordt nog aan de vroegere lijst getoetst."],
        ["From 1 January 2023 you choose one of eight themes: Business strategy,"
         " Profession-specific competences, Digitalisation, Sustainability, Financial literacy,"
         " Innovation, Internationalisation and Human resources management. They take the place"
         " of the 58 before."],
    ),
    "2026-01-01": (
        "Ook erkende maatwerkbedrijven mogen aanvragen",
        ["Vanaf 1 januari 2026 mogen ook erkende maatwerkbedrijven aanvragen, wat hun rechtsvorm"
         " ook is. Een groot maatwerkbedrijf krijgt het percentage van een middelgrote"
         " onderneming."],
        [],
    ),
    "2026-02-01": (
        "Voor advies enkel nog subsidie over Cybersecurity (Digitalisering); geen hoger percentage"
        " meer voor advies over Energie-efficiëntie en alternatieve energiebronnen (Duurzaamheid)",
        ["Vanaf 1 februari 2026 is er voor advies enkel nog subsidie als het gaat over"
         " Cybersecurity (Digitalisering).",
         "Vanaf 1 februari 2026 geldt het hogere percentage voor Energie-efficiëntie en"
         " alternatieve energiebronnen (Duurzaamheid) niet meer voor advies, enkel nog voor"
         " opleiding."],
        ["From 1 February 2026 there is a subsidy for advice only if it is about Cybersecurity"
         " (Digitalisation).",
         "From 1 February 2026 the higher rate for Energy efficiency and alternative energy"
         " sources (Sustainability) no longer holds for advice, only for training."],
    ),
}  # fmt: skip


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("first_day", NEWS)
def test_the_news_of_a_day_is_true_in_both_languages(first_day: str) -> None:
    headline, dutch, english = NEWS[first_day]
    day = date.fromisoformat(first_day)
    nl, en = (news_between(LAW, day - timedelta(days=1), day, NAMES, one) for one in LANGUAGES)
    assert plain(nl.headline) == headline
    for news, sentences in ((nl, dutch), (en, english)):
        said = [plain(change.sentence) for change in news.days[0].news]
        assert [sentence for sentence in sentences if sentence not in said] == []
        assert all(change.sources for change in news.days[0].news)


def test_the_news_of_a_day_says_what_is_our_reading_and_what_is_not_known() -> None:
    news = news_between(LAW, date(2022, 12, 31), date(2023, 1, 1), NAMES, "nl")
    excluded = next(one for one in news.days[0].news if one.name == "excluded")
    assert excluded.reading
    assert excluded.note
    assert excluded.note.startswith("Of de lijsten van 2020 en 2021")
    themes = next(one for one in news.days[0].news if one.name == "themes")
    assert not themes.reading


def test_what_only_reads_differently_is_no_news_and_is_told() -> None:
    (day,) = news_between(LAW, date(2026, 1, 31), date(2026, 2, 1), NAMES, "nl").days
    assert {one.name for one in day.news} == {
        "supported-themes.advice",
        "higher-rate.energy-efficiency",
    }
    assert [one.sentence for one in day.wording] == [
        "“Ondersteunde dienst” is in andere woorden uitgelegd en steunt op een andere bron.",
        "“Hoger percentage” steunt op een andere bron.",
    ]


def test_over_years_each_day_has_its_own_news() -> None:
    news = news_between(LAW, LAW.periods[0].first_day, date(2026, 11, 25), NAMES, "nl")
    assert [one.day for one in news.days] == [period.first_day for period in LAW.periods[1:]]
    assert news.several_days
    assert news.days == days_of_change(LAW, NAMES, "nl")
    assert plain(news.headline) == (
        f"Tussen 1 april 2016 en 25 november 2026 veranderde de wet op {len(news.days)} dagen"
    )


def test_that_nothing_changed_is_said() -> None:
    news = news_between(LAW, date(2024, 1, 1), date(2024, 2, 1), NAMES, "nl")
    assert (plain(news.headline), news.days) == (
        "Niets veranderde tussen 1 januari 2024 en 1 februari 2024",
        (),
    )
    assert news_between(LAW, DAY, DAY, NAMES, "en").headline.startswith("Nothing changed")


def test_two_days_the_wrong_way_round_and_a_day_before_the_law_are_refused() -> None:
    with pytest.raises(Backwards, match="2020-01-01 is before 2020-01-02"):
        news_between(LAW, date(2020, 1, 2), date(2020, 1, 1), NAMES, "nl")
    with pytest.raises(NoLaw, match="the first is of 2016-04-01"):
        news_between(LAW, date(2016, 3, 31), date(2020, 1, 1), NAMES, "nl")


def test_an_outage_is_told_when_it_begins_and_when_it_is_over(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edited(folder, "exceptions.yaml", "last-days: []", OUTAGE.format(limit="days-to-file"))
    news = news_between(read_law(folder), date(2024, 3, 1), date(2024, 4, 1), NAMES, "nl")
    began, over = news.days
    assert (began.day, over.day) == (date(2024, 3, 14), date(2024, 3, 19))
    assert plain(began.news[0].sentence) == (
        "Termijn om in te dienen: wie als laatste dag 14 maart 2024 tot en met 15 maart 2024 had,"
        " kan nog tot en met 18 maart 2024."
    )
    assert began.news[0].sources == (LAW.sources["IPDC"]["nl"],)
    assert plain(over.headline) == "Het uitstel tot 18 maart 2024 is voorbij"
    assert over.wording == ()


def test_a_reform_is_told_like_any_change() -> None:
    reform = find(Path(__file__).parent.parent.parent / "docs" / "examples" / "reform.yaml")
    news = news_between(reform, date(2023, 12, 31), date(2024, 1, 1), NAMES, "nl")
    said = [plain(one.sentence) for one in news.days[0].news]
    assert (
        "Vanaf 1 januari 2024 krijgt een kleine onderneming 35% van de kosten, in plaats van 30%."
        in said
    )
    assert {one.sources for one in news.days[0].news} == {("Voorbeeld van een hervorming",)}
