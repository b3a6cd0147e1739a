"""Texts and what is made of them: both languages, one source, values that stay values."""

import re
from pathlib import Path

import pytest
import yaml

from portefeuille.messages import coming_back, owing
from portefeuille.messages.telling import OF_ARRIVAL, TO_ENTERPRISE, TO_PROVIDER
from portefeuille.messages.wording import TEXTS, write

REMINDERS = {"remind-deposit", "remind-payment", "remind-draft"}
WITHOUT_NUMBER = {"remind-draft", *OF_ARRIVAL.values()}
DECIDED = {kind.name for kind in (*TO_ENTERPRISE.values(), *TO_PROVIDER.values())}
CAME_BACK = {coming_back.TO_PROVIDER, coming_back.TO_ENTERPRISE}
KINDS = DECIDED | REMINDERS | WITHOUT_NUMBER | CAME_BACK | {*owing.KINDS.values()}
NAMES = re.compile(r"{[{%][^}]*[%}]}")


def texts(language: str) -> dict[str, str]:
    return {file.stem: file.read_text("utf-8") for file in (TEXTS / language).glob("*.txt")}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_kind_has_a_text_and_every_text_a_kind(language: str) -> None:
    assert texts(language).keys() == KINDS | {"footer"}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_both_languages_name_the_same_values(kind: str) -> None:
    dutch, english = (
        sorted(set(re.findall(r"{{ ([\w.]+) }}", texts(language)[kind])))
        for language in ("nl", "en")
    )
    assert dutch == english


@pytest.mark.parametrize("kind", sorted(KINDS - WITHOUT_NUMBER))
def test_a_subject_begins_with_the_subsidy_number(kind: str) -> None:
    for language in ("nl", "en"):
        assert texts(language)[kind].startswith("[{{ reference }}] ")


def test_no_amount_or_share_of_the_law_stands_in_a_text() -> None:
    for file in Path(TEXTS).rglob("*.*"):
        plain = NAMES.sub("", file.read_text("utf-8"))
        assert not re.search(r"\d+\s*%|€\s*\d|\d+\s*(dagen|days|euro)", plain), file


def test_the_words_of_the_letter_are_the_same_in_both_languages() -> None:
    dutch, english = (
        yaml.safe_load((TEXTS / language / "letter.yaml").read_text("utf-8"))
        for language in ("nl", "en")
    )
    assert dutch.keys() == english.keys()
    assert dutch["outcomes"].keys() == english["outcomes"].keys()


def test_a_value_cannot_begin_a_block_nor_become_markup() -> None:
    hostile = "x\n\n# Kop\n* lijst\n| a | b\nhttp://evil.example <script>&"
    values = {"reference": "KP-2026-000001", "words": hostile, "enterprise": hostile}
    made = write("stopped", "nl", {**values, "ended_on": "vandaag"})
    assert "\nhttp://evil" not in made.text
    assert "\nKop" not in made.text
    assert "<script" not in made.html
    assert 'href="http://evil' not in made.html
    assert "&lt;script&gt;&amp;" in made.html


def test_a_subject_is_one_line() -> None:
    made = write("to-check", "nl", {"reference": "KP-1", "enterprise": "A\r\nBcc: b@example.org"})
    assert made.subject == "[KP-1] Nieuwe aanvraag van A Bcc: b@example.org: controleer ze"
