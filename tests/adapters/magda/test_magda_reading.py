"""Every field an answer of MAGDA holds stands in the value, and what is wrong is an error."""

from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from portefeuille.adapters.magda import (
    AnnualAccounts,
    Employment,
    Enterprise,
    MagdaError,
    VkboEnterprise,
)
from portefeuille.adapters.magda.answers import Answer, Fault, read_answer
from portefeuille.adapters.magda.nodes import parse
from portefeuille.adapters.magda.requests import ACCOUNTS, EMPLOYMENT, ENTERPRISE, VKBO, Service
from tests.adapters.magda import made
from tests.adapters.magda.walking import READERS, lost, read, samples

NAMES = [service.name for service, _ in made.CONTENTS]


def sample_files(service: Service) -> list[Path]:
    return sorted(samples(service.name).rglob("*.xml"))


def enveloped(file: Path) -> bytes:
    """A real sample, which is the inside of a body, in the envelope it travels in."""
    text = file.read_text("utf-8").strip()
    return made.enveloped(text.partition("?>")[2] if text.startswith("<?xml") else text)


@pytest.mark.parametrize("service", READERS, ids=lambda service: service.name)
def test_every_field_of_every_real_sample_stands_in_the_value(service: Service) -> None:
    files = sample_files(service)
    assert files
    for file in files:
        answer, value = read(service, enveloped(file))
        if answer.content is None:
            assert answer.codes, file
        else:
            assert not lost(answer, value), (file, lost(answer, value))


def test_the_real_samples_say_what_is_known_of_them() -> None:
    folder = samples("GeefOnderneming")
    _, city = read(ENTERPRISE, enveloped(folder / "0207451227.xml"))
    _, company = read(ENTERPRISE, enveloped(folder / "0836948464.xml"))
    _, stopped = read(ENTERPRISE, enveloped(folder / "0496123722.xml"))
    assert isinstance(city, Enterprise)
    assert isinstance(company, Enterprise)
    assert isinstance(stopped, Enterprise)
    day = date(2026, 1, 1)
    main = company.main_activity_on(day)
    seat = company.seat_on(day)
    assert main is not None
    assert (main.nace.code.code, main.nace.version, main.group) == ("70210", "2008", "001")
    assert seat is not None
    assert (seat.postcode, seat.municipality_in("nl"), seat.municipality_in("fr")) == (
        "1040",
        "Brussel",
        "Bruxelles",
    )
    assert stopped.has_stopped
    assert stopped.stopping is not None
    assert stopped.stopping.stopped_on == date(2022, 11, 30)
    assert {one.nace.version for one in city.activities} == {"2003", "2008", "2025"}
    newest = city.main_activity_on(day)
    assert newest is not None
    assert newest.nace.version == "2025"


def test_the_real_accounts_are_in_hundredths() -> None:
    folder = samples("GeefJaarrekeningen")
    _, accounts = read(ACCOUNTS, enveloped(folder / "0204923881" / "2019.xml"))
    assert isinstance(accounts, tuple)
    (one,) = accounts
    assert one.year == 2019
    assert len(one.rubrics) == 398
    fte = one.rubric("9087")
    assert fte is not None
    assert fte.unit is None
    assert fte.hundredths is not None
    balance = one.rubric("20/58")
    assert balance is not None
    assert balance.unit == "EUR"


def test_something_was_filed_but_not_this_year_keeps_both() -> None:
    file = samples("GeefJaarrekeningen") / "0202239951" / "2021.xml"
    _, accounts = read(ACCOUNTS, enveloped(file))
    assert isinstance(accounts, tuple)
    (one,) = accounts
    assert one.filing is None
    assert one.last_filed_on == date(2024, 5, 3)
    assert [notice.code for notice in one.notices] == ["30001"]


@pytest.mark.parametrize(("service", "inhoud"), made.CONTENTS[:4], ids=NAMES[:4])
def test_every_field_of_our_own_answers_stands_in_the_value(service: Service, inhoud: str) -> None:
    answer, value = read(service, made.answer(service, inhoud=inhoud))
    assert not lost(answer, value)


