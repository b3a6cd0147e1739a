"""The schemas of MAGDA, read from a folder when there is one: what they say of a message.

The folder is laid out as MAGDA publishes it: `<Domain>.<Service>Dienst-<version>/WebService/`.
Without a folder nothing is found wrong here, and the shapes of `services.py` are what holds.
"""

import threading
from pathlib import Path

from lxml import etree

from portefeuille.adapters.magda.simulator.elements import Element
from portefeuille.adapters.magda.simulator.services import SERVICES, Service


class Schemas:
    """The schemas in a folder, each read when it is first needed; safe among threads.

    FileNotFoundError where the folder lacks one.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        for service in SERVICES.values():
            for name in (service.name, f"{service.name}Response"):
                if folder is not None and not (file := _file(folder, service, name)).is_file():
                    raise FileNotFoundError(f"no schema of MAGDA at {file}")
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
            file = _file(self._folder, service, name)
            self._read[name] = etree.XMLSchema(etree.parse(file))
        return self._read[name]


def _file(folder: Path, service: Service, name: str) -> Path:
    within = f"{service.domain.capitalize()}.{service.name}Dienst-{service.version}"
    return folder / within / "WebService" / f"{name}.xsd"
