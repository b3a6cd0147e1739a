"""Where the dated entries of a scheme's files stand: name, first day, file and line.

The law as values has forgotten on which line it was written. Whoever has to mend something wants
to know: this reads the files once more and keeps every entry with its place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from portefeuille.law.place import Place, read_yaml

_BEGINS: Final = ("from", "first")
_NAMED: Final = {
    ("themes.yaml", "lists"): "themes",
    ("legal-forms.yaml", "in"): "legal-forms.in",
    ("legal-forms.yaml", "out"): "legal-forms.out",
    ("juridical-situations.yaml", "in"): "situations.in",
    ("juridical-situations.yaml", "out"): "situations.out",
    ("sectors.yaml", "in"): "sectors",
    ("exclusions.yaml", "profession-specific"): "listed-only",
}
"""What a list is called in the law, where its file calls it otherwise."""


@dataclass(frozen=True, slots=True)
class DatedEntry:
    """An entry of a law file: the value it is of, its first day and where it stands.

    `verified` is None where an entry has none, such as a sentence.
    """

    name: str
    first_day: date
    file: str
    line: int
    sources: tuple[str, ...]
    verified: date | None

    @property
    def where(self) -> str:
        """The place, for people."""
        return f"{self.file}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a law as they are written: their dated entries, and where each source is."""

    entries: tuple[DatedEntry, ...]
    sources: dict[str, str]

    def where(self, name: str, first_day: date) -> str:
        """Where the entry of a value stands; the name of the value where no file has it."""
        for entry in self.entries:
            if entry.name == name and entry.first_day == first_day:
                return entry.where
        return name


def read_files(files: Sequence[Path]) -> Files:
    """The entries of the given files; LawError where one is no YAML."""
    entries: list[DatedEntry] = []
    sources: dict[str, str] = {}
    for path in files:
        root = read_yaml(path)
        entries += _entries(root, ())
        for name, _, place in root.items():
            if path.name == "scheme.yaml" and name == "sources":
                sources |= {source: f"{at.file}, line {at.line}" for source, at, _ in place.items()}
    return Files(tuple(entries), sources)


def _entries(place: Place, path: tuple[str, ...]) -> Iterator[DatedEntry]:
    if place.is_mapping():
        for name, _, value in place.items():
            yield from _entries(value, (*path, name))
    elif place.is_list():
        for row in place.rows():
            if row.is_mapping():
                yield from _entry(row, path)


def _entry(row: Place, path: tuple[str, ...]) -> Iterator[DatedEntry]:
    fields = {name: value for name, _, value in row.items()}
    begins = [fields[name] for name in _BEGINS if name in fields]
    if begins and "source" in fields:
        verified = fields.get("verified")
        yield DatedEntry(
            name=_name(row.file, path),
            first_day=begins[0].day(),
            file=row.file,
            line=row.line,
            sources=tuple(source.text() for source in fields["source"].rows()),
            verified=verified.day() if verified else None,
        )


def _name(file: str, path: tuple[str, ...]) -> str:
    parts = [part for part in path if part not in ("values", "versions")]
    if file == "budget.yaml":
        parts = ["budget", *parts]
    return _NAMED.get((file, path[0])) or ".".join(parts)
