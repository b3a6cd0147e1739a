"""What rests on synthetic years."""

from portefeuille.scenarios.population import YEARS, Assumption, assumptions


def assumptions_of(answer: str) -> tuple[Assumption, ...]:
    """Every assumption that an answer (such as `sv-835-2020`) rests on, each once."""
    made = {each.code: each for year in YEARS for each in assumptions(year)}
    return tuple(each for each in made.values() if answer in each.figures)
