"""The client: one method for each thing that is asked, and what all of them share.

A look-up waits its turn, is sent, judged, and sent again where that may help; it is told to the
log once, whatever came of it. The time for calling and for the pauses between is bounded by
`settings.deadline`, the time in the queue before that by `settings.longest_queue`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import uuid4

from portefeuille.adapters.magda import requests
from portefeuille.adapters.magda.annual_accounts import AnnualAccounts
from portefeuille.adapters.magda.calls import Call, Check, Reason
from portefeuille.adapters.magda.employment import Employment
from portefeuille.adapters.magda.errors import Handling, MagdaError
from portefeuille.adapters.magda.judging import (
    Reader,
    Verdict,
    Weigh,
    judge,
    unreachable,
    weigh_content,
    weigh_subscription,
)
from portefeuille.adapters.magda.nodes import Node
from portefeuille.adapters.magda.pacing import Breaker, Crowded, Opened, Time, Turns
from portefeuille.adapters.magda.parts import Notice
from portefeuille.adapters.magda.reading_enterprise import read_enterprise, read_vkbo
from portefeuille.adapters.magda.reading_figures import read_accounts, read_employment
from portefeuille.adapters.magda.requests import Content, Service
from portefeuille.adapters.magda.settings import MagdaSettings
from portefeuille.adapters.magda.signing import Signer
from portefeuille.adapters.magda.transport import Transport, WireError
from portefeuille.adapters.magda.values import Enterprise, VkboEnterprise
from portefeuille.core.lookup import Found, Lookup, Unavailable, Unknown

T = TypeVar("T")

_REAL = Time()


@dataclass(frozen=True, slots=True)
class _Question(Generic[T]):
    """One look-up, ready to be sent as often as it takes."""

    service: Service
    number: str
    reference: str
    content: Content
    weigh: Weigh[T]


class Magda:
    """MAGDA, for one process: thread safe, with its own queue, breakers and connections.

    `log` gets every call once, also the ones that were never sent. What it raises is raised on:
    a look-up nobody can account for is not used.
    """

    def __init__(
        self, settings: MagdaSettings, log: Callable[[Call], None], clock: Time = _REAL
    ) -> None:
        """MagdaSettingsError where a certificate or key cannot be read."""
        self._settings, self._log, self._clock = settings, log, clock
        self._signer = Signer(settings)
        self._transport = Transport(settings, clock.monotonic)
        self._turns = Turns(settings.per_second, settings.longest_queue, clock)
        self._breakers = {
            service.name: Breaker(settings.failures_to_open, settings.open_for, clock)
            for service in requests.SERVICES
        }
        self._last_success: datetime | None = None

    def enterprise(self, number: str, reason: Reason) -> Lookup[Enterprise]:
        """The enterprise with its history, as the KBO knows it."""
        content = requests.enterprise_content(number)
        reader = _about(number, read_enterprise, lambda one: (one.number,))
        return self._ask(requests.ENTERPRISE, number, content, weigh_content(reader), reason)

    def vkbo(self, number: str, reason: Reason) -> Lookup[VkboEnterprise]:
        """The enterprise or establishment with this number, in short."""
        reader = _about(number, read_vkbo, lambda one: (one.number,))
        content = requests.vkbo_content(number)
        return self._ask(requests.VKBO, number, content, weigh_content(reader), reason)

    def employment(self, number: str, reason: Reason) -> Lookup[Employment]:
        """The class of headcount. Unknown: no employer, which is normal for the self-employed."""
        reader = _about(number, read_employment, lambda one: (one.number,))
        content = requests.employment_content(number)
        return self._ask(requests.EMPLOYMENT, number, content, weigh_content(reader), reason)

    def accounts(
        self, number: str, reason: Reason, year: int | None = None
    ) -> Lookup[tuple[AnnualAccounts, ...]]:
        """The filings of a year, else the last ones. Unknown: none filed, as many need not."""
        reader = _about(number, read_accounts, lambda all_: [one.number for one in all_])
        content = requests.accounts_content(number, year)
        return self._ask(requests.ACCOUNTS, number, content, weigh_content(reader), reason)

    def subscribe(self, number: str, reason: Reason) -> Lookup[bool]:
        """Follow this enterprise: its changes come in the mutation file from here on."""
        return self._subscription(requests.SUBSCRIBE, number, Handling.ALREADY, reason)

    def unsubscribe(self, number: str, reason: Reason) -> Lookup[bool]:
        """Follow this enterprise no longer."""
        return self._subscription(requests.UNSUBSCRIBE, number, Handling.NOT_SUBSCRIBED, reason)

    def check(self) -> Check:
        """Whether MAGDA can be reached: no enterprise is asked for, so nothing is logged.

        Not reachable, too, where look-ups have been failing, with since when.
        """
        opened = [
            f"{name} since {_moment(one)} ({one.why})"
            for name, breaker in self._breakers.items()
            if (one := breaker.opened()) is not None
        ]
        if opened:
            return Check("magda", False, "; ".join(opened), self._last_success)
        try:
            self._transport.reach(self._address(requests.ENTERPRISE))
        except WireError as error:
            return Check("magda", False, str(error), self._last_success)
        return Check("magda", True, "", self._last_success)

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _subscription(
        self, service: Service, number: str, as_asked: Handling, reason: Reason
    ) -> Lookup[bool]:
        content = requests.subscription_content(service, number, self._settings)
        return self._ask(service, number, content, weigh_subscription(as_asked), reason)

    def _ask(
        self, service: Service, number: str, content: Content, weigh: Weigh[T], reason: Reason
    ) -> Lookup[T]:
        if not re.fullmatch("[0-9]{10}", number):
            raise ValueError(f"expected a number of ten digits, found {number!r}")
        at, began = self._clock.now(), self._clock.monotonic()
        question = _Question(service, number, str(uuid4()), content, weigh)
        verdict: Verdict[T] = Verdict("unavailable", why="the look-up was broken off")
        attempts = _Attempts()
        try:
            verdict = self._verdict(question, attempts)
        finally:
            self._log(
                Call(
                    at=at,
                    reference=question.reference,
                    service=service.name,
                    version=service.version,
                    number=number,
                    who=reason.who,
                    why=reason.why,
                    answer=verdict.outcome,
                    codes=verdict.codes,
                    attempts=attempts.sent,
                    milliseconds=int((self._clock.monotonic() - began) * 1000),
                )
            )
        return self._lookup(question, verdict)

    def _lookup(self, question: _Question[T], verdict: Verdict[T]) -> Lookup[T]:
        source = f"MAGDA {question.service.name} {question.service.version}"
        if verdict.outcome == "found" and verdict.value is not None:
            return Found(verdict.value, source, self._clock.now())
        if verdict.outcome == "unknown":
            return Unknown(question.number, source)
        since = self._breakers[question.service.name].failing_since()
        return Unavailable(source, verdict.why, since)

    def _verdict(self, question: _Question[T], attempts: "_Attempts") -> Verdict[T]:
        """Sends as often as it takes: a throttled look-up until the deadline, others `attempts`."""
        settings, breaker = self._settings, self._breakers[question.service.name]
        last: Verdict[T] | None = None
        tries_left = settings.attempts
        while True:
            opened = breaker.closed_off()
            if opened is None:
                try:
                    self._turns.wait()
                except Crowded as crowd:
                    return last or Verdict("unavailable", why=f"too many at once: {crowd}")
                opened = breaker.refusal()  # it may have opened meanwhile
            if opened is not None:
                return last or _closed_off(opened)
            last = self._send(question, breaker, attempts)
            if not last.throttled:
                tries_left -= 1
            pause = self._pause(attempts.sent)
            if last.throttled:
                self._turns.rest(pause)
            attempts.spent += pause
            if not last.retry or tries_left == 0 or attempts.spent > settings.deadline:
                return last
            self._clock.sleep(pause)

    def _send(self, question: _Question[T], breaker: Breaker, attempts: "_Attempts") -> Verdict[T]:
        """One request and its verdict; the breaker always learns what came of it."""
        attempts.sent += 1
        began = self._clock.monotonic()
        verdict: Verdict[T] = unreachable("the look-up was broken off")
        try:
            verdict = self._over_the_wire(question)
        finally:
            attempts.spent += self._clock.monotonic() - began
            if verdict.failed:
                breaker.failed(verdict.why)
            else:
                breaker.succeeded()
        if verdict.outcome in ("found", "unknown"):
            self._last_success = self._clock.now()
        return verdict

    def _over_the_wire(self, question: _Question[T]) -> Verdict[T]:
        service, reference = question.service, question.reference
        envelope = requests.envelope(
            service, question.content, reference, self._clock.now(), self._settings
        )
        try:
            status, content = self._transport.post(
                self._address(service), self._signer.sign(envelope)
            )
        except WireError as error:
            return unreachable(str(error))
        return judge(reference, status, content, service, question.weigh)

    def _pause(self, sent: int) -> float:
        settings = self._settings
        doubled: float = settings.first_pause * 2.0 ** min(sent - 1, 16)
        return min(settings.longest_pause, doubled) * self._clock.jitter()

    def _address(self, service: Service) -> str:
        settings = self._settings
        base = settings.repertorium_address if service.subscription else settings.address
        return base + service.path


@dataclass(slots=True)
class _Attempts:
    """How often a look-up was sent, and the seconds spent on sending and on pauses."""

    sent: int = 0
    spent: float = 0.0


def _closed_off(opened: Opened) -> Verdict[T]:
    return Verdict("unavailable", why=f"does not answer since {_moment(opened)}: {opened.why}")


def _moment(opened: Opened) -> str:
    return f"{opened.since:%Y-%m-%d %H:%M}"


def _about(number: str, read: Reader[T], numbers: Callable[[T], Iterable[str]]) -> Reader[T]:
    """The reader, that refuses an answer about another number than the one asked for."""

    def checked(content: Node, notices: tuple[Notice, ...]) -> T:
        value = read(content, notices)
        found = set(numbers(value))
        if found != {number}:
            raise MagdaError(f"expected an answer about {number}, found {', '.join(sorted(found))}")
        return value

    return checked
