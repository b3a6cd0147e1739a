"""The schemas of MAGDA, read from a folder when there is one: what they say of a message.

The folder is laid out as MAGDA publishes it: `<Domain>.<Service>Dienst-<version>/WebService/`.
Without a folder nothing is found wrong here, and the shapes of `services.py` are what holds.
"""

import threading
from pathlib import Path

from lxml import etree

from portefeuille.adapters.magda.simulator.elements import Element
from portefeuille.adapters.magda.simulator.services import Service


class Schemas:
    """The schemas in a folder, each read when it is first needed; safe among threads."""

    def __init__(self, folder: Path | None) -> None:
        if folder is not None and not any(folder.glob("*Dienst-*/WebService/*.xsd")):
            raise FileNotFoundError(f"{folder} holds no <Domain>.<Service>Dienst-<version> folders")
        self._folder = folder
        self._read: dict[str, etree.XMLSchema] = {}
        self._lock = threading.Lock()

    def why_invalid(self, service: Service, wrapper: Element) -> str | None:
        """What the schema has against a question or answer, in one line; None if nothing."""
        if self._folder is None:
            return None
        with self._lock:  # a schema keeps its errors in itself
            schema = self._schema(service, etree.QName(wrapper).localname)
            if schema.validate(wrapper):
                return None
            return "; ".join(f"line {error.line}: {error.message}" for error in schema.error_log)

    def _schema(self, service: Service, name: str) -> etree.XMLSchema:
        assert self._folder is not None
        if name not in self._read:
            folder = f"{service.domain.capitalize()}.{service.name}Dienst-{service.version}"
            file = self._folder / folder / "WebService" / f"{name}.xsd"
            self._read[name] = etree.XMLSchema(etree.parse(file))
        return self._read[name]
