"""On what the pages of figures stand: the snapshot of the night, or the books where asked."""

import csv
import io
from datetime import date

import pytest
from django.conf import settings

from portefeuille.figures.engines import LIVE
from portefeuille.figures.standing import position
from portefeuille.figures.tasks import take_snapshot
from tests.applications.filing import METALWORKS, load_registers, request, submitted
from tests.web.conftest import TODAY
from tests.web.desk import open_desk, signed_in, text_of

HERE = "/kantoor/cijfers"


@pytest.fixture
def desk(database, monkeypatch):
    """An analyst before one application."""
    load_registers()
    open_desk(monkeypatch)
    submitted(request())
    return signed_in("beleid")


def test_the_office_counts_on_the_snapshot_of_the_night_and_in_the_book_where_asked(
    desk, monkeypatch, tmp_path
):
    def projects(query: str) -> str:
        text = desk.get(f"{HERE}/thema.csv?jaar=2026{query}").content.decode()
        return list(csv.DictReader(io.StringIO(text, newline="")))[-1]["approved"]

    monkeypatch.setattr(settings, "SNAPSHOT_FOLDER", str(tmp_path))
    assert "Berekend uit de boeken" in text_of(desk.get(f"{HERE}/thema?jaar=2026"))
    take_snapshot(0)
    before = projects("")
    submitted(request(METALWORKS))
    assert projects("") == before == str(int(projects("&bron=boeken")) - 1)
    page = text_of(desk.get(f"{HERE}/thema?jaar=2026"))
    assert "Berekend uit de momentopname van" in page
    take_snapshot(0)
    assert projects("") == projects("&bron=boeken") != before
    assert position(date(2100, 1, 1), TODAY, fresh=False).engine is LIVE, "a day it does not know"
