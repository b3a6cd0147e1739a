"""Honest answers made awkward, as real ones are: each function changes a wrapper in place."""

from copy import deepcopy
from datetime import date, timedelta
from typing import Final

from portefeuille.adapters.magda.simulator.elements import Element, element

A_MONTH: Final = timedelta(days=30)
FOREVER: Final = "9999-12-31"
NUMBERS: Final = ("Ondernemingsnummer", "Vestigingsnummer")


def wrong_referte(wrapper: Element) -> None:
    """The answer to somebody else's question: Referte is not the one that was sent."""
    for referte in wrapper.findall("Repliek/Antwoorden/Antwoord/Referte"):
        referte.text = "van-iemand-anders"


def years_9999(wrapper: Element) -> None:
    """What has no end ends in the year 9999, and so does the enterprise (seen in VKBO answers)."""
    for one in wrapper.iter():
        if one.get("DatumBegin") and not one.get("DatumEinde"):
            one.set("DatumEinde", FOREVER)
    for known in wrapper.findall("Repliek/Antwoorden/Antwoord/Inhoud/Onderneming"):
        for begun, closed in (
            ("Inschrijving", element("Afsluiting", element("Datum", FOREVER))),
            ("DatumInschrijving", element("DatumAfsluiting", FOREVER)),
        ):
            if known.find(closed.tag) is None and known.find(begun) is not None:
                known.find(begun).addnext(closed)


def whitespace(wrapper: Element) -> None:
    """Line breaks and spaces around every number (which its schema forbids)."""
    for tag in NUMBERS:
        for number in wrapper.iter(tag):
            number.text = f"\n      {number.text} \t"


def mixed_nace(wrapper: Element) -> None:
    """Activities of 2003, 2008 and 2025 at once, the oldest first, none with an end."""
    for activities in wrapper.iter("Activiteiten"):
        old = deepcopy(activities[0])
        old.find("Nace/Code").text = "15811"
        old.find("Nace/Versie").text = "2003"
        old.set("DatumBegin", "2003-01-01")
        activities.append(old)
        activities[:] = sorted(activities, key=lambda one: one.findtext("Nace/Versie"))
        for activity in activities:
            activity.attrib.pop("DatumEinde", None)


def two_accounts(wrapper: Element) -> None:
    """The annual account twice for one year: the second, filed later, has other amounts."""
    for accounts in wrapper.iter("Jaarrekeningen"):
        first = accounts.find("Jaarrekening")
        corrected = deepcopy(first)
        first.addnext(corrected)
        for filed in corrected.findall("Hoofding/Datum/Neerlegging"):
            filed.text = (date.fromisoformat(filed.text) + A_MONTH).isoformat()
        for value in corrected.findall("Elementen/Element/AantalBedrag/Waarde"):
            value.text = str(int(value.text) // 2)
