"""The scheme in brief, read from the law in force: what the start page shows.

No rate, amount or time limit is typed in a template. When the law changes, the page follows.
"""

from dataclasses import dataclass

from django.utils.functional import Promise

from portefeuille.core.law import HigherRate, Language, LawInForce
from portefeuille.core.money import BasisPoints, Cents
from portefeuille.web.public.forms import SERVICES, SIZES


@dataclass(frozen=True, slots=True)
class Higher:
    """A higher rate: for which themes and services, and what it comes to for each size."""

    themes: tuple[str, ...]
    services: tuple[str | Promise, ...]
    rates: tuple[BasisPoints, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """A service: its least cost, and the only themes it is supported for (empty: all of them)."""

    name: str | Promise
    minimum: Cents
    only: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """The figures of the start page; rates and ceilings in the order of `sizes`."""

    sizes: tuple[str | Promise, ...]
    rates: tuple[BasisPoints, ...]
    ceilings: tuple[Cents, ...]
    higher: tuple[Higher, ...]
    services: tuple[Service, ...]
    themes: tuple[str, ...]
    days_to_file: int
    days_to_deposit: int
    public_share_below: BasisPoints


def scheme_in_brief(law: LawInForce, language: Language) -> Brief:
    """The figures of a law in force, with labels in the given language."""
    sizes = [(code, name) for code, name in SIZES if code in law.rates]
    labels = {code: label[language] for code, label in law.themes.labels.items()}
    return Brief(
        sizes=tuple(name for _, name in sizes),
        rates=tuple(law.rates[code] for code, _ in sizes),
        ceilings=tuple(law.ceilings[code] for code, _ in sizes),
        higher=tuple(
            _higher(rate, [law.rates[code] for code, _ in sizes], labels)
            for rate in law.higher_rates
            if rate.plus is not None
        ),
        services=tuple(
            Service(
                name=name,
                minimum=law.minimum_cost[code],
                only=_named(law.supported_themes[code] or frozenset(), labels),
            )
            for code, name in SERVICES
            if code in law.services
        ),
        themes=tuple(theme.label[language] for theme in law.themes.themes),
        days_to_file=law.days_to_file,
        days_to_deposit=law.days_to_deposit,
        public_share_below=law.public_share_below,
    )


def _higher(rate: HigherRate, rates: list[BasisPoints], labels: dict[str, str]) -> Higher:
    return Higher(
        themes=_named(rate.themes, labels),
        services=tuple(name for code, name in SERVICES if code in rate.services),
        rates=tuple(base + (rate.plus or 0) for base in rates),
    )


def _named(codes: frozenset[str], labels: dict[str, str]) -> tuple[str, ...]:
    """Labels of codes; a code that this list does not have stands for itself."""
    return tuple(sorted(labels.get(code, code) for code in codes))
