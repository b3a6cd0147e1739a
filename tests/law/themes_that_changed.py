"""The list of themes as it changed: themes, their topics, and a list that is new altogether."""

from typing import Any

from tests.law.happened import Edit, Told


def theme(nl: str, en: str, *topics: tuple[str, str], code: str = "") -> dict[str, Any]:
    """A theme with its topics, as a document holds it."""
    code = code or nl.lower()
    below = [{"code": f"{code}/{t[0].lower()}", "label": {"nl": t[0], "en": t[1]}} for t in topics]
    return {"code": code, "label": {"nl": nl, "en": en}, "topics": below}


def listed(*themes: dict[str, Any], complete: bool = True) -> dict[str, Any]:
    """The list of themes."""
    return {"complete": complete, "list": list(themes)}


WATER, WIND = theme("Water", "Water"), theme("Wind", "Wind")
SUN, EARTH = theme("Zon", "Sun"), theme("Aarde", "Earth")
RAIN, SEA, ICE = ("Regen", "Rain"), ("Zee", "Sea"), ("IJs", "Ice")
BREEZE = ("Bries", "Breeze")


def came(nl: str, en: str) -> Told:
    return (
        "added",
        f"Vanaf 1 januari 2027 staat ook in de lijst van thema's: {nl}.",
        f"From 1 January 2027 the list of themes also has: {en}.",
    )


def went(nl: str, en: str) -> Told:
    return (
        "removed",
        f"Vanaf 1 januari 2027 staat niet meer in de lijst van thema's: {nl}.",
        f"From 1 January 2027 the list of themes no longer has: {en}.",
    )


def may_be_chosen(theme: str, nl: str, en: str) -> Told:
    return (
        "topics-added",
        f"Vanaf 1 januari 2027 kan je bij {theme} ook kiezen: {nl}.",
        f"From 1 January 2027 you can also choose, under {theme}: {en}.",
    )


def may_not_be_chosen(theme: str, nl: str, en: str) -> Told:
    return (
        "topics-removed",
        f"Vanaf 1 januari 2027 kan je bij {theme} niet meer kiezen: {nl}.",
        f"From 1 January 2027 you can no longer choose, under {theme}: {en}.",
    )


def replaced(nl: str, en: str, nl_those: str, en_those: str) -> Told:
    return (
        "replaced",
        f"Vanaf 1 januari 2027 kies je een van twee thema's: {nl}. Ze komen in de plaats van"
        f" {nl_those}.",
        f"From 1 January 2027 you choose one of two themes: {en}. They take the place of"
        f" {en_those}.",
    )


THOSE = ("de twee van voordien", "the two before")
REORDERED: Told = (
    "reordered",
    "Vanaf 1 januari 2027 staat “Lijst van thema's” in een andere volgorde.",
    "From 1 January 2027 “List of themes” stands in another order.",
)
COMPLETED: Told = (
    "completed",
    "Vanaf 1 januari 2027 is de lijst “Lijst van thema's” volledig: wie of wat er niet op staat,"
    " valt erbuiten.",
    "From 1 January 2027 the list “List of themes” is complete: whoever or whatever is not on it,"
    " is left out.",
)

