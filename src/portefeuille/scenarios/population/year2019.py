"""2019: the year of SV 835 and SV 370.

SV 835 gives the training files of 58 themes, the number of enterprises and the average grant per
size, over training and advice together; SV 370 gives HR and diversity advice. What closes the
books is advice in other themes, and its sum follows from the number of medium enterprises:

    69.215 enterprises, of which 3.984 medium (assumption) and so 65.231 small
      65.231 x   988,70 = 64.493.889,70
       3.984 x 2.157,42 =  8.595.161,28
      all grants        = 73.089.050,98
    - training, SV 835  = 56.813.023,08
    - HR advice, SV 370 =    749.140,00
    - diversity advice  =     27.409,00
      other advice      = 15.499.478,90, in 6.679 files of 2.320,50 on average (assumption)

Every medium enterprise more is 1.168,72 euro of advice more. With 3.984 the small ones receive
88 % of all grants (parliament was told 90 % for 2016) and both averages are met to the cent.
"""

from datetime import date
from fractions import Fraction

from portefeuille.core.law import slug
from portefeuille.core.money import parse_euro
from portefeuille.scenarios.population import published
from portefeuille.scenarios.population.amounts import apportion
from portefeuille.scenarios.population.assumptions import assumed
from portefeuille.scenarios.population.groups import Crowd, Group, Part, rounded

FIRST_DAY, LAST_DAY = date(2019, 1, 1), date(2019, 12, 31)


def plan() -> tuple[Part, ...]:
    """The whole year as one part: training of 58 themes, advice of as many."""
    training = [_group("training", row) for row in published.training_2019()]
    advice = [_group("advice", row) for row in published.advice_2019()]
    groups = (*training, *advice, *_other_advice([*training, *advice]))
    return (Part("law", groups, crowd()),)


def crowd() -> Crowd:
    """The enterprises of 2019: the published number, an assumed part of it medium."""
    enterprises, average = published.enterprises_2019()
    medium = assumed("medium-enterprises")
    small = enterprises - medium
    medium_cents = medium * average["medium"]
    return Crowd(small, medium, Fraction(medium_cents, small * average["small"] + medium_cents))


def _group(service: str, row: published.ThemeFigure) -> Group:
    return Group(service, row.label, row.files, row.cents, FIRST_DAY, LAST_DAY)


def _other_advice(known: list[Group]) -> list[Group]:
    """Advice in the themes that SV 370 leaves out, up to what the averages ask."""
    enterprises, average = published.enterprises_2019()
    medium = assumed("medium-enterprises")
    everything = (enterprises - medium) * average["small"] + medium * average["medium"]
    cents = everything - sum(group.cents or 0 for group in known)
    files = rounded(Fraction(cents, parse_euro(assumed("other-advice-average"))))
    taken = {group.label for group in known if group.service == "advice"}
    labels = [row.label for row in published.training_2019() if row.label not in taken]
    weights = [assumed("other-advice-themes").get(slug(label), 1) for label in labels]
    counts = apportion(files, weights)
    amounts = apportion(cents, counts)
    return [
        Group("advice", label, count, amount, FIRST_DAY, LAST_DAY)
        for label, count, amount in zip(labels, counts, amounts, strict=True)
    ]
