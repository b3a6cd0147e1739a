"""`portefeuille law`: the law on a day, what changed between two days, and whether it is sound.

None of the three needs a database.
"""

import sys
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any, Final, NoReturn

import click

from portefeuille import law as laws
from portefeuille.commands.everywhere import (
    INPUT_IS_WRONG,
    WORK_FAILED,
    Group,
    end,
    print_either,
)
from portefeuille.commands.explaining import lang_option
from portefeuille.commands.lawtext import book_text, check_text, news_text
from portefeuille.core.law import Language, Law, NoLaw
from portefeuille.core.lawbook.book import lawbook
from portefeuille.core.lawbook.news import Backwards, News, news_between
from portefeuille.core.periods import legal_day
from portefeuille.law.checks import check
from portefeuille.law.names import load_names

DAY: Final = click.DateTime(["%Y-%m-%d"])

law_option = click.option(
    "--law",
    "place",
    default=laws.DEFAULT_SCHEME,
    metavar="LAW",
    help="A scheme by its name, a folder of law files, or the file of a reform.",
)


@click.group("law", cls=Group)
def command() -> None:
    """Read the law, see what changed, check its files."""


@command.command()
@click.option("--on", "day", type=DAY, metavar="DATE", help="In force on DATE; today if not given.")
@law_option
@lang_option
def show(day: datetime | None, place: str, lang: Language) -> None:
    """The law in force on a day: every value and condition, with since when and from where."""
    try:
        book = lawbook(_law(place), _day(day), load_names(), lang)
    except NoLaw as error:
        _before_the_first(error)
    print_either(book_text(book, lang), asdict(book))


@command.command()
@click.argument("first", type=DAY, metavar="DATE1")
@click.argument("last", type=DAY, metavar="DATE2")
@law_option
@lang_option
def diff(first: datetime, last: datetime, place: str, lang: Language) -> None:
    """What changed in the law after DATE1, up to and including DATE2, told as news."""
    try:
        news = news_between(_law(place), first.date(), last.date(), load_names(), lang)
    except Backwards as error:
        end(INPUT_IS_WRONG, f"{error}; give the older day first: {error.last} {error.first}")
    except NoLaw as error:
        _before_the_first(error)
    print_either(news_text(news, lang), _document(news))


@command.command("check")
@click.option("--on", "day", type=DAY, metavar="DATE", help="As seen on DATE; today if not given.")
@click.argument("place", required=False, metavar="[LAW]")
def check_command(day: datetime | None, place: str | None) -> None:
    """Look for what is wrong in the files of LAW, or of every scheme that ships.

    LAW is a scheme by its name, a folder of law files, or the file of a reform. Exit code 0
    where nothing is found, 1 where something is, 2 where the files cannot be read.
    """
    places = [place] if place else laws.schemes()
    try:
        reports = {str(one): check(one, _day(day)) for one in places}
    except (laws.NoSuchLaw, laws.LawError) as error:
        end(INPUT_IS_WRONG, str(error))
    print_either(check_text(reports), {name: asdict(one) for name, one in reports.items()})
    if any(report.findings for report in reports.values()):
        sys.exit(WORK_FAILED)


def _law(place: str) -> Law:
    try:
        return laws.find(place)
    except (laws.NoSuchLaw, laws.LawError) as error:
        end(INPUT_IS_WRONG, str(error))


def _day(given: datetime | None) -> date:
    """The day that was asked, today in Brussels where none was."""
    return given.date() if given else legal_day(datetime.now(UTC))


def _before_the_first(error: NoLaw) -> NoReturn:
    end(INPUT_IS_WRONG, f"{error}; expected a day from {error.first_day} on")


def _document(news: News) -> dict[str, Any]:
    """The news for programs: each change with the path of the value in the document of the law."""
    return {
        "first": news.first,
        "last": news.last,
        "headline": news.headline,
        "days": [
            {
                "day": one.day,
                "headline": one.headline,
                "changes": [asdict(change) for change in one.changes],
            }
            for one in news.days
        ],
    }
