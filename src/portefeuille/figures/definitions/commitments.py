"""What applications took from the budget, and the columns of figures that tell of it."""

from typing import Final

from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions.life import NOT_FOLLOWED
from portefeuille.figures.relations import relation
from portefeuille.figures.values import Column

COMMITTED: Final = Column(
    "committed_cents", {"nl": "Vastgelegd (€)", "en": "Committed (€)"}, "amount"
)
LEFT: Final = Column("left_cents", {"nl": "Over (€)", "en": "Left (€)"}, "amount")
SHARE: Final = Column("share_points", {"nl": "Vastgelegd deel", "en": "Share committed"}, "share")

_TAKEN: Final = ("held", "spent", "lost")


def commitments(asked: Asked, first_year: int, last_year: int) -> Table:
    """Postings known, of applications of these years of submission (`year`).

    What a stop gives back to the room of the enterprise, it gives back here; what is lost there
    stays taken. With `amount_cents`, `held_on`, `theme`, `enterprise_id`, whether it was `paid`,
    and whether what was paid is `untold`: the application was taken over with its decision alone.
    """
    movement, decision = relation("movement"), relation("decision")
    taken = movement.filter(
        movement.account.isin(_TAKEN),
        movement.known_at < asked.known_before,
        movement.submitted_on.year().between(first_year, last_year),
    )
    of = decision.select(theirs="application_id", theme="theme", enterprise_id="enterprise_id")
    over = relation("step").filter(lambda step: step.to_status == NOT_FOLLOWED)
    over = over.select(taken_over="application_id").distinct()
    whole = taken.left_join(of.distinct(), taken.application_id == of.theirs)
    whole = whole.left_join(over, whole.application_id == over.taken_over)
    return whole.select(
        "amount_cents",
        "held_on",
        "theme",
        "enterprise_id",
        year=whole.submitted_on.year().cast("int32"),
        paid=whole.account == "spent",
        untold=whole.taken_over.notnull(),
    )
