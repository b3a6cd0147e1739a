"""Mutual TLS and signatures: who may come in, and whether the message is theirs."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, SignatureConstructionMethod
from signxml.signer import XMLSigner

from portefeuille.adapters.magda.simulator import Tls, simulating
from portefeuille.adapters.magda.simulator.requests import SOAP, parse
from portefeuille.adapters.magda.simulator.signature import DS, NotSigned, check_signature
from tests.adapters.magda_simulator.asking import (
    BAKERY,
    STEEL,
    Answer,
    ask,
    question,
    register,
    send,
)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 and its key: it is its own authority."""
    folder = tmp_path_factory.mktemp("certificate")
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return folder / "certificate.pem", folder / "key.pem"


def signed(body: bytes, ours: tuple[Path, Path], *, reference: str = "#Body") -> bytes:
    """The question with a ds:Signature in its Header, over what the reference names."""
    envelope = parse(body)
    header = envelope.find(f"{{{SOAP}}}Header")
    assert header is not None
    header.set("Id", "Header")
    etree.SubElement(header, f"{{{DS}}}Signature", {"Id": "placeholder"}, nsmap={"ds": DS})
    certificate, key = ours
    signer = XMLSigner(
        method=SignatureConstructionMethod.enveloped,
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    made = signer.sign(
        envelope, key=key.read_bytes(), cert=certificate.read_text(), reference_uri=reference
    )
    return bytes(etree.tostring(made))


def test_only_clients_with_a_certificate_are_let_in(ours: tuple[Path, Path]) -> None:
    certificate, key = ours
    with_certificate = ssl.create_default_context(cafile=str(certificate))
    with_certificate.load_cert_chain(certificate, key)
    without = ssl.create_default_context(cafile=str(certificate))
    with simulating(register(), throttle=None, tls=Tls(certificate, key, certificate)) as simulator:
        url = simulator.url.replace("127.0.0.1", "localhost")
        assert url.startswith("https://")
        body = question("GeefOnderneming", BAKERY)
        assert send(url, body, context=with_certificate).codes == []
        with pytest.raises((ssl.SSLError, ConnectionError)):
            send(url, body, context=without)
        with pytest.raises((ConnectionError, OSError)):
            send(url.replace("https", "http"), body)
        simulator.play("reset", times=1)
        with pytest.raises(ConnectionResetError):
            send(url, body, context=with_certificate)
        assert send(url, body, context=with_certificate).codes == []
    assert len(simulator.requests) == 3


def test_a_question_must_be_signed_by_the_certificate_that_comes_along(
    ours: tuple[Path, Path],
) -> None:
    body = signed(question("GeefOnderneming", BAKERY), ours)
    with simulating(register(), throttle=None, require_signature=True) as simulator:

        def refused(sent: bytes) -> str:
            answer = send(simulator.url, sent)
            assert answer.status == 500
            return str(answer.text("faultstring"))

        assert send(simulator.url, body).codes == []
        assert "not signed" in refused(question("GeefOnderneming", BAKERY))
        assert "does not hold" in refused(body.replace(BAKERY.encode(), STEEL.encode()))
        assert "not one of the Body" in refused(
            signed(question("GeefOnderneming", BAKERY), ours, reference="#Header")
        )
        without = etree.fromstring(body)
        for info in without.iter(f"{{{DS}}}KeyInfo"):
            info.clear()
        assert "without a certificate" in refused(bytes(etree.tostring(without)))


def test_a_second_body_is_no_way_around_the_signature(ours: tuple[Path, Path]) -> None:
    envelope = etree.fromstring(signed(question("GeefOnderneming", BAKERY), ours))
    other = etree.fromstring(question("GeefOnderneming", STEEL)).find(f"{{{SOAP}}}Body")
    assert other is not None
    other.set("Id", "Other")
    envelope.insert(1, other)
    with pytest.raises(NotSigned, match="not one of the Body"):
        check_signature(envelope)


def test_without_being_asked_for_a_signature_is_not_looked_at(ours: tuple[Path, Path]) -> None:
    spoiled = signed(question("GeefOnderneming", BAKERY), ours).replace(
        b"1999900171", b"1999900270"
    )
    with simulating(register(), throttle=None) as simulator:
        found = send(simulator.url, spoiled)
        assert isinstance(found, Answer)
        assert found.texts("Ondernemingsnummer") == [STEEL]
        assert ask(simulator.url, "GeefOnderneming", BAKERY).codes == []
