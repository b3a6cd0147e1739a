"""What may not fit together in the law of a period: themes, rules and the lists they judge on.

Each answer is the name of the value or rule, the first day of its entry, what is wrong and what
to do.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from portefeuille.core.law import Law, LawInForce
from portefeuille.core.money import WHOLE
from portefeuille.core.show import show_share

Found = tuple[str, date, str, str]

_NEEDED_BY: Final = {
    "content-not-excluded": "excluded",
    "profession-specific-listed": "listed-only",
    "higher-rate": "higher-rate",
    "de-minimis": "state-aid",
}
"""What each of these rules judges on. One without the other is a gap in the law."""


def checked_periods(law: Law) -> Iterator[Found]:
    """What is wrong in any period, told once, of the period in which it begins."""
    told: set[tuple[str, str]] = set()
    for period in law.periods:
        for name, what, todo in _of_period(period):
            if (name, what) not in told:
                told.add((name, what))
                yield name, _begins(law, name, period.first_day), what, todo


def _of_period(law: LawInForce) -> Iterator[tuple[str, str, str]]:
    yield from _unlisted_themes(law)
    yield from _gaps(law)
    yield from _too_high(law)


def _unlisted_themes(law: LawInForce) -> Iterator[tuple[str, str, str]]:
    """Themes that a value names, and that nobody can choose on that day."""
    naming = [(f"higher-rate.{rate.name}", rate.themes) for rate in law.higher_rates]
    naming += [
        (f"supported-themes.{service}", themes or frozenset())
        for service, themes in law.supported_themes.items()
    ]
    for name, themes in [*naming, ("listed-only", law.listed_only_themes)]:
        for theme in sorted(themes - law.themes.codes):
            yield (
                name,
                f"{name} names the theme {theme}, which nobody can choose from {law.first_day} on",
                "name a theme of the list of that day in themes.yaml, or date the value anew",
            )


def _gaps(law: LawInForce) -> Iterator[tuple[str, str, str]]:
    """A rule without what it judges on, and a list or rate that no rule asks after."""
    there = {
        "excluded": law.excluded_content is not None,
        "listed-only": bool(law.listed_only_themes),
        "higher-rate": any(rate.plus != 0 and rate.themes for rate in law.higher_rates),
        "state-aid": law.state_aid is not None and law.state_aid.ceiling is not None,
    }
    for rule, value in _NEEDED_BY.items():
        if rule in law.rules and not there[value]:
            yield (
                f"rules.{rule}",
                f"from {law.first_day} on the rule {rule} is asked, and {value} says nothing",
                f"let the rule begin when {value} does",
            )
        if there[value] and rule not in law.rules:
            yield (
                value,
                f"from {law.first_day} on {value} holds, and the rule {rule} is not asked",
                f"give {rule} its sentences from that day on in rules.yaml",
            )


def _too_high(law: LawInForce) -> Iterator[tuple[str, str, str]]:
    """Rates that would give more than the cost."""
    for rate in law.higher_rates:
        for size, base in law.rates.items():
            if base + (rate.plus or 0) > WHOLE:
                yield (
                    f"higher-rate.{rate.name}",
                    f"a {size} enterprise would get {show_share(base + (rate.plus or 0))}"
                    " of the cost",
                    "lower the rate or what is added to it",
                )


def _begins(law: Law, name: str, day: date) -> date:
    """The first day of the entry that holds on a day."""
    timeline = law.provisions.get(name, ())
    return max((dated.first_day for dated in timeline if dated.first_day <= day), default=day)
