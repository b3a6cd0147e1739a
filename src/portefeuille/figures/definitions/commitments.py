"""What applications took from the budget: the room that is held, spent or lost for each."""

from typing import Final

from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.relations import relation

_TAKEN: Final = ("held", "spent", "lost")


def commitments(asked: Asked, first_year: int, last_year: int) -> Table:
    """Postings known, of applications of these years of submission (`year`).

    What a stop gives back to the room of the enterprise, it gives back here; what is lost there
    stays taken. With `amount_cents`, `held_on`, `theme`, `enterprise_id` and whether it was
    `paid`.
    """
    movement, decision = relation("movement"), relation("decision")
    taken = movement.filter(
        movement.account.isin(_TAKEN),
        movement.known_at < asked.known_before,
        movement.submitted_on.year().between(first_year, last_year),
    )
    of = decision.select(theirs="application_id", theme="theme", enterprise_id="enterprise_id")
    whole = taken.left_join(of.distinct(), taken.application_id == of.theirs)
    return whole.select(
        "amount_cents",
        "held_on",
        "theme",
        "enterprise_id",
        year=whole.submitted_on.year().cast("int32"),
        paid=whole.account == "spent",
    )
