"""The town's certificate authority, one a process: what the clients and browsers of the tests trust."""

from __future__ import annotations

import hashlib
import ssl
from base64 import b64encode
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

TOWN = trustme.CA()
HALLS = TOWN.create_child_ca()
"""What certifies halls; it stands in every chain, so a browser can be told of its key before there is a hall."""


def certify(certificate: Path, key: Path, *names: str) -> ssl.SSLContext:
    """Write a certificate for these names and its key; return what trusts it."""
    made = HALLS.issue_cert(*names)
    made.private_key_pem.write_to_path(key)
    certificate.write_bytes(b"".join(each.bytes() for each in made.cert_chain_pems))
    trusting = ssl.create_default_context()
    TOWN.configure_trust(trusting)
    return trusting


def trusted_key() -> str:
    """The key of what certifies halls, as Chromium's `--ignore-certificate-errors-spki-list` wants it.

    A browser that goes on after an error of the certificate asks anew each time a connection of the page fails by it, and
    gives a request up after 32 such times (ERR_TOO_MANY_RETRIES); with a trusted key there is no error to go on after.
    """
    key = x509.load_pem_x509_certificate(HALLS.cert_pem.bytes()).public_key()
    return b64encode(
        hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
    ).decode()
