"""An event with all that a mail about it may name: the decision that held, the money it moved."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from portefeuille.applications.dossiers import Decided, Dossier
from portefeuille.applications.queries import decisions_of
from portefeuille.applications.transitions import AWAITING_DEPOSIT
from portefeuille.core.law import Language
from portefeuille.core.money import Cents
from portefeuille.core.periods import last_day_within, legal_day
from portefeuille.journal.models import Event
from portefeuille.messages import values
from portefeuille.messages.values import Show
from portefeuille.payments.models import Deposit, Order
from portefeuille.wallet.queries import Movement, movements_of


@dataclass(frozen=True)
class Happening:
    """An event of an application. The dossier is as it is now, the rest as of the event."""

    event: Event
    dossier: Dossier
    _shown: dict[Language, dict[str, Any]] = field(default_factory=dict)

    def values(self, language: Language) -> dict[str, Any]:
        """What the texts may name, in a language."""
        if language not in self._shown:
            self._shown[language] = self._values(language)
        return self._shown[language]

    @cached_property
    def _decisions(self) -> list[Decided]:
        return decisions_of(self.dossier.application_id)

    @cached_property
    def decided(self) -> Decided:
        """The decision that held when it happened."""
        until = [one for one in self._decisions if one.known_at <= self.event.known_at]
        return (until or self._decisions)[-1]

    @cached_property
    def payment(self) -> Order | None:
        """The order that was paid; None where it is no payment."""
        return Order.objects.filter(paid_by=self.event).first()

    @cached_property
    def _before(self) -> Decided | None:
        """The decision that this one supersedes."""
        earlier = (one for one in self._decisions if one.decision_id == self.decided.supersedes_id)
        return next(earlier, None)

    @cached_property
    def _moved(self) -> list[Movement]:
        """Every movement of the application up to and with this event."""
        moved = movements_of(self.dossier.application_id)
        return [one for one in moved if one.event_id <= self.event.pk]

    def _in(self, account: str, event_id: int | None = None) -> Cents:
        """What this event, or another one, brought to an account; below zero: took from it."""
        wanted = self.event.pk if event_id is None else event_id
        return sum(
            one.amount for one in self._moved if one.event_id == wanted and one.account == account
        )

    def _on(self, *accounts: str) -> Cents:
        """What stands on accounts after this event."""
        return sum(one.amount for one in self._moved if one.account in accounts)

    def _values(self, language: Language) -> dict[str, Any]:
        show = Show(language)
        return {
            **values.of_dossier(self.dossier, language),
            **values.of_decision(self.decided, language),
            **values.of_deposit(self.dossier, self._to_deposit(), self._deposit_by(), language),
            "due_on": show.day(self.event.due_on),
            **self._remark(),
            "verb": self.event.verb,
            "to_status": self.event.to_status,
            "balance": show.euro(self._on("own", "subsidy")),
            "own_back": show.euro(max(0, self._in("enterprise"))),
            "subsidy_back": show.euro(max(0, self._in("government"))),
            "room_back": show.euro(max(0, self._in("room"))),
            "room_lost": show.euro(max(0, self._in("lost"))),
            "owed": show.euro(max(0, -self._on("owed"))),
            "check_by": self._check_by(show),
            **self._of_verb(show),
        }

    def _to_deposit(self) -> Cents:
        """What the enterprise had still to bring in after this event."""
        decision, paid = self.decided.decision, self._on("provider")
        ready = self._on("own", "subsidy")
        if not (paid or ready):
            return decision.own_share
        return max(0, decision.eligible_cost - paid - ready)

    def _deposit_by(self) -> date | None:
        """The last day of the first deposit; what a revision adds to it has none."""
        waits = self.event.to_status == AWAITING_DEPOSIT
        return self.event.due_on if waits else None

    def _remark(self) -> dict[str, str]:
        remark = getattr(self.event, "remark", None)
        return {
            "reason": "" if remark is None else remark.reason,
            "words": "" if remark is None else remark.words,
        }

    def _check_by(self, show: Show) -> str:
        """The last day for the provider to check; empty while no source gives one."""
        days = self.decided.law.days_to_check
        return show.day(None if days is None else last_day_within(self.dossier.submitted_on, days))

    def _of_verb(self, show: Show) -> dict[str, Any]:
        match self.event.verb:
            case "deposit" | "return_deposit":
                return self._of_deposit(show)
            case "order":
                return self._of_order(show, Order.objects.filter(event=self.event).first())
            case "pay":
                return self._of_order(show, self.payment)
            case "stop" | "lapse" | "provider_refuse":
                return self._of_end(show)
            case "revise":
                return self._of_revision(show)
            case _:
                return {}

    def _of_deposit(self, show: Show) -> dict[str, Any]:
        deposit = Deposit.objects.filter(event=self.event).first()
        if deposit is None:
            return {}
        return {
            "amount": show.euro(deposit.amount_cents),
            "received_on": show.day(deposit.received_on),
            "returned": deposit.returned,
            "written": deposit.reference,
            "subsidy_added": show.euro(max(0, self._in("subsidy"))),
        }

    def _of_order(self, show: Show, order: Order | None) -> dict[str, Any]:
        if order is None:
            return {}
        return {
            "amount": show.euro(order.amount_cents),
            "invoice": order.invoice_number,
            "invoice_date": show.day(order.invoice_date),
            "from_own": show.euro(max(0, -self._in("own", order.sent_by_id))),
            "from_subsidy": show.euro(max(0, -self._in("subsidy", order.sent_by_id))),
        }

    def _of_end(self, show: Show) -> dict[str, Any]:
        """The sentences of the law on the case, and those about the room of the year."""
        law = self.decided.law
        case = law.stops.get(self._case())
        same_year = legal_day(self.event.held_at).year == self.dossier.submitted_on.year
        returns = law.room_returns_in_same_year and same_year
        if case is None:
            return {"ended_on": show.day(legal_day(self.event.held_at))}
        room = case.room_returns if returns else case.room_stays
        return {
            "ended_on": show.day(legal_day(self.event.held_at)),
            "case": case.title[show.language],
            "own_share_rule": case.own_share[show.language],
            "room_rule": room[show.language],
        }

    def _case(self) -> str:
        reason = self._remark()["reason"]
        paid = self._on("provider") > 0
        if self.event.verb == "provider_refuse":
            return "partly-paid" if paid else "nothing-paid"
        return reason

    def _of_revision(self, show: Show) -> dict[str, Any]:
        before = self._before
        if before is None:
            return {}
        return {
            "before": values.of_decision(before, show.language),
            "changed_status": self.event.from_status != self.event.to_status,
        }
