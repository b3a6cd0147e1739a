"""Reads of the journal."""

from portefeuille.journal.models import Event


def status_of(subject: str, subject_id: int) -> str | None:
    """The status of a thing: where its last event took it; None when nothing happened yet."""
    return (
        Event.objects.filter(subject=subject, subject_id=subject_id)
        .order_by("-sequence")
        .values_list("to_status", flat=True)
        .first()
    )


def has_acted(actor: str) -> bool:
    """Whether this actor has made any transition."""
    return Event.objects.filter(actor=actor).exists()
