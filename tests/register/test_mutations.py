"""What MAGDA says has changed: asked about anew, once, and only where it matters."""

import csv
import io
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from portefeuille import law
from portefeuille.adapters.magda import MagdaError, read_triggers
from portefeuille.adapters.magda.mutations import COLUMNS
from portefeuille.adapters.magda.mutations import Trigger as Told
from portefeuille.adapters.magda.simulator import Simulator
from portefeuille.register.models import EnterpriseNumber, RegisterCall, Trigger
from portefeuille.register.queries import enterprise_of, flagged
from portefeuille.register.services import (
    MutationReport,
    asking,
    enterprise_of_number,
    look_up,
    refresh_triggered,
    take_mutations,
)
from tests.register.magda_here import (
    BAKERY,
    ENTERPRISE,
    ME,
    NOW,
    PAINTER,
    STEEL,
    asked,
)

pytestmark = pytest.mark.usefixtures("database")

HOUR = timedelta(hours=1)
LATER = NOW + HOUR
BANKRUPT, UNHEARD = "1999900963", "1999905022"


def file_of(*changes: tuple[str, str, str]) -> io.BytesIO:
    """A file as it is delivered: number, day and status of each change."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    for number, day, status in changes:
        fields = [""] * COLUMNS
        fields[0], fields[1], fields[13] = day, number, status
        writer.writerow(fields)
    return io.BytesIO(text.getvalue().encode())


def told(*numbers: str) -> Iterator[Told]:
    return read_triggers(file_of(*((one, "2026-11-24", "AC") for one in numbers)), "mutations.csv")


def nobody(_: Collection[int]) -> set[int]:
    return set()


def test_only_what_we_know_is_kept_and_the_same_file_twice_changes_nothing(
    magda: Simulator,
) -> None:
    look_up(BAKERY, NOW, ME)
    first = take_mutations(told(BAKERY, UNHEARD, BAKERY), LATER)
    assert first == MutationReport(read=3, known=1, new=1)
    assert take_mutations(told(BAKERY, UNHEARD), LATER + HOUR) == MutationReport(2, 1, 0)
    (trigger,) = Trigger.objects.all()
    assert (trigger.number, trigger.modified_on, trigger.status, trigger.known_at) == (
        BAKERY,
        date(2026, 11, 24),
        "AC",
        LATER,
    )


def test_the_same_file_after_the_answer_opens_nothing_again(magda: Simulator) -> None:
    look_up(BAKERY, NOW, ME)
    take_mutations(told(BAKERY), LATER)
    look_up(BAKERY, LATER, ME)
    take_mutations(told(BAKERY), LATER + HOUR)
    look_up(BAKERY, LATER + HOUR, ME)
    assert asked(magda, ENTERPRISE) == 2


def test_a_file_with_one_wrong_line_is_not_kept_at_all(magda: Simulator) -> None:
    look_up(BAKERY, NOW, ME)
    file = file_of((BAKERY, "2026-11-24", "AC"), ("12", "2026-11-24", "AC"))
    with pytest.raises(MagdaError, match="line 2"):
        take_mutations(read_triggers(file, "mutations.csv"), LATER)
    assert not Trigger.objects.exists()


def test_the_worker_asks_about_who_was_looked_up_this_year_and_whose_dossiers_run(
    magda: Simulator,
) -> None:
    look_up(BAKERY, NOW, ME)
    running, idle = enterprise_of_number(STEEL), enterprise_of_number(PAINTER)
    seen: list[int] = []

    def runs(keys: Collection[int]) -> set[int]:
        seen.extend(keys)
        return {running}

    take_mutations(told(BAKERY, STEEL, PAINTER), LATER)
    assert refresh_triggered(LATER, 10, runs) == 2
    assert set(seen) == {enterprise_of(BAKERY), running, idle}
    assert not Trigger.objects.filter(ended_at=None).exists()
    by_worker = RegisterCall.objects.filter(who="worker", why="mutation", service=ENTERPRISE)
    assert sorted(by_worker.values_list("number", flat=True)) == [BAKERY, STEEL]
    assert refresh_triggered(LATER, 10, runs) == 0


def test_what_was_looked_up_last_year_alone_ends_without_a_question(magda: Simulator) -> None:
    look_up(BAKERY, NOW, ME)
    next_year = NOW + timedelta(days=60)
    take_mutations(told(BAKERY), next_year)
    assert refresh_triggered(next_year, 10, nobody) == 0
    assert not Trigger.objects.filter(ended_at=None).exists()
    assert asked(magda, ENTERPRISE) == 1


def test_while_magda_is_silent_what_changed_stays_to_be_asked(magda: Simulator) -> None:
    look_up(BAKERY, NOW, ME)
    take_mutations(told(BAKERY), LATER)
    magda.play("source-down")
    assert refresh_triggered(LATER, 10, nobody) == 0
    assert Trigger.objects.filter(ended_at=None).count() == 1
    magda.quiet()
    assert refresh_triggered(LATER + HOUR, 10, nobody) == 1


def test_without_magda_nothing_is_asked_and_nothing_ends() -> None:
    enterprise_of_number(BAKERY)
    take_mutations(told(BAKERY), NOW)
    with asking(None):
        assert refresh_triggered(NOW, 10, nobody) == 0
    assert Trigger.objects.filter(ended_at=None).count() == 1


def test_who_stopped_or_went_bankrupt_is_flagged_by_the_newest_snapshot(magda: Simulator) -> None:
    in_force = law.load().on(date(2026, 11, 25))
    for number in (BAKERY, PAINTER, BANKRUPT):
        look_up(number, NOW, ME)
    keys = {number: enterprise_of_number(number) for number in (BAKERY, PAINTER, BANKRUPT, STEEL)}
    flags = flagged(keys.values(), in_force)
    assert {(key, flag.kind, flag.code, flag.since) for key, flag in flags.items()} == {
        (keys[PAINTER], "stopped", "ST", date(2022, 12, 1)),
        (keys[BANKRUPT], "situation", "050", date(2025, 11, 13)),
    }
    assert flags[keys[PAINTER]].holds_on == date(2026, 11, 25)


@pytest.mark.skipif("PORTEFEUILLE_SAMPLES" not in os.environ, reason="PORTEFEUILLE_SAMPLES unset")
def test_a_real_file_is_taken_in() -> None:
    file = Path(os.environ["PORTEFEUILLE_SAMPLES"]) / "vkbo-mutations" / "mutations.csv"
    with opened(file) as lines:
        first = next(iter(lines))
    enterprise_of_number(first.number)
    with opened(file) as lines:
        report = take_mutations(lines, NOW)
    assert (report.read, report.known) == (len(file.read_bytes().splitlines()), report.new)
    assert EnterpriseNumber.objects.count() == 1
    with opened(file) as lines:
        assert take_mutations(lines, NOW).new == 0


@contextmanager
def opened(file: Path) -> Iterator[Iterator[Told]]:
    with file.open("rb") as content:
        yield read_triggers(content, file.name)
