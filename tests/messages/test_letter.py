"""The letter: what a decision says, on paper; read back from the PDF."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from portefeuille.applications.queries import decisions_of
from portefeuille.applications.services import Change, revise
from portefeuille.core.explain import tell
from portefeuille.core.law import Language
from portefeuille.messages.note import payment_note
from portefeuille.messages.services import letter_pdf
from tests.applications.filing import BAKERY, NOW, request, submitted
from tests.databases import Database
from tests.messages.post import load_all
from tests.payments.life import at, deposited, ordered, paid, the

NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def registers(database: Database) -> None:
    load_all()


def reader(key: int, language: Language = "nl", which: int = -1) -> PdfReader:
    return PdfReader(BytesIO(letter_pdf(the(key), decisions_of(key)[which], language)))


def text_of(key: int, language: Language = "nl", which: int = -1) -> str:
    pages = reader(key, language, which).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split(" "))


def flat(text: str) -> str:
    """Without the breaks between lines and inside amounts."""
    return " ".join(text.replace(NBSP, " ").split())


@pytest.mark.parametrize(
    ("size", "theme", "subsidy", "own_share"),
    [
        ("small", "digitalisering", "€ 300,00", "€ 700,00"),
        ("small", "digitalisering/cybersecurity", "€ 450,00", "€ 550,00"),
        ("medium", "digitalisering", "€ 200,00", "€ 800,00"),
        ("medium", "digitalisering/cybersecurity", "€ 350,00", "€ 650,00"),
    ],
)
def test_ui_09_the_letter_shows_the_amounts_of_every_other_surface(
    size: str, theme: str, subsidy: str, own_share: str
) -> None:
    theme = theme if "/" in theme else f"{theme}/{plain_topic()}"
    answer = submitted(request(BAKERY, {"theme": theme}, {"size": size}), NOW)
    said = flat(text_of(answer.application_id))
    assert f"Subsidie {subsidy}" in said
    assert f"Eigen aandeel {own_share}" in said
    assert "Projectbedrag dat meetelt € 1.000,00" in said


def plain_topic() -> str:
    """A topic of Digitalisering that has no higher rate."""
    from portefeuille import law

    period = law.load().on(NOW.date())
    theme = next(one for one in period.themes.themes if one.code == "digitalisering")
    dearer = {code for one in period.higher_rates for code in one.themes}
    return next(t.code for t in theme.topics if t.code not in dearer).partition("/")[2]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_reason_the_law_and_the_notice_are_on_it(language: Language) -> None:
    answer = submitted(request(), NOW)
    said = flat(text_of(answer.application_id, language))
    for told in tell(answer.decision, answer.law, language):
        assert flat(told.message) in said, told.rule
    for needed in (
        the(answer.application_id).reference,
        "Bakkerij Voorbeeld",
        "1999.900.171",
        "Opleidingshuis Voorbeeld",
        answer.decision.law,
        "20 december 2026" if language == "nl" else "20 December 2026",
        "geen dienst van VLAIO" if language == "nl" else "not a service of VLAIO",
    ):
        assert needed in said, needed


def test_a_refusal_says_why_and_what_can_be_done() -> None:
    answer = submitted(request(enterprise={"size": "large"}), NOW)
    said = flat(text_of(answer.application_id))
    failing = [one for one in tell(answer.decision, answer.law, "nl") if one.holds is False]
    assert failing
    for told in failing:
        assert flat(told.message) in said
        assert flat(told.remedy or "?") in said
    assert "Stort je eigen aandeel uiterlijk op" not in said


def test_a_decision_that_replaces_another_says_what_changed() -> None:
    key = submitted(request(), NOW).application_id
    change = Change({"size": "medium"}, {})
    revise(the(key).enterprise_id, 2026, change, "De grootte was verkeerd", at(2026, 12, 3))
    said = flat(text_of(key))
    assert "Deze beslissing vervangt die van 20 november 2026" in said
    assert "De grootte was verkeerd" in said
    assert "Subsidie € 300,00 € 200,00" in said
    assert "Eigen aandeel € 700,00 € 800,00" in said
    first = flat(text_of(key, which=0))
    assert "vervangt" not in first
    assert "Subsidie € 300,00" in first


def test_what_people_wrote_is_data_and_never_markup() -> None:
    hostile = '#panic("x") *b* _i_ $x$ <a> \\ "q" @ref //c /*d'
    key = submitted(request(application={"title": hostile}), NOW).application_id
    assert hostile in flat(text_of(key))


def test_it_can_be_kept_and_read_aloud() -> None:
    key = submitted(request(), NOW).application_id
    pdf = reader(key, "en")
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "en-BE"
    assert root["/MarkInfo"]["/Marked"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == f"Decision on your application {the(key).reference}"
    claims = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1<" in claims
    assert "<pdfaid:part>2<" in claims


def test_the_same_decision_gives_the_same_bytes() -> None:
    key = submitted(request(), NOW).application_id
    decided = decisions_of(key)[0]
    assert letter_pdf(the(key), decided, "nl") == letter_pdf(the(key), decided, "nl")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_note_of_a_payment_says_how_much_for_what_and_from_what(language: Language) -> None:
    key = submitted(request(), NOW).application_id
    deposited(key, 700_00, date(2026, 12, 1), at(2026, 12, 2))
    order = paid(ordered(key, "F-1 #x", 400_00, at(2026, 12, 3)), at(2026, 12, 4))
    pdf = PdfReader(BytesIO(payment_note(the(key), order, language)))
    said = flat(" ".join(page.extract_text() for page in pdf.pages))
    dutch = ("Betaald € 400,00", "Eigen aandeel € 280,00", "Subsidie € 120,00")
    english = ("Paid € 400,00", "Own share € 280,00", "Subsidy € 120,00")
    for needed in (
        *(dutch if language == "nl" else english),
        the(key).reference,
        "F-1 #x",
        "Opleidingshuis Voorbeeld",
        "VLAIO",
    ):
        assert needed in said, needed
