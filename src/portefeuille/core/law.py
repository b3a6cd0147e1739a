"""The law as values: what was in force on a day.

The regulation is written as data (`law/<scheme>/`) and resolved into one *document* for every
period in which nothing changes. A document is plain JSON: it is stored beside the decisions
taken under it, and its digest names it. `core.lawdocument` turns a document into these frozen,
typed values; `Law` holds the periods of a scheme in order and picks one by the date of
application.

What no source gives is None and stays None: a rule that needs it is not judged.

Source: regulation facts, "the application date selects the regime".
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from portefeuille.core.money import BasisPoints, Cents
from portefeuille.core.periods import Dated, last_day_within

Language = Literal["nl", "en"]
Text = Mapping[str, str]

WRONG_DEPOSITS: Final = ("wrong-amount", "wrong-reference", "too-late", "not-expected")
"""Why money that came in is not the deposit that was asked: another amount, a reference that is
no application's, after the time limit, or where none is awaited any more (paid twice, say)."""


class NoLaw(ValueError):
    """No law of this scheme is in force on the day: it is before the first one known."""

    def __init__(self, scheme: str, day: date, first_day: date) -> None:
        super().__init__(f"{scheme} has no law for {day}: the first is of {first_day}")
        self.day, self.first_day = day, first_day


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a theme; its code is `theme/topic`."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme an applicant can choose. Where it has topics, one of them must apply."""

    code: str
    label: Text
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class ThemeList:
    """The themes of a period. Where the list is not `complete`, absence proves nothing."""

    complete: bool
    themes: tuple[Theme, ...]
    codes: frozenset[str]
    """Every code that may be chosen: a topic, or a theme that has no topics."""
    with_topics: frozenset[str]
    """Themes of which a topic must be named."""
    labels: Mapping[str, Text]
    """Labels by code, of themes and topics."""


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of codes in or out. `complete` is False where the list was not published in full."""

    complete: bool
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class HigherRate:
    """Points added to the rate for some themes; None where it is unknown whether it held yet."""

    name: str
    plus: BasisPoints | None
    themes: frozenset[str]
    services: frozenset[str]


@dataclass(frozen=True, slots=True)
class SizeLimit:
    """Limits of a size: headcount below (hundredths), and turnover or balance total up to."""

    headcount_below: int
    turnover: Cents
    balance_total: Cents


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule means outside the code: its kind, its source and the sentences people read."""

    name: str
    kind: Literal["formal", "content"]
    unit: Literal["days", "euro", "share", "points", "day", "period", "situation", "word"]
    unknown: Literal["pass", "block"]
    source: Text
    title: Text
    holds: Text
    fails: Text
    left_out: Text
    law_unknown: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class StopCase:
    """What stopping does in one case, in sentences: the own share, and the room of the year."""

    source: Text
    title: Text
    own_share: Text
    room_returns: Text
    room_stays: Text


@dataclass(frozen=True, slots=True)
class MovedLastDay:
    """A last day in `first`..`last` became `until`: the service could not be reached that day."""

    limit: Literal["days-to-file", "days-to-deposit"]
    first: date
    last: date
    until: date


@dataclass(frozen=True, slots=True)
class StateAid:
    """The regime under which a grant is state aid; `ceiling` over so many `years` where it has
    one for all grants to a single undertaking together."""

    regime: Literal["de-minimis", "gber"]
    ceiling: Cents | None
    years: int | None


