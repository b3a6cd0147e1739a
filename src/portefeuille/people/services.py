"""Sign in and out, and give mandates.

Who somebody is comes from an identity provider: in the demonstration a list of personas, later
the government's access management, behind the same two functions.
"""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import yaml
from django.db import transaction
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from portefeuille.people.models import KeptForm, Mandate, Person
from portefeuille.people.queries import SESSION_KEY

KEPT_FOR: Final = timedelta(hours=1)


def sign_in(request: HttpRequest, person: Person) -> None:
    """From here on the session is this person's; its key is new, so an old one is worth nothing."""
    request.session.cycle_key()
    rotate_token(request)
    request.session[SESSION_KEY] = person.pk


def sign_out(request: HttpRequest) -> None:
    """Nothing of the session is left."""
    request.session.flush()


def know_person(subject: str, name: str, email: str, language: str) -> Person:
    """The person of this subject, with what the identity provider says of them now."""
    person, _ = Person.objects.update_or_create(
        subject=subject, defaults={"name": name, "email": email, "language": language}
    )
    return person


def give_mandate(person: Person, role: str, number: str, from_day: date) -> Mandate:
    """Let a person act in a role; the one that is there already stays as it is."""
    mandate, _ = Mandate.objects.get_or_create(
        person=person, role=role, number=number, defaults={"held_from": from_day}
    )
    return mandate


def keep_form(person_id: int, path: str, posted: Mapping[str, str], now: datetime) -> uuid.UUID:
    """Keep what was sent to an address after the session had gone, for this person alone."""
    KeptForm.objects.filter(kept_at__lt=now - KEPT_FOR).delete()
    kept = KeptForm.objects.create(person_id=person_id, path=path, posted=dict(posted), kept_at=now)
    return kept.pk


def take_form(key: str, person_id: int, path: str, now: datetime) -> dict[str, str] | None:
    """What was kept under this key for this person at this address, once; None for anybody else."""
    try:
        wanted = KeptForm.objects.filter(pk=uuid.UUID(key), person_id=person_id, path=path)
    except ValueError:
        return None
    kept = wanted.filter(kept_at__gte=now - KEPT_FOR).first()
    if kept is None:
        return None
    posted: dict[str, str] = kept.posted
    kept.delete()
    return posted


def load_people(file: Path, from_day: date) -> int:
    """The people of a YAML file (see `samples/people.yaml`) with their mandates; how many."""
    entries = yaml.safe_load(file.read_text("utf-8"))
    with transaction.atomic():
        for entry in entries:
            mandates = entry.pop("mandates")
            person = know_person(**entry)
            for mandate in mandates:
                give_mandate(person, mandate["role"], mandate.get("number", ""), from_day)
    return len(entries)
