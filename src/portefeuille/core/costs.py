"""Which part of a cost is eligible.

A case gives the eligible cost, or the invoice lines from which it is computed. A line counts
when the law of the day names its kind and it is not on a separate invoice (the course itself
always counts); catering counts up to so much a person and a day. VAT is never in the cost.

Source: vlaanderen.be, "Welke kosten komen in aanmerking" (before and after 1 July 2020).
"""

from portefeuille.core.facts import Application, CostLine
from portefeuille.core.law import LawInForce
from portefeuille.core.money import Cents


def eligible_cost(application: Application, law: LawInForce) -> Cents:
    """The eligible cost without VAT, in cents."""
    if application.cost is not None:
        return application.cost
    return sum(_eligible(line, law) for line in application.costs)


def _eligible(line: CostLine, law: LawInForce) -> Cents:
    if line.kind not in law.eligible_costs:
        return 0
    if line.separate_invoice and line.kind != "course":
        return 0
    if line.kind == "catering":
        person_days = (line.days or 0) * (line.persons or 0)
        return min(line.amount, person_days * law.catering_per_person_day)
    return line.amount
