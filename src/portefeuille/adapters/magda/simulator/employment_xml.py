"""GeefTewerkstelling: the class of headcount that the RSZ knows for a quarter.

Source: `TewerkstellingAntwoordType` of Onderneming-02.00. No answer with data was ever recorded
in the open: what is made here is valid, and how close to the real one is not known.
"""

from datetime import date, timedelta

from portefeuille.adapters.magda.simulator import codes
from portefeuille.adapters.magda.simulator.elements import Element, coded, element
from portefeuille.adapters.magda.simulator.enterprises import Employment, Enterprise


def employment_xml(of: Enterprise, told: Employment) -> Element:
    """The element Tewerkstelling."""
    begin, end = _quarter(told.year, told.quarter)
    code = told.headcount_class
    return element(
        "Tewerkstelling",
        element("Ondernemingsnummer", of.number),
        coded("AuthentiekeBron", "RSZ"),
        element("DatumAansluitingRSZ", told.joined),
        element(
            "Periode",
            element("Jaar", told.year),
            element("Kwartaal", told.quarter),
            element("Begin", begin),
            element("Einde", end),
        ),
        coded("Personeelsklasse", code, codes.HEADCOUNT_CLASSES[code]),
        element("AantalVestigingen", len(of.establishments)),
    )


def _quarter(year: int, quarter: int) -> tuple[date, date]:
    """Its first and last day."""
    begin = date(year, 3 * quarter - 2, 1)
    following = date(year + quarter // 4, 3 * (quarter % 4) + 1, 1)
    return begin, following - timedelta(days=1)
