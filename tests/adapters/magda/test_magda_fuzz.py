"""Whatever bytes come in, an answer is a value or a clear refusal: never another exception."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille.adapters.magda.errors import Handling
from portefeuille.adapters.magda.judging import judge, weigh_content, weigh_subscription
from portefeuille.adapters.magda.requests import SERVICES, Service
from tests.adapters.magda import made
from tests.adapters.magda.walking import READERS

TOKENS = [
    b"<",
    b">",
    b"/",
    b"</Onderneming>",
    b"<Code>",
    b"9999-12-31",
    b"0000-00-00",
    b"2026-02-30",
    b"&lt;",
    b"&#0;",
    b"&x;",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"<!DOCTYPE",
    b"<?xml",
    b"\xff",
    b"\x00",
    b" ",
    b"-",
    b"1e9",
    b"9" * 30,
    "²".encode(),
]


def answers_of(service: Service) -> list[bytes]:
    inhoud = dict(made.CONTENTS)[service]
    trouble = made.exception("30001") + made.exception("60006")
    return [
        made.answer(service, inhoud=inhoud),
        made.answer(service, inhoud=inhoud, third=trouble),
        made.answer(service, second=trouble),
        made.fault("99995 - Te veel"),
    ]


@st.composite
def spoiled(draw: st.DrawFn, answers: list[bytes]) -> bytes:
    """One of the answers with some pieces cut out, doubled or replaced."""
    content = draw(st.sampled_from(answers))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = start + draw(st.integers(0, 60))
        piece = draw(st.sampled_from(TOKENS) | st.just(b"") | st.just(content[start:end] * 2))
        content = content[:start] + piece + content[end:]
    return content


def holds(service: Service, content: bytes) -> None:
    for status in (200, 500):
        weigh: Callable[..., object] = (
            weigh_content(READERS[service])
            if service in READERS
            else weigh_subscription(Handling.ALREADY)
        )
        verdict = judge(made.REFERENCE, status, content, service, weigh)
        assert verdict.outcome in ("found", "unknown", "unavailable", "refused")
        assert (verdict.value is not None) == (verdict.outcome == "found")
        assert verdict.why or verdict.outcome in ("found", "unknown")


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
@given(data=st.data())
def test_a_spoiled_answer_is_a_value_or_an_error(service: Service, data: st.DataObject) -> None:
    holds(service, data.draw(spoiled(answers_of(service))))


@given(st.binary(max_size=300))
def test_any_bytes_are_an_error(content: bytes) -> None:
    for service in SERVICES:
        holds(service, content)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=30))
def test_any_text_in_any_field_is_a_value_or_an_error(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "")
    for field in ("2003-07-01", "<Code>610</Code>", "2025", "9000"):
        inhoud = made.ENTERPRISE_INHOUD.replace(field, escaped, 1)
        holds(SERVICES[0], made.answer(SERVICES[0], inhoud=inhoud))
