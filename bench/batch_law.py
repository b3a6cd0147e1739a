"""The law as tables for an engine that is not ours: what each rule says of each word, each period.

Made with the rules themselves and handed over: no time goes into it there.
"""

from collections.abc import Callable
from itertools import product
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from portefeuille.core.batch import Columns
from portefeuille.core.batch.asking import BIT, applying, asker, being, by_period
from portefeuille.core.batch.columns import day_number
from portefeuille.core.facts import Case, Nace, Provider
from portefeuille.core.law import Law
from portefeuille.core.rules import RULES, higher_rate_of
from portefeuille.core.size import ORDER

FAILS, UNKNOWN = 1, 2

OF_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "active-in-register": ("status",),
    "juridical-situation": ("juridical_situation",),
    "flemish-establishment": ("region",),
    "main-activity": ("nace_version", "nace_code"),
    "provider-for-service": ("service", "registration"),
    "theme-in-list": ("theme",),
    "service-supported": ("service", "theme"),
    "content-not-excluded": ("content",),
    "profession-specific-listed": ("theme", "content"),
    "higher-rate": ("service", "theme"),
}
"""The rules that look at words alone, and at which."""


def tables_for(columns: Columns, law: Law) -> dict[str, NDArray[Any]]:
    """Verdicts by period and code (1 fails, 2 is not judged), and amounts by period."""
    kinds = {name: rule.kind for period in law.periods for name, rule in period.rules.items()}
    for period in law.periods:
        assert set(RULES) - set(period.rules) <= set(OF_WORDS), "a table says where it is not asked"
        assert not period.moved_last_days, "no last day is moved"
        assert all(rule.unknown == "pass" for rule in period.rules.values())
        assert all(rule.kind == kinds[name] for name, rule in period.rules.items())
    services = [word or "" for word in columns.service.words]
    found: dict[str, NDArray[Any]] = {
        rule: _said(rule, names, columns, law) for rule, names in OF_WORDS.items()
    }
    found["legal-form"] = _of_forms(columns, law)
    found["points"] = _points(columns, law)
    found |= {
        "rules": np.array(list(RULES)),
        "formal": np.array([kinds[rule] == "formal" for rule in RULES]),
        "begins": np.array([day_number(period.first_day) for period in law.periods]),
        "filing": _each(law, lambda p: p.days_to_file),
        "share": _each(law, lambda p: p.public_share_below),
        "workshops": _each(law, lambda p: p.sheltered_workshops),
        "minimum": _each(law, lambda p: [p.minimum_cost.get(one, 0) for one in services]),
        "limited": _each(law, lambda p: [one in p.end_by_following_year for one in services]),
        "rate": _each(law, lambda p: [p.rates[size] for size in ORDER[:2]]),
        "ceiling": _each(law, lambda p: [p.ceilings[size] for size in ORDER[:2]]),
    }
    return found


def _said(rule: str, names: tuple[str, ...], columns: Columns, law: Law) -> NDArray[Any]:
    vocabularies = [getattr(columns, name).words for name in names]
    cases = [_case(dict(zip(names, words, strict=True))) for words in product(*vocabularies)]
    return _asked(rule, cases, law).reshape(len(law.periods), *map(len, vocabularies))


def _asked(rule: str, cases: list[Case], law: Law) -> NDArray[Any]:
    verdicts = by_period(law, asker(rule, cases))
    fails = verdicts == 1 << BIT[rule]
    asked = np.array([[rule in period.rules] for period in law.periods])
    said: NDArray[Any] = np.where(fails, FAILS, np.where(verdicts, UNKNOWN, 0)) * asked
    return said


def _case(said: dict[str, Any]) -> Case:
    """A case that says just this."""
    if "nace_code" in said:
        version, code = said["nace_version"], said["nace_code"]
        return being(nace=Nace(version, code) if version and code else None)
    if set(said) <= {"status", "juridical_situation", "region"}:
        return being(**said)
    number = said.pop("registration", None)
    case = applying(**{**said, "service": said.get("service") or ""})
    return Case(case.application, case.enterprise, Provider(number, None, None, None), case.wallet)


def _of_forms(columns: Columns, law: Law) -> NDArray[Any]:
    forms = columns.legal_form.words
    cases = [
        being(natural_person=person, sheltered_workshop=workshop, legal_form=form)
        for person, workshop, form in product((None, False, True), (False, True), forms)
    ]
    return _asked("legal-form", cases, law).reshape(len(law.periods), 3, 2, len(forms))


def _points(columns: Columns, law: Law) -> NDArray[Any]:
    words = columns.service.words, columns.theme.words
    cases = [applying(service=service or "", theme=theme) for service, theme in product(*words)]

    def points(period: Any) -> list[int]:
        found = [higher_rate_of(case, period) for case in cases]
        return [higher.plus or 0 if higher else 0 for higher in found]

    return by_period(law, points, *map(len, words))


def _each(law: Law, take: Callable[[Any], Any]) -> NDArray[Any]:
    return np.array([take(period) for period in law.periods], dtype=np.int64)
