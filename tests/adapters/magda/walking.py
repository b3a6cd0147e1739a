"""What an answer says against what the value holds: no leaf of the XML may be lost."""

import dataclasses
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from portefeuille.adapters.magda.answers import Answer, read_answer
from portefeuille.adapters.magda.reading_enterprise import read_enterprise, read_vkbo
from portefeuille.adapters.magda.reading_figures import read_accounts, read_employment
from portefeuille.adapters.magda.requests import ACCOUNTS, EMPLOYMENT, ENTERPRISE, VKBO, Service

READERS = {
    ENTERPRISE: read_enterprise,
    VKBO: read_vkbo,
    EMPLOYMENT: read_employment,
    ACCOUNTS: read_accounts,
}

LEFT = {
    "Functies": "persons with a function in the enterprise: no decision needs them",
    "BeStAdres": "identifier in the federal address register: in no sample, and no decision",
}
"""Elements that are deliberately not read, and why."""


def samples(part: str) -> Path:
    """The folder of real samples; skips the test, and says so, where there is none."""
    root = os.environ.get("PORTEFEUILLE_SAMPLES")
    folder = Path(root or "nowhere") / "magda" / part
    if not folder.exists():
        pytest.skip(f"no real samples: PORTEFEUILLE_SAMPLES is not set or holds no magda/{part}")
    return folder


def read(service: Service, content: bytes) -> tuple[Answer, object]:
    """The answer and the value in it; None where it holds no content."""
    answer = read_answer(content, service.name)
    assert isinstance(answer, Answer)
    if answer.content is None:
        return answer, None
    return answer, READERS[service](answer.content, answer.notices)


def lost(answer: Answer, value: object) -> Counter[str]:
    """Texts and attributes of the content that stand in the XML more often than in the value."""
    said = Counter(text for text in _leaves(answer.content) if not text.startswith("9999-"))
    return said - Counter(_held(value))


def _leaves(node: etree._Element) -> Iterator[str]:
    if node.tag in LEFT:
        return
    for found in ([] if len(node) else [node.text]) + list(node.attrib.values()):
        if found and found.strip():
            yield found.strip().lower()
    for inner in node:
        yield from _leaves(inner)


def _held(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value.lower()
    elif isinstance(value, date):
        yield value.isoformat()
    elif isinstance(value, int):
        yield str(value)
    elif isinstance(value, tuple):
        for one in value:
            yield from _held(one)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name != "notices":  # they stand beside the content, and are held apart
                yield from _held(getattr(value, field.name))
    else:
        assert value is None, value
