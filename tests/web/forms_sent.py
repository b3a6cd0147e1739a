"""A form of every route that takes one, as somebody sends it who has just seen the page.

One row a route that takes POST, with what sees to it that a second does nothing.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django.urls import reverse

from portefeuille.aid.services import declare, link
from portefeuille.applications.services import open_draft, save_answers
from portefeuille.people.models import Person
from portefeuille.people.services import give_mandate
from portefeuille.register.queries import enterprise_of
from portefeuille.register.services import join
from tests.applications.filing import BAKERY, request, submitted
from tests.payments.booked import statement_with, waiting_line
from tests.payments.life import at, the
from tests.web.acting import (
    address,
    approved,
    order_of,
    signed_in,
    text_of,
    with_deposit,
)
from tests.web.counter import MORNING
from tests.web.desk import deposit_of, facts, seen_in
from tests.web.form import FINANCE, OFFICE, OWNER, PROVIDER, Sent
from tests.web.forms_recoveries import OF_RECOVERIES
from tests.web.forms_runs import OF_RUNS
from tests.web.ui.filling import ANSWERED


def number() -> str:
    """An enterprise of its own, for which the owner may act, and of which nothing was decided."""
    found = NUMBERS.pop()
    person = Person.objects.get(subject=f"demo:{OWNER}")
    give_mandate(person, "entrepreneur", found, date(2015, 1, 1))
    return found


NUMBERS: list[str] = []
"""Enterprises nobody has used in this test."""


def new_draft() -> Sent:
    page = text_of(signed_in(OWNER).get(f"/o/{BAKERY}/"))
    (key,) = re.findall(r'name="key" value="([-0-9a-f]+)"', page)
    return Sent(OWNER, f"/o/{BAKERY}/aanvragen/nieuw", {"key": key})


def draft_of(it: str, **answers: Any) -> Any:
    person = Person.objects.get(subject=f"demo:{OWNER}").pk
    key = enterprise_of(it)
    assert key is not None
    draft = open_draft(key, person, MORNING)
    return save_answers(draft.pk, 1, answers, person, MORNING) if answers else draft


def step() -> Sent:
    it = number()
    there = f"/o/{it}/aanvragen/{draft_of(it).pk}/onderneming"
    return Sent(OWNER, there, {"version": "1", "size": "small", "public": "no"})


def declaration() -> Sent:
    it = number()
    draft = draft_of(it, **ANSWERED)
    page = text_of(signed_in(OWNER).get(reverse("draft-check", args=[it, draft.pk])))
    (there, query) = re.findall(r'href="([^"]+)\?(wet=[^"]+)"', page)[0]
    seen = dict(part.split("=") for part in query.split("&"))
    return Sent(OWNER, there, {**seen, "statements": ["true", "size", "proof"]})


def order_file() -> Sent:
    sent = order_of(file=("factuur.pdf", b"%PDF-1.7"))
    return Sent(OWNER, address(with_deposit(), "betalen"), sent)


def order() -> Sent:
    return Sent(OWNER, address(with_deposit(), "betalen"), order_of(confirm="1"))


def stop() -> Sent:
    there = address(with_deposit(), "stopzetten")
    page = text_of(signed_in(OWNER).get(there))
    (seen,) = re.findall(r'name="seen" value="([^"]+)"', page)
    return Sent(OWNER, there, {"withdraws": "enterprise", "seen": seen, "reason": "Geen tijd."})


def answer_of_provider(**what: str) -> Callable[[], Sent]:
    def sent() -> Sent:
        it = with_deposit()
        return Sent(PROVIDER, f"/dv/{it.provider_number}/aanvragen/{it.reference}", what)

    return sent


def assess() -> Sent:
    it = approved()
    what = {"regel": it.unknown[0], "beslissing": str(it.decision_id), "motive": "Nagekeken."}
    return Sent(OFFICE, f"/kantoor/dossiers/{it.reference}/beoordelen", what)


def revise() -> Sent:
    it = the(submitted(request(number())).application_id)
    there = f"/kantoor/dossiers/{it.reference}/herzien"
    seen = seen_in(text_of(signed_in(OFFICE).post(there, facts())))
    return Sent(OFFICE, there, facts(stap="bewaar", gezien=seen))


def joined(step: str) -> Callable[[], Sent]:
    def sent() -> Sent:
        one, other = number(), number()
        there = f"/kantoor/ondernemingen/{one}/samenvoegen"
        what = {"successor": other, "kind": "merged", "holds_on": "1/7/2026", "motive": "Fusie."}
        if step == "bewaar":
            page = text_of(signed_in(OFFICE).post(there, what))
            what["gezien"] = seen_in(page)
        if step == "los":
            join(one, other, "merged", date(2026, 7, 1), "fusie", at(2026, 11, 21))
            what = {"why_apart": "Een vergissing."}
        if step == "apart":
            what = {"why_none": "Een splitsing."}
        return Sent(OFFICE, there, {**what, "stap": step})

    return sent


def of_aid(step: str) -> Callable[[], Sent]:
    """What an officer says of state aid."""

    def sent() -> Sent:
        one, other = number(), number()
        there, day = f"/kantoor/steun/{one}", date(2026, 7, 1)
        if step == "koppel":
            what = {"other": other, "holds_from": "1/7/2026", "motive": "Moeder houdt 80 %"}
            return Sent(OFFICE, there, {**what, "stap": step, "link_told_by": "enterprise"})
        if step == "einde":
            key = link(one, other, day, "enterprise", "moeder", at(2026, 11, 20))
            what = {"koppeling": str(key), "holds_until": "1/9/2026"}
            return Sent(OFFICE, there, {**what, "stap": step})
        if step == "intrek":
            key = declare(one, day, 1_500_00, "Stad Gent", at(2026, 11, 20))
            return Sent(OFFICE, there, {"verklaring": str(key), "stap": step})
        (mark,) = re.findall(
            r'name="key" value="([-0-9a-f]+)"', text_of(signed_in(OFFICE).get(there))
        )
        what = {"granted_on": "2/2/2025", "amount": "1.500,50", "authority": "Stad Gent"}
        return Sent(OFFICE, there, {**what, "stap": step, "told_by": "enterprise", "key": mark})

    return sent


def budget() -> Sent:
    there = "/kantoor/budget"
    (key,) = re.findall(r'name="key" value="([-0-9a-f]+)"', text_of(signed_in(FINANCE).get(there)))
    what = {"part": "geheel", "amount": "90.000.000", "holds_on": "20/11/2026", "reason": "BVR"}
    signed_in(FINANCE).post(there, what)  # the envelope is there; it is set to another amount
    return Sent(FINANCE, there, {**what, "amount": "91.000.000", "key": key})


def deposit() -> Sent:
    return Sent(FINANCE, "/kantoor/stortingen", deposit_of(approved().application_id))


def deposit_of_nobody() -> Sent:
    sent = deposit_of(approved().application_id, reference="bakkerij")
    return Sent(FINANCE, "/kantoor/stortingen", sent)


def statement() -> Sent:
    content = statement_with(approved(number=number()).application_id)
    return Sent(FINANCE, "/kantoor/afschriften", {"file": ("dag.xml", content)})


def line_of_bank(step: str) -> Callable[[], Sent]:
    """What a finance officer says of a line that waits."""

    def sent() -> Sent:
        it = approved(number=number())
        there = f"/kantoor/verrichtingen/{waiting_line(it.application_id)}"
        what = {"stap": step, "aanvraag": it.reference, "words": "Werkingsmiddelen"}
        return Sent(FINANCE, there, what)

    return sent


FORMS: Final[dict[str, list[tuple[str, Callable[[], Sent]]]]] = {
    "draft-new": [("the key of the form is that of the draft", new_draft)],
    "draft-step": [("the version of the draft", step)],
    "draft-declare": [("a draft is submitted once, held while it is", declaration)],
    "order": [
        ("the file of the same person with the same digest is there", order_file),
        ("the key of the order", order),
    ],
    "stop": [("what was stopped cannot be: the table of transitions", stop)],
    "provider-dossier": [
        ("what was found in order stays so", answer_of_provider(antwoord="in-orde")),
        (
            "what was refused cannot be: the table of transitions",
            answer_of_provider(antwoord="weigeren", reason="wrong-provider", words="Niet wij."),
        ),
    ],
    "assess": [("a rule of a decision is found in order once", assess)],
    "revise": [("the mark of what was seen, which the first has changed", revise)],
    "join": [
        ("an enterprise goes on in one other", joined("bewaar")),
        ("what is apart cannot be undone", joined("los")),
        ("said again in the same words by the same person it changes nothing", joined("apart")),
    ],
    "aid-of": [
        ("two enterprises are one undertaking once", of_aid("koppel")),
        ("a link that ended is ended", of_aid("einde")),
        ("the key of the form is kept with where it led", of_aid("verklaar")),
        ("what was withdrawn is withdrawn", of_aid("intrek")),
    ],
    "budget": [("the key of the form is kept with where it led", budget)],
    "deposits": [
        ("the key of the deposit", deposit),
        ("the key of the deposit", deposit_of_nobody),
    ],
    **OF_RUNS,
    **OF_RECOVERIES,
    "statements": [("a line is kept once by what the bank knows it by", statement)],
    "bank-line": [
        ("a line that waits no more is not placed again", line_of_bank("bevestig")),
        ("nor sent back", line_of_bank("terug")),
        ("nor booked on government", line_of_bank("overheid")),
    ],
    "sign-in": [("a session", lambda: Sent(OWNER, "/aanmelden", {"persona": f"demo:{OWNER}"}))],
    "sign-out": [("a session", lambda: Sent(OWNER, "/afmelden", {}))],
}
"""What sees to it that a form sent twice does nothing twice, and such a form."""
