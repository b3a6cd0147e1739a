"""The catalogue of a release in DCAT-AP Vlaanderen: what there is, where, under which licence.

Who publishes, the licence and whom to ask are the operator's to say (settings): what is not said is
left out and named, and then the catalogue is not yet one of the profile.

Source: DCAT-AP Vlaanderen (data.vlaanderen.be, standard of 2019-06-13), which lays further duties
on DCAT (W3C): titles in a language, one publisher, access rights, a contact, and a licence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Final

from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef

from portefeuille.core.law import Text
from portefeuille.figures.catalogue import figure, names
from portefeuille.figures.release.published import Published

VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")
_PUBLIC: Final = URIRef("http://publications.europa.eu/resource/authority/access-right/PUBLIC")
_MEDIA: Final = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".nt": "application/n-triples",
}
_TITLES: Final[dict[str, Text]] = {
    "dictionary": {"nl": "Wat elke kolom is", "en": "What each column is"},
    "register": {
        "nl": "Register van subsidies aan rechtspersonen",
        "en": "Register of grants to legal persons",
    },
}


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes, under which licence (an address), and whom to ask; empty where not said."""

    name: str
    licence: str
    contact: str

    def missing(self) -> Iterator[str]:
        """What the profile wants and nobody said, with the setting that says it."""
        for said, what, setting in (
            (self.name, "who publishes", "PORTEFEUILLE_AUTHORITY"),
            (self.licence, "the licence", "PORTEFEUILLE_LICENCE"),
            (self.contact, "whom to ask", "PORTEFEUILLE_CONTACT"),
        ):
            if not said:
                yield f"The catalogue does not say {what}: set {setting}."


def catalogue(at: Published, files: Sequence[Path], base: str, publisher: Publisher) -> Graph:
    """The catalogue of the files of a release, to be found at `base` and their name."""
    graph = Graph()
    for prefix, space in (("dcat", DCAT), ("dct", DCTERMS), ("spdx", SPDX), ("vcard", VCARD)):
        graph.bind(prefix, space)
    whole = URIRef(f"{base}catalogue")
    graph.add((whole, RDF.type, DCAT.Catalog))
    title = {"nl": f"Cijfers van {at.year}", "en": f"Figures of {at.year}"}
    told = {
        "nl": f"Gepubliceerde cijfers van {at.year}, zoals bekend op {at.day}. Kleine aantallen"
        " zijn verborgen.",
        "en": f"Published figures of {at.year}, as known on {at.day}. Small counts are hidden.",
    }
    _described(graph, whole, title, told)
    _published(graph, whole, publisher)
    _licensed(graph, whole, publisher)
    for stem in dict.fromkeys(path.stem for path in files):
        dataset = URIRef(f"{base}dataset/{stem}")
        graph.add((whole, DCAT.dataset, dataset))
        _dataset(graph, dataset, stem, at, publisher)
        for path in files:
            if path.stem == stem:
                part = _distribution(graph, path, base, publisher)
                graph.add((dataset, DCAT.distribution, part))
    return graph


def _dataset(graph: Graph, dataset: URIRef, stem: str, at: Published, publisher: Publisher) -> None:
    graph.add((dataset, RDF.type, DCAT.Dataset))
    if stem in names():
        _described(graph, dataset, figure(stem).title, figure(stem).definition)
    else:
        _described(graph, dataset, _TITLES[stem], _TITLES[stem])
    graph.add((dataset, DCTERMS.issued, Literal(at.known_at.date())))
    graph.add((dataset, DCTERMS.identifier, Literal(f"{at.year}/{stem}")))
    graph.add((dataset, DCTERMS.accessRights, _PUBLIC))
    graph.add((_PUBLIC, RDF.type, SKOS.Concept))
    graph.add((_PUBLIC, SKOS.prefLabel, Literal("openbaar", lang="nl")))
    _published(graph, dataset, publisher)
    if publisher.contact:
        contact = BNode()
        graph.add((dataset, DCAT.contactPoint, contact))
        graph.add((contact, RDF.type, VCARD.Kind))
        graph.add((contact, VCARD.hasEmail, URIRef(f"mailto:{publisher.contact}")))


def _distribution(graph: Graph, path: Path, base: str, publisher: Publisher) -> URIRef:
    part = URIRef(f"{base}{path.name}")
    graph.add((part, RDF.type, DCAT.Distribution))
    graph.add((part, DCTERMS.title, Literal(path.name, lang="nl")))
    graph.add((part, DCAT.accessURL, part))
    graph.add((part, DCAT.downloadURL, part))
    media = f"https://www.iana.org/assignments/media-types/{_MEDIA[path.suffix]}"
    graph.add((part, DCAT.mediaType, URIRef(media)))
    graph.add((part, DCAT.byteSize, Literal(path.stat().st_size, datatype=XSD.decimal)))
    checksum = BNode()
    graph.add((part, SPDX.checksum, checksum))
    graph.add((checksum, RDF.type, SPDX.Checksum))
    graph.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    graph.add((checksum, SPDX.checksumValue, Literal(digest, datatype=XSD.hexBinary)))
    _licensed(graph, part, publisher)
    return part


def _described(graph: Graph, node: URIRef, title: Text, told: Text) -> None:
    for language in ("nl", "en"):
        graph.add((node, DCTERMS.title, Literal(title[language], lang=language)))
        graph.add((node, DCTERMS.description, Literal(told[language], lang=language)))


def _published(graph: Graph, node: URIRef, publisher: Publisher) -> None:
    if publisher.name:
        agent = BNode("publisher")
        graph.add((node, DCTERMS.publisher, agent))
        graph.add((agent, RDF.type, FOAF.Agent))
        graph.add((agent, FOAF.name, Literal(publisher.name, lang="nl")))


def _licensed(graph: Graph, node: URIRef, publisher: Publisher) -> None:
    if publisher.licence:
        licence = URIRef(publisher.licence)
        graph.add((node, DCTERMS.license, licence))
        graph.add((licence, RDF.type, DCTERMS.LicenseDocument))
