"""The budget as the finance officer sees and sets it; the command says the same."""

import json

import pytest
from click.testing import CliRunner

from portefeuille import samples
from portefeuille.budget.queries import left_of, settings_of
from portefeuille.commands.main import main
from portefeuille.law.budget import load_budget
from portefeuille.scenarios.demonstration import set_invented_budget
from tests.applications.filing import METALWORKS, NOW, load_registers, request, submitted
from tests.budget.books import DIVERSITY, envelope
from tests.web.desk import open_desk, signed_in, text_of

PAGE = "/kantoor/budget"


@pytest.fixture
def finance(database, monkeypatch):
    load_registers()
    open_desk(monkeypatch)
    return signed_in("financien")


def words_of(answer):
    return " ".join(text_of(answer).split())


def test_an_envelope_is_set_with_why_and_told_of_with_what_is_left(finance):
    submitted(request())
    page = words_of(finance.get(PAGE))
    assert "Er is geen enveloppe ingesteld" in page
    assert "Voor 2019 en later vonden we geen jaarbudget." in page
    sent = {"part": "geheel", "amount": "1.000,00", "holds_on": "01/01/2026", "reason": "Begroting"}
    answer = finance.post(f"{PAGE}?jaar=2026", sent)
    assert answer.status_code == 303
    page = words_of(finance.get(answer["Location"]))
    assert "<strong>€ 700,00</strong> van € 1.000,00 is over." in page
    assert "30% is vastgelegd" in page
    assert "Geen bron zegt wat er met een aanvraag gebeurt als het budget op is" in page
    assert "Begroting" in page
    (told,) = settings_of(2026)
    assert told.actor.startswith("person:")
    assert left_of(2026)[""].left == 700_00


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"holds_on": "21/12/2026"}, "Vul een dag in dat jaar in die niet meer moet komen."),
        ({"holds_on": "01/01/2025"}, "Vul een dag in dat jaar in die niet meer moet komen."),
        ({"reason": ""}, "Zeg waarom, of waar het beslist werd."),
        ({"part": "niets"}, "Kies het geheel of een deel."),
        ({"amount": "1,234.5"}, "de komma"),
    ],
)
def test_what_cannot_be_set_is_said_beside_the_question(finance, sent, said):
    good = {"part": "geheel", "amount": "1", "holds_on": "01/01/2026", "reason": "x"}
    answer = finance.post(f"{PAGE}?jaar=2026", good | sent)
    assert answer.status_code == 422
    assert said in words_of(answer)
    assert left_of(2026) == {}


def test_beyond_the_envelope_is_told_and_the_published_figure_is_proposed(finance):
    submitted(request(application={"theme": DIVERSITY}))
    envelope(200_00, "unknown")
    envelope(100_00, "unknown", part="diversity")
    page = words_of(finance.get(PAGE))
    assert "€ 100,00 is boven de enveloppe vastgelegd." in page
    assert "Waarvan diversiteit" in page
    assert "Het is opgebruikt." in page
    earlier = words_of(finance.get(f"{PAGE}?jaar=2017"))
    assert "€ 51.000.000,00 (Vlaams Parlement, commissie" in earlier
    assert 'value="51.000.000,00"' in earlier
    assert "€ 1.000.000,00 (Schriftelijke vraag 749" in earlier


def test_whoever_is_refused_reads_which_budget_and_what_to_do(finance):
    envelope(10_000_00)
    envelope(100_00, part="diversity")
    found = submitted(request(application={"theme": DIVERSITY}))
    page = words_of(signed_in("ondernemer").get(f"/o/1999900171/dossiers/{found.reference}/"))
    assert "Het gaat om het budget van 2026 (diversiteit)." in page
    assert "zodra er weer budget is" in page


def test_only_who_handles_money_sees_it(finance):
    assert finance.get(PAGE).status_code == 200
    assert signed_in("dossierbehandelaar").get(PAGE).status_code == 403


def test_the_command_says_what_the_page_says(finance):
    submitted(request(METALWORKS))
    set_invented_budget(samples.BUDGET, load_budget(), NOW)
    answer = CliRunner().invoke(main, ["budget", "--year", "2026", "--json"])
    assert answer.exit_code == 0, answer.output
    told = json.loads(answer.output)
    whole, part = told["budget"]
    assert (whole["envelope"], whole["committed"], whole["left"]) == (
        "10000.00",
        "300.00",
        "9700.00",
    )
    assert (part["part"], part["envelope"], part["left"]) == ("diversity", "1500.00", "1500.00")
    text = CliRunner().invoke(main, ["budget", "--year", "2026", "--lang", "en"]).output
    assert "Budget of 2026" in text
    assert "Of which diversity" in text
    assert "verzonnen" in settings_of(2026)[0].reason.lower()
