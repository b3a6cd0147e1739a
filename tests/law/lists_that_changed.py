"""Lists of the law that changed: the edit of a document, and what a jurist reads of it."""

from typing import Any

from tests.law.happened import Edit, Told


def codes(complete: bool, *labels: str, **more: Any) -> dict[str, Any]:  # noqa: FBT001
    """A list of codes; each code is its label in lower case."""
    return {"complete": complete, "codes": {label.lower(): label for label in labels}, **more}


def nace(complete: bool, **versions: dict[str, str]) -> dict[str, Any]:  # noqa: FBT001
    """The list of main activities by the version of the nomenclature: v2008."""
    return {"complete": complete, "versions": {name[1:]: one for name, one in versions.items()}}


FORMS, SOFTWARE = "legal-forms/in", {"62010": "Ontwerpen van software"}
COMPLETED: Told = (
    "completed",
    "Vanaf 1 januari 2027 is de lijst “Rechtsvormen die mogen aanvragen” volledig: wie of wat er"
    " niet op staat, valt erbuiten.",
    "From 1 January 2027 the list “Legal forms that may apply” is complete: whoever or whatever is"
    " not on it, is left out.",
)
EMPTIED: Told = (
    "emptied",
    "Vanaf 1 januari 2027 is niet bekend wat er op de lijst “Rechtsvormen die mogen aanvragen”"
    " staat.",
    "From 1 January 2027 nobody knows what stands on the list “Legal forms that may apply”.",
)


def added(nl: str, en: str) -> Told:
    return (
        "added",
        f"Vanaf 1 januari 2027 komt er bij “Rechtsvormen die mogen aanvragen” bij: {nl}.",
        f"From 1 January 2027 “Legal forms that may apply” also has: {en}.",
    )


def removed(label: str) -> Told:
    return (
        "removed",
        f"Vanaf 1 januari 2027 valt bij “Rechtsvormen die mogen aanvragen” weg: {label}.",
        f"From 1 January 2027 “Legal forms that may apply” no longer has: {label}.",
    )


