"""What rests on synthetic years."""

from datetime import date

from portefeuille.scenarios.population import YEARS, Assumption, assumptions


def assumptions_of(answer: str) -> tuple[Assumption, ...]:
    """Every assumption that an answer (such as `sv-835-2020`) rests on, each once."""
    made = {each.code: each for year in YEARS for each in assumptions(year)}
    return tuple(each for each in made.values() if answer in each.figures)


def assumptions_between(first_day: date, last_day: date) -> tuple[Assumption, ...]:
    """The assumptions behind synthetic applications of a period that a figure may rest on."""
    years = [year for year in YEARS if first_day.year <= year <= last_day.year]
    made = {each.code: each for year in years for each in assumptions(year)}
    return tuple(each for each in made.values() if each.figures)
