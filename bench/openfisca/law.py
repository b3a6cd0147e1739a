"""The same law in OpenFisca, as somebody who knows it well would write it.

Integer cents and no floats; every rule a variable of its own (0 holds or is silent, 1 fails, 2 is
not judged); conditions as `numpy.where` and tables by period, since a parameter is read at one
date a calculation and the applications are of every era; the room of a year by sorting and a
running total. What is the same for all rows (the tables) is made beforehand, and not timed.

OpenFisca loops in Python where a parameter is indexed by an array: the tables are plain arrays.
It renumbers groups where a group has no member: an enterprise-year is a plain number here.
`int` is 32 bits: cents fit up to 21 million euro, and running totals are made in 64.
"""

from typing import Any

import numpy as np
from comparing import Comparing
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from year import Year

APPLICATION = build_entity("application", "applications", "An application", is_person=True)

INPUTS = (
    *("enterprise", "submitted_on", "service", "theme", "content", "starts_on", "ends_on", "cost"),
    *("legal_form", "natural_person", "status", "juridical_situation", "region", "nace_version"),
    *("nace_code", "public_share", "sheltered_workshop", "size", "registration"),
    *("registered_from", "registered_until", "related_to_applicant"),
)

Formula = Any


def system(tables: dict[str, np.ndarray], rules: list[str]) -> TaxBenefitSystem:
    """The system of the scheme. `tables`: by name, period first; `rules`: their names in order."""
    made = TaxBenefitSystem([APPLICATION])
    for name in INPUTS:
        made.add_variable(_variable(name, None))
    compared, of_year = formulas(Comparing(tables)), formulas(Year(tables, rules))
    for name, formula in {**words(tables), **compared, **of_year}.items():
        made.add_variable(_variable(name, formula))
    return made


def _variable(name: str, formula: Formula | None) -> type[Variable]:
    body: dict[str, Any] = {
        "value_type": int,
        "entity": APPLICATION,
        "definition_period": DateUnit.YEAR,
        "label": name.replace("_", " "),
    }
    if formula is not None:
        body["formula"] = formula
    return type(name, (Variable,), body)


def words(tables: dict[str, np.ndarray]) -> dict[str, Formula]:
    """The rules that look at words: one table each."""

    def of(rule: str, *columns: str) -> Formula:
        table = np.ascontiguousarray(tables[rule], dtype=np.int32)

        def formula(applications: Any, period: Any) -> np.ndarray:
            place = applications("period_of_law", period)
            for column, length in zip(columns, table.shape[1:], strict=True):
                place = place * length + applications(column, period)
            return table.ravel()[place]

        return formula

    return {
        "legal_form_rule": of("legal-form", "person", "sheltered_workshop", "legal_form"),
        "active_in_register": of("active-in-register", "status"),
        "juridical_situation_rule": of("juridical-situation", "juridical_situation"),
        "flemish_establishment": of("flemish-establishment", "region"),
        "main_activity": of("main-activity", "nace_version", "nace_code"),
        "provider_for_service": of("provider-for-service", "service", "registration"),
        "theme_in_list": of("theme-in-list", "theme"),
        "service_supported": of("service-supported", "service", "theme"),
        "content_not_excluded": of("content-not-excluded", "content"),
        "profession_specific_listed": of("profession-specific-listed", "theme", "content"),
        "higher_rate": of("higher-rate", "service", "theme"),
        "points": of("points", "service", "theme"),
    }


def formulas(rules: Any) -> dict[str, Formula]:
    """The methods of an object by their name, as functions that OpenFisca can count the
    arguments of."""

    def plain(method: Any) -> Formula:
        return lambda applications, period: method(applications, period)

    return {name: plain(getattr(rules, name)) for name in vars(type(rules)) if name[0] != "_"}


OUTPUTS = {
    "outcome": "outcome",
    "size": "counted_size",
    "rate": "rate",
    "ceiling": "ceiling",
    "room_before": "room_before",
    "grant": "grant",
    "file_before": "file_before",
    "fails": "fails",
    "unknown": "unknown",
}
"""What the batch answers, and the variable that is the same here."""
