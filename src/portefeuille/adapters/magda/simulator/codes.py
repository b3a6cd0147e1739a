"""What the codes in answers mean, in Dutch, as far as the demo register uses them.

Source: code table of KBO Open Data; descriptions in MAGDA's schemas.
"""

from typing import Final

FORMS: Final = {
    "014": ("Naamloze vennootschap", "NV"),
    "017": ("Vereniging zonder winstoogmerk", "VZW"),
    "030": ("Buitenlandse entiteit", None),
    "411": ("Stad / gemeente", None),
    "610": ("Besloten Vennootschap", "BV"),
    "612": ("Commanditaire vennootschap", "CommV"),
    "706": ("Coöperatieve vennootschap", "CV"),
}
SITUATIONS: Final = {
    "000": "Normale toestand",
    "003": "Vervanging van het ondernemingsnummer",
    "006": "Stopzetting wegens vervanging van het ondernemingsnummer",
    "016": "Stopzetting activiteit entiteit natuurlijk persoon",
    "021": "Fusie door overneming",
    "050": "Opening faillissement",
    "053": "Sluiting faillissement",
}
STATUSES: Final = {"AC": "Actief", "ST": "Stopgezet"}
KINDS: Final = {"1": "Natuurlijke Persoon", "2": "Rechtspersoon"}
ADDRESS_TYPES: Final = {"001": "Maatschappelijk adres", "002": "Adres van een vestigingseenheid"}
ACTIVITY_TYPES: Final = {"P": "Hoofdactiviteit", "S": "Nevenactiviteit"}
QUALITIES: Final = {"00070": "Werkgever RSZ", "00084": "BTW-plichtig"}
HEADCOUNT_CLASSES: Final = {
    "0": "geen werknemers",
    "1": "1 tot 4 werknemers",
    "2": "5 tot 9 werknemers",
    "3": "10 tot 19 werknemers",
    "4": "20 tot 49 werknemers",
    "5": "50 tot 99 werknemers",
    "6": "100 tot 199 werknemers",
    "7": "200 tot 499 werknemers",
    "8": "500 tot 999 werknemers",
    "9": "1000 of meer werknemers",
    "?": "onbekend",
}
SCHEMES: Final = {
    "01": "Verkort model kapitaalvennootschap",
    "02": "Volledig model kapitaalvennootschap",
    "07": "Micromodel kapitaalvennootschap",
}
