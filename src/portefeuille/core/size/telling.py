"""The working of a size as people read it: sums in columns, and a sentence for every step.

The sentences are data (`law/size-words.yaml`); here stands only which one says what, and the
numbers that go into it, written the Belgian way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from portefeuille.core.facts import MONTHS_OF_A_YEAR
from portefeuille.core.law import Language, LawInForce, Text
from portefeuille.core.money import WHOLE
from portefeuille.core.show import NBSP, show_euro, show_exact, show_share
from portefeuille.core.size.working import Amounts, GroupLine, LimitLine, SizeWorking, YearWorking

SizeWords = Mapping[str, Text]

_ABOUT_GROUP = ("who", "via", "share", "weight", "partner_from")
_ABOUT_YEAR = ("year", "category", "standing")
_ABOUT_LIMITS = (
    *("size", "headcount", "turnover", "balance_total"),
    *("people", "turnover_fits", "balance_fits", "fits"),
)

MAY_NAME: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("title", "source", "who", "weight", "headcount", "turnover"), ()),
    **dict.fromkeys(("balance-total", "own", "together", "applicant", "group"), ()),
    **dict.fromkeys(("yes", "no", "within", "not-within"), ()),
    **dict.fromkeys(("unnamed-partner", "unnamed-linked"), ("number",)),
    **dict.fromkeys(("linked", "linked-through", "linked-to-partner"), _ABOUT_GROUP),
    **dict.fromkeys(("partner", "partner-of-linked", "partner-of-partner"), _ABOUT_GROUP),
    **dict.fromkeys(("below-limit", "beyond", "counted-already"), _ABOUT_GROUP),
    **dict.fromkeys(("first-year", "same", "not-yet", "changed"), _ABOUT_YEAR),
    **dict.fromkeys(("computed", "declared", "fixed"), ("size",)),
    "year": ("year",),
    "months": ("who", "months", "turnover"),
    "limits": _ABOUT_LIMITS,
    "previous": ("year", "size"),
}
"""Every sentence there is, and what it may name."""


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A line of the sum of a year, or its heading: who, the weight, and the three figures."""

    who: str
    weight: str
    headcount: str
    turnover: str
    balance_total: str


@dataclass(frozen=True, slots=True)
class ToldYear:
    """One year: the sum, then the sentences that follow from it."""

    title: str
    lines: tuple[ToldLine, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldSize:
    """The working in reading order; `group` is empty where it stands alone."""

    title: str
    source: str
    group_title: str
    group: tuple[str, ...]
    columns: ToldLine
    years: tuple[ToldYear, ...]
    conclusion: tuple[str, ...]


def tell_size(
    working: SizeWorking, law: LawInForce, words: SizeWords, language: Language
) -> ToldSize:
    """The working in one language."""
    return _Teller(working, law, words, language).told()


class _Teller:
    """The words of one language, and the working they are put to."""

    def __init__(
        self, working: SizeWorking, law: LawInForce, words: SizeWords, language: Language
    ) -> None:
        self._working, self._law, self._words, self._language = working, law, words, language

    def told(self) -> ToldSize:
        say, working = self._say, self._working
        return ToldSize(
            title=say("title"),
            source=say("source"),
            group_title=say("group"),
            group=tuple(self._group_sentence(line) for line in working.group),
            columns=ToldLine(
                say("who"), say("weight"), say("headcount"), say("turnover"), say("balance-total")
            ),
            years=tuple(self._year(year) for year in working.years),
            conclusion=tuple(self._conclusion()),
        )

    def _say(self, name: str, **filled: str) -> str:
        return self._words[name][self._language].format_map(filled)

    def _size(self, size: str) -> str:
        word = self._law.words.get(size)
        return word[self._language] if word else size

    def _who(self, line: GroupLine) -> str:
        return line.row.name or self._say(f"unnamed-{line.row.kind}", number=str(line.number))

    def _group_sentence(self, line: GroupLine) -> str:
        return self._say(
            line.why,
            who=self._who(line),
            via=line.via or self._say("applicant"),
            share="" if line.share is None else show_share(line.share),
            weight=show_share(line.weight),
            partner_from=show_share(self._working.partner_from),
        )

    def _year(self, year: YearWorking) -> ToldYear:
        own, together = self._say("own"), self._say("together")
        counted = [line for line in self._working.group if line.counts]
        return ToldYear(
            title=self._say("year", year=str(year.figures.year)),
            lines=(
                _line(own, show_share(WHOLE), year.own),
                *(_line(self._who(it), show_share(it.weight), it.adds) for it in counted),
                _line(together, "", year.total),
            ),
            sentences=(
                *self._months(year),
                *(self._limit_sentence(limit) for limit in year.limits),
                *self._steps(year),
            ),
        )

    def _steps(self, year: YearWorking) -> list[str]:
        working, said, number = self._working, [], str(year.figures.year)
        if working.previous and year is working.years[0]:
            said.append(self._say("previous", year=number, size=self._size(working.previous)))
        category, standing = self._size(year.category), self._size(year.standing)
        return [*said, self._say(year.step, year=number, category=category, standing=standing)]

    def _months(self, year: YearWorking) -> list[str]:
        """Of the enterprise and whoever counts: a financial year that is not twelve months."""
        rows = [(self._say("own"), year.figures.months, year.figures.turnover)]
        rows += [
            (self._who(line), line.row.months, line.row.turnover)
            for line in self._working.group
            if line.counts
        ]
        return [
            self._say("months", who=who, months=str(months), turnover=show_euro(turnover))
            for who, months, turnover in rows
            if months != MONTHS_OF_A_YEAR
        ]

    def _limit_sentence(self, line: LimitLine) -> str:
        limit = line.limit
        return self._say(
            "limits",
            size=self._size(line.size),
            headcount=show_exact(Fraction(limit.headcount_below), 0),
            turnover=show_euro(limit.turnover),
            balance_total=show_euro(limit.balance_total),
            people=self._yes(line.people),
            turnover_fits=self._yes(line.turnover),
            balance_fits=self._yes(line.balance_total),
            fits=self._say("within" if line.fits else "not-within"),
        )

    def _yes(self, holds: bool) -> str:  # noqa: FBT001  (a word for it)
        return self._say("yes" if holds else "no")

    def _conclusion(self) -> list[str]:
        working, said = self._working, []
        if working.declared:
            said.append(self._say("declared", size=self._size(working.declared)))
        if working.computed:
            said.append(self._say("computed", size=self._size(working.computed)))
        if working.fixed:
            said.append(self._say("fixed", size=self._size(working.fixed)))
        return said


def _line(who: str, weight: str, amounts: Amounts) -> ToldLine:
    return ToldLine(
        who=who,
        weight=weight,
        headcount=show_exact(amounts.headcount, 0),
        turnover=f"€{NBSP}{show_exact(amounts.turnover, 2)}",
        balance_total=f"€{NBSP}{show_exact(amounts.balance_total, 2)}",
    )
