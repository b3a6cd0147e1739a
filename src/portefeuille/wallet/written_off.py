"""What was owed after a revision and is asked no more: government bears it.

It counts as given once more: a later revision that grants more takes it back before it gives
anything.
"""

from collections.abc import Iterable, Mapping

from django.db.models import Sum

from portefeuille.core.money import Cents
from portefeuille.wallet.models import Posting


def written_off(application_ids: Iterable[int]) -> Mapping[int, Cents]:
    """What was written off of what these applications owed, in cents, and not taken back."""
    rows = (
        Posting.objects.filter(
            account=Posting.Account.OWED,
            owner_id__in=list(application_ids),
            entry__kind="write-off",
        )
        .values_list("owner_id")
        .annotate(total=Sum("amount_cents"))
    )
    return dict(rows)
