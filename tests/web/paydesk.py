"""The desks of two finance officers: what the form of payments sends, and a run of all of it."""

import re

from portefeuille.payments.services import give_account
from tests.payments.life import PROVIDERS_IBAN, at
from tests.web.desk import text_of

PAYMENTS = "/kantoor/betalingen"


def known(it):
    """The provider of a dossier gave its account."""
    give_account("provider", it.provider_id, PROVIDERS_IBAN, "Opleidingshuis", at(2026, 11, 1))
    return it


def asked(page, **more):
    """What the form of the page sends: every box that is ticked."""
    text = text_of(page)
    ticked = re.findall(r'name="chosen" value="(\d+)" id="[^"]+" checked', text)
    (key,) = re.findall(r'name="key" value="([-0-9a-f]+)"', text)
    return {"key": key, "chosen": ticked, "execution_on": "22/11/2026", **more}


def prepared(client):
    """The address of a run of all that is due."""
    answered = client.post(PAYMENTS, asked(client.get(PAYMENTS)))
    assert answered.status_code == 303, text_of(answered)
    return answered["Location"]


def released(one, other):
    """The address of a run that was prepared by one and released by the other."""
    there = prepared(one)
    assert other.post(f"{there}/vrijgeven").status_code == 303
    return there
