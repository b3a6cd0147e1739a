"""Every page of the site with something on it: an address for each route that can be opened.

The world is that of the demonstration: the invented dossiers are played, one has lapsed, one
draft is whole, one is just begun and one is too late.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.urls import reverse

from portefeuille import law, samples
from portefeuille.adapters.bank.simulator import Bank, Booking, Detail
from portefeuille.adapters.magda import Call
from portefeuille.applications.queries import Dossier, decisions_of, dossiers_of
from portefeuille.applications.receiving import receive
from portefeuille.applications.services import (
    By,
    lapse_overdue,
    open_draft,
    request_of,
    save_answers,
)
from portefeuille.core.lookup import Unavailable
from portefeuille.core.periods import legal_day
from portefeuille.payments.models import StatementFile
from portefeuille.payments.outgoing.due import out_to_enterprise
from portefeuille.payments.queries import lines_of, open_debts, statements
from portefeuille.payments.references import communication_of
from portefeuille.payments.services import (
    Demand,
    Part,
    agree,
    ask_back,
    import_statements,
    match_waiting,
    raise_refunds,
)
from portefeuille.people.models import Person
from portefeuille.register.queries import enterprise_of
from portefeuille.register.services import keep_call
from portefeuille.scenarios.demonstration import is_played, play
from tools.world_figures import figures_to_look_at
from tools.world_runs import runs_to_look_at

BAKERY: Final = "1999900171"
METALWORKS: Final = "1999900270"
PROVIDER: Final = "1999905022"
PAYER: Final = "BE62510007547061"

ANSWERS = {
    "service": "training",
    "registration": "DV.O999001",
    "title": "Beter verkopen",
    "delivery": "classroom",
    "theme": "digitalisering/software",
    "cost": "1000.00",
    "size": "small",
    "public_share": "0",
    "related_to_applicant": False,
}

STEPS = (
    *("onderneming", "dienst", "dienstverlener", "titel"),
    *("thema", "periode", "bedrag", "aanverwant"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A page: what to call it, who opens it, and where it is."""

    name: str
    persona: str | None
    address: str


def make_world(now: datetime) -> list[Place]:
    """Play the demonstration in the database Django works in; every page of it."""
    if not is_played():
        play(samples.STORIES, law.load(), now)
    list(lapse_overdue(now))
    raise_refunds(now)
    _look_up(now)
    _read_a_statement(now)
    _ask_back(now)
    return list(_places(now))


def _look_up(now: datetime) -> None:
    """A look-up in the purpose log, as MAGDA would have been asked."""
    call = Call(
        at=now,
        reference="00000000-0000-4000-8000-000000000001",
        service="GeefTewerkstelling",
        version="02.00",
        number=BAKERY,
        who=f"person:{Person.objects.get(subject='demo:ondernemer').pk}",
        why="application",
        answer="unknown",
        codes=("30001",),
        attempts=1,
        milliseconds=240,
    )
    keep_call(call)


def _read_a_statement(now: datetime) -> None:
    """What the bank told: costs, a deposit of which the communication is nearly right, and one of
    nobody. A statement is missing before it."""
    awaiting = next(one for one in _dossiers(METALWORKS) if one.money.to_deposit)
    right = re.sub("[^0-9]", "", communication_of(awaiting.application_id))
    text = f"{right[:2]}{(int(right[2]) + 5) % 10}{right[3:]} opleiding"
    day, amount = legal_day(now), awaiting.money.to_deposit
    bank = Bank(references=95_000_000)
    bank.open(settings.FINANCIAL_MANAGER_IBAN, settings.FINANCIAL_MANAGER_NAME, 300_000_00)
    ours = settings.FINANCIAL_MANAGER_IBAN
    bank.deposit(ours, amount, day, name="Metaalbewerking", sender=PAYER, text=text)
    bank.deposit(ours, 25_00, day, text="zonder mededeling", name="Iemand Anders")
    bank.book(ours, Booking(12_50, False, day, details=(Detail(amount=12_50, text="Kosten"),)))
    import_statements(bank.statement(day), "afschrift.xml", By("demonstration", now))
    match_waiting(now)


