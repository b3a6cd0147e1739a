"""What happened to a value of the law: an edit of its document, and what a jurist reads of it."""

import re
from typing import Any

import pytest

from portefeuille.core.lawbook import diff
from portefeuille.core.lawbook.diff import Happening
from tests.law.happened import GONE, LAST, NAMES, Edit, Told, changes_of, happened, plain, told
from tests.law.lists_that_changed import LISTS, codes, nace
from tests.law.themes_that_changed import SUN, THEMES, WATER, listed, theme
from tests.law.values_that_changed import BOTH, CYBER, HIGHER, HIGHER_RATES, VALUES, rate

RULE, WORDS = LAST["rules"]["main-activity"], {"nl": "Anders gezegd.", "en": "In other words."}
TITLE = {"title": "Hoofdactiviteit"}


def rule(**parts: Any) -> dict[str, Any]:
    return {**RULE, **parts}


def move(limit: str, until: str) -> dict[str, str]:
    return {"limit": limit, "first": "2027-01-02", "last": "2027-01-03", "until": until}


LONGER, DEPOSIT = move("days-to-file", "2027-01-05"), move("days-to-deposit", "2027-01-06")
JUDGED: Told = (
    "judged",
    "De voorwaarde “Hoofdactiviteit” weegt vanaf 1 januari 2027 anders: klopt dit niet, dan wordt"
    " de aanvraag geweigerd (voordien: klopt dit niet, dan is de aanvraag niet ontvankelijk).",
    "From 1 January 2027 the condition “Main activity” weighs differently: where this does not"
    " hold, the application is refused (before: where this does not hold, the application is"
    " inadmissible).",
)
MOVED: Told = (
    "moved",
    "Termijn om in te dienen: wie als laatste dag 2 januari 2027 tot en met 3 januari 2027 had,"
    " kan nog tot en met 5 januari 2027.",
    "Time limit to file: whoever has 2 January 2027 to 3 January 2027 as last day still can until"
    " 5 January 2027.",
)
OVER: Told = (
    "over",
    "Termijn om in te dienen: het uitstel tot 5 januari 2027 is voorbij.",
    "Time limit to file: the extension to 5 January 2027 is over.",
)

RULES_AND_DAYS: dict[str, tuple[Edit, list[Told]]] = {
    "a-rule-comes": (
        ("rules/main-activity", GONE, RULE),
        [("rule-begins",
          "Vanaf 1 januari 2027 is er een voorwaarde meer: “Hoofdactiviteit”.",
          "From 1 January 2027 there is one more condition: “Main activity”.")],
    ),
    "a-rule-goes": (
        ("rules/main-activity", RULE, GONE),
        [("rule-ends",
          "Vanaf 1 januari 2027 vervalt de voorwaarde “Hoofdactiviteit”.",
          "From 1 January 2027 the condition “Main activity” is dropped.")],
    ),
    "what-follows-from-a-rule": (("rules/main-activity", RULE, rule(kind="content")), [JUDGED]),
    "what-follows-where-it-is-not-known": (
        ("rules/main-activity", RULE, rule(unknown="block")),
        [("judged",
          "De voorwaarde “Hoofdactiviteit” weegt vanaf 1 januari 2027 anders: is het niet bekend,"
          " dan telt het als niet voldaan (voordien: is het niet bekend, dan beslist de rest en"
          " kijkt een dossierbehandelaar het na).",
          "From 1 January 2027 the condition “Main activity” weighs differently: where it is not"
          " known, it counts as not met (before: where it is not known, the rest decides and a"
          " case handler looks at it).")],
    ),
    "other-words": (
        ("rules/main-activity", RULE, rule(remedy=WORDS)),
        [("reworded",
          "“Hoofdactiviteit” is in andere woorden uitgelegd.",
          "“Main activity” is explained in other words.")],
    ),
    "another-source": (
        ("rules/main-activity", RULE, rule(source=WORDS)),
        [("resourced",
          "“Hoofdactiviteit” steunt op een andere bron.",
          "“Main activity” rests on another source.")],
    ),
    "all-at-once": (
        ("rules/main-activity", RULE, rule(kind="content", holds=WORDS, source=WORDS)),
        [JUDGED,
         ("rewritten",
          "“Hoofdactiviteit” is in andere woorden uitgelegd en steunt op een andere bron.",
          "“Main activity” is explained in other words and rests on another source.")],
    ),
    "a-last-day-moves": (("moved-last-days", [], [LONGER]), [MOVED]),
    "a-last-day-moves-for-the-first-time": (("moved-last-days", GONE, [LONGER]), [MOVED]),
    "a-move-is-over": (("moved-last-days", [LONGER], []), [OVER]),
    "one-move-is-over-when-another-begins": (
        ("moved-last-days", [LONGER], [DEPOSIT]),
        [("moved",
          "Termijn om het eigen aandeel te storten: wie als laatste dag 2 januari 2027 tot en met 3"
          " januari 2027 had, kan nog tot en met 6 januari 2027.",
          "Time limit to deposit the own share: whoever has 2 January 2027 to 3 January 2027 as"
          " last day still can until 6 January 2027."),
         OVER],
    ),
    "what-has-no-name-is-called-by-its-path": (
        ("values/rest", {"days": 5, "paid": "no"}, GONE),
        [("changed",
          "Vanaf 1 januari 2027 is “rest.days” niets, in plaats van 5.",
          "From 1 January 2027 “rest.days” is nothing, instead of 5."),
         ("changed",
          "Vanaf 1 januari 2027 is “rest.paid” niets, in plaats van no.",
          "From 1 January 2027 “rest.paid” is nothing, instead of no.")],
    ),
    "what-has-no-name-and-was-not-known": (
        ("values/rest", None, {"nl": "zondag", "en": "Sunday"}),
        [("changed",
          "Vanaf 1 januari 2027 is “rest” zondag, in plaats van niet bekend: het staat in geen bron"
          " die we vonden.",
          "From 1 January 2027 “rest” is Sunday, instead of not known: it stands in no source that"
          " we found.")],
    ),
}  # fmt: skip

