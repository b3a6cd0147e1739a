"""A form as somebody sends it who has just seen the page."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

OFFICE, FINANCE, OWNER, PROVIDER = (
    "dossierbehandelaar", "financien", "ondernemer", "dienstverlener"
)  # fmt: skip


@dataclass
class Sent:
    """A form: who sends it, where, and what is in it."""

    who: str
    where: str
    what: dict[str, Any]

    def post(self, client: Client) -> HttpResponse:
        files = {
            name: SimpleUploadedFile(*value)
            for name, value in self.what.items()
            if isinstance(value, tuple)
        }
        return client.post(self.where, {**self.what, **files})
