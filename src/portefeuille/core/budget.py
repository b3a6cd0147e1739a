"""What the law says of the budget of a scheme: envelopes, earmarked parts, and their end.

Amounts are published for a year; what no source gives is None. Nothing here is checked against
anything: an envelope counts once a finance officer has set it (`budget`).

Source: VLAIO ("until the budget is exhausted"); SV 749 (a million a year for diversity).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from portefeuille.core.law import Language, Provision, Text
from portefeuille.core.periods import Dated, value_on

WHEN_EXHAUSTED: Final = ("stop", "queue", "unknown")
"""A grant that does not fit is refused; waits until there is room; or nobody knows."""

WHOLE: Final = ""
"""The part that is the whole."""

Timeline = tuple[Dated[Provision], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An earmarked part: its name, the themes it is for and its envelope, each by year."""

    code: str
    name: Text
    themes: Timeline
    envelope: Timeline


@dataclass(frozen=True, slots=True)
class BudgetLaw:
    """The budget as the law and the published figures have it; each entry from a 1 January."""

    envelope: Timeline = ()
    when_exhausted: Timeline = ()
    parts: Mapping[str, Part] = field(default_factory=dict)

    def published(self, year: int, part: str = WHOLE) -> Provision | None:
        """The envelope of a year with where it comes from; its value is None where not found."""
        timeline = self.envelope if part == WHOLE else self.parts[part].envelope
        return value_on(timeline, date(year, 12, 31))

    def end(self, day: date) -> str:
        """What becomes of a grant that does not fit: one of WHEN_EXHAUSTED."""
        found = value_on(self.when_exhausted, day)
        return "unknown" if found is None or found.value is None else str(found.value)

    def themes(self, year: int, part: str) -> tuple[str, ...]:
        """The themes that a part was for in a year, under the names of every list of that year."""
        if part == WHOLE:
            return ()
        timeline = self.parts[part].themes
        held = value_on(timeline, date(year, 1, 1))
        begun = [one.value for one in timeline if one.first_day.year == year]
        provisions = [*([held] if held else []), *begun]
        return tuple(dict.fromkeys(code for one in provisions for code in one.value))

    def named(self, year: int, part: str, language: Language) -> str:
        """A budget as a sentence names it: its year, and of a part its name."""
        if part == WHOLE:
            return str(year)
        name = self.parts[part].name[language] if part in self.parts else part
        return f"{year} ({name})"

    def provisions(self) -> Mapping[str, Timeline]:
        """Every dated value by name, as `law check` tells of it."""
        found = {
            "budget.envelope": self.envelope,
            "budget.when-exhausted": self.when_exhausted,
        }
        for code, part in self.parts.items():
            found[f"budget.earmarked.{code}.envelope"] = part.envelope
            found[f"budget.earmarked.{code}.themes"] = part.themes
        return found