TABLES = {**VALUES, **HIGHER_RATES, **LISTS, **THEMES, **RULES_AND_DAYS}


def test_no_edit_stands_in_two_tables() -> None:
    tables = (VALUES, HIGHER_RATES, LISTS, THEMES, RULES_AND_DAYS)
    assert len(TABLES) == sum(map(len, tables))


@pytest.mark.parametrize("name", TABLES)
def test_an_edit_is_told_in_true_sentences(name: str) -> None:
    edit, sentences = TABLES[name]
    assert told(edit) == sentences


def test_every_kind_of_happening_is_in_a_table() -> None:
    assert diff.__doc__
    listing = diff.__doc__.partition("What can happen:")[2]
    kinds = set(re.findall(r"`([a-z-]+)`", listing))
    assert {kind for _, lines in TABLES.values() for kind, _, _ in lines} == kinds


@pytest.mark.parametrize("kind", sorted(NAMES.general))
def test_a_general_sentence_is_of_a_kind_that_can_happen(kind: str) -> None:
    kind = kind.removeprefix("headline-").removesuffix("-many")
    assert kind == "headline" or f"`{kind}`" in str(diff.__doc__)


def named(kind: str, words: dict[str, str], *items: str) -> Happening:
    return Happening(kind, words, items)


THEME_OF_2019 = {
    "plus": "15\u00a0procentpunten",
    "themes": "Cybersecurity (Digitalisering)",
    "services": "advies en opleiding",
    "rates": "45% voor een kleine onderneming en 35% voor een middelgrote onderneming",
}
# What a sentence of names.yaml may name between braces, also where none does yet.
MAY_NAME: dict[str, tuple[Edit, list[Happening]]] = {
    "known": (
        ("values/days-to-check", None, 20),
        [named("known", {"before": NAMES.said["unknown"]["nl"], "after": "20\u00a0dagen"})],
    ),
    "changed": (
        ("values/public-share-below", "0.25", "0.20"),
        [named("changed", {"before": "25%", "after": "20%"})],
    ),
    "changed-limits": (
        ("values/minimum-cost/advice", "500.00", "600.00"),
        [named("changed", {"before": "€\u00a0500,00", "after": "€\u00a0600,00"})],
    ),
    "on": (("values/sheltered-workshops", False, True), [named("on", {})]),
    "begins": (
        ("excluded", None, codes(True, "Shiatsu", "Yoga")),
        [named("begins",
               {"before": "twee diensten. De lijst is volledig.",
                "after": "twee diensten. De lijst is volledig.",
                "count": "twee", "what": "Shiatsu en Yoga"},
               "Shiatsu", "Yoga")],
    ),
    "ends": (
        ("values/ceiling/small", "7500.00", GONE),
        [named("ends",
               {"before": "€\u00a07.500,00 subsidie per kalenderjaar",
                "after": "€\u00a07.500,00 subsidie per kalenderjaar", "count": "nul", "what": ""})],
    ),
    "added-and-removed": (
        ("values/services", ["training"], ["advice"]),
        [named("added", {"what": "advies", "before": "opleiding", "after": "advies"}),
         named("removed", {"what": "opleiding", "before": "opleiding", "after": "advies"})],
    ),
    "removed-to-none": (
        ("values/statuses", ["AC"], []),
        [named("removed", {"what": "actief", "before": "actief", "after": "geen"})],
    ),
    "reordered": (("values/services", BOTH, BOTH[::-1]), [named("reordered", {})]),
    "reordered-moves": (
        ("moved-last-days", [LONGER, DEPOSIT], [DEPOSIT, LONGER]), [named("reordered", {})],
    ),
    "higher-rate-begins": (
        (HIGHER, GONE, rate("0.15", [CYBER], BOTH)), [named("begins", THEME_OF_2019)],
    ),
    "higher-rate-ends": (
        (HIGHER, rate("0.15", [CYBER], BOTH), GONE), [named("ends", THEME_OF_2019)],
    ),
    "higher-rate-unknown": (
        (HIGHER, GONE, rate(None, [CYBER], BOTH)),
        [named("unknown",
               {**THEME_OF_2019,
                "plus": NAMES.said["unknown"]["nl"], "rates": NAMES.said["unknown"]["nl"]})],
    ),
    "higher-rate-services": (
        (HIGHER, rate("0.15", [CYBER], ["advice"]), rate("0.15", [CYBER], BOTH)),
        [named("services-added",
               {**THEME_OF_2019,
                "what": "opleiding", "before": "advies", "after": "advies en opleiding"})],
    ),
    "emptied": (
        ("excluded", codes(True, "Shiatsu", "Yoga"), codes(False)),
        [named("emptied", {"what": "Shiatsu en Yoga"}, "Shiatsu", "Yoga")],
    ),
    "completed": (
        ("sectors", nace(False, v2008={"1": "Een"}), nace(True, v2008={"1": "Een", "2": "Twee"})),
        [named("added", {"what": "Twee"}, "Twee"), named("completed", {})],
    ),
    "themes-added": (
        ("listed-only", codes(False, themes=[]), codes(False, themes=["innovatie"])),
        [named("themes-added", {"what": "Innovatie"})],
    ),
    "replaced": (
        ("themes", listed(SUN), listed(theme("Water", "Water", ("Zee", "Sea")))),
        [named("replaced", {"before": "de een van voordien", "after": "een", "what": "Water"},
               "Water"),
         named("with-topics", {"count": "een", "what": "Water (Zee)"}, "Water (Zee)")],
    ),
    "topics-added": (
        ("themes", listed(WATER), listed(theme("Water", "Water", ("Zee", "Sea")))),
        [named("topics-added", {"theme": "Water", "what": "Zee"}, "Zee")],
    ),
    "rule-ends": (("rules/main-activity", RULE, GONE), [named("rule-ends", TITLE)]),
    "rule-begins": (("rules/main-activity", GONE, RULE), [named("rule-begins", TITLE)]),
    "moved": (
        ("moved-last-days", [], [LONGER]),
        [named("moved",
               {"first": "2\u00a0januari\u00a02027", "last": "3\u00a0januari\u00a02027",
                "until": "5\u00a0januari\u00a02027", "title": "Termijn om in te dienen"})],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MAY_NAME)
def test_what_happened_brings_the_words_that_a_sentence_may_name(name: str) -> None:
    edit, expected = MAY_NAME[name]
    assert happened(edit) == expected


def test_the_least_that_can_be_added_is_added() -> None:
    least = rate("0.0001", [CYBER], BOTH)
    assert [one.kind for one in happened((HIGHER, GONE, least))] == ["begins"]


def test_a_name_in_the_other_language_is_no_news() -> None:
    edit: Edit = ("themes", listed(WATER, SUN), listed(WATER, theme("Zon", "Sunlight")))
    (dutch,), (english,) = changes_of(edit, "nl"), changes_of(edit, "en")
    assert plain(dutch.sentence) == "“Lijst van thema's” is in andere woorden uitgelegd."
    assert plain(english.sentence) == (
        "From 1 January 2027 names in “List of themes” read differently: Sunlight."
    )
    assert dutch.minor
    assert english.minor


def test_whatever_stands_in_place_of_what_has_no_name_is_followed() -> None:
    for edit in (("values/new", 5, {"a": 1}), ("values/new", {"a": 1}, 5)):
        (one,) = changes_of(edit, "nl")
        assert one.path == ("values", "new")
    (one,) = changes_of(("values/new", {}, GONE), "nl")
    assert one.path == ("values", "new")
    assert [
        one.path for one in changes_of(("values/new", GONE, {"a": {"b": 1, "c": 2}}), "nl")
    ] == [
        ("values", "new", "a", "b"),
        ("values", "new", "a", "c"),
    ]
    assert {one.name for one in changes_of(("values/new", {"a": 1}, {"a": 2, "b": 1}), "en")} == {
        "new.a",
        "new.b",
    }
