"""Hold envelopes. They are set where it is known what a year has committed (`applications`)."""

from django.db import connection


def hold(year: int, theme: str | None) -> None:
    """Hold the envelopes that a grant falls under: what is left stays so until the transaction
    ends. Whoever holds a wallet too holds that one first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT budget_hold(%s, %s)", [year, theme])
