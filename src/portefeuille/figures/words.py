"""Words of figures that stand in no law: stages, tenths of a ceiling, sectors.

Sectors are those of NACE-BEL 2008, and so of NACE Rev. 2; of another version only the code is
said, since its letters mean something else.

Source: Regulation (EC) No 1893/2006, Annex I; Statbel, NACE-BEL 2008.
"""

from collections.abc import Mapping
from typing import Final

from portefeuille.core.law import Text

STAGES: Final[Mapping[str, Text]] = {
    "submitted": {"nl": "ingediend", "en": "submitted"},
    "admissible": {"nl": "ontvankelijk", "en": "admissible"},
    "approved": {"nl": "goedgekeurd", "en": "approved"},
    "deposited": {"nl": "gestort", "en": "deposited"},
    "paid": {"nl": "betaald", "en": "paid"},
    "inadmissible": {"nl": "niet ontvankelijk", "en": "inadmissible"},
    "refused": {"nl": "geweigerd", "en": "refused"},
    "provider-refused": {
        "nl": "geweigerd door de dienstverlener",
        "en": "refused by the provider",
    },
    "stopped": {"nl": "stopgezet", "en": "stopped"},
    "lapsed": {"nl": "vervallen", "en": "lapsed"},
}

USES: Final[Mapping[str, Text]] = {
    "first": {"nl": "voor het eerst", "en": "for the first time"},
    "repeat": {"nl": "opnieuw", "en": "again"},
}
"""Whether an enterprise came for the first time or came back."""

TENTHS: Final[Mapping[str, Text]] = {
    str(n): {
        "nl": f"{10 * n - 10} tot {10 * n}%",
        "en": f"{10 * n - 10} to {10 * n}%",
    }
    for n in range(1, 11)
}

_SECTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "A": ("Landbouw, bosbouw en visserij", "Agriculture, forestry and fishing"),
    "B": ("Winning van delfstoffen", "Mining and quarrying"),
    "C": ("Industrie", "Manufacturing"),
    "D": (
        "Productie en distributie van elektriciteit, gas, stoom en gekoelde lucht",
        "Electricity, gas, steam and air conditioning supply",
    ),
    "E": (
        "Distributie van water; afval- en afvalwaterbeheer en sanering",
        "Water supply; sewerage, waste management and remediation activities",
    ),
    "F": ("Bouwnijverheid", "Construction"),
    "G": (
        "Groot- en detailhandel; reparatie van auto's en motorfietsen",
        "Wholesale and retail trade; repair of motor vehicles and motorcycles",
    ),
    "H": ("Vervoer en opslag", "Transportation and storage"),
    "I": (
        "Verschaffen van accommodatie en maaltijden",
        "Accommodation and food service activities",
    ),
    "J": ("Informatie en communicatie", "Information and communication"),
    "K": ("Financiële activiteiten en verzekeringen", "Financial and insurance activities"),
    "L": ("Exploitatie van en handel in onroerend goed", "Real estate activities"),
    "M": (
        "Vrije beroepen en wetenschappelijke en technische activiteiten",
        "Professional, scientific and technical activities",
    ),
    "N": (
        "Administratieve en ondersteunende diensten",
        "Administrative and support service activities",
    ),
    "O": (
        "Openbaar bestuur en defensie; verplichte sociale verzekeringen",
        "Public administration and defence; compulsory social security",
    ),
    "P": ("Onderwijs", "Education"),
    "Q": (
        "Menselijke gezondheidszorg en maatschappelijke dienstverlening",
        "Human health and social work activities",
    ),
    "R": ("Kunst, amusement en recreatie", "Arts, entertainment and recreation"),
    "S": ("Overige diensten", "Other service activities"),
    "T": (
        "Huishoudens als werkgever; niet-gedifferentieerde productie voor eigen gebruik",
        "Activities of households as employers; undifferentiated production for own use",
    ),
    "U": (
        "Extraterritoriale organisaties en lichamen",
        "Activities of extraterritorial organisations and bodies",
    ),
}

SECTIONS: Final[Mapping[str, Text]] = {
    f"2008-{letter}": {"nl": f"{nl} ({letter})", "en": f"{en} ({letter})"}
    for letter, (nl, en) in _SECTIONS.items()
}


def coded(dimension: str, code: str) -> Text:
    """A section or division of which only the code is said, with the version it is of."""
    version, _, rest = code.partition("-")
    nl, en = ("sectie", "section") if dimension == "section" else ("afdeling", "division")
    return {"nl": f"NACE-BEL {version}, {nl} {rest}", "en": f"NACE-BEL {version}, {en} {rest}"}