def test_a_field_that_is_not_read_is_noticed() -> None:
    """The walk of the two tests above can fail."""
    inhoud = made.VKBO_INHOUD.replace("<DatumStart>", "<Nieuw>iets nieuws</Nieuw><DatumStart>")
    answer, value = read(VKBO, made.answer(VKBO, inhoud=inhoud))
    assert list(lost(answer, value)) == ["iets nieuws"]


def test_persons_are_not_read() -> None:
    _, value = read(ENTERPRISE, made.answer(ENTERPRISE, inhoud=made.ENTERPRISE_INHOUD))
    assert "Niemand" not in repr(value)
    assert "00000000097" not in repr(value)


@pytest.mark.parametrize(("service", "inhoud"), made.CONTENTS, ids=NAMES)
def test_our_own_answers_are_as_the_schema_wants_them(service: Service, inhoud: str) -> None:
    folder = f"{service.domain.title()}.{service.name}Dienst-{service.version}"
    xsd = samples("xsd") / folder / "WebService" / f"{service.name}Response.xsd"
    schema = etree.XMLSchema(etree.parse(str(xsd)))
    # Two things of ours are off on purpose: whitespace around numbers, and a function cut short.
    tidy = inhoud.replace("\n", "").replace(f"  {made.NUMBER} ", made.NUMBER)
    tidy = tidy.replace(" 2199900135 ", "2199900135")
    before, _, rest = tidy.partition("<Functies>")
    tidy = before + rest.partition("</Functies>")[2] if rest else tidy
    root = etree.fromstring(made.response(service, inhoud=tidy))
    assert schema.validate(root), schema.error_log


def test_the_short_answer_of_vkbo() -> None:
    _, value = read(VKBO, made.answer(VKBO, inhoud=made.VKBO_INHOUD))
    assert isinstance(value, VkboEnterprise)
    assert value.is_natural_person
    assert value.closed_on is None  # 9999: open
    assert value.seat_number == made.OTHER
    assert value.struck_off is not None
    assert value.struck_off.validity.end is None
    name = value.name_on(date(2026, 1, 1), "fr")
    assert name is not None
    assert (name.text, name.kind) == ("Zuivel", "registered")


def test_employment() -> None:
    _, value = read(EMPLOYMENT, made.answer(EMPLOYMENT, inhoud=made.employment_inhoud()))
    assert isinstance(value, Employment)
    assert (value.year, value.quarter, value.seat_number) == (2025, 3, made.OTHER)
    assert (value.headcount.lowest, value.headcount.highest) == (200, 499)


def test_partial_trouble_stays_with_the_content() -> None:
    third = made.exception("99984", "WAARSCHUWING") + made.exception("15021", "INFORMATIE")
    answer, value = read(ACCOUNTS, made.answer(ACCOUNTS, inhoud=made.ACCOUNTS_INHOUD, third=third))
    assert answer.codes == ("99984", "15021")
    assert isinstance(value, tuple)
    assert isinstance(value[0], AnnualAccounts)
    assert [notice.code for notice in value[0].notices] == ["99984", "15021"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (f"  {made.NUMBER} ", " 199990013 ", "ten digits in Onderneming/Ondernemingsnummer"),
        ("<Code>03</Code>", "", "a Code in Onderneming/AuthentiekBron"),
        ("2003-07-01", "2003-13-01", "a date that exists in Onderneming/Inschrijving/Datum"),
        ("2003-07-01", "1 juli 2003", "a date yyyy-mm-dd"),
        ("<Code>15510</Code>", "", "a Code in Activiteit/Nace"),
        ("<Onderneming>", "<Bedrijf/><Onderneming2>", "not XML|something else"),
    ],
)
def test_what_is_wrong_is_said(old: str, new: str, says: str) -> None:
    assert old in made.ENTERPRISE_INHOUD
    inhoud = made.ENTERPRISE_INHOUD.replace(old, new, 1)
    with pytest.raises(MagdaError, match=says):
        read(ENTERPRISE, made.answer(ENTERPRISE, inhoud=inhoud))