THEMES: dict[str, tuple[Edit, list[Told]]] = {
    "a-theme-comes": (("themes", listed(WATER), listed(WATER, SUN)), [came("Zon", "Sun")]),
    "a-theme-goes": (
        ("themes", listed(WATER, SUN, WIND), listed(WATER, WIND)), [went("Zon", "Sun")],
    ),
    "a-theme-is-renamed": (
        ("themes", listed(WATER, SUN), listed(WATER, theme("Zonlicht", "Sunlight", code="zon"))),
        [("relabelled",
          "Vanaf 1 januari 2027 heten namen in “Lijst van thema's” anders: Zonlicht.",
          "From 1 January 2027 names in “List of themes” read differently: Sunlight.")],
    ),
    "themes-in-another-order": (("themes", listed(WATER, SUN), listed(SUN, WATER)), [REORDERED]),
    "topics-come": (
        ("themes", listed(WATER), listed(theme("Water", "Water", RAIN, SEA))),
        [may_be_chosen("Water", "Regen en Zee", "Rain and Sea")],
    ),
    "topics-go-from-two-themes": (
        ("themes",
         listed(theme("Water", "Water", RAIN, SEA), theme("Wind", "Wind", BREEZE)),
         listed(WATER, WIND)),
        [may_not_be_chosen("Water", "Regen en Zee", "Rain and Sea"),
         may_not_be_chosen("Wind", "Bries", "Breeze")],
    ),
    "a-topic-for-another": (
        ("themes",
         listed(theme("Water", "Water", RAIN, SEA)), listed(theme("Water", "Water", RAIN, ICE))),
        [may_be_chosen("Water", "IJs", "Ice"), may_not_be_chosen("Water", "Zee", "Sea")],
    ),
    "topics-in-another-order": (
        ("themes",
         listed(theme("Water", "Water", RAIN, SEA)), listed(theme("Water", "Water", SEA, RAIN))),
        [REORDERED],
    ),
    "a-theme-and-a-topic-come": (
        ("themes", listed(WATER), listed(theme("Water", "Water", RAIN), SUN)),
        [came("Zon", "Sun"), may_be_chosen("Water", "Regen", "Rain")],
    ),
    "less-than-half-stays": (
        ("themes", listed(WATER, SUN), listed(SUN, EARTH)),
        [replaced("Zon en Aarde", "Sun and Earth", *THOSE)],
    ),
    "half-stays": (
        ("themes", listed(WATER, SUN, WIND), listed(SUN, WIND, EARTH)),
        [came("Aarde", "Earth"), went("Water", "Water")],
    ),
    "all-is-new-after-a-list-that-was-not-whole": (
        ("themes", listed(WATER, WIND, complete=False), listed(SUN, EARTH)),
        [replaced("Zon en Aarde", "Sun and Earth",
                  "de twee die we van voordien kennen", "the two that we know of from before"),
         COMPLETED],
    ),
    "all-is-new-and-has-topics": (
        ("themes", listed(SUN, EARTH), listed(theme("Water", "Water", RAIN, SEA), WIND)),
        [replaced("Water en Wind", "Water and Wind", *THOSE),
         ("with-topics",
          "Bij een daarvan kies je ook een onderwerp: Water (Regen en Zee).",
          "With one of them you choose a topic too: Water (Rain and Sea).")],
    ),
    "all-is-new-and-had-topics-before": (
        ("themes",
         listed(theme("Wind", "Wind", BREEZE), EARTH), listed(theme("Water", "Water", RAIN), SUN)),
        [replaced("Water en Zon", "Water and Sun", *THOSE)],
    ),
    "all-is-new-and-has-no-topics": (
        ("themes", listed(WIND, EARTH), listed(WATER, SUN)),
        [replaced("Water en Zon", "Water and Sun", *THOSE)],
    ),
    "a-list-is-found": (
        ("themes", listed(complete=False), listed(WATER, SUN)),
        [came("Water en Zon", "Water and Sun"), COMPLETED],
    ),
    "a-list-is-no-longer-known": (
        ("themes", listed(WATER, SUN), listed(complete=False)),
        [("emptied",
          "Vanaf 1 januari 2027 is niet bekend wat er op de lijst “Lijst van thema's” staat.",
          "From 1 January 2027 nobody knows what stands on the list “List of themes”.")],
    ),
    "there-are-no-themes-any-more": (
        ("themes", listed(WATER, SUN), listed()), [went("Water en Zon", "Water and Sun")],
    ),
    "a-list-is-no-longer-whole": (
        ("themes", listed(WATER), listed(WATER, complete=False)),
        [("incomplete",
          "Vanaf 1 januari 2027 is de lijst “Lijst van thema's” niet volledig bekend: wat er niet"
          " op staat, wordt niet beoordeeld.",
          "From 1 January 2027 the list “List of themes” is not fully known: what is not on it, is"
          " not judged.")],
    ),
}  # fmt: skip
