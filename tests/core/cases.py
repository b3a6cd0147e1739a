"""Cases for properties: any dossier that can be read, built as the contract writes it."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from portefeuille import law as laws
from portefeuille.core.facts import COST_KINDS, DELIVERIES, REGIONS, SERVICES, SIZES
from portefeuille.core.law import Law
from portefeuille.core.money import format_euro


@cache
def the_law() -> Law:
    return laws.load()


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The fact, or the fact left out."""
    return st.none() | strategy


def euros(most_cents: int = 10_000_000) -> st.SearchStrategy[str]:
    return st.integers(0, most_cents).map(format_euro)


DAYS = st.dates(date(2016, 4, 1), date(2027, 12, 31))
SHARES = st.integers(0, 10_000).map(lambda points: str(Decimal(points) / 10_000))
HEADCOUNTS = st.integers(0, 40_000).map(lambda hundredths: str(Decimal(hundredths) / 100))


@cache
def theme_codes() -> tuple[str, ...]:
    """Every code there ever was, themes that ask for a topic, and one that never was."""
    lists = [period.themes for period in the_law().periods]
    return (*sorted({code for themes in lists for code in themes.labels}), "astrologie")


def cost_lines() -> st.SearchStrategy[list[dict[str, Any]]]:
    line = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(COST_KINDS),
            "amount": euros(),
            "days": st.integers(0, 9),
            "persons": st.integers(0, 9),
            "separate_invoice": st.booleans(),
        }
    )
    return st.lists(line, min_size=1, max_size=4)


@st.composite
def applications(draw: st.DrawFn) -> dict[str, Any]:
    submitted_on = draw(DAYS)
    starts_on = draw(st.dates(date(2016, 3, 1), date(2028, 1, 31)))
    lines = draw(maybe(cost_lines()))
    return {
        "submitted_on": submitted_on,
        "service": draw(st.sampled_from(SERVICES)),
        "theme": draw(maybe(st.sampled_from(theme_codes()))),
        "content": draw(maybe(st.sampled_from(["shiatsu", "examens", "ergonomie"]))),
        "delivery": draw(maybe(st.sampled_from(DELIVERIES))),
        "starts_on": starts_on,
        "ends_on": draw(maybe(st.dates(starts_on, date(2029, 12, 31)))),
        "cost": draw(euros()) if lines is None else None,
        "costs": lines,
    }


@st.composite
def computed_sizes(draw: st.DrawFn) -> dict[str, Any]:
    first = draw(st.integers(2010, 2026))
    figures = {
        "headcount": HEADCOUNTS,
        "turnover": euros(10_000_000_000),
        "balance_total": euros(10_000_000_000),
    }
    count = draw(st.integers(1, 4))
    rows = draw(st.lists(st.fixed_dictionaries(figures), min_size=count, max_size=count))
    related = st.fixed_dictionaries(
        {"kind": st.sampled_from(["partner", "linked"]), "share": SHARES, **figures}
    )
    return {
        "years": [{"year": first + at, **row} for at, row in enumerate(rows)],
        "related": draw(st.lists(related, max_size=2)),
        "previous": draw(maybe(st.sampled_from(SIZES))),
    }


def enterprises() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "legal_form": maybe(st.sampled_from(["610", "014", "017", "702", "030"])),
            "natural_person": maybe(st.booleans()),
            "status": maybe(st.sampled_from(["AC", "ST"])),
            "region": maybe(st.sampled_from(REGIONS)),
            "nace": maybe(st.just({"version": 2008, "code": "62010"})),
            "public_share": maybe(SHARES),
            "sheltered_workshop": st.booleans(),
            "size": st.sampled_from(SIZES) | computed_sizes(),
        }
    )


def dossiers_of_any_kind() -> st.SearchStrategy[dict[str, Any]]:
    """A whole dossier, every optional fact of which may be left out."""
    provider = {
        "registration": maybe(st.sampled_from(["DV.O999001", "DV.A999002"])),
        "registered": maybe(st.fixed_dictionaries({"from": maybe(DAYS), "until": maybe(DAYS)})),
        "related_to_applicant": maybe(st.booleans()),
    }
    wallet = {
        "granted_this_year": maybe(euros(1_600_000)),
        "locked_size": maybe(st.sampled_from(SIZES)),
    }
    return st.fixed_dictionaries(
        {
            "application": applications(),
            "enterprise": enterprises(),
            "provider": st.fixed_dictionaries(provider),
            "wallet": st.fixed_dictionaries(wallet),
        }
    )
