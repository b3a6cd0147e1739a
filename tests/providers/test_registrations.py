"""Registrations: which one holds on a day, and what the database refuses."""

import itertools
from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, connection
from django.test.utils import CaptureQueriesContext

from portefeuille import samples
from portefeuille.core.numbers import NumberError
from portefeuille.providers.models import Provider, Registration
from portefeuille.providers.queries import registration
from portefeuille.providers.services import (
    Period,
    RegistrationError,
    load_providers,
    register_many,
    register_provider,
)

pytestmark = pytest.mark.usefixtures("database")

ENTERPRISE, OTHER = "1999905517", "1999905616"
FIVE_YEARS = date(2020, 1, 1), date(2024, 12, 31)
_sequence = itertools.count(998_000)


def fresh(letter: str = "O") -> str:
    return f"DV.{letter}{next(_sequence)}"


def insert(provider: Provider, number: str, service: str, valid: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO providers_registration (provider_id, number, service, valid)"
            " VALUES (%s, %s, %s, %s::text::daterange)",
            [provider.pk, number, service, valid],
        )


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2020, 1, 1), *FIVE_YEARS),
        (date(2024, 12, 31), *FIVE_YEARS),
        (date(2025, 1, 1), date(2025, 1, 1), None),
        (date(2019, 12, 31), date(2025, 1, 1), None),
    ],
)
def test_the_registration_that_holds_on_a_day_is_given_else_the_last(
    day: date, first: date, last: date | None
) -> None:
    number = fresh()
    later = Period(number, date(2025, 1, 1), None)
    register_provider(ENTERPRISE, "Verlengd", [Period(number, *FIVE_YEARS), later])
    with CaptureQueriesContext(connection) as queries:
        found = registration(number, day)
        assert found is not None
        assert (found.provider.name, found.service) == ("Verlengd", "training")
    assert (found.first_day, found.last_day) == (first, last)
    assert len(queries) == 1


def test_a_number_that_was_never_given_has_no_registration() -> None:
    assert registration(fresh(), date(2020, 1, 1)) is None


def test_sloppy_numbers_are_kept_in_their_one_form() -> None:
    number = fresh("A")
    register_provider(
        ENTERPRISE, "Slordig", [Period(number.replace(".", " ").lower(), *FIVE_YEARS)]
    )
    found = registration(number, FIVE_YEARS[0])
    assert found is not None
    assert found.service == "advice"


def test_registering_again_changes_nothing() -> None:
    periods = [Period(fresh(), *FIVE_YEARS), Period(fresh("A"), *FIVE_YEARS)]
    first = register_provider(ENTERPRISE, "Tweemaal", periods)
    assert register_provider(ENTERPRISE, "Tweemaal", periods) == first
    assert Registration.objects.filter(provider=first).count() == 2


def test_many_are_registered_at_once_and_only_once() -> None:
    rows = [(ENTERPRISE, f"Massa {i}", Period(fresh("OA"[i % 2]), *FIVE_YEARS)) for i in range(9)]
    assert register_many(rows) == 9
    assert register_many([*rows, (OTHER, "Nieuw", Period(fresh(), *FIVE_YEARS))]) == 1
    found = [registration(period.number, FIVE_YEARS[1]) for _, _, period in rows]
    assert [each and each.provider.name for each in found] == [name for _, name, _ in rows]
    assert [each and each.service for each in found[:2]] == ["training", "advice"]
    assert {each and each.last_day for each in found} == {FIVE_YEARS[1]}


def test_our_sample_of_providers_is_loaded_once() -> None:
    assert load_providers(samples.PROVIDERS) == 6
    before = Provider.objects.count(), Registration.objects.count()
    assert load_providers(samples.PROVIDERS) == 6
    assert (Provider.objects.count(), Registration.objects.count()) == before
    starter = registration("DV.O999007", date(2019, 1, 1))
    assert starter is not None
    assert starter.last_day == date(2020, 8, 31)