def _ask_back(now: datetime) -> None:
    """After an inspection a provider must pay back a part of what it was paid, in two parts."""
    it = next(one for one in _dossiers(BAKERY) if one.money.paid)
    today = legal_day(now)
    by, later = By("demonstration", now), today + timedelta(days=30)
    demand = Demand("inspection", "provider", 100_00, 60_00, today)
    asked = ask_back(it.application_id, demand, "nagekeken", by)
    agree(asked.pk, [Part(today, 40_00), Part(later, 60_00)], "in twee keer", by)


def _places(now: datetime) -> Iterator[Place]:
    yield from _public()
    yield from _of_the_enterprise()
    yield from _of_the_draft(now)
    yield from _of_the_provider()
    yield from _of_the_office()
    yield from (Place(*one) for one in figures_to_look_at(now))


def _public() -> Iterator[Place]:
    for name in ("start", "calculator", "sign-in", "mailbox", "status"):
        yield Place(name, None, reverse(name))
    yield from _of_the_law()
    yield Place("not-found", None, "/bestaat-niet")
    yield Place("forbidden", "ondernemer", reverse("portfolio", args=[METALWORKS]))


def _of_the_law() -> Iterator[Place]:
    there, changes = reverse("regulation"), reverse("regulation-changes")
    yield Place("regulation", None, there)
    yield Place("regulation-of-2019", None, f"{there}?op=2019-06-01")
    yield Place("regulation-before-the-first", None, f"{there}?op=2016-03-31")
    yield Place("changes", None, changes)
    yield Place("changes-of-2023", None, f"{changes}?van=2022-12-31&tot=2023-01-01")
    yield Place("changes-of-years", None, f"{changes}?van=2018-01-01&tot=2026-02-01")


def _of_the_enterprise() -> Iterator[Place]:
    yield Place("enterprises", "boekhouder", reverse("enterprises"))
    for name in ("portfolio", "enterprise-data"):
        yield Place(name, "ondernemer", reverse(name, args=[BAKERY]))
    for number in (BAKERY, METALWORKS, "1999900369"):
        for one in _dossiers(number):
            for name in _pages_in(one):
                there = reverse(name, args=[number, one.reference])
                yield Place(f"{name}-{one.status}-{one.application_id}", "boekhouder", there)


def _pages_in(one: Dossier) -> Iterator[str]:
    yield "dossier"
    yield "submitted"
    if one.status == "awaiting_deposit":
        yield "deposit"
    if one.status in ("deposited", "partly_paid"):
        yield "order"
    if out_to_enterprise(one.application_id):
        yield "refund-account"
    yield "stop"


def _of_the_draft(now: datetime) -> Iterator[Place]:
    key = enterprise_of(BAKERY)
    assert key is not None
    writer = Person.objects.get(subject="demo:ondernemer").pk
    today = legal_day(now)
    days = {"starts_on": str(today + timedelta(days=3)), "ends_on": str(today + timedelta(days=4))}
    new = open_draft(key, writer, now)
    whole = open_draft(key, writer, now - timedelta(days=1))
    whole = save_answers(whole.pk, 1, ANSWERS | days, writer, now)
    for step in STEPS:
        for name, draft in (("new", new), ("whole", whole)):
            there = reverse("draft-step", args=[BAKERY, draft.pk, step])
            yield Place(f"draft-{step}-{name}", "ondernemer", there)
    yield Place("draft-check", "ondernemer", reverse("draft-check", args=[BAKERY, whole.pk]))
    seen = f"?wet={law.load().on(today).digest}&versie={whole.version}"
    declare = reverse("draft-declare", args=[BAKERY, whole.pk])
    yield Place("draft-declare", "ondernemer", f"{declare}{seen}")
    waiting = save_answers(open_draft(key, writer, now).pk, 1, ANSWERS | days, writer, now)
    silent = Unavailable("magda", "the source does not answer (60006)", now)
    by = By(f"person:{writer}", now)
    waiting.arrival_id = receive(request_of(waiting.answers, BAKERY), BAKERY, silent, by).arrival_id
    waiting.save(update_fields=["arrival"])
    yield Place(
        "draft-received", "ondernemer", reverse("draft-received", args=[BAKERY, waiting.pk])
    )
    late = open_draft(key, writer, now)
    too_late = ANSWERS | days | {"starts_on": str(today - timedelta(days=15))}
    late = save_answers(late.pk, 1, too_late, writer, now)
    yield Place("draft-halt", "ondernemer", reverse("draft-halt", args=[BAKERY, late.pk]))


