"""How long it takes from filing to payment: median, nine in ten, and mean, in whole days.

A quantile is the nearest rank: the least number of days within which at least that part was paid.
"""

from collections.abc import Sequence
from typing import Final

from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.labels import services_of
from portefeuille.figures.rounding import average
from portefeuille.figures.values import Column, Facts, Figure, Scope

_ByDays = dict[int, int]


def _paid(asked: Asked) -> Table:
    """Each application of which something stays paid, with the days until the last payment."""
    approved, movement = asked.approved, asked.movements
    spent = movement.filter(movement.account == "spent")
    payments = spent.group_by(paid_for=spent.application_id).agg(
        paid_cents=spent.amount_cents.sum(),
        last_day=spent.held_on.max(where=spent.kind == "payment"),
    )
    payments = payments.filter(payments.paid_cents > 0)
    both = approved.join(payments, approved.application_id == payments.paid_for)
    return both.mutate(days=both.last_day.delta(both.submitted_on, unit="day").cast("int64"))


def _counts(asked: Asked) -> Table:
    paid = _paid(asked)
    return paid.group_by("service", "days").agg(paid=paid.count())


def _contributors(asked: Asked) -> Table:
    return c.contributors(_paid(asked), "service")


def _finish(scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    found: dict[str, _ByDays] = {service: {} for service in services_of(scope)}
    for row in rows:
        found[row["service"]][row["days"]] = row["paid"]
    return [{"service": service, **_told(by_days)} for service, by_days in found.items()]


def _told(by_days: _ByDays) -> Facts:
    paid = sum(by_days.values())
    days = sum(day * number for day, number in by_days.items())
    return {
        "paid": paid,
        "median_days": quantile(by_days, 50),
        "ninth_days": quantile(by_days, 90),
        "mean_days": average(days, paid),
    }


def quantile(by_days: _ByDays, per_cent: int) -> int | None:
    """The least number of days within which at least so many per cent lie; None of nothing."""
    every, so_far = sum(by_days.values()), 0
    for day in sorted(by_days):
        so_far += by_days[day]
        if so_far * 100 >= every * per_cent:
            return day
    return None


FIGURE: Final = Figure(
    "days-to-payment",
    {"nl": "Dagen van indiening tot betaling", "en": "Days from filing to payment"},
    {
        "nl": "Goedgekeurde aanvragen van de periode waarvan op de peildag subsidie aan de"
        " dienstverlener was betaald en niet teruggekomen, per dienst: kalenderdagen van de dag van"
        " indiening tot die waarop de laatste betaling is geboekt. Binnen de mediaan was de helft"
        " betaald, binnen P90 negen op de tien; het gemiddelde is afgerond op de dag.",
        "en": "Approved applications of the period of which subsidy had been paid to the provider"
        " on the as-of day and had not come back, by service: calendar days from the day of"
        " submission to that on which the last payment was booked. Within the median half was paid,"
        " within P90 nine in ten; the mean is rounded to the day.",
    },
    (
        c.SERVICE,
        Column("paid", {"nl": "Betaalde aanvragen", "en": "Paid"}, "count", adds_up=True),
        Column("median_days", {"nl": "Mediaan (dagen)", "en": "Median (days)"}, "count"),
        Column("ninth_days", {"nl": "P90 (dagen)", "en": "P90 (days)"}, "count"),
        Column("mean_days", {"nl": "Gemiddelde (dagen)", "en": "Mean (days)"}, "count"),
    ),
    _counts,
    _finish,
    (
        {
            "nl": "Wat nog niet betaald is, telt niet mee: van een jong jaar zijn de snelste"
            " betalingen er al en de traagste nog niet. Tussen indiening en betaling ligt ook de"
            " tijd die de onderneming zelf nam om te storten en de dienst af te wachten.",
            "en": "What is not yet paid is not counted: of a young year the fastest payments are"
            " there already and the slowest not yet. Between filing and payment also lies the time"
            " that the enterprise itself took to deposit and for the service to be given.",
        },
        {
            "nl": "Van aanvragen die met hun beslissing alleen zijn overgenomen, zijn betalingen"
            " niet bekend.",
            "en": "Of applications that were taken over with their decision alone, payments are not"
            " known.",
        },
    ),
    _contributors,
)
