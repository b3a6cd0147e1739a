"""Requests are as the schemas want them, ask for no persons, and are signed in both shapes."""

from base64 import b64decode
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from portefeuille.adapters.magda import MagdaSettingsError
from portefeuille.adapters.magda import requests as asked
from portefeuille.adapters.magda.requests import SERVICES, Content, Service
from portefeuille.adapters.magda.signing import DS, WSSE, WSU, Signer
from portefeuille.core.periods import BRUSSELS
from tests.adapters.magda import made
from tests.adapters.magda.speaking import Papers, papers, settings
from tests.adapters.magda.walking import samples

AT = datetime(2026, 3, 2, 9, 30, 1, 234_567, tzinfo=BRUSSELS)
HERE = "http://localhost"

CONTENTS: dict[Service, Callable[[], Content]] = {
    asked.ENTERPRISE: lambda: asked.enterprise_content(made.NUMBER),
    asked.VKBO: lambda: asked.vkbo_content(made.NUMBER),
    asked.EMPLOYMENT: lambda: asked.employment_content(made.NUMBER),
    asked.ACCOUNTS: lambda: asked.accounts_content(made.NUMBER, 2024),
    **{
        service: lambda service=service: asked.subscription_content(
            service, made.NUMBER, settings(HERE)
        )
        for service in (asked.SUBSCRIBE, asked.UNSUBSCRIBE)
    },
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    return papers(tmp_path_factory.mktemp("papers"))


def request_of(service: Service, **more: str) -> etree._Element:
    content = CONTENTS[service]()
    return asked.envelope(service, content, made.REFERENCE, AT, settings(HERE, **more))


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
@pytest.mark.parametrize("capacity", [None, "7001"])
def test_every_request_is_as_the_schema_wants_it(service: Service, capacity: str | None) -> None:
    folder = f"{service.domain.title()}.{service.name}Dienst-{service.version}"
    xsd = samples("xsd") / folder / "WebService" / f"{service.name}.xsd"
    schema = etree.XMLSchema(etree.parse(str(xsd)))
    sent = etree.fromstring(etree.tostring(request_of(service, capacity=capacity)[1][0]))
    assert schema.validate(sent), schema.error_log


def test_accounts_without_a_year_ask_for_no_year() -> None:
    assert "Boekjaar" not in asked.accounts_content(made.NUMBER, None)["Criteria"]


def test_the_request_says_who_asks_and_by_which_reference() -> None:
    request = request_of(asked.ENTERPRISE, capacity="7001")
    assert request.findtext(".//Context/Versie") == "02.00.0000"
    assert request.findtext(".//Bericht/Type") == "VRAAG"
    assert request.findtext(".//Tijdstip/Datum") == "2026-03-02"
    assert request.findtext(".//Tijdstip/Tijd") == "09:30:01.234"
    assert request.findtext(".//Afzender/Identificatie") == "example.invalid/vouchers"
    assert request.findtext(".//Afzender/Hoedanigheid") == "7001"
    assert request.findtext(".//Ontvanger/Identificatie") == "vip.vlaanderen.be"
    assert [one.text for one in request.iter("Referte")] == [made.REFERENCE] * 2


def test_no_request_asks_for_persons() -> None:
    for service in SERVICES:
        request = request_of(service)
        assert [one.text for one in request.iterfind(".//Functies/Aanduiding")] in ([], ["0"])
        assert not list(request.iter("Persoon", "INSZ", "Gebruiker"))


def signed(own: Papers, shape: str, service: Service = asked.ENTERPRISE) -> bytes:
    ours = settings(HERE, signature=shape, certificate=own.certificate, key=own.key)
    return Signer(ours).sign(request_of(service))


def verified(content: bytes, shape: str) -> bool:
    """Whether xmlsec, which has no line in common with our signer, finds the signature right."""
    try:
        import xmlsec
    except Exception as error:  # it also refuses an lxml that was built with another libxml2
        pytest.skip(f"no independent verifier: the package xmlsec cannot be used ({error})")
    root = etree.fromstring(content)
    xmlsec.tree.add_ids(root, ["Id"])
    signature = root.find(f".//{{{DS}}}Signature")
    context = xmlsec.SignatureContext()
    if shape == "wss":  # the certificate stands in the token, not in KeyInfo
        token = b64decode(root.findtext(f".//{{{WSSE}}}BinarySecurityToken"))
        leaf = path_of(token)[-1]
        pem = leaf.public_bytes(Encoding.PEM)
    else:
        text = root.findtext(f".//{{{DS}}}X509Certificate")
        pem = x509.load_der_x509_certificate(b64decode(text)).public_bytes(Encoding.PEM)
    context.key = xmlsec.Key.from_memory(pem, xmlsec.KeyFormat.CERT_PEM)
    context.register_id(root[1], id_attr="Id", id_ns=WSU if shape == "wss" else None)
    try:
        context.verify(signature)
    except xmlsec.Error:
        return False
    return True


def path_of(der: bytes) -> list[x509.Certificate]:
    """The certificates of a PKIPath, read by a small reader of DER."""
    found, inner = [], _inside(der)[0]
    while inner:
        _, size = _inside(inner)
        found.append(x509.load_der_x509_certificate(inner[:size]))
        inner = inner[size:]
    return found


def _inside(der: bytes) -> tuple[bytes, int]:
    assert der[0] == 0x30
    if der[1] < 0x80:
        return der[2 : 2 + der[1]], 2 + der[1]
    many = der[1] & 0x7F
    size = int.from_bytes(der[2 : 2 + many], "big")
    return der[2 + many : 2 + many + size], 2 + many + size


@pytest.mark.parametrize("shape", ["wss", "body"])
@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_the_signature_is_right_and_a_changed_body_breaks_it(
    own: Papers, shape: str, service: Service
) -> None:
    content = signed(own, shape, service)
    assert verified(content, shape)
    changed = content.replace(made.NUMBER.encode(), made.OTHER.encode())
    assert changed != content
    assert not verified(changed, shape)


def test_the_shapes_are_those_two_clients_in_production_use(own: Papers) -> None:
    wss, body = etree.fromstring(signed(own, "wss")), etree.fromstring(signed(own, "body"))
    algorithms = {
        shape: [
            one.get("Algorithm").rpartition("/")[2] for one in root.iter() if one.get("Algorithm")
        ]
        for shape, root in (("wss", wss), ("body", body))
    }
    assert algorithms == {
        "wss": ["xml-exc-c14n#", "xmldsig#rsa-sha1", "xml-exc-c14n#", "xmldsig#sha1"],
        "body": [
            "REC-xml-c14n-20010315",
            "xmldsig-more#rsa-sha256",
            "xmldsig#enveloped-signature",
            "REC-xml-c14n-20010315",
            "xmlenc#sha256",
        ],
    }
    token = wss.find(f".//{{{WSSE}}}BinarySecurityToken")
    assert token.get("ValueType").endswith("#X509PKIPathv1")
    assert wss.find(f".//{{{WSSE}}}Reference").get("URI") == f"#{token.get(f'{{{WSU}}}Id')}"
    assert body[1].get("Id") == "Body"
    assert body.find(f".//{{{DS}}}Reference").get("URI") == "#Body"
    assert body[0][0].tag == f"{{{DS}}}Signature"
    assert body.find(f".//{{{DS}}}RSAKeyValue") is not None


def test_the_chain_is_in_the_token_the_root_first(own: Papers, tmp_path: Path) -> None:
    chain = tmp_path / "chain.pem"
    chain.write_bytes(own.certificate.read_bytes() + own.authorities.read_bytes())
    ours = settings(HERE, signature="wss", certificate=chain, key=own.key)
    root = etree.fromstring(Signer(ours).sign(request_of(asked.VKBO)))
    first, last = path_of(b64decode(root.findtext(f".//{{{WSSE}}}BinarySecurityToken")))
    assert last.issuer == first.subject
    assert first.issuer == first.subject


def test_without_a_signature_nothing_is_added() -> None:
    request = request_of(asked.VKBO)
    assert etree.fromstring(Signer(settings(HERE)).sign(request))[0].getchildren() == []


@pytest.mark.parametrize("wrong", ["certificate", "key"])
def test_a_certificate_or_key_that_is_none_is_named(
    own: Papers, tmp_path: Path, wrong: str
) -> None:
    bad = tmp_path / "bad.pem"
    bad.write_text("not a certificate")
    files = {"certificate": own.certificate, "key": own.key, wrong: bad}
    with pytest.raises(MagdaSettingsError, match=f"PORTEFEUILLE_MAGDA_{wrong.upper()}"):
        Signer(settings(HERE, signature="wss", **files))
