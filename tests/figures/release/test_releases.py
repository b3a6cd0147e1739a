"""A release: made from what the views ask, protected, refused or kept, and asked like the book."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest
from click.testing import CliRunner
from django.db import ProgrammingError, transaction

from portefeuille.commands.main import main
from portefeuille.figures.disclosure import Finding
from portefeuille.figures.disclosure.values import is_hidden
from portefeuille.figures.engines import LIVE
from portefeuille.figures.models import GivenAnswer, ReleasedTable
from portefeuille.figures.queries import Position
from portefeuille.figures.release import NotPublishedError, published, years
from portefeuille.figures.release.documents import key_of, scope_of
from portefeuille.figures.release.earlier import told_earlier
from portefeuille.figures.release.preparing import prepare, public_scopes
from portefeuille.figures.release.services import NotProtectedError, publish
from portefeuille.figures.values import HIDDEN, Scope, calendar_year
from portefeuille.figures.views import view
from tests.figures.conftest import Book

NOW = datetime(2020, 1, 10, 12, tzinfo=UTC)
DAY = date(2020, 1, 10)
SOME = (view("themes"), view("by-month"))


@pytest.fixture
def written(book: Book) -> Book:
    """Some months of applications: many of HR and IT, few of another theme."""
    for month, (theme, many) in product(range(1, 4), (("hr", 7), ("it", 6), ("ehbo", 1))):
        for number in range(many):
            service = "advice" if number % 3 == 0 else "training"
            book.file(f"2019-0{month}-1{number}", 10_000 + number, theme=theme, service=service)
    return book


@pytest.mark.usefixtures("written")
def test_a_release_holds_what_the_views_ask_and_hides_what_is_small() -> None:
    publish(prepare(2019, DAY, views=SOME), "officer", NOW)
    at = published(2019)
    assert at is not None
    assert years() == (2019,)
    assert published(2018) is None
    assert (at.day, at.known_at) == (DAY, NOW)
    for one, scope in product(SOME, public_scopes(2019)):
        assert one.build(at, scope, "nl").tables
    rows = {row["theme"]: row for row in at.ask("approved-by-theme-and-topic", calendar_year(2019))}
    assert rows["ehbo"]["approved"] is HIDDEN
    assert rows["ehbo"]["grant_cents"] is HIDDEN
    assert rows["ehbo"]["average_cents"] is HIDDEN
    assert is_hidden(rows["it"]) or is_hidden(rows["hr"]), "else the total gives it away"
    assert at.provenance([]) == "submitted"


@pytest.mark.usefixtures("written")
def test_what_is_told_is_what_the_book_says() -> None:
    publish(prepare(2019, DAY, views=SOME), "officer", NOW)
    at, live = published(2019), Position(DAY)
    assert at is not None
    months = at.ask("by-month-and-service", calendar_year(2019))
    assert next(row["month"] for row in months) == date(2019, 1, 1)
    shown = [row for row in months if not is_hidden(row)]
    assert shown
    for row in shown:
        assert row in live.ask("by-month-and-service", calendar_year(2019))


@pytest.mark.usefixtures("written")
def test_what_may_not_be_published_is_not_there() -> None:
    publish(prepare(2019, DAY, views=SOME), "officer", NOW)
    at = published(2019)
    assert at is not None
    for name, scope in (
        ("approved-by-postcode", calendar_year(2019)),
        ("by-month-and-service", Scope(date(2019, 1, 1), date(2019, 3, 31))),
    ):
        with pytest.raises(NotPublishedError):
            at.ask(name, scope)


@pytest.mark.usefixtures("written")
def test_a_release_whose_audit_finds_something_is_refused() -> None:
    prepared = replace(
        prepare(2019, DAY, views=SOME), findings=(Finding("applications", "theme=ehbo", 3, 3),)
    )
    with pytest.raises(NotProtectedError, match="theme=ehbo: between 3 and 3"):
        publish(prepared, "officer", NOW)
    assert years() == ()


@pytest.mark.usefixtures("written")
def test_the_same_book_gives_the_same_release_and_none_is_ever_changed() -> None:
    first = publish(prepare(2019, DAY, views=SOME), "officer", NOW)
    second = publish(prepare(2019, DAY, views=SOME), "officer", NOW)
    assert first.digest == second.digest
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        ReleasedTable.objects.filter(release=first).delete()


@pytest.mark.usefixtures("written")
def test_every_view_is_in_it_and_the_command_says_what_it_did() -> None:
    done = CliRunner().invoke(
        main, ["release", "2019", "--as-of", "2020-01-10", "--dry-run", "--json", "--quiet"]
    )
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert said["findings"] == []
    assert said["hidden"] > 0
    assert said["release"] is None
    assert years() == ()


@pytest.mark.usefixtures("written")
def test_answers_that_were_given_and_earlier_releases_count_as_told() -> None:
    for name, asked in (("sv-835-2020", {"name": "sv-835-2020"}), ("unknown", {})):
        GivenAnswer.objects.create(
            name=name,
            as_of=DAY,
            document=json.dumps({"asked": asked}),
            digest="0" * 64,
            actor="officer",
            known_at=NOW,
        )
    publish(prepare(2019, DAY, views=SOME), "officer", NOW)
    earlier = told_earlier(LIVE)
    assert earlier.unread == ("unknown (2020-01-10)",)
    told = {(table.figure, table.scope) for table in earlier.tables}
    assert ("grants-by-theme", calendar_year(2019, service="training")) in told
    assert ("by-month-and-service", calendar_year(2019)) in told


def test_an_address_says_figure_and_scope() -> None:
    scope = Scope(date(2019, 1, 1), date(2019, 12, 31), "training", None, (("size", "small"),))
    key = key_of("key-figures", scope)
    assert key == (
        "key-figures?first_day=2019-01-01&last_day=2019-12-31&service=training&size=small"
    )
    assert scope_of(key) == ("key-figures", scope)
