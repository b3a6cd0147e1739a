"""What an answer comes down to: found, unknown, unavailable or refused, and whether to try again.

Source: the table in `errors`, and the public documentation of MAGDA on its three levels.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeAlias, TypeVar

from portefeuille.adapters.magda.answers import Answer, Fault, read_answer
from portefeuille.adapters.magda.calls import Outcome
from portefeuille.adapters.magda.errors import (
    OUR_TROUBLE,
    RETRIED,
    Handling,
    MagdaError,
    meaning_of,
    weightiest,
)
from portefeuille.adapters.magda.nodes import Node
from portefeuille.adapters.magda.parts import Notice
from portefeuille.adapters.magda.reading_figures import read_result
from portefeuille.adapters.magda.requests import Service

T = TypeVar("T")

Reader: TypeAlias = Callable[[Node, tuple[Notice, ...]], T]


@dataclass(frozen=True, slots=True)
class Verdict(Generic[T]):
    """What came of one request. `throttled` and `failed` say what it means for the next ones."""

    outcome: Outcome
    value: T | None = None
    why: str = ""
    codes: tuple[str, ...] = ()
    retry: bool = False
    throttled: bool = False
    failed: bool = False


Weigh: TypeAlias = Callable[[Answer], Verdict[T]]

_REFUSING_STATUS: Final = frozenset({401, 403, 404, 405})


def unreachable(why: str) -> Verdict[T]:
    """No answer came at all."""
    return Verdict("unavailable", why=why, retry=True, failed=True)


def judge(
    reference: str, status: int, content: bytes, service: Service, weigh: Weigh[T]
) -> Verdict[T]:
    """The verdict on what came back over HTTP, by the weigher of the service."""
    try:
        answer = read_answer(content, service.name)
        if isinstance(answer, Fault):
            return _of_fault(answer)
        if reference not in answer.references[:1]:
            found = ", ".join(answer.references[:1]) or "none"
            raise MagdaError(f"expected an answer to {reference}, found one to {found[:60]}")
        return weigh(answer)
    except MagdaError as error:
        return _of_unreadable(status, error)


def weigh_content(read: Reader[T]) -> Weigh[T]:
    """For a service that gives content: what is there counts, whatever trouble came with it.

    The notices go with the value, so that nothing of a partial answer is lost.
    """

    def weigh(answer: Answer) -> Verdict[T]:
        if answer.content is not None:
            value = read(answer.content, answer.notices)
            return Verdict("found", value=value, codes=answer.codes)
        if not answer.codes:
            raise MagdaError("expected content or an exception, found neither")
        return _of_codes(answer.codes, _said(answer))

    return weigh


def weigh_subscription(as_asked: Handling) -> Weigh[bool]:
    """For a subscription or its end: `as_asked` says that it was so already, which is success."""

    def weigh(answer: Answer) -> Verdict[bool]:
        handlings = {meaning_of(code).handling for code in answer.codes}
        already = as_asked in handlings and handlings <= {as_asked, Handling.HARMLESS}
        if already or (answer.content is not None and read_result(answer.content)):
            return Verdict("found", value=True, codes=answer.codes)
        if answer.codes:
            return _of_codes(answer.codes, _said(answer))
        return Verdict("unavailable", why="MAGDA says that it did not succeed, and not why")

    return weigh


def _said(answer: Answer) -> str:
    return "; ".join(f"{one.code} {one.diagnosis or ''}".strip() for one in answer.notices)[:300]


def _of_unreadable(status: int, error: MagdaError) -> Verdict[T]:
    if status == 200:
        return Verdict("unavailable", why=f"unreadable answer: {error.why}", failed=True)
    if status in _REFUSING_STATUS:
        return Verdict("refused", why=f"HTTP status {status}")
    busy = status == 429
    return Verdict(
        "unavailable",
        why=f"HTTP status {status}",
        retry=busy or status >= 500,
        throttled=busy,
        failed=not busy,
    )


def _of_fault(fault: Fault) -> Verdict[T]:
    why = f"SOAP fault {fault.side}: {fault.text}"
    if fault.code is not None:
        return _of_codes((fault.code,), why)
    if fault.blames_us:
        return Verdict("refused", why=why)
    return unreachable(why)


def _of_codes(codes: tuple[str, ...], why: str) -> Verdict[T]:
    """The verdict on codes without content. UNDOCUMENTED is no answer, and is not asked again."""
    handling = meaning_of(weightiest(codes) or "").handling
    if handling in (Handling.UNKNOWN, Handling.NO_DATA):
        return Verdict("unknown", codes=codes)
    return Verdict(
        "refused" if handling in OUR_TROUBLE else "unavailable",
        why=f"{handling.value}: {why}",
        codes=codes,
        retry=handling in RETRIED,
        throttled=handling is Handling.THROTTLED,
        failed=handling is Handling.DOWN,
    )
