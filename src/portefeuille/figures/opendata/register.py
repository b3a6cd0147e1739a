"""The register of grants: what legal persons were granted and paid, a grant a line.

Natural persons never stand in it, and neither does who may be one. Two files: CSV, and N-Triples
(which is Turtle too) in the words of the OSLO vocabulary of subsidies. Both are written as rows are
read, so that a year of any size takes the same memory.

The application profile of the Flemish subsidy register wants a budget article and the authority;
the first nobody told us, the second is a setting: both are left out rather than made up. Which way
the register takes files in was not found.

Source: application profile Subsidieregister (data.vlaanderen.be, draft), its SHACL shapes.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO, Final

from django.db import connection
from rdflib import DCTERMS, RDF, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from portefeuille.aid.queries import Award, awards
from portefeuille.core.money import Cents, format_euro
from portefeuille.figures.formats.as_csv import guarded

SUBSIDY: Final = Namespace("https://data.vlaanderen.be/ns/subsidie#")
CPSV: Final = Namespace("http://purl.org/vocab/cpsv#")
M8G: Final = Namespace("http://data.europa.eu/m8g/")
REGORG: Final = Namespace("http://www.w3.org/ns/regorg#")
ADMS: Final = Namespace("http://www.w3.org/ns/adms#")

COLUMNS: Final = (
    *("reference", "beneficiary_number", "beneficiary_name", "service", "theme"),
    *("granted_on", "granted", "withdrawn", "paid"),
)
_TOGETHER: Final = 1_000
_PAID: Final = (
    "SELECT application_id, sum(amount_cents)::bigint FROM figures_movement"
    " WHERE account = 'spent' AND application_id = ANY(%s) GROUP BY application_id"
)


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant to a legal person, and what was paid of it, in cents."""

    award: Award
    paid: Cents


def grants(first: date, last: date) -> Iterator[Grant]:
    """Grants of a period to legal persons, in order of application, a few at a time in memory."""
    legal = (award for award in awards(first, last) if award.natural_person is False)
    while some := list(islice(legal, _TOGETHER)):
        paid = _paid([award.application_id for award in some])
        yield from (Grant(award, paid.get(award.application_id, 0)) for award in some)


def _paid(applications: list[int]) -> Mapping[int, Cents]:
    with connection.cursor() as cursor:
        cursor.execute(_PAID, [applications])
        return dict(cursor.fetchall())


def write_register(year: int, folder: Path, base: str) -> list[Path]:
    """Both files of the grants of a year; `base` begins the address of each grant."""
    paths = [folder / "register.csv", folder / "register.nt"]
    with (
        paths[0].open("w", encoding="utf-8", newline="") as table,
        paths[1].open("w", encoding="utf-8") as triples,
    ):
        _write(grants(date(year, 1, 1), date(year, 12, 31)), table, triples, base)
    return paths


def _write(found: Iterable[Grant], table: IO[str], triples: IO[str], base: str) -> None:
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for grant in found:
        award = grant.award
        writer.writerow(
            [
                award.reference,
                award.number,
                guarded(award.name or ""),
                award.service,
                award.theme,
                award.granted_on.isoformat(),
                None if award.amount is None else format_euro(award.amount),
                format_euro(award.withdrawn),
                format_euro(grant.paid),
            ]
        )
        triples.write(as_graph(grant, base).serialize(format="nt"))


def as_graph(grant: Grant, base: str) -> Graph:
    """A grant in the words of the vocabulary."""
    award, graph = grant.award, Graph()
    service = URIRef(f"{base}grant/{award.reference}")
    ground, receiver, part = BNode(), BNode(), BNode()
    graph.add((service, RDF.type, CPSV.PublicService))
    graph.add((service, SUBSIDY.heeftRechtsgrond, ground))
    graph.add((ground, RDF.type, SUBSIDY.RechtsgrondToekenningSubsidie))
    if award.amount is not None:
        graph.add((ground, SUBSIDY.toegekendBedrag, _euro(award.amount)))
    period = BNode()
    graph.add((ground, SUBSIDY.gesubsidieerdePeriode, period))
    graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
    graph.add((period, DCTERMS.date, Literal(award.granted_on.isoformat(), datatype=XSD.date)))
    graph.add((service, M8G.hasParticipation, part))
    graph.add((part, RDF.type, M8G.Participation))
    graph.add((receiver, M8G.playsRole, part))
    graph.add((receiver, RDF.type, REGORG.RegisteredOrganization))
    graph.add((receiver, REGORG.registration, _identifier(graph, award.number)))
    if award.name:
        graph.add((receiver, REGORG.legalName, Literal(award.name, lang="nl")))
    graph.add((service, ADMS.identifier, _identifier(graph, award.reference)))
    return graph


def _identifier(graph: Graph, notation: str) -> Node:
    node = BNode()
    graph.add((node, RDF.type, ADMS.Identifier))
    graph.add((node, SKOS.notation, Literal(notation)))
    return node


def _euro(cents: Cents) -> Literal:
    return Literal(format_euro(cents), datatype=XSD.decimal)
