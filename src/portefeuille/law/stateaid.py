"""Reads `state-aid.yaml`: what European law says of state aid, whatever the scheme."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from dateutil.easter import easter

from portefeuille.core.money import Cents, parse_euro
from portefeuille.core.periods import value_on
from portefeuille.law.dated import Timeline, dated_values, texts
from portefeuille.law.place import Place, read_yaml

FILE: Final = Path(__file__).parent / "state-aid.yaml"
SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class DeMinimis:
    """At most so much to one undertaking, in cents, over so many years."""

    ceiling: Cents
    years: int


@dataclass(frozen=True, slots=True)
class AidLaw:
    """The law on state aid; each question is asked of a day, and answers None where unknown."""

    values: Mapping[str, Timeline]

    def de_minimis(self, day: date) -> DeMinimis | None:
        """The ceiling of de minimis aid and the window it counts in."""
        value = self._on("de-minimis", day)
        return None if value is None else DeMinimis(parse_euro(value["ceiling"]), value["years"])

    def last_window(self) -> int:
        """The years of the newest window that is known, for a day of which none is."""
        known = [dated.value.value for dated in self.values["de-minimis"] if dated.value.value]
        years: int = known[-1]["years"]
        return years

    def publish_above(self, day: date) -> Cents | None:
        """Above so much, aid is published one by one."""
        value = self._on("publish-above", day)
        return None if value is None else parse_euro(value)

    def report_by(self, granted_on: date) -> date | None:
        """The last day to report an award: so many working days after it was granted."""
        days: int | None = self._on("report-within", granted_on)
        return None if days is None else self.working_days_after(granted_on, days)

    def working_days_after(self, day: date, count: int) -> date:
        """The day that is so many working days later; the day itself does not count."""
        while count:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day

    def is_working_day(self, day: date) -> bool:
        """No Saturday, no Sunday, no public holiday."""
        if day.weekday() >= SATURDAY:
            return False
        holidays = self._on("public-holidays", day) or {"days": [], "after-easter": []}
        sunday = easter(day.year)
        moving = {sunday + timedelta(days=after) for after in holidays["after-easter"]}
        return f"{day:%m-%d}" not in holidays["days"] and day not in moving

    def _on(self, name: str, day: date) -> Any:
        provision = value_on(self.values[name], day)
        return None if provision is None else provision.value


@cache
def load_aid_law() -> AidLaw:
    """The law on state aid that ships with the project."""
    return read_aid_law(FILE)


def read_aid_law(path: Path) -> AidLaw:
    """The law on state aid of a file; LawError with file and line where it is wrong."""
    fields = read_yaml(path).fields(("sources", "values"))
    sources = {name: texts(place) for name, _, place in fields["sources"].items()}
    values = fields["values"].fields(tuple(_SHAPES))
    return AidLaw(
        {name: dated_values(values[name], shape, sources) for name, shape in _SHAPES.items()}
    )


def _de_minimis(place: Place) -> dict[str, Any] | None:
    if place.is_word("unknown"):
        return None
    fields = place.fields(("ceiling", "years"))
    return {"ceiling": fields["ceiling"].euro(), "years": fields["years"].count()}


def _working_days(place: Place) -> int | None:
    return None if place.is_word("unknown") else place.count()


def _euro(place: Place) -> str | None:
    return None if place.is_word("unknown") else place.euro()


def _holidays(place: Place) -> dict[str, list[Any]]:
    fields = place.fields(("days", "after-easter"))
    for row in fields["days"].rows():
        try:
            date.fromisoformat(f"2024-{row.text()}")
        except ValueError:
            raise row.wrong(
                f"{row.text()!r} is not a day of the year", 'a day such as "07-21"'
            ) from None
    return {
        "days": [row.text() for row in fields["days"].rows()],
        "after-easter": [row.count() for row in fields["after-easter"].rows()],
    }


_SHAPES: Final = {
    "de-minimis": _de_minimis,
    "report-within": _working_days,
    "publish-above": _euro,
    "public-holidays": _holidays,
}
