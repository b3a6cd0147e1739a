"""The size of an enterprise after the European definition.

Small and medium each have a limit on headcount and one of two financial limits that must be
met. Figures of the group count too: partners pro rata of the share held, linked enterprises
in full. Only a limit crossed in two consecutive financial years changes the category.

Everything is computed in whole numbers: headcounts in hundredths, amounts in cents, both
multiplied by 10.000 so that a partner's share stays exact.

Source: Recommendation 2003/361/EC, annex, articles 2 to 6.
"""

from portefeuille.core.facts import Case, SizeFigures, YearFigures
from portefeuille.core.law import LawInForce
from portefeuille.core.money import WHOLE

ORDER = ("small", "medium", "large")


def size_of(case: Case, law: LawInForce) -> str:
    """The size that counts: fixed for the year by the wallet, declared, or computed."""
    if case.wallet.locked_size is not None:
        return case.wallet.locked_size
    size = case.enterprise.size
    return size if isinstance(size, str) else _computed(size, law)


def _computed(figures: SizeFigures, law: LawInForce) -> str:
    """The category after the last year.

    Each limit counts on its own: it must be crossed in two years in a row. Of the standing
    category and those of the two years that is the middle one: both years above give the lower
    of the two, both below the higher, and one on either side leaves it as it stood.
    """
    by_year = [_category(year, figures, law) for year in figures.years]
    before = figures.previous or by_year[0]
    current = before
    for category in by_year:
        current = sorted((current, before, category), key=ORDER.index)[1]
        before = category
    return current


def _category(year: YearFigures, figures: SizeFigures, law: LawInForce) -> str:
    weights = [
        (related, WHOLE if related.kind == "linked" else related.share or 0)
        for related in figures.related
        if related.kind == "linked" or (related.share or 0) >= law.partner_from
    ]
    headcount = year.headcount * WHOLE + sum(r.headcount * weight for r, weight in weights)
    turnover = year.turnover * WHOLE + sum(r.turnover * weight for r, weight in weights)
    balance = year.balance_total * WHOLE + sum(r.balance_total * weight for r, weight in weights)
    for size, limit in law.size_limits.items():
        people_fit = headcount < limit.headcount_below * WHOLE
        money_fits = turnover <= limit.turnover * WHOLE or balance <= limit.balance_total * WHOLE
        if people_fit and money_fits:
            return size
    return "large"
