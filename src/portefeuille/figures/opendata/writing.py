"""Writes a release into a folder: tables, register, catalogue."""

from pathlib import Path

from django.conf import settings

from portefeuille.figures.opendata.dcat import Publisher, catalogue
from portefeuille.figures.opendata.register import write_register
from portefeuille.figures.opendata.tables import write_tables
from portefeuille.figures.release.published import Published


def write(at: Published, folder: Path) -> tuple[str, ...]:
    """All files of a release; what is returned are sentences on what nobody said yet."""
    folder.mkdir(parents=True, exist_ok=True)
    base = f"{settings.SITE}/opendata/{at.year}/"
    files = [*write_tables(at.tables(), folder), *write_register(at.year, folder, base)]
    publisher = Publisher(
        settings.AUTHORITY, settings.OPEN_DATA_LICENCE, settings.OPEN_DATA_CONTACT
    )
    graph = catalogue(at, files, base, publisher)
    graph.serialize(folder / "dcat.ttl", format="turtle", encoding="utf-8")
    graph.serialize(folder / "dcat.jsonld", format="json-ld", encoding="utf-8")
    return tuple(publisher.missing())
