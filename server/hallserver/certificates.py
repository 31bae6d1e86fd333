"""The hall's TLS certificate as a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path


def read_span(file: Path) -> tuple[datetime, datetime]:
    """Return from when until when the certificate is good, in UTC.

    Raises:
        OSError: it cannot be read. ValueError: it is no certificate in PEM.
    """
    from cryptography import x509

    read = x509.load_pem_x509_certificate(file.read_bytes())
    return read.not_valid_before_utc, read.not_valid_after_utc
