"""Sign in and out, and give mandates.

Who somebody is comes from an identity provider: in the demonstration a list of personas, later
the government's access management, behind the same two functions.
"""

from datetime import date
from pathlib import Path

import yaml
from django.db import transaction
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from portefeuille.people.models import Mandate, Person
from portefeuille.people.queries import SESSION_KEY


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
