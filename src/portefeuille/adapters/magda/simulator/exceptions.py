"""The exceptions that MAGDA answers with, by code: their type and what they say.

The types are those of recorded answers where there are any, however odd: an enterprise that
does not exist is INFORMATIE, no data is FOUT. Who reads them decides on the code.

Source: MAGDA's list of exceptions; recorded answers of GeefOnderneming and GeefTewerkstelling.
"""

from dataclasses import dataclass
from typing import Final

FOUT, WAARSCHUWING, INFORMATIE = "FOUT", "WAARSCHUWING", "INFORMATIE"


@dataclass(frozen=True, slots=True)
class Exceptional:
    """An Uitzondering: code, type, diagnosis, who raised it, and the circumstance if any."""

    code: str
    type: str
    diagnosis: str
    origin: str = "MAGDA"
    circumstance: str | None = None


EXCEPTIONS: Final = {
    one.code: one
    for one in (
        Exceptional("15021", WAARSCHUWING, "Geen gegevens wegens filtering"),
        Exceptional("20007", FOUT, "Ongeldige structuur ondernemingsnummer"),
        Exceptional("25001", FOUT, "Taal niet ondersteund"),
        Exceptional("30001", FOUT, "Geen gegevens gevonden voor de vraag"),
        Exceptional("40003", FOUT, "Geen inschrijving aanwezig"),
        Exceptional("40005", FOUT, "Toegang geweigerd"),
        Exceptional("40006", FOUT, "Fout in autorisatie"),
        Exceptional("40046", INFORMATIE, "Gevraagde ondernemingsnummer bestaat niet in KBO"),
        Exceptional("40143", WAARSCHUWING, "Inschrijving bestaat al"),
        Exceptional("50000", FOUT, "Validatiefout"),
        Exceptional("60006", FOUT, "Bron antwoordt niet"),
        Exceptional("60007", FOUT, "Antwoord van bron onleesbaar"),
        Exceptional("60009", FOUT, "Technische fout bij bron"),
        Exceptional("60011", FOUT, "Geen toegang tot bron"),
        Exceptional("60013", FOUT, "Technische fout bij bron"),
        Exceptional("70002", FOUT, "Fout KSZ", origin="KSZ"),
        Exceptional("99984", WAARSCHUWING, "Omschrijving bij code ontbreekt"),
        Exceptional("99994", FOUT, "Bron tijdelijk niet beschikbaar"),
        Exceptional("99996", FOUT, "Te veel gelijktijdige bevragingen"),
        Exceptional("99997", FOUT, "Bron tijdelijk niet beschikbaar"),
    )
}
