"""The signature over the body of a request, in the two shapes MAGDA takes.

    wss   WS-Security: the chain as a PKIPath in a BinarySecurityToken, exclusive
          canonicalisation, RSA with SHA-1, as MAGDA's own Java client signs
    body  ds:Signature in the header, enveloped-signature and canonical XML, RSA with SHA-256,
          key and certificate in KeyInfo, as the .NET clients of the Flemish registries sign

SHA-1 is what MAGDA's client uses, so shape "wss" cannot do without; the channel itself is
mutual TLS. Nothing is indented or changed after the signature is made.

Sources: OASIS WSS SOAP Message Security 1.0 and X.509 Token Profile 1.0; W3C XML Signature.
"""

from base64 import b64encode
from pathlib import Path
from typing import Final
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from lxml import etree
from signxml.algorithms import (
    CanonicalizationMethod,
    DigestAlgorithm,
    SignatureConstructionMethod,
    SignatureMethod,
)
from signxml.signer import XMLSigner

from portefeuille.adapters.magda.answers import SOAP_11
from portefeuille.adapters.magda.nodes import Node
from portefeuille.adapters.magda.settings import PREFIX, MagdaSettings, MagdaSettingsError

DS: Final = "http://www.w3.org/2000/09/xmldsig#"
_OASIS: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss"
WSSE: Final = f"{_OASIS}-wssecurity-secext-1.0.xsd"
WSU: Final = f"{_OASIS}-wssecurity-utility-1.0.xsd"
PKI_PATH: Final = f"{_OASIS}-x509-token-profile-1.0#X509PKIPathv1"
BASE64: Final = f"{_OASIS}-soap-message-security-1.0#Base64Binary"


class _Sha1Signer(XMLSigner):
    """signxml refuses SHA-1 unless this is overridden."""

    def check_deprecated_methods(self) -> None:
        """Shape "wss" is made of SHA-1."""


class Signer:
    """Signs requests with our key; safe to share between threads."""

    def __init__(self, settings: MagdaSettings) -> None:
        self._shape = settings.signature
        if settings.certificate is not None and settings.key is not None:
            self._chain = _chain(settings.certificate)
            self._key = _key(settings.key, settings.key_password)

    def sign(self, envelope: Node) -> bytes:
        """The envelope as it travels, in UTF-8, signed in the shape of the settings."""
        if self._shape == "wss":
            envelope = self._wss(envelope)
        elif self._shape == "body":
            envelope = self._body(envelope)
        signed: bytes = etree.tostring(envelope, encoding="UTF-8", xml_declaration=True)
        return signed

    def _wss(self, envelope: Node) -> Node:
        header, body = envelope[0], envelope[1]
        mark = uuid4().hex
        etree.cleanup_namespaces(envelope, top_nsmap={"wsu": WSU}, keep_ns_prefixes=["wsu"])
        body.set(f"{{{WSU}}}Id", f"Body-{mark}")
        security = etree.SubElement(header, f"{{{WSSE}}}Security", nsmap={"wsse": WSSE})
        security.set(f"{{{SOAP_11}}}mustUnderstand", "1")
        token = etree.SubElement(
            security,
            f"{{{WSSE}}}BinarySecurityToken",
            {"EncodingType": BASE64, "ValueType": PKI_PATH, f"{{{WSU}}}Id": f"X509-{mark}"},
        )
        token.text = b64encode(_pki_path(self._chain)).decode()
        signer = _Sha1Signer(
            method=SignatureConstructionMethod.detached,
            signature_algorithm=SignatureMethod.RSA_SHA1,
            digest_algorithm=DigestAlgorithm.SHA1,
            c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
        )
        security.append(
            signer.sign(
                envelope,
                key=self._key,
                reference_uri=f"#Body-{mark}",
                key_info=_reference_to_token(f"X509-{mark}"),
            )
        )
        return envelope

    def _body(self, envelope: Node) -> Node:
        header, body = envelope[0], envelope[1]
        body.set("Id", "Body")
        etree.SubElement(header, f"{{{DS}}}Signature", {"Id": "placeholder"}, nsmap={"ds": DS})
        signer = XMLSigner(
            method=SignatureConstructionMethod.enveloped,
            signature_algorithm=SignatureMethod.RSA_SHA256,
            digest_algorithm=DigestAlgorithm.SHA256,
            c14n_algorithm=CanonicalizationMethod.CANONICAL_XML_1_0,
        )
        return signer.sign(
            envelope,
            key=self._key,
            cert=self._chain,
            reference_uri="#Body",
            always_add_key_value=True,
        )


def _reference_to_token(token: str) -> Node:
    info = etree.Element(f"{{{DS}}}KeyInfo", nsmap={"ds": DS})
    holder = etree.SubElement(info, f"{{{WSSE}}}SecurityTokenReference", nsmap={"wsse": WSSE})
    etree.SubElement(holder, f"{{{WSSE}}}Reference", {"URI": f"#{token}", "ValueType": PKI_PATH})
    return info


def _pki_path(chain: list[x509.Certificate]) -> bytes:
    """A PKIPath: a DER sequence of certificates, the one nearest to the root first (X.509)."""
    inner = b"".join(one.public_bytes(Encoding.DER) for one in reversed(chain))
    size = len(inner)
    if size < 0x80:
        return bytes([0x30, size]) + inner
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x30, 0x80 | len(length)]) + length + inner


def _chain(path: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise MagdaSettingsError(f"{PREFIX}CERTIFICATE: cannot be read ({error})") from None


def _key(path: Path, password: str | None) -> RSAPrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password.encode() if password else None)
    except (OSError, ValueError, TypeError) as error:
        raise MagdaSettingsError(f"{PREFIX}KEY: cannot be read ({error})") from None
    if not isinstance(key, RSAPrivateKey):
        raise MagdaSettingsError(f"{PREFIX}KEY: expected an RSA key, the only kind MAGDA takes")
    return key
