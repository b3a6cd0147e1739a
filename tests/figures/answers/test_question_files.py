"""A member's question in a file: read, refused with what is wrong, and answered in its order."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from portefeuille.commands.main import main
from portefeuille.commands.questions import new_template, question_in
from portefeuille.figures import catalogue
from portefeuille.figures.answers.composing import compose
from portefeuille.figures.answers.questionfile import QuestionError, read_question, reasons
from portefeuille.figures.engines import LIVE, LiveOnlyError, Snapshot
from portefeuille.figures.formats import FORMATS, render
from tests.databases import Database
from tests.figures.conftest import Book

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples" / "questions"
LATER = date(2020, 12, 31)


def question(*asks: dict[str, Any]) -> dict[str, Any]:
    """A question of these sub-questions, numbered."""
    numbered = [{"number": str(at), "words": "Hoeveel?", **one} for at, one in enumerate(asks, 1)]
    return {"title": "Een vraag", "questions": numbered}


def figure(name: str = "grants-by-service", **other: Any) -> dict[str, Any]:
    return {"figure": name, "where": {"year": "2019"}, **other}


@pytest.mark.parametrize(
    ("asks", "said"),
    [
        ({}, "question 1 (Hoeveel?) has no answer"),
        ({"figure": "nothing", "where": {"year": 2019}}, "'nothing' is not a figure"),
        ({"figure": "grants-by-theme"}, "where is missing"),
        ({"figure": "grants-by-theme", "where": {"yeer": 2019}}, "yeer: expected year"),
        ({"figure": "grants-by-theme", "where": {"year": "19"}}, "expected a year such as 2019"),
        (figure(columns=["nothing"]), "nothing is no column of grants-by-service"),
        (figure(opinion=True), "a question of opinion has no figure"),
        (figure(totaal=True), "totaal is not known"),
        (figure(total="ja"), "total is true or false"),
        ({"not_available": "because"}, "not_available is one of target-groups"),
        ({"reform": "x.yaml", "where": {"year": 2019}}, "reform is an overlay of the law"),
    ],
)
def test_a_question_that_cannot_be_answered_says_what_is_wrong(
    asks: dict[str, Any], said: str
) -> None:
    with pytest.raises(QuestionError) as error:
        read_question(question(asks))
    assert said in str(error.value)


def test_a_question_without_an_answer_is_told_which_figures_could_fit() -> None:
    asks = {"words": "Hoeveel projecten per provincie?"}
    with pytest.raises(QuestionError) as error:
        read_question(question(asks))
    assert "approved-by-province" in str(error.value).split("could fit:")[1]


def test_a_number_stands_there_once() -> None:
    with pytest.raises(QuestionError, match="number 1 stands there twice"):
        read_question({"title": "T", "questions": question(figure())["questions"] * 2})


def test_the_template_names_every_figure_and_reason_and_says_what_to_fill_in(
    tmp_path: Path,
) -> None:
    text = new_template()
    assert all(f"#   {name}: " in text for name in catalogue.names())
    assert all(code in text for code in reasons())
    file = tmp_path / "question.yaml"
    file.write_text(text, "utf-8")
    done = CliRunner().invoke(main, ["answer", "new", str(file)])
    assert (done.exit_code, "title is missing" in done.output) == (2, True)


def test_every_reason_says_who_gave_it() -> None:
    assert all(reason["nl"] and reason["source"] for reason in reasons().values())


def test_markdown_is_the_same_question_as_yaml(tmp_path: Path) -> None:
    head = "---\ntitle: T\n---\n\n## 1 a\n\n> Hoeveel\n> zijn het?\n\n"
    file = tmp_path / "question.md"
    file.write_text(f"{head}```yaml\nopinion: true\n```\n", "utf-8")
    (asks,) = question_in(file).asks
    assert (asks.number, asks.words, asks.wanted) == ("1 a", "Hoeveel zijn het?", ())


@pytest.mark.parametrize(
    ("text", "said"),
    [("## 1\n\nHoeveel?\n", "begins with a head"), ("---\ntitle: T\n---\nzomaar\n", "'zomaar'")],
)
def test_markdown_without_its_form_says_so(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "question.md"
    file.write_text(text, "utf-8")
    done = CliRunner().invoke(main, ["answer", "new", str(file)])
    assert (done.exit_code, said in done.output) == (2, True)


def test_an_answer_follows_the_member_with_its_columns_and_totals(book: Book) -> None:
    book.file("2019-03-01", 1_000)
    book.file("2019-03-02", 2_000, service="advice")
    asks = (
        {"not_available": "target-groups"},
        figure(columns=["approved", "service"], total=False, not_available=True, why="Deels."),
        figure(title="Mijn titel"),
        {"opinion": True},
    )
    made = compose(read_question(question(*asks)), LATER).answer
    assert [(one.number, one.tables, one.not_available) for one in made.parts] == [
        ("1", (), (0,)),
        ("2", (0,), (1,)),
        ("3", (1,), ()),
        ("4", (), ()),
    ]
    assert [row.cells for row in made.tables[0].rows] == [(1, "advies"), (1, "opleiding")]
    assert made.tables[0].total == ()
    assert made.tables[1].title == "Mijn titel"
    assert made.tables[1].total == ("Totaal", 2, 3_000)
    assert "Privacygevoelige persoonsgegevens" in made.not_available[0].why
    assert made.as_of == LATER


def test_the_author_is_warned_of_few_and_the_answer_shows_them(book: Book) -> None:
    one, legal = book.enterprise(), json.dumps({"enterprise": {"natural_person": False}})
    for _ in range(6):
        book.file("2019-03-01", 1_000, enterprise=one, theme="hr", facts=legal)
    for _ in range(5):
        book.file("2019-03-01", 1_000, theme="strategie")
    asks = figure("grants-by-theme"), {**figure(), "where": {"year": "2018"}}
    made = compose(read_question(question(*asks)), LATER)
    assert [row.cells[1] for row in made.answer.tables[0].rows] == [6, 5]
    assert made.for_author[0] == "Tabel 1, rij ‘HR’: over 1 onderneming"
    assert made.for_author[1:] == (
        "Tabel 2 is leeg: kijk de periode en de codes van de filters na.",
    )


def test_one_natural_person_is_called_so(book: Book) -> None:
    facts = json.dumps({"enterprise": {"natural_person": True}})
    book.file("2019-03-01", 1_000, facts=facts)
    made = compose(read_question(question(figure("grants-by-theme"))), LATER)
    assert (
        made.for_author[0]
        == "Tabel 1, rij ‘HR’: over één natuurlijke persoon, of wie er een kan zijn"
    )


@pytest.mark.parametrize("path", sorted(EXAMPLES.iterdir()), ids=lambda path: path.stem)
def test_every_open_question_is_answered_in_its_order(database: Database, path: Path) -> None:
    asked = question_in(path)
    answer = compose(asked, LATER).answer
    assert [part.words for part in answer.parts] == [asks.words for asks in asked.asks]
    assert answer.tables
    assert all(str(render(answer, form)) for form in FORMATS if form not in ("odt", "parquet"))


def test_what_only_the_book_has_is_refused_on_a_snapshot(tmp_path: Path) -> None:
    for name in ("most-asked-courses", "share-of-register"):
        expression = _counts(name)
        with pytest.raises(LiveOnlyError, match="--from live"):
            Snapshot(tmp_path).rows(expression)


def test_a_reform_asks_no_filters(database: Database) -> None:
    reform = {"scheme": "kmo-portefeuille", "name": {"nl": "X", "en": "X"}, "from": "2019-01-01"}
    asks = {"reform": reform, "where": {"year": "2019", "size": "small"}}
    with pytest.raises(QuestionError, match="no filters"):
        compose(read_question(question(asks)), LATER)


def _counts(name: str) -> Any:
    from portefeuille.core.periods import end_of_legal_day
    from portefeuille.figures.asked import Asked
    from portefeuille.figures.values import calendar_year

    return catalogue.figure(name).counts(Asked(calendar_year(2019), end_of_legal_day(LATER)))


def test_the_live_book_answers_what_the_snapshot_does_not(database: Database) -> None:
    assert LIVE.rows(_counts("most-asked-courses")) == ()
