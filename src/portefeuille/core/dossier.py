"""The dossier: a case as the contract's mapping, read strictly.

This is the form in which tests hold cases, the command line and the API read them, and a
reform replays them. A case that cannot be read says where, why and what was expected; it is
never repaired by guessing.

Source: contracts, "The dossier".
"""

from collections.abc import Collection
from dataclasses import fields as dataclass_fields
from functools import cache
from typing import Any

from portefeuille.core.facts import (
    COST_KINDS,
    DELIVERIES,
    REGIONS,
    SERVICES,
    SIZES,
    Aid,
    Application,
    Budget,
    Case,
    CostLine,
    Enterprise,
    Nace,
    Provider,
    Wallet,
)
from portefeuille.core.fields import (
    CaseError,
    Fields,
    Reader,
    choice,
    code,
    count,
    day,
    enterprise_number,
    euro,
    flag,
    likely_day,
    registration,
    share,
    text,
    theme,
)
from portefeuille.core.size.reading import declared_or_computed_size

_size, _region = choice(SIZES), choice(REGIONS)
_delivery, _cost_kind = choice(DELIVERIES), choice(COST_KINDS)


def read_case(dossier: Any, services: Collection[str] = SERVICES) -> Case:
    """The case of a dossier mapping; CaseError where it cannot be read.

    `services` are the ones of the scheme: the kmo-portefeuille's where nothing is said.
    """
    fields = Fields(dossier, "")
    case = Case(
        application=_application(fields.section("application"), choice(tuple(services))),
        enterprise=_enterprise(fields.section("enterprise")),
        provider=_provider(fields.section("provider")),
        wallet=_wallet(fields.section("wallet")),
        budget=_budget(fields.section("budget")),
        aid=_aid(fields.section("aid")),
    )
    fields.finish(_names(Case))
    return case


@cache
def _names(shape: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclass_fields(shape))


def _application(fields: Fields, service: Reader[str]) -> Application:
    application = Application(
        submitted_on=fields.need("submitted_on", likely_day),
        service=fields.need("service", service),
        theme=fields.may("theme", theme),
        title=fields.may("title", text),
        content=fields.may("content", text),
        delivery=fields.may("delivery", _delivery),
        starts_on=fields.need("starts_on", likely_day),
        ends_on=fields.may("ends_on", likely_day),
        cost=fields.may("cost", euro),
        costs=tuple([_cost_line(line) for line in fields.rows("costs")]),
    )
    fields.finish(_names(Application))
    if (application.cost is None) == (not application.costs):
        raise CaseError("application.cost", "give either cost or costs", 'cost: "1000.00"')
    if application.ends_on is not None and application.ends_on < application.starts_on:
        raise CaseError(
            "application.ends_on",
            f"the service ends on {application.ends_on}, before it starts",
            f"a day from {application.starts_on} on",
        )
    return application


def _cost_line(fields: Fields) -> CostLine:
    line = CostLine(
        kind=fields.need("kind", _cost_kind),
        amount=fields.need("amount", euro),
        days=fields.may("days", count),
        persons=fields.may("persons", count),
        separate_invoice=fields.may("separate_invoice", flag) or False,
    )
    fields.finish(_names(CostLine))
    if line.kind == "catering" and (line.days is None or line.persons is None):
        raise CaseError(fields.where, "catering is capped a day and a person", "days and persons")
    return line


def _enterprise(fields: Fields) -> Enterprise:
    enterprise = Enterprise(
        number=fields.may("number", enterprise_number),
        legal_form=fields.may("legal_form", code),
        natural_person=fields.may("natural_person", flag),
        status=fields.may("status", code),
        juridical_situation=fields.may("juridical_situation", code),
        region=fields.may("region", _region),
        nace=_nace(fields.section("nace")),
        public_share=fields.may("public_share", share),
        sheltered_workshop=fields.may("sheltered_workshop", flag) or False,
        size=fields.need("size", declared_or_computed_size),
    )
    fields.finish(_names(Enterprise))
    return enterprise


def _nace(fields: Fields) -> Nace | None:
    if not fields:
        return None
    nace = Nace(fields.need("version", count), fields.need("code", code))
    fields.finish(_names(Nace))
    return nace


def _provider(fields: Fields) -> Provider:
    registered = fields.section("registered")
    provider = Provider(
        registration=fields.may("registration", registration),
        registered_from=registered.may("from", day),
        registered_until=registered.may("until", day),
        related_to_applicant=fields.may("related_to_applicant", flag),
    )
    registered.finish(("from", "until"))
    fields.finish(("registration", "registered", "related_to_applicant"))
    return provider


def _wallet(fields: Fields) -> Wallet:
    wallet = Wallet(
        granted_this_year=fields.may("granted_this_year", euro) or 0,
        locked_size=fields.may("locked_size", _size),
    )
    fields.finish(_names(Wallet))
    return wallet


def _budget(fields: Fields) -> Budget | None:
    if not fields:
        return None
    budget = Budget(left=fields.need("left", euro), part=fields.may("part", text))
    fields.finish(_names(Budget))
    return budget


def _aid(fields: Fields) -> Aid | None:
    if not fields:
        return None
    aid = Aid(granted_in_window=fields.may("granted_in_window", euro))
    fields.finish(_names(Aid))
    return aid
