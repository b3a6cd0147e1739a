"""The signature of a question: there must be one, over the Body, and it must hold.

Both shapes that MAGDA takes are known: the certificate as a BinarySecurityToken (WS-Security)
or inside the signature (KeyInfo). Whether the certificate is one that MAGDA would trust is not
looked at: this is a trial, and who may come in is for the client certificates of TLS to say.

Sources: OASIS WSS X.509 Token Profile 1.0; W3C XML Signature. SHA-1 is allowed, as by MAGDA.
"""

from base64 import b64decode
from typing import Final

from cryptography import x509
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.verifier import SignatureConfiguration, XMLVerifier

from portefeuille.adapters.magda.simulator.elements import Element
from portefeuille.adapters.magda.simulator.requests import SOAP

DS: Final = "http://www.w3.org/2000/09/xmldsig#"
WSSE: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
PKI_PATH: Final = "#X509PKIPathv1"
TAKEN: Final = SignatureConfiguration(
    location=f"./{{{SOAP}}}Header//",
    signature_methods=frozenset((SignatureMethod.RSA_SHA1, SignatureMethod.RSA_SHA256)),
    digest_algorithms=frozenset((DigestAlgorithm.SHA1, DigestAlgorithm.SHA256)),
)


class NotSigned(ValueError):
    """No signature, or one that does not hold."""


def check_signature(envelope: Element) -> None:
    """NotSigned unless the header holds a signature of the Body that its certificate made."""
    if envelope.find(f"{{{SOAP}}}Header//{{{DS}}}Signature") is None:
        raise NotSigned("the message is not signed: no ds:Signature in its Header")
    try:
        signed = XMLVerifier().verify(
            etree.tostring(envelope), x509_cert=_certificate(envelope), expect_config=TAKEN
        )
    except (SignXMLException, ValueError) as error:
        raise NotSigned(f"the signature does not hold: {error}") from error
    found = None if isinstance(signed, list) else signed.signed_xml
    if found is None or found.tag != f"{{{SOAP}}}Body" or len(envelope.findall(found.tag)) != 1:
        raise NotSigned("the signature is not one of the Body")


def _certificate(envelope: Element) -> x509.Certificate:
    """The certificate that came along with the signature."""
    token = envelope.find(f"{{{SOAP}}}Header//{{{WSSE}}}BinarySecurityToken")
    if token is None:
        inside = envelope.findtext(f"{{{SOAP}}}Header//{{{DS}}}X509Certificate")
        if inside is None:
            raise NotSigned("the signature comes without a certificate")
        return x509.load_der_x509_certificate(b64decode(inside))
    der = b64decode(token.text or "")
    if not str(token.get("ValueType")).endswith(PKI_PATH):
        return x509.load_der_x509_certificate(der)
    path = der[_header(der) :]
    while len(path) > _length(path):  # nearest to the root first: the last one is the signer's
        path = path[_length(path) :]
    return x509.load_der_x509_certificate(path)


def _header(der: bytes) -> int:
    """How many bytes come before the content of a DER value."""
    if len(der) < 2:
        raise NotSigned("the certificates are not DER")
    return 2 if der[1] < 0x80 else 2 + der[1] - 0x80


def _length(der: bytes) -> int:
    """How many bytes a DER value takes, its header included."""
    header = _header(der)
    content = der[1] if header == 2 else int.from_bytes(der[2:header])
    return header + content