def _of_the_provider() -> Iterator[Place]:
    for name in ("provider", "provider-account", "provider-payments"):
        yield Place(name, "dienstverlener", reverse(name, args=[PROVIDER]))
    for one in _dossiers(BAKERY):
        if one.provider_number == PROVIDER:
            there = reverse("provider-dossier", args=[PROVIDER, one.reference])
            yield Place(f"provider-dossier-{one.status}", "dienstverlener", there)


def _of_the_office() -> Iterator[Place]:
    cases = reverse("cases")
    yield Place("cases", "dossierbehandelaar", cases)
    yield Place("cases-of-a-rule", "dossierbehandelaar", f"{cases}?regel=main-activity")
    yield Place("search", "dossierbehandelaar", reverse("search"))
    yield Place("search-found", "dossierbehandelaar", f"{reverse('search')}?vraag={BAKERY}")
    for one in _dossiers(METALWORKS):
        yield Place(
            f"case-{one.status}", "dossierbehandelaar", reverse("case", args=[one.reference])
        )
    there = reverse("revise", args=[_dossiers(BAKERY)[0].reference])
    yield Place("revise", "dossierbehandelaar", there)
    yield Place("join", "dossierbehandelaar", reverse("join", args=[BAKERY]))
    yield Place("aid", "dossierbehandelaar", reverse("aid"))
    yield Place("aid-of", "financien", reverse("aid-of", args=[BAKERY]))
    yield Place("budget", "financien", reverse("budget"))
    yield Place("deposits", "financien", reverse("deposits"))
    yield from _of_the_bank()
    yield Place("payments", "financien", reverse("payments"))
    yield from (Place(*one) for one in runs_to_look_at())
    yield from _of_recoveries()
    yield Place("lookups", "gegevensbescherming", reverse("lookups"))


def _of_recoveries() -> Iterator[Place]:
    for persona in ("dossierbehandelaar", "financien"):
        yield Place(f"recoveries-{persona}", persona, reverse("recoveries"))
        there = reverse("recovery", args=[open_debts()[0].recovery_id])
        yield Place(f"recovery-{persona}", persona, there)
    there = reverse("ask-back", args=[_dossiers(BAKERY)[0].reference])
    yield Place("ask-back", "dossierbehandelaar", there)


def _of_the_bank() -> Iterator[Place]:
    yield Place("statements", "financien", reverse("statements"))
    last = statements(limit=1)[0].statement_id
    yield Place("statement", "financien", reverse("statement", args=[last]))
    file = StatementFile.objects.latest("pk").pk
    there = f"{reverse('statement-file', args=[file])}?nieuw=3&gekend=0"
    yield Place("statement-file", "financien", there)
    yield Place("bank-lines", "financien", reverse("bank-lines"))
    for one in lines_of(last):
        there = reverse("bank-line", args=[one.line_id])
        yield Place(f"bank-line-{one.status}-{one.line_id}", "financien", there)
        if one.amount > 0 and one.status == "queued":
            chosen = f"{there}?aanvraag={_dossiers(BAKERY)[0].reference}"
            yield Place("bank-line-other", "financien", chosen)


def _dossiers(number: str) -> list[Dossier]:
    key = enterprise_of(number)
    assert key is not None
    return dossiers_of(key)


def letters() -> list[str]:
    """The addresses of the letters of the bakery."""
    return [
        reverse("letter", args=[BAKERY, one.reference, decided.decision_id])
        for one in _dossiers(BAKERY)
        for decided in decisions_of(one.application_id)
    ]
