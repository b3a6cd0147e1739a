"""Values of the law that changed: the edit of a document, and what a jurist reads of it."""

from typing import Any

from tests.law.happened import GONE, Edit, Told

CYBER, BOTH = "digitalisering/cybersecurity", ["training", "advice"]
RATES = "45% voor een kleine onderneming en 35% voor een middelgrote onderneming"
RATES_EN = "45% for a small enterprise and 35% for a medium-sized enterprise"
MORE = "50% voor een kleine onderneming en 40% voor een middelgrote onderneming"
MORE_EN = "50% for a small enterprise and 40% for a medium-sized enterprise"


def limits(headcount: int) -> dict[str, Any]:
    return {
        "headcount-below": headcount,
        "turnover": "10000000.00",
        "balance-total": "8000000.00",
    }


VALUES: dict[str, tuple[Edit, list[Told]]] = {
    "a-share-changes": (
        ("values/rate/small", "0.30", "0.35"),
        [("changed",
          "Vanaf 1 januari 2027 krijgt een kleine onderneming 35% van de kosten, in plaats van"
          " 30%.",
          "From 1 January 2027 a small enterprise gets 35% of the cost, instead of 30%.")],
    ),
    "what-was-not-known-is-found": (
        ("values/days-to-check", None, 20),
        [("known",
          "Vanaf 1 januari 2027 is “Termijn waarin de dienstverlener de aanvraag nakijkt” bekend:"
          " 20 dagen.",
          "From 1 January 2027 “Time limit for the provider to check the application” is known:"
          " 20 days.")],
    ),
    "what-was-known-is-not": (
        ("values/days-to-check", 20, None),
        [("unknown",
          "Vanaf 1 januari 2027 is “Termijn waarin de dienstverlener de aanvraag nakijkt” niet"
          " bekend (voordien: 20 dagen).",
          "From 1 January 2027 “Time limit for the provider to check the application” is not"
          " known (before: 20 days).")],
    ),
    "a-value-begins": (
        ("values/ceiling/small", GONE, "7500.00"),
        [("begins",
          "Vanaf 1 januari 2027 geldt voor het eerst “Plafond voor een kleine onderneming”:"
          " € 7.500,00 subsidie per kalenderjaar.",
          "From 1 January 2027 “Ceiling for a small enterprise” holds for the first time:"
          " € 7.500,00 of subsidy in a calendar year.")],
    ),
    "values-go-together": (
        ("values/ceiling", {"small": "7500.00", "medium": "9000.00"}, GONE),
        [("ends",
          "Vanaf 1 januari 2027 geldt “Plafond voor een kleine onderneming” niet meer"
          " (€ 7.500,00 subsidie per kalenderjaar).",
          "From 1 January 2027 “Ceiling for a small enterprise” no longer holds"
          " (€ 7.500,00 of subsidy in a calendar year)."),
         ("ends",
          "Vanaf 1 januari 2027 geldt “Plafond voor een middelgrote onderneming” niet meer"
          " (€ 9.000,00 subsidie per kalenderjaar).",
          "From 1 January 2027 “Ceiling for a medium-sized enterprise” no longer holds"
          " (€ 9.000,00 of subsidy in a calendar year).")],
    ),
    "a-rule-is-switched-on": (
        ("values/room-returns-in-same-year", False, True),
        [("on",
          "Wie vanaf 1 januari 2027 aanvraagt en nog in hetzelfde jaar stopt, krijgt de ruimte"
          " onder het plafond terug.",
          "Whoever applies from 1 January 2027 on and stops in the same year gets the room under"
          " the ceiling back.")],
    ),
    "a-rule-is-switched-off": (
        ("values/sheltered-workshops", True, False),
        [("off",
          "Vanaf 1 januari 2027 is er geen eigen regeling meer voor erkende maatwerkbedrijven.",
          "From 1 January 2027 recognised sheltered workshops have no rule of their own any"
          " more.")],
    ),
    "limits-of-a-size": (
        ("values/size/limits/small", limits(50), limits(1000)),
        [("changed",
          "Vanaf 1 januari 2027 heeft een kleine onderneming minder dan 1.000 werkenden, en een"
          " omzet tot € 10.000.000,00 of een balanstotaal tot € 8.000.000,00. Voordien was dat:"
          " minder dan 50 werkenden, en een omzet tot € 10.000.000,00 of een balanstotaal tot"
          " € 8.000.000,00.",
          "From 1 January 2027 a small enterprise has fewer than 1.000 people working, and a"
          " turnover up to € 10.000.000,00 or a balance sheet total up to € 8.000.000,00. Before:"
          " fewer than 50 people working, and a turnover up to € 10.000.000,00 or a balance sheet"
          " total up to € 8.000.000,00.")],
    ),
    "a-partner-from": (
        ("values/size/partner-from", "0.25", "0.30"),
        [("changed",
          "Vanaf 1 januari 2027 is een onderneming een partner vanaf een belang van 30%, in"
          " plaats van 25%.",
          "From 1 January 2027 an enterprise is a partner from a holding of 30%, instead of"
          " 25%.")],
    ),
    "a-number-begins-otherwise": (
        ("values/registration-prefix/advice", "DV.A", "DV.B"),
        [("changed",
          "Vanaf 1 januari 2027 begint het registratienummer voor advies met DV.B, in plaats van"
          " met DV.A.",
          "From 1 January 2027 the registration number for advice starts with DV.B, instead of"
          " with DV.A.")],
    ),
    "one-service-for-another": (
        ("values/services", ["training"], ["advice"]),
        [("added",
          "Vanaf 1 januari 2027 is er ook subsidie voor advies.",
          "From 1 January 2027 there is a subsidy for advice too."),
         ("removed",
          "Vanaf 1 januari 2027 is er geen subsidie meer voor opleiding.",
          "From 1 January 2027 there is no subsidy for training any more.")],
    ),
    "services-in-another-order": (
        ("values/services", BOTH, BOTH[::-1]),
        [("reordered",
          "Vanaf 1 januari 2027 staat “Ondersteunde diensten” in een andere volgorde.",
          "From 1 January 2027 “Supported services” stands in another order.")],
    ),
    "a-time-limit-for-a-further-service": (
        ("values/end-by-following-year", ["training"], BOTH),
        [("added",
          "Vanaf 1 januari 2027 geldt “Afgelopen op 31 december van het jaar na de aanvraag” ook"
          " voor advies.",
          "From 1 January 2027 “Over by 31 December of the year after the application” holds for"
          " advice too.")],
    ),
    "words-of-the-scheme-in-order-of-the-alphabet": (
        ("values/regions", ["flanders"], ["wallonia", "flanders", "brussels"]),
        [("added",
          "Vanaf 1 januari 2027 komt er bij “Waar de vestiging ligt” bij: het Brusselse"
          " Hoofdstedelijke Gewest en het Waalse Gewest.",
          "From 1 January 2027 “Where the establishment lies” also has: the Brussels-Capital"
          " Region and the Walloon Region.")],
    ),
    "a-list-of-words-is-found": (  # ST has no name; capitals do not come first
        ("values/statuses", None, ["ST", "AC"]),
        [("known",
          "Vanaf 1 januari 2027 is “Status in de Kruispuntbank bij de start” bekend: actief en"
          " ST.",
          "From 1 January 2027 “Status in the Crossroads Bank at the start” is known: active and"
          " ST.")],
    ),
    "none-is-known-too": (
        ("values/statuses", None, []),
        [("known",
          "Vanaf 1 januari 2027 is “Status in de Kruispuntbank bij de start” bekend: geen.",
          "From 1 January 2027 “Status in the Crossroads Bank at the start” is known: none.")],
    ),
    "from-all-themes-to-some": (
        ("values/supported-themes/advice", "all", [CYBER]),
        [("limited",
          "Vanaf 1 januari 2027 is er voor advies enkel nog subsidie als het gaat over"
          " Cybersecurity (Digitalisering).",
          "From 1 January 2027 there is a subsidy for advice only if it is about Cybersecurity"
          " (Digitalisation).")],
    ),
    "from-some-themes-to-all": (
        ("values/supported-themes/advice", [CYBER], "all"),
        [("opened",
          "Vanaf 1 januari 2027 is er voor advies subsidie in alle thema's van de lijst, niet"
          " meer enkel over Cybersecurity (Digitalisering).",
          "From 1 January 2027 there is a subsidy for advice on all themes of the list, no"
          " longer only on Cybersecurity (Digitalisation).")],
    ),
    "from-some-themes-to-others": (
        ("values/supported-themes/advice", [CYBER, "hrm"], ["hrm", "innovatie"]),
        [("added",
          "Vanaf 1 januari 2027 is er voor advies ook subsidie als het gaat over Innovatie.",
          "From 1 January 2027 there is a subsidy for advice on Innovation too."),
         ("removed",
          "Vanaf 1 januari 2027 is er voor advies geen subsidie meer als het gaat over"
          " Cybersecurity (Digitalisering).",
          "From 1 January 2027 there is no subsidy for advice on Cybersecurity (Digitalisation)"
          " any more.")],
    ),
}  # fmt: skip


