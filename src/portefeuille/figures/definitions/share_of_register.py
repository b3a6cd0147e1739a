"""Which share of the enterprises of the register used it, where an extract of it is loaded.

Above the line stand those of the register that used it: who has stopped since is no longer in it,
and neither is who was invented. Below it stand the enterprises of KBO Open Data with an address in
the Flemish Region. That is more than who could have applied: Open Data tells no size, and a sector
or a form that is left out was not left out here. The extract is not part of a snapshot.
"""

from collections.abc import Sequence
from typing import Final

import ibis
from ibis.expr.types import Table

from portefeuille.core.show import show_day
from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.rounding import share
from portefeuille.figures.values import Column, Facts, Figure, Scope
from portefeuille.register.regions import ranges_of


def _flemish() -> Table:
    """Enterprises with an address there: their seat, or an establishment."""
    enterprise = ibis.table({"enterprise_number": "string"}, name="kbo_enterprise")
    place = ibis.table(
        {"establishment_number": "string", "enterprise_number": "string"}, name="kbo_establishment"
    )
    address = ibis.table(
        {"entity_number": "string", "zipcode": "string", "date_striking_off": "date"},
        name="kbo_address",
    )
    within = [address.zipcode.between(first, last) for first, last in ranges_of("flanders")]
    there = address.filter(
        address.zipcode.re_search("^[0-9]{4}$"),
        ibis.or_(*within),
        address.date_striking_off.isnull(),
    )
    entities = there.select(entity="entity_number").distinct()
    seats = entities.select(number="entity")
    places = place.join(entities, place.establishment_number == entities.entity)
    found = ibis.union(seats, places.select(number="enterprise_number"), distinct=True)
    return enterprise.semi_join(found, enterprise.enterprise_number == found.number)


def _counts(asked: Asked) -> Table:
    extract = ibis.table({"snapshot_date": "date"}, name="kbo_extract")
    flemish = _flemish()
    numbers = ibis.table(
        {"enterprise_id": "int64", "number": "string"}, name="register_enterprisenumber"
    )
    users = asked.approved.select("enterprise_id").distinct()
    found = users.join(numbers, "enterprise_id").semi_join(
        flemish, [numbers.number == flemish.enterprise_number]
    )
    used = users.agg(enterprises=users.count())
    of_register = found.agg(in_register=found.enterprise_id.nunique())
    registered = flemish.agg(registered=flemish.enterprise_number.nunique())
    loaded = extract.agg(extract=extract.snapshot_date.max())
    return used.cross_join(of_register).cross_join(registered).cross_join(loaded)


def _finish(_scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    return [
        {
            "extract": None if row["extract"] is None else show_day(row["extract"], "nl"),
            "enterprises": row["enterprises"],
            "in_register": row["in_register"] if row["extract"] else None,
            "registered": row["registered"] if row["extract"] else None,
            "share_points": share(row["in_register"], row["registered"]),
        }
        for row in rows
    ]


FIGURE: Final = Figure(
    "share-of-register",
    {
        "nl": "Ondernemingen met een goedgekeurde aanvraag, tegenover het register",
        "en": "Enterprises with an approved application, against the register",
    },
    {
        "nl": "Ondernemingen met minstens één aanvraag van de periode die op de peildag was"
        " goedgekeurd, elk één keer geteld; hoeveel daarvan actief zijn met een zetel of vestiging"
        " in het Vlaams Gewest, en hun aandeel in alle ondernemingen die dat zijn, volgens het"
        " uittreksel van KBO Open Data dat het laatst is geladen. Filters gelden boven de streep"
        " alleen.",
        "en": "Enterprises with at least one application of the period approved on the as-of day,"
        " each counted once; how many of them are active with a seat or establishment in the"
        " Flemish Region, and their share of all enterprises that are, by the extract of KBO Open"
        " Data that was loaded last. Filters hold above the line only.",
    },
    (
        Column("extract", {"nl": "Uittreksel van", "en": "Extract of"}),
        c.ENTERPRISES_ONCE,
        Column("in_register", {"nl": "Waarvan in het register", "en": "Of the register"}, "count"),
        Column("registered", {"nl": "Alle in het register", "en": "All in the register"}, "count"),
        c.SHARE,
    ),
    _counts,
    _finish,
    (
        {
            "nl": "De noemer is ruimer dan wie had kunnen aanvragen. KBO Open Data zegt geen"
            " grootte: grote ondernemingen en entiteiten zonder recht (overheden, verenigingen,"
            " uitgesloten sectoren) zijn er niet uit gehaald. Het uittreksel is dat van zijn eigen"
            " dag, niet van de periode.",
            "en": "What stands below the line is more than who could have applied. KBO Open Data"
            " tells no size: large enterprises and entities without a right (authorities,"
            " associations, sectors left out) were not taken out. The extract is of its own day,"
            " not of the period.",
        },
        {
            "nl": "Waar geen uittreksel is geladen, is de noemer onbekend. Verzonnen ondernemingen"
            " van synthetische jaren staan in geen register.",
            "en": "Where no extract is loaded, what stands below the line is unknown. Invented"
            " enterprises of synthetic years stand in no register.",
        },
        {
            "nl": "Source: KBO/BCE, FOD Economie.",
            "en": "Source: KBO/BCE, FOD Economie.",
        },
    ),
)
