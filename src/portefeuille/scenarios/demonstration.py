"""Plays the invented dossiers of the demonstration, each step by the service that does it.

A step happens so many days ago, in the order of time over all dossiers, so that the room of a
year is used in the order in which it would have been. Nothing is written past the services: the
book of record cannot tell these from dossiers of people.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import yaml

from portefeuille import samples
from portefeuille.adapters.bank.simulator import Troubles
from portefeuille.applications.queries import Dossier, dossier
from portefeuille.applications.services import (
    By,
    NewAmount,
    Submitted,
    check,
    refuse,
    set_budget,
    stop,
    submit,
)
from portefeuille.core.budget import BudgetLaw
from portefeuille.core.law import Law
from portefeuille.core.money import parse_euro
from portefeuille.core.periods import legal_day
from portefeuille.journal.queries import has_acted
from portefeuille.payments.outgoing.due import account_of
from portefeuille.payments.queries import payments_of, payouts_of_orders
from portefeuille.payments.references import communication_of
from portefeuille.payments.services import (
    Invoice,
    give_account,
    order_payment,
    prepare,
    record_deposit,
)
from portefeuille.people.models import Person
from portefeuille.providers.queries import registration
from portefeuille.scenarios.banking import carry_out, send_refunds

ACTOR: Final = "demonstration"
FIRST_OFFICER: Final = "demo:financien"
FIRST_DAY: Final = 100
"""So many days ago the invented providers gave their accounts: before any payment."""

Step = Mapping[str, Any]


@dataclass(slots=True)
class _Story:
    """A dossier as it is written, and the application it has become."""

    said: Mapping[str, Any]
    application_id: int = 0

    def now(self) -> Dossier:
        """The dossier as it stands."""
        found = dossier(self.application_id)
        assert found is not None, "it was submitted"
        return found


def is_played() -> bool:
    """Whether the dossiers of the demonstration are there."""
    return has_acted(ACTOR)


def play(file: Path, law: Law, now: datetime) -> int:
    """Play every step of the dossiers of a file (see `samples/stories.yaml`); how many."""
    _give_accounts(samples.PROVIDERS, By(ACTOR, now - timedelta(days=FIRST_DAY)))
    stories = [_Story(said) for said in yaml.safe_load(file.read_text("utf-8"))]
    steps = [
        (step["ago"], at, step) for at, story in enumerate(stories) for step in story.said["steps"]
    ]
    for ago, at, step in sorted(steps, key=lambda step: -step[0]):
        by = By(ACTOR, now - timedelta(days=ago))
        if step["do"] == "submit":
            _submit(stories[at], law, by)
        else:
            _STEPS[step["do"]](stories[at], step, by)
    return len(stories)


def _give_accounts(file: Path, by: By) -> None:
    """The accounts of the invented providers (see `samples/providers.yaml`)."""
    for said in yaml.safe_load(file.read_text("utf-8")):
        found = registration(said["periods"][0]["number"], legal_day(by.now))
        if found is not None and account_of("provider", found.provider_id) is None:
            give_account("provider", found.provider_id, said["account"], said["name"], by)


def set_invented_budget(file: Path, law: BudgetLaw, now: datetime) -> None:
    """Set the invented envelopes of this year (see `samples/budget.yaml`), so that there is one
    to look at. What becomes of a grant that does not fit, the law says as ever."""
    year = legal_day(now).year
    for part, said in yaml.safe_load(file.read_text("utf-8")).items():
        code, first_day = "" if part == "whole" else part, date(year, 1, 1)
        new = NewAmount(year, code, parse_euro(said["amount"]), first_day, said["reason"])
        set_budget(new, law, By(ACTOR, now))


def _submit(story: _Story, law: Law, by: By) -> None:
    application = dict(story.said["application"])
    starts_on = legal_day(by.now) + timedelta(days=application.pop("starts"))
    application["starts_on"] = starts_on
    application["ends_on"] = starts_on + timedelta(days=application.pop("days"))
    raw = {
        "application": application,
        "enterprise": {
            "number": story.said["enterprise"],
            "size": story.said["size"],
            "public_share": "0",
        },
        "provider": {"registration": story.said["registration"], "related_to_applicant": False},
    }
    answer = submit(raw, law, by)
    assert isinstance(answer, Submitted), answer
    story.application_id = answer.application_id


def _check(story: _Story, _: Step, by: By) -> None:
    check(story.application_id, by)


def _refuse(story: _Story, step: Step, by: By) -> None:
    refuse(story.application_id, step["reason"], step["words"], by)


def _deposit(story: _Story, _: Step, by: By) -> None:
    _record(story, story.now().money.to_deposit, by)


def _wrong_deposit(story: _Story, _: Step, by: By) -> None:
    _record(story, story.now().money.cost, by)


def _record(story: _Story, amount: int, by: By) -> None:
    reference = communication_of(story.application_id)
    record_deposit(uuid.uuid4(), reference, amount, legal_day(by.now), by)


def _order(story: _Story, step: Step, by: By) -> None:
    invoice = Invoice(step["invoice"], legal_day(by.now), parse_euro(step["amount"]), None)
    order_payment(uuid.uuid4(), story.application_id, invoice, by)


def _waiting(story: _Story) -> list[int]:
    """The orders that were not given to the bank."""
    return [one.order_id for one in payments_of(story.application_id) if not one.sent_at]


def _pay(story: _Story, step: Step, by: By) -> None:
    """The bank pays, or sends it back (`back`: why) from the account of the provider."""
    provider_id = story.now().provider_id
    assert provider_id is not None, "an order names a provider"
    known = account_of("provider", provider_id)
    assert known is not None, "every invented provider has an account"
    rejected = {known.iban: step["back"]} if "back" in step else {}
    carry_out(_waiting(story), by, Troubles(rejected=rejected))


def _prepare(story: _Story, _: Step, by: By) -> None:
    """The first finance officer prepares a run, which the second can release."""
    known = Person.objects.filter(subject=FIRST_OFFICER).first()
    officer = by if known is None else replace(by, actor=f"person:{known.pk}")
    prepare(uuid.uuid4(), legal_day(by.now), officer, payouts_of_orders(_waiting(story)))


def _account(story: _Story, step: Step, by: By) -> None:
    give_account("enterprise", story.now().enterprise_id, step["iban"], step["name"], by)


def _refund(story: _Story, _: Step, by: By) -> None:
    send_refunds(story.application_id, by)


def _stop(story: _Story, step: Step, by: By) -> None:
    stop(story.application_id, "enterprise", step["words"], by)


_STEPS: Final[Mapping[str, Callable[[_Story, Step, By], None]]] = {
    "check": _check,
    "refuse": _refuse,
    "deposit": _deposit,
    "wrong_deposit": _wrong_deposit,
    "order": _order,
    "pay": _pay,
    "prepare": _prepare,
    "account": _account,
    "refund": _refund,
    "stop": _stop,
}
