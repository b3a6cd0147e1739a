"""Random applications and random law, most of them near what is approved, on and off the limits.

Everything is drawn from one `Random`, so that a seed gives the same set again.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from portefeuille.core.facts import (
    COST_KINDS,
    REGIONS,
    SIZES,
    Application,
    Case,
    CostLine,
    Enterprise,
    Nace,
    Provider,
    Related,
    SizeFigures,
    Wallet,
    YearFigures,
)
from portefeuille.core.law import CodeList, HigherRate, Law, LawInForce, MovedLastDay, SizeLimit
from tests.core.years import Again, Replay, Stop

MOST_CENTS = 10**14 - 1
FORMS = ("610", "014", "017", "702", "030", "124", "999")
CONTENTS = ("shiatsu", "examens", "ergonomie", "wijnkennis")
CODES = ("62010", "70220", "01110", "84110")
REGISTRATIONS = ("DV.O999001", "DV.A999002", "DV.O101579")


def a_replay(chance: Random, law: Law, rows: int) -> Replay:
    """So many applications in order of their day, with stops and revisions among them."""
    replay = Replay(law)
    years = [chance.choice(_years(law)) for _ in range(2)]
    days = sorted(_a_day(chance, law, chance.choice(years)) for _ in range(rows))
    opened: set[tuple[int, int]] = set()
    for day in days:
        owner = chance.randrange(1 + rows // 8)
        first = (owner, day.year) not in opened
        opened.add((owner, day.year))
        replay.file(
            owner, a_case(chance, law, day, _a_wallet(chance) if first else Wallet(0, None))
        )
        if chance.random() < 0.3:
            row = chance.randrange(len(replay.cases))
            own_day = replay.cases[row].application.submitted_on
            ended = date(max(day, own_day).year + chance.choice((0, 0, 0, 1)), 12, 31)
            replay.stop(Stop(row, ended, chance.choice((0, 0, 3_333, 9_999, 10_000))))
        if chance.random() < 0.15:
            replay.revise(_a_revision(chance, law, replay))
    return replay


def a_case(chance: Random, law: Law, day: date, wallet: Wallet) -> Case:
    """An application of that day, every fact in order more often than not."""
    period = law.on(day)
    service = _mostly(chance, chance.choice(law.services), "webinar")
    cost = None if chance.random() < 0.2 else _a_cost(chance, period, service)
    starts_on = day + timedelta(chance.choice((0, 30, 9, -13, -14, -14, -15, 200)))
    return Case(
        Application(
            submitted_on=day,
            service=service,
            theme=_a_theme(chance, period),
            title=None,
            content=_mostly(chance, None, chance.choice(CONTENTS)),
            delivery=None,
            starts_on=starts_on,
            ends_on=_mostly(chance, _an_end(chance, day, starts_on), None),
            cost=cost,
            costs=() if cost is not None else _lines(chance),
        ),
        an_enterprise(chance),
        _a_provider(chance, period, service, day),
        wallet,
    )


def an_enterprise(chance: Random) -> Enterprise:
    """An applicant, in order more often than not."""
    return Enterprise(
        number=None,
        legal_form=_mostly(chance, "610", chance.choice((None, *FORMS))),
        natural_person=_mostly(chance, False, chance.choice((None, True))),
        status=_mostly(chance, "AC", chance.choice((None, "ST"))),
        juridical_situation=_mostly(chance, "000", chance.choice((None, "050", "012", "777"))),
        region=_mostly(chance, "flanders", chance.choice((None, *REGIONS))),
        nace=_mostly(
            chance, Nace(2008, chance.choice(CODES)), chance.choice((None, Nace(2003, CODES[0])))
        ),
        public_share=_mostly(chance, 0, chance.choice((None, 2_499, 2_500, 2_501, 10_000))),
        sheltered_workshop=chance.random() < 0.2,
        size=a_size(chance),
    )


def a_size(chance: Random) -> str | SizeFigures:
    """A size, or figures near the limits of one."""
    if chance.random() < 0.7:
        return chance.choice(("small", "small", "medium", "medium", "large"))
    years = [
        YearFigures(
            year=2015 + at,
            headcount=chance.choice((0, 4_999, 5_000, 24_999, 25_000, 10**9)),
            turnover=_near(chance, 10**9, 5 * 10**9),
            balance_total=_near(chance, 10**9, 43 * 10**8),
            months=chance.choice((12, 12, 7)),
        )
        for at in range(chance.randint(1, 3))
    ]
    related = [
        Related("partner", chance.choice((2_499, 2_500, 5_000)), 4_000, 10**8, MOST_CENTS),
        Related("linked", None, 1, 10**9, 1),
    ]
    previous = chance.choice((None, *SIZES))
    return SizeFigures(tuple(years), tuple(related[: chance.randint(0, 2)]), previous)


def a_law(chance: Random, law: Law) -> Law:
    """A law of which much is otherwise, in a few periods that may begin within a year."""
    periods = chance.sample(law.periods, min(3, len(law.periods)))
    first = law.periods[0].first_day
    days = sorted({first, *(first + timedelta(chance.randrange(1, 1_500)) for _ in periods)})
    changed = [
        replace(_a_period(chance, period), first_day=day, digest=str(at))
        for at, (day, period) in enumerate(zip(days, periods, strict=False))
    ]
    return replace(law, periods=tuple(changed))


def _a_period(chance: Random, law: LawInForce) -> LawInForce:
    rules = {
        name: replace(
            rule,
            kind=chance.choice(("formal", "content")),
            unknown=_mostly(chance, "pass", "block"),
        )
        for name, rule in law.rules.items()
        if chance.random() < 0.85
    }
    themes = sorted(law.themes.codes)
    some = frozenset(chance.sample(themes, min(3, len(themes))))
    codes = CodeList(complete=chance.random() < 0.5, codes=frozenset(chance.sample(CONTENTS, 2)))
    day = law.first_day + timedelta(chance.randrange(700))
    return replace(
        law,
        rules=rules,
        rates={size: chance.choice((0, 1, 3_333, 5_000, 10_000)) for size in SIZES[:2]},
        ceilings={size: chance.choice((0, 1, 100_000, 750_001, 10**13)) for size in SIZES[:2]},
        higher_rates=(
            HigherRate("some", chance.choice((None, 0, 1_500)), some, law.services),
            *law.higher_rates,
        ),
        minimum_cost={"training": chance.choice((0, 1, 99_999))} if chance.random() < 0.5 else {},
        days_to_file=chance.choice((0, 14, 30)),
        moved_last_days=(
            MovedLastDay("days-to-file", day, day + timedelta(300), day + timedelta(400)),
            MovedLastDay("days-to-deposit", day, day + timedelta(900), day + timedelta(999)),
            MovedLastDay("days-to-file", day, day + timedelta(600), day + timedelta(610)),
        ),
        end_by_following_year=frozenset(chance.sample(sorted(law.services), 1)),
        room_returns_in_same_year=chance.random() < 0.7,
        public_share_below=chance.choice((0, 2_500, 10_000)),
        sheltered_workshops=chance.random() < 0.5,
        catering_per_person_day=chance.choice((0, 1, 2_500, 10**14)),
        eligible_costs=frozenset(chance.sample(COST_KINDS, 4)),
        registration_prefix={"training": "DV.O1"} if chance.random() < 0.3 else {},
        supported_themes={"training": some} if chance.random() < 0.3 else {},
        size_limits={
            "small": SizeLimit(chance.choice((1, 5_000)), 10**9, 10**9),
            "medium": SizeLimit(25_000, 5 * 10**9, 43 * 10**8),
        },
        partner_from=chance.choice((0, 2_500, 2_501)),
        listed_only=codes,
        listed_only_themes=some if chance.random() < 0.5 else frozenset(),
        excluded_content=codes if chance.random() < 0.5 else None,
        sectors_in={2008: CodeList(complete=chance.random() < 0.5, codes=frozenset(CODES[:2]))},
    )


def _a_revision(chance: Random, law: Law, replay: Replay) -> Again:
    """Another size or another fact for all of a year so far, or for one application."""
    owner, year = chance.choice(list(replay.years))
    period = law.periods[-1]
    if chance.random() < 0.7:
        other = an_enterprise(chance)
        name = chance.choice(("size", "size", "public_share", "sheltered_workshop", "legal_form"))
        return Again(owner, year, {name: getattr(other, name)}, None)
    facts = {
        "theme": _a_theme(chance, period),
        "content": chance.choice((None, *CONTENTS)),
        "ends_on": None,
    }
    rows = [row for _, row in replay.years[owner, year].moments]
    return Again(owner, year, facts, chance.choice(rows))


def _years(law: Law) -> list[int]:
    """The years in which something changes, and the ones after them."""
    return sorted({period.first_day.year + more for period in law.periods for more in (0, 1)})


def _a_day(chance: Random, law: Law, year: int) -> date:
    """A day of a year: any, an edge of it, or one on which the law changes or the day before."""
    edges = [date(year, 1, 1), date(year, 12, 31)]
    edges += [p.first_day - timedelta(chance.choice((0, 1))) for p in law.periods]
    found = chance.choice(edges)
    if chance.random() < 0.6 or found.year != year:
        found = date(year, 1, 1) + timedelta(chance.randrange(365))
    return max(found, law.periods[0].first_day)


def _a_wallet(chance: Random) -> Wallet:
    granted = chance.choice((0, 0, 0, 0, 0, 749_999, 750_000, MOST_CENTS))
    return Wallet(granted, _mostly(chance, None, chance.choice(SIZES)))


def _a_theme(chance: Random, law: LawInForce) -> str | None:
    listed = sorted(law.themes.codes) or ["astrologie"]
    others = (None, "astrologie", *sorted(law.themes.with_topics))
    return _mostly(chance, chance.choice(listed), chance.choice(others))


def _a_cost(chance: Random, law: LawInForce, service: str) -> int:
    minimum = law.minimum_cost.get(service, 0)
    return chance.choice(
        (
            minimum,
            minimum,
            max(0, minimum - 1),
            250_000,
            chance.randrange(10_000, 90_000),
            MOST_CENTS,
        )
    )


def _an_end(chance: Random, day: date, starts_on: date) -> date:
    last = date(day.year + 1, 12, 31)
    return max(starts_on, chance.choice((starts_on, last, last + timedelta(1))))


def _lines(chance: Random) -> tuple[CostLine, ...]:
    return tuple(
        CostLine(
            kind=chance.choice(COST_KINDS),
            amount=chance.choice((0, 2_500, 50_000, 50_001, MOST_CENTS)),
            days=chance.choice((None, 1, 2, 9_999_999)),
            persons=chance.choice((None, 10, 9_999_999)),
            separate_invoice=chance.random() < 0.3,
        )
        for _ in range(chance.randint(1, 5))
    )


def _a_provider(chance: Random, law: LawInForce, service: str, day: date) -> Provider:
    fitting = REGISTRATIONS[service == "advice"]
    return Provider(
        registration=_mostly(chance, fitting, chance.choice((None, *REGISTRATIONS))),
        registered_from=chance.choice((None, day, day - timedelta(900))),
        registered_until=_mostly(chance, None, day - timedelta(chance.choice((0, 1)))),
        related_to_applicant=_mostly(chance, False, chance.choice((None, True))),
    )


def _near(chance: Random, *limits: int) -> int:
    return chance.choice(
        (0, MOST_CENTS, *(limit + more for limit in limits for more in (-1, 0, 1)))
    )


def _mostly(chance: Random, usual: Any, otherwise: Any) -> Any:
    return usual if chance.random() < 0.97 else otherwise