@dataclass(frozen=True, slots=True, eq=False)
class LawInForce:
    """Everything the rules need of the law of one period, and the document it came from.

    Two are the same law when their digests are the same. `wrong_deposits` says by reason
    (`WRONG_DEPOSITS`) what becomes of the money: "return" (it goes back by itself), "queue" (a
    finance officer decides first), or None where no source says, and a finance officer decides;
    empty in every law of before 0.5.0.
    """

    scheme: str
    first_day: date
    digest: str
    document: Mapping[str, Any]
    services: frozenset[str]
    rates: Mapping[str, BasisPoints]
    higher_rates: tuple[HigherRate, ...]
    ceilings: Mapping[str, Cents]
    minimum_cost: Mapping[str, Cents]
    days_to_file: int
    days_to_deposit: int
    days_to_check: int | None
    wrong_deposits: Mapping[str, str | None]
    moved_last_days: tuple[MovedLastDay, ...]
    pay_by_following_year: frozenset[str]
    room_returns_in_same_year: bool
    end_by_following_year: frozenset[str]
    public_share_below: BasisPoints
    regions: frozenset[str]
    statuses: frozenset[str]
    sheltered_workshops: bool
    catering_per_person_day: Cents
    eligible_costs: frozenset[str]
    registration_prefix: Mapping[str, str]
    supported_themes: Mapping[str, frozenset[str] | None]
    size_limits: Mapping[str, SizeLimit]
    partner_from: BasisPoints
    state_aid: StateAid | None
    themes: ThemeList
    listed_only: CodeList
    listed_only_themes: frozenset[str]
    excluded_content: CodeList | None
    legal_forms_in: CodeList
    legal_forms_out: CodeList
    situations_in: CodeList
    situations_out: CodeList
    sectors_in: Mapping[int, CodeList]
    rules: Mapping[str, Rule]
    stops: Mapping[str, StopCase]
    words: Mapping[str, Text]

    def last_day_to_file(self, starts_on: date) -> date:
        """The last day on which an application for a service of this start is in time."""
        return self.moved("days-to-file", last_day_within(starts_on, self.days_to_file))

    def moved(self, limit: str, last_day: date) -> date:
        """The last day of a time limit, or the later day it was moved to."""
        for move in self.moved_last_days:
            if move.limit == limit and move.first <= last_day <= move.last:
                return move.until
        return last_day

    def legal_form(self, code: str) -> str:
        """The Dutch name of a legal form with its code; the code alone where no list names it."""
        lists = self.document["legal-forms"]
        name = lists["in"]["codes"].get(code) or lists["out"]["codes"].get(code)
        return f"{name} ({code})" if name else code

    def situation(self, code: str) -> str:
        """The Dutch name of a juridical situation with its code; the code alone if unnamed."""
        name = self.document.get("situations", {}).get("names", {}).get(code)
        return f"{name} ({code})" if name else code

    def identifier(self, day: date) -> str:
        """The name of this law as a decision of that day quotes it."""
        return f"{self.scheme}@{day}#{self.digest}"


@dataclass(frozen=True, slots=True)
class Provision:
    """A value of the law with what is known about it: sources, certainty, last verified."""

    value: Any
    sources: tuple[str, ...]
    confidence: Literal["founding", "official", "secondary", "inference", "proposal"]
    verified: date
    note: Text | None


@dataclass(frozen=True, slots=True)
class LimitException:
    """A time limit that was another one: so many `days` for applications of `first`..`last`, or
    a last day in `first`..`last` that moved to `until`. One of the two is None.
    """

    limit: str
    first: date
    last: date
    days: int | None
    until: date | None
    provision: Provision


@dataclass(frozen=True, slots=True)
class Law:
    """The periods of a scheme in order, each in force until the next begins.

    `provisions` holds by name ("rate.small") every value there has been, with its first day;
    `exceptions` every exception to a time limit, also one of before the first day.
    """

    scheme: str
    name: Text
    sources: Mapping[str, Text]
    periods: tuple[LawInForce, ...]
    provisions: Mapping[str, tuple[Dated[Provision], ...]]
    exceptions: tuple[LimitException, ...] = ()

    @property
    def services(self) -> tuple[str, ...]:
        """Every service there has ever been, in order of the alphabet."""
        return tuple(sorted({service for period in self.periods for service in period.services}))

    def on(self, day: date) -> LawInForce:
        """The law in force on a day; NoLaw before the first period."""
        for period in reversed(self.periods):
            if period.first_day <= day:
                return period
        raise NoLaw(self.scheme, day, self.periods[0].first_day)


def slug(label: str) -> str:
    """The code of a label: lower case, accents dropped, every other run of characters one `-`.

    Source: contracts, "Theme codes are slugs of the Dutch label".
    """
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
