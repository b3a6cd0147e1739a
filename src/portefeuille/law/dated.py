"""The dated entries of a law file: a value, since when, from where, how sure, last verified.

Every value of the law carries its first day, its sources (by the names of `scheme.yaml`), how
sure we are of it and the last day on which somebody held it against its source.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from portefeuille.core.law import Provision
from portefeuille.core.periods import Dated
from portefeuille.law.place import Place

T = TypeVar("T")
Shape = Callable[[Place], Any]
Sources = Mapping[str, Mapping[str, str]]
Timeline = tuple[Dated[Provision], ...]

ABOUT = ("from", "source", "confidence", "verified")
CONFIDENCES = ("founding", "official", "secondary", "inference")


def dated_values(place: Place, shape: Shape, sources: Sources) -> Timeline:
    """The entries of one value, in order of their first day; `value` is read by `shape`."""
    entries = []
    for row in place.rows():
        fields = row.fields((*ABOUT, "value"), ("note",))
        entries.append(provision(fields, shape(fields["value"]), sources))
    return in_order(place, entries)


def provision(fields: Mapping[str, Place], value: Any, sources: Sources) -> Dated[Provision]:
    """A value with what the fields of its entry say about it."""
    note = fields.get("note")
    return Dated(
        fields["from"].day(),
        Provision(
            value=value,
            sources=tuple(source_names(fields["source"], sources)),
            confidence=fields["confidence"].one_of(CONFIDENCES),  # type: ignore[arg-type]
            verified=fields["verified"].day(),
            note=texts(note) if note else None,
        ),
    )


def source_names(place: Place, sources: Sources) -> list[str]:
    """The names of the sources an entry rests on; each must stand in `scheme.yaml`."""
    names = place.rows()
    if not names:
        raise place.wrong("no source is named", "at least one source of scheme.yaml")
    for name in names:
        if name.text() not in sources:
            raise name.wrong(
                f"{name.text()!r} is not a source", "a name under sources in scheme.yaml"
            )
    return [name.text() for name in names]


def in_order(place: Place, entries: Sequence[Dated[T]]) -> tuple[Dated[T], ...]:
    """The entries, checked to be in order with each first day once."""
    days = [entry.first_day for entry in entries]
    if not days:
        raise place.wrong("the list is empty", "at least one entry")
    for row, before, day in zip(place.rows()[1:], days, days[1:], strict=False):
        if day <= before:
            raise row.wrong(f"{day} is not after {before}", "the oldest first, each day once")
    return tuple(entries)


def texts(place: Place) -> dict[str, str]:
    """A text in Dutch and in English."""
    fields = place.fields(("nl", "en"))
    return {"nl": fields["nl"].text(), "en": fields["en"].text()}
