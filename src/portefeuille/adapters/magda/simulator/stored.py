"""A folder of answers: files as they were recorded, addressed anew to whoever asks.

Laid out as `<Service>/<number>.xml`, `<Service>/<number>/<year>.xml` for annual accounts,
`<Service>/OND/success.xml` for subscriptions, and `<Service>/notfound.xml` for what is not
there. A file holds the wrapper of an answer, without an envelope.

Into the answer go the Referte of the question, who asked, and the time. Whoever asks is a
number of ten digits, checked before: no question leads out of the folder.
"""

from datetime import datetime
from pathlib import Path

from lxml import etree

from portefeuille.adapters.magda.simulator.elements import Element, optional
from portefeuille.adapters.magda.simulator.requests import Request


class StoredAnswers:
    """The answers in a folder."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise FileNotFoundError(f"{folder} is no folder of answers")
        self._folder = folder

    def answer(self, request: Request, now: datetime) -> Element | None:
        """The stored answer to a number; None where none is stored."""
        return self._answer(self._file_for(request), request, now)

    def not_found(self, request: Request, now: datetime) -> Element | None:
        """What is answered to numbers that are not stored; None where that is not stored."""
        return self._answer(self._folder / request.service.name / "notfound.xml", request, now)

    def _file_for(self, request: Request) -> Path:
        folder = self._folder / request.service.name
        if request.service.name.startswith("Registreer"):
            return folder / "OND" / "success.xml"
        year = request.inhoud.findtext("Criteria/Boekjaar")
        of_year = folder / request.number / f"{year}.xml"
        return of_year if of_year.is_file() else folder / f"{request.number}.xml"

    def _answer(self, file: Path, request: Request, now: datetime) -> Element | None:
        if not file.is_file():
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True)
        wrapper = etree.fromstring(file.read_bytes(), parser)
        _address_to(request, wrapper, now)
        return wrapper


def _address_to(request: Request, wrapper: Element, now: datetime) -> None:
    """Put in who asked, under which reference, and when."""
    texts = {
        "Repliek/Context/Bericht/Tijdstip/Datum": now.date().isoformat(),
        "Repliek/Context/Bericht/Tijdstip/Tijd": now.time().isoformat("milliseconds"),
        "Repliek/Context/Bericht/Ontvanger/Identificatie": request.sender,
        "Repliek/Context/Bericht/Ontvanger/Referte": request.referte,
        "Repliek/Antwoorden/Antwoord/Referte": request.question,
    }
    for path, text in texts.items():
        for found in wrapper.findall(path):
            found.text = text
    for receiver in wrapper.findall("Repliek/Context/Bericht/Ontvanger"):
        for part in ("Hoedanigheid", "Gebruiker"):  # of whoever was answered first
            for old in receiver.findall(part):
                receiver.remove(old)
        if (quality := optional("Hoedanigheid", request.quality)) is not None:
            receiver.append(quality)
