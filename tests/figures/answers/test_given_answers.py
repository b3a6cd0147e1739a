"""Answers that were given stay as they were, whatever happens, and are corrected in sight."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result
from django.db import DatabaseError, connection

from portefeuille.commands.main import main
from portefeuille.figures import answers
from portefeuille.figures.answers import given as kept
from portefeuille.figures.answers.differing import Difference, differences
from portefeuille.figures.answers.document import canonical, from_document, to_document
from portefeuille.figures.formats import FORMATS, render
from portefeuille.figures.tables import Answer, Part, Row, Table
from portefeuille.figures.values import HIDDEN, Column
from portefeuille.journal.services import By
from tests.databases import Database
from tests.figures.answers.test_document_forms import Sample
from tests.figures.conftest import Book

NOW = By("test", datetime(2020, 3, 1, tzinfo=UTC))
NAME = {"name": "sv-749-2017"}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["answer", *arguments], catch_exceptions=False)


def every_form(answer: Answer) -> dict[str, str | bytes]:
    return {form: render(answer, form) for form in FORMATS}


def test_a_document_is_the_whole_answer(sample: Sample) -> None:
    column = Column("files", {"nl": "Aantal", "en": "Files"}, "count")
    hidden = Table("T", (column,), (Row((HIDDEN,)), Row((None,))), {"nl": "-", "en": "-"})
    for answer in (sample(), sample(tables=(hidden,), parts=(Part("1 a", "Hoe?", (0,), (0,)),))):
        assert from_document(to_document(answer)) == answer
        assert canonical(to_document(answer)) == canonical(to_document(answer))


def test_what_was_given_comes_again_byte_for_byte_whatever_happened_since(book: Book) -> None:
    filed = book.file("2017-06-15", 50_000, theme="diversiteit")
    one = kept.give(answers.answer("sv-749-2017"), NAME, NOW)
    told = every_form(one.answer)
    book.revise(filed, 100, known_at=datetime(2017, 8, 1, tzinfo=UTC))  # even within its own day
    assert answers.answer("sv-749-2017") != one.answer
    again = kept.given(one.number)
    assert every_form(again.answer) == told
    assert [form for form in told if not kept.is_as_given(again, form, told[form])] == []
    assert again.digest == hashlib.sha256(_stored(one.number).encode()).hexdigest()


def test_a_form_with_other_bytes_is_noticed(sample: Sample, database: Database) -> None:
    one = kept.give(sample(), NAME, NOW)
    assert not kept.is_as_given(one, "pdf", b"other")
    assert kept.is_as_given(one, "table", "as wide as it is")


def test_it_cannot_be_changed_and_a_document_that_was_is_an_error(
    sample: Sample, database: Database
) -> None:
    one = kept.give(sample(), NAME, NOW)
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("UPDATE figures_givenanswer SET document = '{}'")
    with psycopg.connect(database.owner_url) as session:
        session.execute("ALTER TABLE figures_givenanswer DISABLE TRIGGER USER")
        session.execute("UPDATE figures_givenanswer SET document = replace(document, '12345', '1')")
    with pytest.raises(kept.AlteredError, match=one.digest):
        kept.given(one.number)
    done = run("again", str(one.number))
    assert (done.exit_code, one.digest in done.output) == (1, True)


def test_a_correction_has_a_reason_and_comes_once(sample: Sample, database: Database) -> None:
    one = kept.give(sample(), NAME, NOW)
    with pytest.raises(kept.NotGivenError, match="reason"):
        kept.give(sample(), NAME, NOW, one.number, " ")
    two = kept.give(sample(title="Beter"), NAME, NOW, one.number, "een fout")
    assert (two.corrects, kept.given(one.number).corrected_by) == (one.number, two.number)
    with pytest.raises(kept.NotGivenError, match=f"correct answer {two.number}"):
        kept.give(sample(), NAME, NOW, one.number, "nog een")
    with pytest.raises(kept.NotGivenError, match="no answer was given under number 0"):
        kept.given(0)


def test_differences_are_told_cell_by_cell_with_rows_that_came_and_went(sample: Sample) -> None:
    old = sample()
    table = old.tables[0]
    first, second, _ = table.rows
    changed = Row(("Fietsen & lopen", 12_346, *first.cells[2:]))
    came = Row(("Nieuw", 1, None, None, None))
    new = sample(tables=(replace(table, rows=(changed, second, came)), old.tables[1]))
    assert differences(old, old) == ()
    found = differences(old, new)
    assert found[0] == Difference(
        "Alles per thema", "Fietsen & lopen", "Dossiers", "12.345", "12.346"
    )
    told = {(one.row, one.column): (one.old, one.new) for one in found}
    assert told["Nieuw", "Dossiers"] == ("", "1")
    assert told["Onbekend", "Dossiers"] == ("0", "")
    assert ("waarvan <fietsen>", "Dossiers") not in told


def test_given_and_again_and_corrected_by_the_command(book: Book, tmp_path: Path) -> None:
    filed = book.file("2019-03-01", 1_000)
    question = tmp_path / "question.yaml"
    question.write_text(
        "title: Hoeveel\nquestions:\n- {number: 1, words: Hoeveel?, figure: grants-by-service,"
        " where: {year: 2019}}\n",
        "utf-8",
    )
    assert "Kept as answer 1: hoeveel" in run("give", str(question)).output
    book.revise(filed, 900, known_at=datetime(2019, 5, 1, tzinfo=UTC))
    question.unlink()
    corrected = run("correct", "1", "--reason", "herzien").output
    assert "Kept as answer 2, in the place of answer 1" in corrected
    assert "opleiding / Toegekende subsidie (€): 10,00 -> 9,00" in corrected
    again = run("again", "1", "--format", "csv")
    assert "10.00" in again.stdout
    assert "corrected by answer 2" in again.stderr
    file = tmp_path / "answer.pdf"
    run("again", "2", "--format", "pdf", "--to", str(file))
    assert file.read_bytes() == render(kept.given(2).answer, "pdf")
    assert "corrects 1: herzien" in run("given").output
    assert run("again", "7").exit_code == 2


def _stored(number: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT document FROM figures_givenanswer WHERE id = %s", [number])
        return str(cursor.fetchone()[0])