def rate(plus: str | None, themes: list[str], services: list[str]) -> dict[str, Any]:
    return {"plus": plus, "themes": themes, "services": services}


HIGHER, NOTHING, KNOWN = "values/higher-rate/cybersecurity", rate("0.00", [], []), "0.15"
BEGINS: Told = (
    "begins",
    "Vanaf 1 januari 2027 is er 15 procentpunten meer voor Cybersecurity (Digitalisering):"
    f" {RATES}. Dat geldt voor advies en opleiding.",
    "From 1 January 2027 there are 15 percentage points more for Cybersecurity (Digitalisation):"
    f" {RATES_EN}. That holds for advice and training.",
)
ENDS: Told = (
    "ends",
    "Vanaf 1 januari 2027 is er geen hoger percentage meer voor Cybersecurity (Digitalisering).",
    "From 1 January 2027 there is no higher rate for Cybersecurity (Digitalisation) any more.",
)


def unknown(nl: str, en: str) -> Told:
    return (
        "unknown",
        f"Vanaf 1 januari 2027 kan een hoger percentage gelden voor {nl}. Of het die dag al gold,"
        " staat in geen bron die we vonden; zolang dat zo is, wordt het niet beoordeeld.",
        f"From 1 January 2027 a higher rate may hold for {en}. Whether it did on that day stands"
        " in no source that we found; until it is known, it is not judged.",
    )


