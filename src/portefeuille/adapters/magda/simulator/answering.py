"""The honest answer to a question, before any trouble: from stored answers, else the register."""

import threading
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final, TypeAlias

from portefeuille.adapters.magda.simulator.accounts_xml import accounts_xml
from portefeuille.adapters.magda.simulator.elements import Element, element
from portefeuille.adapters.magda.simulator.employment_xml import employment_xml
from portefeuille.adapters.magda.simulator.enterprise_xml import Telling
from portefeuille.adapters.magda.simulator.envelope import repliek
from portefeuille.adapters.magda.simulator.exceptions import EXCEPTIONS, Exceptional
from portefeuille.adapters.magda.simulator.register import Register
from portefeuille.adapters.magda.simulator.requests import Request
from portefeuille.adapters.magda.simulator.stored import StoredAnswers
from portefeuille.adapters.magda.simulator.vkbo_xml import enterprise_vkbo, establishment_vkbo

Answer: TypeAlias = tuple[Element | None, tuple[Exceptional, ...]]
"""What an answer holds, and its exceptions: the one, the other or both."""

UNKNOWN: Final[Answer] = (None, (EXCEPTIONS["40046"],))
NO_DATA: Final[Answer] = (None, (EXCEPTIONS["30001"],))


class Answering:
    """Answers questions, and remembers who has subscribed to which number."""

    def __init__(self, register: Register, answers: Path | None) -> None:
        self._register = register
        self._stored = None if answers is None else StoredAnswers(answers)
        self._subscribed: set[tuple[str, str]] = set()
        self._lock = threading.Lock()
        self._answers: dict[str, Callable[[Request, date], Answer]] = {
            "GeefOnderneming": self._enterprise,
            "GeefOndernemingVKBO": self._vkbo,
            "GeefTewerkstelling": self._employment,
            "GeefJaarrekeningen": self._accounts,
            "RegistreerInschrijving": self._subscribe,
            "RegistreerUitschrijving": self._unsubscribe,
        }

    def answer(self, request: Request, now: datetime) -> Element:
        """The wrapper of the answer, addressed to who asked."""
        if self._stored is not None and (stored := self._stored.answer(request, now)) is not None:
            return stored
        inhoud, exceptions = self._answers[request.service.name](request, now.date())
        if inhoud is None and self._stored is not None:
            not_found = self._stored.not_found(request, now)
            if not_found is not None:
                return not_found
        return repliek(request, now, inhoud, exceptions)

    def _enterprise(self, request: Request, _: date) -> Answer:
        found = self._register.enterprise(request.number)
        if found is None:
            return UNKNOWN
        return Telling(request.inhoud.find("Criteria")).enterprise(found), ()

    def _vkbo(self, request: Request, today: date) -> Answer:
        if (found := self._register.enterprise(request.number)) is not None:
            return enterprise_vkbo(found, today), ()
        if (place := self._register.establishment(request.number)) is not None:
            return establishment_vkbo(*place, today), ()
        return UNKNOWN

    def _employment(self, request: Request, _: date) -> Answer:
        found = self._register.enterprise(request.number)
        if found is None or found.employment is None:
            return NO_DATA
        return employment_xml(found, found.employment), ()

    def _accounts(self, request: Request, _: date) -> Answer:
        found = self._register.enterprise(request.number)
        if found is None:
            return NO_DATA
        criteria = request.inhoud.find("Criteria")
        accounts = accounts_xml(found, criteria.findtext("Boekjaar"), criteria)
        if accounts is None:
            return NO_DATA
        filed_that_year = accounts.find("Jaarrekening/Hoofding") is not None
        return accounts, () if filed_that_year else (EXCEPTIONS["30001"],)

    def _subscribe(self, request: Request, _: date) -> Answer:
        with self._lock:
            there = (request.sender, request.number) in self._subscribed
            self._subscribed.add((request.sender, request.number))
        return _succeeded(), (EXCEPTIONS["40143"],) if there else ()

    def _unsubscribe(self, request: Request, _: date) -> Answer:
        with self._lock:
            there = (request.sender, request.number) in self._subscribed
            self._subscribed.discard((request.sender, request.number))
        return (_succeeded(), ()) if there else (_failed(), (EXCEPTIONS["40003"],))


def _succeeded() -> Element:
    return element("Resultaat", "1", Beschrijving="Wel geslaagd")


def _failed() -> Element:
    return element("Resultaat", "0", Beschrijving="Niet geslaagd")