LISTS: dict[str, tuple[Edit, list[Told]]] = {
    "one-comes": ((FORMS, codes(False, "NV"), codes(False, "NV", "BV")), [added("BV", "BV")]),
    "one-goes": ((FORMS, codes(False, "NV", "BV"), codes(False, "BV")), [removed("NV")]),
    "one-for-another": (
        (FORMS, codes(False, "NV"), codes(False, "BV")), [added("BV", "BV"), removed("NV")],
    ),
    "a-comma-in-a-name": (  # then semicolons part the names
        (FORMS, codes(False, "NV"), codes(False, "NV", "GIE, EESV", "BV", "CV")),
        [added("GIE, EESV; BV en CV", "GIE, EESV; BV and CV")],
    ),
    "another-name": (
        (FORMS, codes(False, "NV"), {"complete": False, "codes": {"nv": "Naamloze vennootschap"}}),
        [("relabelled",
          "Vanaf 1 januari 2027 heten namen in “Rechtsvormen die mogen aanvragen” anders: Naamloze"
          " vennootschap.",
          "From 1 January 2027 names in “Legal forms that may apply” read differently: Naamloze"
          " vennootschap.")],
    ),
    "it-is-completed": ((FORMS, codes(False, "NV"), codes(True, "NV")), [COMPLETED]),
    "it-is-filled-and-completed": (
        (FORMS, codes(False), codes(True, "NV")), [added("NV", "NV"), COMPLETED],
    ),
    "it-is-empty-for-sure": ((FORMS, codes(True, "NV"), codes(True)), [removed("NV")]),
    "it-is-no-longer-known": ((FORMS, codes(False, "NV"), codes(False)), [EMPTIED]),
    "what-was-whole-is-no-longer-known": ((FORMS, codes(True, "NV"), codes(False)), [EMPTIED]),
    "it-is-no-longer-whole": (
        (FORMS, codes(True, "NV"), codes(False, "NV")),
        [("incomplete",
          "Vanaf 1 januari 2027 is de lijst “Rechtsvormen die mogen aanvragen” niet volledig"
          " bekend: wat er niet op staat, wordt niet beoordeeld.",
          "From 1 January 2027 the list “Legal forms that may apply” is not fully known: what is"
          " not on it, is not judged.")],
    ),
    "it-is-not-found": (
        (FORMS, codes(True), codes(False)),
        [("not-found",
          "Wat er vanaf 1 januari 2027 op de lijst “Rechtsvormen die mogen aanvragen” staat,"
          " vonden we niet: niemand wordt erop beoordeeld.",
          "What stands on the list “Legal forms that may apply” from 1 January 2027 on, we did not"
          " find: nobody is judged on it.")],
    ),
    "an-activity-comes": (
        ("sectors", nace(False), nace(False, v2008=SOFTWARE)),
        [("added",
          "Vanaf 1 januari 2027 komt er bij “Hoofdactiviteiten (NACE-BEL) die mogen aanvragen”"
          " bij: Ontwerpen van software.",
          "From 1 January 2027 “Main activities (NACE-BEL) that may apply” also has: Ontwerpen van"
          " software.")],
    ),
    "not-all-activities-are-known": (
        ("sectors", nace(True, v2008=SOFTWARE), nace(False, v2008=SOFTWARE)),
        [("incomplete",
          "Vanaf 1 januari 2027 is de lijst “Hoofdactiviteiten (NACE-BEL) die mogen aanvragen” niet"
          " volledig bekend: wat er niet op staat, wordt niet beoordeeld.",
          "From 1 January 2027 the list “Main activities (NACE-BEL) that may apply” is not fully"
          " known: what is not on it, is not judged.")],
    ),
    "an-activity-of-another-version": (  # the same code and name, and not the same activity
        ("sectors", nace(True, v2008=SOFTWARE), nace(True, v2008=SOFTWARE, v2025=SOFTWARE)),
        [("added",
          "Vanaf 1 januari 2027 komt er bij “Hoofdactiviteiten (NACE-BEL) die mogen aanvragen”"
          " bij: Ontwerpen van software.",
          "From 1 January 2027 “Main activities (NACE-BEL) that may apply” also has: Ontwerpen van"
          " software.")],
    ),
    "exclusions-begin": (
        ("excluded", None, codes(True, "Shiatsu", "Mindfulness")),
        [("begins",
          "Vanaf 1 januari 2027 is er voor twee diensten geen subsidie meer: Shiatsu en"
          " Mindfulness.",
          "From 1 January 2027 there is no subsidy any more for two services: Shiatsu and"
          " Mindfulness.")],
    ),
    "exclusions-begin-and-nobody-knows-which": (
        ("excluded", None, codes(False)),
        [("not-found",
          "Wat er vanaf 1 januari 2027 op de lijst “Uitgesloten diensten” staat, vonden we niet:"
          " niemand wordt erop beoordeeld.",
          "What stands on the list “Excluded services” from 1 January 2027 on, we did not find:"
          " nobody is judged on it.")],
    ),
    "exclusions-end": (
        ("excluded", codes(True, "Shiatsu"), None),
        [("ends",
          "Vanaf 1 januari 2027 zijn er geen uitgesloten diensten meer.",
          "From 1 January 2027 no services are excluded any more.")],
    ),
    "exclusions-that-nobody-knew-end": (
        ("excluded", codes(False), None),
        [("ends",
          "Vanaf 1 januari 2027 zijn er geen uitgesloten diensten meer.",
          "From 1 January 2027 no services are excluded any more.")],
    ),
    "exclusions-are-no-longer-known": (
        ("excluded", codes(False, "Shiatsu"), codes(False)),
        [("emptied",
          "Welke diensten vanaf 1 januari 2027 uitgesloten zijn, is niet bekend: geen enkele inhoud"
          " wordt nog aan de vroegere lijst getoetst.",
          "Which services are excluded from 1 January 2027 on is not known: no content is held"
          " against the earlier list any more.")],
    ),
    "a-theme-comes-under-a-list": (
        ("listed-only", codes(True, themes=[]), codes(False, themes=["innovatie"])),
        [("themes-added",
          "Vanaf 1 januari 2027 telt onder Innovatie enkel een dienst die op een limitatieve lijst"
          " staat.",
          "From 1 January 2027 only a service that is on a limitative list counts under"
          " Innovation."),
         ("not-found",
          "Wat er op die lijst staat, is niet bekend.",
          "What stands on that list is not known.")],
    ),
    "a-theme-is-free-again": (
        ("listed-only", codes(False, themes=["innovatie"]), codes(True, themes=[])),
        [("themes-removed",
          "Vanaf 1 januari 2027 telt onder Innovatie niet meer enkel wat op een limitatieve lijst"
          " staat.",
          "From 1 January 2027 what counts under Innovation is no longer only what is on a"
          " limitative list.")],
    ),
    "themes-of-a-list-in-another-order": (
        ("listed-only",
         codes(False, themes=["innovatie", "duurzaamheid"]),
         codes(False, themes=["duurzaamheid", "innovatie"])),
        [("reordered",
          "Vanaf 1 januari 2027 staat “Thema's waaronder enkel een limitatieve lijst telt” in een"
          " andere volgorde.",
          "From 1 January 2027 “Themes under which only a limitative list counts” stands in another"
          " order.")],
    ),
    "another-theme-and-a-list-that-is-not-known": (
        ("listed-only",
         codes(False, "Lassen", themes=["innovatie"]), codes(False, themes=["duurzaamheid"])),
        [("themes-added",
          "Vanaf 1 januari 2027 telt onder Duurzaamheid enkel een dienst die op een limitatieve"
          " lijst staat.",
          "From 1 January 2027 only a service that is on a limitative list counts under"
          " Sustainability."),
         ("themes-removed",
          "Vanaf 1 januari 2027 telt onder Innovatie niet meer enkel wat op een limitatieve lijst"
          " staat.",
          "From 1 January 2027 what counts under Innovation is no longer only what is on a"
          " limitative list."),
         ("emptied",
          "Vanaf 1 januari 2027 is niet bekend wat er op de lijst “Thema's waaronder enkel een"
          " limitatieve lijst telt” staat.",
          "From 1 January 2027 nobody knows what stands on the list “Themes under which only a"
          " limitative list counts”.")],
    ),
}  # fmt: skip