NOT_KNOWN = unknown("Cybersecurity (Digitalisering)", "Cybersecurity (Digitalisation)")
HIGHER_RATES: dict[str, tuple[Edit, list[Told]]] = {
    "it-begins": ((HIGHER, NOTHING, rate(KNOWN, [CYBER], BOTH)), [BEGINS]),
    "it-is-new": ((HIGHER, GONE, rate(KNOWN, [CYBER], BOTH)), [BEGINS]),
    "it-had-a-theme-and-no-points": (
        (HIGHER, rate("0.00", [CYBER], BOTH), rate(KNOWN, [CYBER], BOTH)), [BEGINS],
    ),
    "it-had-points-and-no-services": (
        (HIGHER, rate(KNOWN, [CYBER], []), rate(KNOWN, [CYBER], BOTH)), [BEGINS],
    ),
    "it-had-points-and-no-themes": (
        (HIGHER, rate(KNOWN, [], BOTH), rate(KNOWN, [CYBER], BOTH)), [BEGINS],
    ),
    "it-ends": ((HIGHER, rate(KNOWN, [CYBER], BOTH), NOTHING), [ENDS]),
    "it-is-gone": ((HIGHER, rate(KNOWN, [CYBER], BOTH), GONE), [ENDS]),
    "it-ends-unknown": ((HIGHER, rate(None, [CYBER], BOTH), NOTHING), [ENDS]),
    "it-may-begin": ((HIGHER, NOTHING, rate(None, [CYBER], BOTH)), [NOT_KNOWN]),
    "it-held-and-is-not-known": (
        (HIGHER, rate(KNOWN, [CYBER], BOTH), rate(None, [CYBER], BOTH)), [NOT_KNOWN],
    ),
    "it-may-hold-for-another-theme": (
        (HIGHER, rate(None, [CYBER], BOTH), rate(None, ["innovatie"], BOTH)),
        [unknown("Innovatie", "Innovation")],
    ),
    "it-is-certain": (
        (HIGHER, rate(None, [CYBER], BOTH), rate(KNOWN, [CYBER], BOTH)),
        [("known",
          "Vanaf 1 januari 2027 staat het vast: voor Cybersecurity (Digitalisering) is er 15"
          f" procentpunten meer, dus {RATES}. Dat geldt voor advies en opleiding.",
          "From 1 January 2027 it is certain: for Cybersecurity (Digitalisation) there are 15"
          f" percentage points more, so {RATES_EN}. That holds for advice and training.")],
    ),
    "more-points-and-fewer-services": (
        (HIGHER, rate(KNOWN, [CYBER], BOTH), rate("0.20", [CYBER], ["training"])),
        [("plus",
          "Vanaf 1 januari 2027 is het hogere percentage voor Cybersecurity (Digitalisering):"
          f" {MORE}. Voordien was het {RATES}.",
          f"From 1 January 2027 the higher rate for Cybersecurity (Digitalisation) is {MORE_EN}."
          f" Before, it was {RATES_EN}."),
         ("services-removed",
          "Vanaf 1 januari 2027 geldt het hogere percentage voor Cybersecurity (Digitalisering)"
          " niet meer voor advies, enkel nog voor opleiding.",
          "From 1 January 2027 the higher rate for Cybersecurity (Digitalisation) no longer holds"
          " for advice, only for training.")],
    ),
    "a-further-service": (
        (HIGHER, rate(KNOWN, [CYBER], ["training"]), rate(KNOWN, [CYBER], BOTH)),
        [("services-added",
          "Vanaf 1 januari 2027 geldt het hogere percentage voor Cybersecurity (Digitalisering)"
          " ook voor advies.",
          "From 1 January 2027 the higher rate for Cybersecurity (Digitalisation) holds for"
          " advice too.")],
    ),
    "another-theme": (
        (HIGHER, rate(KNOWN, [CYBER], BOTH), rate(KNOWN, ["innovatie"], BOTH)),
        [("themes",
          f"Het hogere percentage ({RATES}) geldt vanaf 1 januari 2027 voor Innovatie, in plaats"
          " van voor Cybersecurity (Digitalisering).",
          f"From 1 January 2027 the higher rate ({RATES_EN}) holds for Innovation, instead of for"
          " Cybersecurity (Digitalisation).")],
    ),
    "its-themes-in-another-order": (
        (HIGHER, rate(KNOWN, [CYBER, "innovatie"], BOTH), rate(KNOWN, ["innovatie", CYBER], BOTH)),
        [("reordered",
          "Vanaf 1 januari 2027 staat “Hoger percentage voor Innovatie, Cybersecurity"
          " (Digitalisering)” in een andere volgorde.",
          "From 1 January 2027 “Higher rate for Innovation, Cybersecurity (Digitalisation)”"
          " stands in another order.")],
    ),
    "nothing-is-written-otherwise": (
        (HIGHER, NOTHING, rate("0.00", [CYBER], BOTH)),
        [("reworded",
          "“Hoger percentage voor Cybersecurity (Digitalisering)” is in andere woorden"
          " uitgelegd.",
          "“Higher rate for Cybersecurity (Digitalisation)” is explained in other words.")],
    ),
}  # fmt: skip
