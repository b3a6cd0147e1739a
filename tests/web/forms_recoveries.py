"""The forms of money that must come back, as `forms_sent` has those of everything else."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from portefeuille.payments.services import Demand, ask_back
from tests.applications.filing import BAKERY, METALWORKS
from tests.payments.life import at
from tests.payments.owing import DUE
from tests.web.acting import signed_in, stopped, text_of, with_payment
from tests.web.form import FINANCE, OFFICE, Sent


def a_debt(debtor: str = "provider", number: str = BAKERY) -> int:
    """A recovery of 200,00 after an inspection, asked by somebody else."""
    it = with_payment(number=number)
    demand = Demand("inspection", debtor, 200_00, 0, DUE)
    by = replace(at(2026, 11, 22), actor="another")
    return ask_back(it.application_id, demand, "nagekeken", by).pk


def key_on(who: str, there: str) -> str:
    """The key of the forms of a page."""
    return re.findall(r'name="key" value="([-0-9a-f]+)"', text_of(signed_in(who).get(there)))[0]


def ask_form() -> Sent:
    there = f"/kantoor/dossiers/{with_payment(number=METALWORKS).reference}/terugvorderen"
    what = {"ground": "inspection.provider", "amount": "100,00", "own": "", "due_on": "1/2/2027"}
    return Sent(OFFICE, there, {**what, "words": "Nagekeken.", "key": key_on(OFFICE, there)})


def of_recovery(step: str, **what: Any) -> Callable[[], Sent]:
    def sent() -> Sent:
        there = f"/kantoor/terugvorderingen/{a_debt(number=METALWORKS)}"
        return Sent(OFFICE, there, {**what, "stap": step, "key": key_on(OFFICE, there)})

    return sent


def settle(step: str, **what: Any) -> Callable[[], Sent]:
    def sent() -> Sent:
        stopped(number=METALWORKS)
        there = f"/kantoor/terugvorderingen/{a_debt('enterprise', METALWORKS)}"
        key = key_on(FINANCE, there)
        return Sent(FINANCE, f"{there}/regelen", {**what, "stap": step, "key": key})

    return sent


OF_RECOVERIES: Final[dict[str, list[tuple[str, Callable[[], Sent]]]]] = {
    "ask-back": [("the key of the form is kept with where it led", ask_form)],
    "recovery": [
        (
            "the key of the form is kept with where it led",
            of_recovery("afspreken", parts="1/3/2027 200,00", words="Per telefoon."),
        ),
        ("the key of the form is kept with where it led", of_recovery("herinneren")),
    ],
    "recovery-settle": [
        ("the key of the form, and what was seen", settle("verrekenen", gezien="20000")),
        ("what was written off is asked no more", settle("afschrijven", words="Failliet.")),
    ],
}
