"""2016, with the April to December of 2015 that it was compared with: SV 256 and SV 749.

From 1 April 2016 our law decides: 3.054 files of advice and 84.656 of training (SV 256), among
them three quarters of the HRM of the calendar year (SV 749; assumption). Everything before that
day was decided under earlier law: the other quarter of HRM, of which the grants are known, and
the files of April to December 2015, of which only the number is (SV 256: 644 and 18.974 fewer).

    training 84.656 x 308,86, advice 3.054 x 2.320,50 (assumed averages): the grants of the files
    outside HRM are what is left of these when the HRM of April to December is taken off.
"""

from datetime import date
from fractions import Fraction

from portefeuille.scenarios.population import published, year2019
from portefeuille.scenarios.population.amounts import apportion
from portefeuille.scenarios.population.assumptions import assumed
from portefeuille.scenarios.population.groups import Group, Part, Regime

LABEL = "HRM"
LAW_STARTS = date(2016, 4, 1)


def plan() -> tuple[Part, ...]:
    """Three parts: 2015 in numbers, HRM of the first quarter of 2016, and what our law decides."""
    before, since = _hrm()
    counted = [
        Group(service, None, files, None, date(2015, 4, 1), date(2015, 12, 31))
        for service, files in published.approved_2015().items()
    ]
    decided = [*since, *_outside_hrm(since)]
    return (
        _part("earlier", counted),
        _part("earlier", before),
        _part("law", decided),
    )


def _hrm() -> tuple[list[Group], list[Group]]:
    """HRM of 2016 by service: the part before our law, and the part under it."""
    quarter = Fraction(assumed("hrm-first-quarter"))
    before, since = [], []
    for row in published.hrm_2016():
        early, late = apportion(row.files, [quarter, 1 - quarter])
        early_cents, late_cents = apportion(row.cents, [early, late])
        before.append(
            Group(row.service, LABEL, early, early_cents, date(2016, 1, 1), date(2016, 3, 31))
        )
        since.append(_since_april(row.service, LABEL, late, late_cents))
    return before, since


def _outside_hrm(hrm: list[Group]) -> list[Group]:
    """The other files of April to December 2016; their themes are unknown."""
    approved, average = published.approved_2016(), published.average_2016()
    return [
        _since_april(
            group.service,
            None,
            approved[group.service] - group.files,
            approved[group.service] * average[group.service] - (group.cents or 0),
        )
        for group in hrm
    ]


def _since_april(service: str, label: str | None, files: int, cents: int) -> Group:
    return Group(service, label, files, cents, LAW_STARTS, date(2016, 12, 31))


def _part(regime: Regime, groups: list[Group]) -> Part:
    """Groups with as many enterprises a file as in 2019."""
    files_2019 = sum(part.files for part in year2019.plan())
    files = sum(group.files for group in groups)
    return Part(regime, tuple(groups), year2019.crowd().scaled(Fraction(files, files_2019)))
