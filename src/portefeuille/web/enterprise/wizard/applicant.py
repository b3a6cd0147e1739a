"""The enterprise that applies: what is known of it before a question is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portefeuille import law
from portefeuille.core.law import LawInForce
from portefeuille.core.money import BasisPoints
from portefeuille.register.queries import current_snapshot, enterprise_of, places_in
from portefeuille.wallet.queries import Room, room_of


@dataclass(frozen=True, slots=True)
class Applicant:
    """An enterprise on the day it applies: the register's facts, its room, the law of the day."""

    number: str
    enterprise_id: int
    facts: Mapping[str, Any]
    room: Room | None
    law: LawInForce
    today: date

    @property
    def name(self) -> str:
        """The name in the register; empty where it has none."""
        return self.facts.get("name") or ""

    @property
    def locked_size(self) -> str | None:
        """The size that is fixed for this year by an earlier grant."""
        return None if self.room is None else self.room.size

    @property
    def places(self) -> list[Mapping[str, Any]]:
        """The open establishments the register knows."""
        return places_in(self.facts)

    @property
    def asks_sheltered_workshop(self) -> bool:
        """Whether being a sheltered workshop can make up for the legal form."""
        form, accepted = self.facts.get("legal_form"), self.law.legal_forms_in.codes
        may_help = self.law.sheltered_workshops and not self.facts.get("natural_person")
        return may_help and form is not None and form not in accepted

    def rate_of(self, theme: str, service: str, size: str) -> BasisPoints | None:
        """What a theme gives for a service; None where the service is not supported for it."""
        supported = self.law.supported_themes.get(service)
        if supported is not None and theme not in supported:
            return None
        higher = (
            rate.plus or 0
            for rate in self.law.higher_rates
            if theme in rate.themes and service in rate.services
        )
        return self.law.rates.get(size, self.law.rates["medium"]) + next(higher, 0)


def applicant_of(number: str, today: date) -> Applicant | None:
    """The applicant with this number; None where nobody has looked it up.

    Without facts where no source has answered yet: what they would rule out, is not ruled out.
    """
    enterprise_id, snapshot = enterprise_of(number), current_snapshot(number)
    if enterprise_id is None:
        return None
    return Applicant(
        number=number,
        enterprise_id=enterprise_id,
        facts={} if snapshot is None else snapshot.facts,
        room=room_of(enterprise_id, today.year),
        law=law.load().on(today),
        today=today,
    )
