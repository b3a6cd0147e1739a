"""What can be done with providers; every verb is one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from portefeuille.providers.models import Provider, Registration
from portefeuille.providers.numbers import parse_registration_number, service_of


class RegistrationError(ValueError):
    """A registration that cannot stand beside those that are there; says which and why."""


@dataclass(frozen=True, slots=True)
class Period:
    """A period under one registration number, both days included; no last day: still open."""

    number: str
    first_day: date
    last_day: date | None


def register_provider(enterprise_number: str, name: str, periods: Iterable[Period]) -> Provider:
    """Registers a provider for these periods; the service follows from the number's letter.

    `enterprise_number` is ten digits as `parse_enterprise_number` gives them. The provider is
    the one that holds any of the registration numbers, else a new one; what is already there
    stays as it is, so that a second call changes nothing. NumberError for a number that is
    none; RegistrationError where a period overlaps another of this provider and service, or a
    number is another provider's.
    """
    wanted = [(parse_registration_number(period.number), period) for period in periods]
    with transaction.atomic():
        provider = _holder_of([number for number, _ in wanted], enterprise_number)
        if provider is None:
            provider = Provider.objects.create(enterprise_number=enterprise_number, name=name)
        for number, period in wanted:
            _register(provider, number, period)
    return provider


def load_providers(file: Path) -> int:
    """Registers every provider of a YAML file (see `samples/providers.yaml`); how many it has."""
    entries = yaml.safe_load(file.read_text("utf-8"))
    with transaction.atomic():
        for entry in entries:
            periods = [Period(**period) for period in entry["periods"]]
            register_provider(entry["enterprise_number"], entry["name"], periods)
    return len(entries)


def register_many(rows: Iterable[tuple[str, str, Period]]) -> int:
    """Registers providers of one period each (enterprise number, name, period), in bulk.

    The numbers are in their one form. A number that is registered already is left as it is, so
    that a second call changes nothing; answers how many were new.
    """
    wanted = {period.number: (enterprise, name, period) for enterprise, name, period in rows}
    with transaction.atomic():
        known = Registration.objects.filter(number__in=wanted).values_list("number", flat=True)
        held = set(known)
        new = [row for number, row in wanted.items() if number not in held]
        providers = Provider.objects.bulk_create(
            Provider(enterprise_number=enterprise, name=name) for enterprise, name, _ in new
        )
        Registration.objects.bulk_create(
            Registration(
                provider=provider,
                number=period.number,
                service=service_of(period.number),
                valid=_days_of(period),
            )
            for provider, (_, _, period) in zip(providers, new, strict=True)
        )
    return len(new)


def _holder_of(numbers: list[str], enterprise_number: str) -> Provider | None:
    held = Registration.objects.select_related("provider").filter(number__in=numbers).first()
    if held is None:
        return None
    if held.provider.enterprise_number != enterprise_number:
        raise RegistrationError(f"{held.number} is a registration of {held.provider.name}")
    return held.provider


def _register(provider: Provider, number: str, period: Period) -> None:
    last = period.last_day
    if last is not None and last < period.first_day:
        raise RegistrationError(f"{number} would end on {last}, before it starts")
    try:
        Registration.objects.get_or_create(
            provider=provider,
            number=number,
            service=service_of(number),
            valid=_days_of(period),
        )
    except IntegrityError as error:
        raise RegistrationError(f"{number} from {period.first_day}: {_reason(error)}") from error


def _days_of(period: Period) -> DateRange:
    last = period.last_day
    return DateRange(period.first_day, None if last is None else last + timedelta(days=1))


def _reason(error: IntegrityError) -> str:
    if "registration_number_has_one_provider" in str(error):
        return "this number is a registration of another provider"
    return "the provider is already registered for this service on some of these days"