@pytest.mark.parametrize(
    ("inhoud", "says"),
    [
        (made.accounts_inhoud(), "a Jaarrekening"),
        (made.ACCOUNTS_INHOUD.replace("7460528400", "7460528400.5"), "a whole number"),
        (made.ACCOUNTS_INHOUD.replace("7460528400", "9" * 5000), "a whole number"),
        (
            made.ACCOUNTS_INHOUD.replace(
                "</Jaarrekeningen>",
                "<Paginatie><Huidig>1</Huidig><Totaal>2</Totaal></Paginatie></Jaarrekeningen>",
            ),
            "in one page",
        ),
    ],
)
def test_accounts_that_cannot_be_trusted_are_refused(inhoud: str, says: str) -> None:
    with pytest.raises(MagdaError, match=says):
        read(ACCOUNTS, made.answer(ACCOUNTS, inhoud=inhoud))


def test_a_fault_tells_its_code_and_whose_fault_it_is() -> None:
    busy = read_answer(made.fault("99995 - Te veel gelijktijdige bevragingen"), "GeefOnderneming")
    ours = read_answer(made.fault("Signature invalid", "soapenv:Client"), "GeefOnderneming")
    newer = read_answer(
        made.enveloped(
            "<s:Fault xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Code><s:Value>s:Sender"
            "</s:Value></s:Code><s:Reason><s:Text>Nee</s:Text></s:Reason></s:Fault>"
        ),
        "GeefOnderneming",
    )
    assert busy == Fault("soapenv:Server", "99995 - Te veel gelijktijdige bevragingen", "99995")
    assert isinstance(ours, Fault)
    assert ours.blames_us
    assert not busy.blames_us
    assert newer == Fault("s:Sender", "Nee", None)
    assert newer.blames_us


def test_the_real_fault_and_the_real_subscription() -> None:
    assert read_answer(enveloped(samples("fault/generic_fault.xml")), "GeefOnderneming") == Fault(
        "faultcode", "faultstring", None
    )
    file = samples("RegistreerInschrijving/OND/success.xml")
    answer = read_answer(enveloped(file), "RegistreerInschrijving")
    assert isinstance(answer, Answer)
    assert answer.content is not None
    assert answer.references == ("Referte", "XE:193:25162:8287")


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (f'<!DOCTYPE a [<!ENTITY e0 "x">{BOMB}]><a>&e9;</a>'.encode(), "document type"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "document type"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16"), "something else"),
        (b"\xef\xbb\xbf<!DOCTYPE a []><a/>", "document type"),
        (b"<a>&x;</a>", "something else"),
        (b"<a>" * 100_000, "something else"),
        (b"<a>" * 5_000 + b"</a>" * 5_000, "something else"),
        (b"<a" + b" a='1'" * 2 + b"/>", "something else"),
        (b"<a>" + b" " * (16 * 1024 * 1024) + b"</a>", "at most 16777216 bytes"),
        (b"<a>" + b"<a/>" * 1_000_000 + b"</a>", "at most 1000000 tags"),
        (b"", "something else"),
        (b"\x00\x01", "something else"),
    ],
    ids=[
        "bomb",
        "file",
        "utf-16",
        "bom",
        "entity",
        "open",
        "deep",
        "twice",
        "huge",
        "many",
        "empty",
        "nul",
    ],
)
def test_hostile_xml_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(MagdaError, match=says):
        parse(content)


@pytest.mark.parametrize(
    "content",
    [
        b"<a/>",
        made.enveloped(""),
        made.enveloped("<a/><b/>"),
        made.enveloped("<html/>"),
        made.enveloped("<GeefOndernemingResponse/>"),
        made.enveloped(
            "<GeefOndernemingResponse><Repliek><Antwoorden><Antwoord/><Antwoord/></Antwoorden>"
            "</Repliek></GeefOndernemingResponse>"
        ),
        made.answer(VKBO, inhoud=made.VKBO_INHOUD),
    ],
)
def test_what_is_no_answer_of_this_service_is_refused(content: bytes) -> None:
    with pytest.raises(MagdaError, match="expected"):
        read_answer(content, "GeefOnderneming")
