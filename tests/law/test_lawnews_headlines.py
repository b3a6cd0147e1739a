"""How news is told: what stands in a headline, what stands below it, and on what it rests."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portefeuille.core.law import Language, Law
from portefeuille.core.lawbook.names import Names
from portefeuille.core.lawbook.news import MOST_IN_SENTENCE, Change, DayOfChange, news_between
from portefeuille.core.lawdocument import law_in_force
from portefeuille.law import read_law
from tests.law import copied, edited
from tests.law.happened import DAY, LAST, LAW, NAMES, changes_of, plain, with_value
from tests.law.lists_that_changed import codes
from tests.law.test_exceptions import OUTAGE


def day_of(
    *values: tuple[str, Any], language: Language = "nl", names: Names = NAMES
) -> DayOfChange:
    """The news of the day on which some values of the last law become others."""
    before, after = law_in_force(LAST, "before"), with_value("first_day", str(DAY))
    for path, value in values:
        part, steps = after, path.split("/")
        for step in steps[:-1]:
            part = part[step]
        part[steps[-1]] = value
    law: Law = replace(LAW, periods=(before, law_in_force(after, "after")))
    (day,) = news_between(law, before.first_day, DAY, names, language).days
    return day


SERVICES, RATE = ("values/services", ["training"]), ("values/rate/small", "0.35")
CEILING, MINIMUM = ("values/ceiling/small", "6000.00"), ("values/minimum-cost/advice", "600.00")
RULE = ("rules/main-activity", {**LAST["rules"]["main-activity"], "kind": "content"})
SOURCE = {**LAST["rules"]["main-activity"], "source": {"nl": "Nieuw", "en": "New"}}

HEADLINES: dict[str, tuple[list[tuple[str, Any]], str, str]] = {
    "one": (
        [RATE],
        "Een kleine onderneming krijgt 35% in plaats van 30%",
        "A small enterprise gets 35% instead of 30%",
    ),
    "two": (
        [RATE, CEILING],
        "Een kleine onderneming krijgt 35% in plaats van 30%; een kleine onderneming krijgt"
        " hoogstens € 6.000,00 per jaar in plaats van € 7.500,00",
        "A small enterprise gets 35% instead of 30%; a small enterprise gets at most € 6.000,00 a"
        " year instead of € 7.500,00",
    ),
    "one-more": (
        [CEILING, RATE, SERVICES],
        "Geen subsidie meer voor advies; een kleine onderneming krijgt 35% in plaats van 30%; en"
        " nog een verandering",
        "No subsidy for advice any more; a small enterprise gets 35% instead of 30%; and one more"
        " change",
    ),
    "two-more": (
        [MINIMUM, CEILING, RATE, SERVICES],
        "Geen subsidie meer voor advies; een kleine onderneming krijgt 35% in plaats van 30%; en"
        " nog twee veranderingen",
        "No subsidy for advice any more; a small enterprise gets 35% instead of 30%; and two more"
        " changes",
    ),
    "values-before-rules": (
        [RULE, RATE],
        "Een kleine onderneming krijgt 35% in plaats van 30%",
        "A small enterprise gets 35% instead of 30%",
    ),
    "a-rule-alone": ([RULE], "Hoofdactiviteit verandert", "Main activity: a change"),
    "wording-alone": (
        [("rules/main-activity", SOURCE)],
        "Enkel verwoording of bronnen veranderen",
        "Only wording or sources change",
    ),
}


@pytest.mark.parametrize("name", HEADLINES)
def test_a_day_has_a_headline_of_its_first_news(name: str) -> None:
    values, nl, en = HEADLINES[name]
    assert plain(day_of(*values).headline) == nl
    assert plain(day_of(*values, language="en").headline) == en


@pytest.mark.parametrize(
    ("name", "second"),
    [
        ("advies", "advies moet minstens"),
        ("Advies", "advies moet minstens"),
        ("IT", "IT moet minstens"),
        ("E-learning", "E-learning moet minstens"),
        ("X", "x moet minstens"),
    ],
    ids=["lower", "capital", "letters", "dash", "one"],
)
def test_a_headline_loses_its_capital_after_a_semicolon_and_no_other_name_does(
    name: str, second: str
) -> None:
    names = replace(NAMES, parts={**NAMES.parts, "advice": {"nl": name, "en": name}})
    headline = plain(day_of(RATE, MINIMUM, names=names).headline)
    assert (
        headline == f"Een kleine onderneming krijgt 35% in plaats van 30%; {second} € 600,00 kosten"
    )


def changed(before: list[str], after: list[str]) -> Change:
    edit = ("legal-forms/in", codes(False, *before), codes(False, *after))
    (change,) = changes_of(edit, "nl")
    return change


def test_lines_that_are_too_long_for_a_sentence_stand_below_it() -> None:
    few = ["a" * (MOST_IN_SENTENCE // 2), "b" * (MOST_IN_SENTENCE // 2)]
    added, removed = changed([], few), changed(["NV", *few], ["NV"])
    assert plain(added.sentence) == (
        f"Vanaf 1 januari 2027 komt er bij “Rechtsvormen die mogen aanvragen” bij:"
        f" {' en '.join(few)}."
    )
    assert (added.items, removed.items) == ((), ())
    added, removed = changed([], [*few, "c"]), changed(["NV", *few, "c"], ["NV"])
    assert plain(added.sentence) == (
        "Vanaf 1 januari 2027 komt er bij “Rechtsvormen die mogen aanvragen” bij wat hieronder"
        " staat."
    )
    assert plain(removed.sentence) == (
        "Vanaf 1 januari 2027 valt bij “Rechtsvormen die mogen aanvragen” weg wat hieronder staat."
    )
    assert added.items == removed.items == (*few, "c")


def test_lines_that_nobody_knows_any_more_do_not_stand_below_a_sentence() -> None:
    change = changed(["a" * (MOST_IN_SENTENCE + 1)], [])
    assert (change.kind, change.items) == ("emptied", ())


def test_the_themes_of_2023_stand_in_a_sentence_and_their_topics_below_one() -> None:
    (day,) = news_between(LAW, date(2022, 12, 31), date(2023, 1, 1), NAMES, "nl").days
    assert [(one.kind, len(one.items)) for one in day.news[:3]] == [
        ("replaced", 0),
        ("with-topics", 4),
        ("themes-added", 0),
    ]
    assert day.news[1].items[0] == (
        "Digitalisering (Hardware, Software, Online toepassingen en Cybersecurity)"
    )


def test_news_says_between_which_days_it_is() -> None:
    news = news_between(LAW, date(2024, 1, 1), date(2024, 2, 1), NAMES, "nl")
    assert (news.first, news.last) == (date(2024, 1, 1), date(2024, 2, 1))


def test_a_move_rests_on_its_notice_and_not_on_another_time_limit(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edited(folder, "exceptions.yaml", "last-days: []", OUTAGE.format(limit="days-to-file"))
    law = read_law(folder)
    law = replace(law, exceptions=(*law.exceptions[1:], law.exceptions[0]))
    news = news_between(law, date(2024, 3, 1), date(2024, 3, 14), NAMES, "en")
    assert news.days[0].news[0].sources == (LAW.sources["IPDC"]["en"],)


def test_a_rule_that_changes_rests_on_its_new_source_and_a_value_on_that_of_its_day() -> None:
    (change,) = day_of(("rules/main-activity", SOURCE), language="en").wording
    assert (change.kind, change.sources, change.minor) == ("resourced", ("New",), True)
    (change,) = day_of(RATE, language="en").news
    assert (change.sources, change.note, change.reading) == ((), None, False)


def test_what_has_no_name_goes_last_and_keeps_its_own_path() -> None:
    day = day_of(("values/rest", 1), MINIMUM)
    assert [(one.name, one.path) for one in day.changes] == [
        ("minimum-cost.advice", ("values", "minimum-cost", "advice")),
        ("rest", ("values", "rest")),
    ]
    assert plain(day.headline) == "Advies moet minstens € 600,00 kosten; rest verandert"
