"""From a resolved document of the law to its frozen, typed values.

A document is written by `portefeuille.law` from the files of a scheme, or read from where it is
stored beside the decisions taken under it: from both comes the same law. What the files call
unknown is None here.

A stored document never changes, so that older ones are read as well: one of before 0.2.0 says
nothing of what comes after the decision, one of before 0.3.0 nothing of juridical situations and
moved last days, and left the letters of a registration number to the code; one of before 0.5.0
says nothing of a deposit that is not the one that was asked.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from portefeuille.core.law import (
    CodeList,
    HigherRate,
    LawInForce,
    MovedLastDay,
    Rule,
    SizeLimit,
    StateAid,
    StopCase,
    Theme,
    ThemeList,
    Topic,
)
from portefeuille.core.money import parse_euro, parse_share

T = TypeVar("T")

_PREFIX_BEFORE_0_3 = {"training": "DV.O", "advice": "DV.A"}
_NO_LIST: Mapping[str, Any] = {"complete": False, "codes": {}}


def law_in_force(document: Mapping[str, Any], digest: str) -> LawInForce:
    """The law of one period; `digest` is the name of the document."""
    values = document["values"]
    return LawInForce(
        scheme=document["scheme"],
        first_day=date.fromisoformat(document["first_day"]),
        digest=digest,
        document=document,
        services=frozenset(values["services"]),
        rates=_each(values["rate"], parse_share),
        higher_rates=tuple(_higher_rate(*item) for item in values["higher-rate"].items()),
        ceilings=_each(values["ceiling"], parse_euro),
        minimum_cost=_each(values["minimum-cost"], parse_euro),
        days_to_file=values["days-to-file"],
        days_to_deposit=values["days-to-deposit"],
        days_to_check=values.get("days-to-check"),
        wrong_deposits=MappingProxyType(values.get("wrong-deposit", {})),
        moved_last_days=tuple(_moved(move) for move in document.get("moved-last-days", ())),
        pay_by_following_year=frozenset(values.get("pay-by-following-year", ())),
        room_returns_in_same_year=values.get("room-returns-in-same-year", False),
        end_by_following_year=frozenset(values["end-by-following-year"]),
        public_share_below=parse_share(values["public-share-below"]),
        regions=frozenset(values["regions"]),
        statuses=frozenset(values["statuses"]),
        sheltered_workshops=values["sheltered-workshops"],
        catering_per_person_day=parse_euro(values["costs"]["catering-per-person-day"]),
        eligible_costs=frozenset(values["costs"]["eligible"]),
        registration_prefix=MappingProxyType(values.get("registration-prefix", _PREFIX_BEFORE_0_3)),
        supported_themes=_each(values["supported-themes"], _all_or_some),
        size_limits=_each(values["size"]["limits"], _size_limit),
        partner_from=parse_share(values["size"]["partner-from"]),
        state_aid=_state_aid(values.get("state-aid")),
        themes=_theme_list(document["themes"]),
        listed_only=_code_list(document["listed-only"]),
        listed_only_themes=frozenset(document["listed-only"]["themes"]),
        excluded_content=document["excluded"] and _code_list(document["excluded"]),
        legal_forms_in=_code_list(document["legal-forms"]["in"]),
        legal_forms_out=_code_list(document["legal-forms"]["out"]),
        situations_in=_code_list(document.get("situations", {}).get("in", _NO_LIST)),
        situations_out=_code_list(document.get("situations", {}).get("out", _NO_LIST)),
        sectors_in=_by_version(document["sectors"]),
        rules=MappingProxyType(
            {name: Rule(name=name, **rule) for name, rule in document["rules"].items()}
        ),
        stops=_each(document.get("stops", {}), lambda case: StopCase(**case)),
        words=MappingProxyType(document["words"]),
    )


def _each(values: Mapping[str, Any], read: Callable[[Any], T]) -> Mapping[str, T]:
    """Every value of a mapping as it is read; nobody can change what comes out."""
    return MappingProxyType({name: read(value) for name, value in values.items()})


def _all_or_some(themes: Any) -> frozenset[str] | None:
    return None if themes == "all" else frozenset(themes)


def _higher_rate(name: str, value: Mapping[str, Any]) -> HigherRate:
    return HigherRate(
        name=name,
        plus=None if value["plus"] is None else parse_share(value["plus"]),
        themes=frozenset(value["themes"]),
        services=frozenset(value["services"]),
    )


def _size_limit(value: Mapping[str, Any]) -> SizeLimit:
    return SizeLimit(
        headcount_below=value["headcount-below"] * 100,
        turnover=parse_euro(value["turnover"]),
        balance_total=parse_euro(value["balance-total"]),
    )


def _state_aid(value: Mapping[str, Any] | None) -> StateAid | None:
    """The regime; None where nobody knows it, as in every law of before 0.5.0."""
    if value is None:
        return None
    ceiling = value.get("ceiling")
    return StateAid(
        regime=value["regime"],
        ceiling=None if ceiling is None else parse_euro(ceiling),
        years=value.get("years"),
    )


def _code_list(value: Mapping[str, Any]) -> CodeList:
    return CodeList(complete=value["complete"], codes=frozenset(value["codes"]))


def _by_version(value: Mapping[str, Any]) -> Mapping[int, CodeList]:
    """The codes of each version of the nomenclature; before 0.3.0 the list was always empty."""
    complete, versions = value["complete"], value.get("versions", {})
    return MappingProxyType(
        {int(year): CodeList(complete, frozenset(codes)) for year, codes in versions.items()}
    )


def _moved(value: Mapping[str, Any]) -> MovedLastDay:
    days = {name: date.fromisoformat(value[name]) for name in ("first", "last", "until")}
    return MovedLastDay(limit=value["limit"], **days)


def _theme_list(value: Mapping[str, Any]) -> ThemeList:
    themes = tuple(
        Theme(
            code=theme["code"],
            label=theme["label"],
            topics=tuple(Topic(topic["code"], topic["label"]) for topic in theme["topics"]),
        )
        for theme in value["list"]
    )
    with_topics = frozenset(theme.code for theme in themes if theme.topics)
    codes = {topic.code for theme in themes for topic in theme.topics}
    codes |= {theme.code for theme in themes if not theme.topics}
    return ThemeList(
        complete=value["complete"],
        themes=themes,
        codes=frozenset(codes),
        with_topics=with_topics,
        labels=MappingProxyType(
            {theme.code: theme.label for theme in themes}
            | {topic.code: topic.label for theme in themes for topic in theme.topics}
        ),
    )