def test_a_period_that_overlaps_is_refused_and_nothing_is_kept() -> None:
    number, other = fresh(), fresh()
    provider = register_provider(ENTERPRISE, "Overlapt", [Period(number, *FIVE_YEARS)])
    overlapping = Period(other, date(2024, 12, 31), date(2026, 1, 1))
    with pytest.raises(RegistrationError) as error:
        register_provider(ENTERPRISE, "Overlapt", [Period(number, *FIVE_YEARS), overlapping])
    assert str(error.value) == (
        f"{other} from 2024-12-31: the provider is already registered for this service on some "
        "of these days"
    )
    assert Registration.objects.filter(provider=provider).count() == 1


def test_a_number_of_another_enterprise_is_refused() -> None:
    number = fresh()
    register_provider(ENTERPRISE, "De eerste", [Period(number, *FIVE_YEARS)])
    with pytest.raises(RegistrationError, match=f"{number} is a registration of De eerste"):
        register_provider(OTHER, "De tweede", [Period(number, date(2025, 1, 1), None)])


def test_a_number_of_another_provider_of_the_same_enterprise_is_refused() -> None:
    first, second = fresh(), fresh("A")
    register_provider(ENTERPRISE, "Dienst een", [Period(first, *FIVE_YEARS)])
    register_provider(ENTERPRISE, "Dienst twee", [Period(second, *FIVE_YEARS)])
    both = [Period(first, *FIVE_YEARS), Period(second, date(2025, 1, 1), None)]
    with pytest.raises(RegistrationError, match="is a registration of another provider"):
        register_provider(ENTERPRISE, "Dienst een", both)


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(RegistrationError, match="would end on 2019-12-31, before it starts"):
        register_provider(ENTERPRISE, "X", [Period(fresh(), date(2020, 1, 1), date(2019, 12, 31))])


def test_a_wrong_number_is_refused_before_anything_is_kept() -> None:
    before = Provider.objects.count()
    with pytest.raises(NumberError):
        register_provider(ENTERPRISE, "Fout", [Period("DV.X1", *FIVE_YEARS)])
    assert Provider.objects.count() == before


@pytest.mark.parametrize(
    ("number", "service", "valid", "constraint"),
    [
        ("same", "training", "[2024-12-31,2026-01-01)", "registrations_never_overlap"),
        ("other", "training", "[2019-01-01,)", "registrations_never_overlap"),
        ("other", "advice", "[2030-01-01,)", "registration_letter_is_the_service"),
        ("DV.X123456", "training", "[2030-01-01,)", "registration_"),
        ("DV.O12345", "training", "[2030-01-01,)", "registration_number_form"),
        ("other", "training", "empty", "registration_has_a_first_day"),
        ("other", "training", "(,2010-01-01)", "registration_has_a_first_day"),
    ],
)
def test_the_database_itself_refuses_a_wrong_registration(
    number: str, service: str, valid: str, constraint: str
) -> None:
    taken = fresh()
    provider = register_provider(ENTERPRISE, "Database", [Period(taken, *FIVE_YEARS)])
    known = {"same": taken, "other": fresh()}
    with pytest.raises(IntegrityError, match=constraint):
        insert(provider, known.get(number, number), service, valid)


def test_the_database_itself_refuses_a_number_to_a_second_provider() -> None:
    number = fresh()
    register_provider(ENTERPRISE, "Eigenaar", [Period(number, *FIVE_YEARS)])
    second = Provider.objects.create(enterprise_number=OTHER, name="Ander")
    with pytest.raises(IntegrityError, match="registration_number_has_one_provider"):
        insert(second, number, "training", "[2030-01-01,)")


def test_registrations_that_touch_do_not_overlap() -> None:
    number = fresh()
    provider = register_provider(ENTERPRISE, "Aansluitend", [Period(number, *FIVE_YEARS)])
    insert(provider, number, "training", "[2025-01-01,2030-01-01)")
    assert Registration.objects.filter(provider=provider).count() == 2


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_may_change_no_registration(statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(statement.format("providers_registration"))
