"""Who holds a number: the enterprise, made where the number is new to us."""

from django.db import IntegrityError, transaction

from portefeuille.register.models import Enterprise, EnterpriseNumber


def holder_of(number: str) -> Enterprise:
    """The enterprise that holds this number, made if it is new; safe when two ask at once."""
    try:
        with transaction.atomic():
            held = EnterpriseNumber.objects.select_related("enterprise").filter(number=number)
            return (held.first() or _new_number(number)).enterprise
    except IntegrityError:  # somebody else made it since we looked, and has committed
        return EnterpriseNumber.objects.select_related("enterprise").get(number=number).enterprise


def enterprise_of_number(number: str) -> int:
    """The enterprise that holds this number, made where the number is new to us.

    For what must be kept while no source can be asked: nothing else is known of it then.
    """
    return holder_of(number).pk


def _new_number(number: str) -> EnterpriseNumber:
    return EnterpriseNumber.objects.create(number=number, enterprise=Enterprise.objects.create())
