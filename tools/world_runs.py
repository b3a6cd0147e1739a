"""Pages of money that goes out: a run of each kind there is, and what is asked about its sums."""

from collections.abc import Iterator

from django.urls import reverse

from portefeuille.payments.outgoing.due import lines_of_run, payouts_due, runs_done, runs_open
from portefeuille.payments.outgoing.trips import AT_BANK


def runs_to_look_at() -> Iterator[tuple[str, str, str]]:
    """Name, persona and address of each: one run that waits, one with the bank, one of which a
    payment came back, and so on; one sum with an account and one without."""
    seen = set()
    for run in (*runs_open(), *runs_done()):
        lines = lines_of_run(run.run_id)
        name = f"run-{run.status}-{'-'.join(sorted({line.trip.status for line in lines}))}"
        if name in seen:
            continue
        seen.add(name)
        yield name, "financien-twee", reverse("run", args=[run.run_id])
        waits = next((line for line in lines if line.trip.status == AT_BANK), None)
        if waits is not None:
            there = reverse("run-refused", args=[run.run_id, waits.payout_id])
            yield "run-refused", "financien", there
    for one in payouts_due():
        name = f"payout-account-{'none' if one.to is None else 'known'}"
        if name not in seen:
            seen.add(name)
            yield name, "financien", reverse("payout-account", args=[one.payout_id])
