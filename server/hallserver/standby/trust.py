"""A client that believes the first machine's own authority, known by its fingerprint, and nobody else."""

from __future__ import annotations

import hashlib
import ssl
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from hallserver.authority import files_of
from hallserver.standby.offers import NoOffer, Offer


def client_of(data: Path, offer: Offer, *, by_name: bool = True, patience_s: float = 5.0) -> httpx.Client:
    """A client for another machine of this hall.

    Args:
        data: a folder that may hold the hall's own authority.
        offer: whom to ask, with which secret, and by what it is known.
        by_name: hold the certificate against the address; a machine that has just taken over has the other one's.
        patience_s: how long an answer may take.

    Raises:
        NoOffer: the authority is another one than the offer's. httpx.HTTPError: it could not be had.
    """
    secure = urlsplit(offer.url).scheme == "https"
    context = _context(data, offer, patience_s) if secure else ssl.create_default_context()
    context.check_hostname = by_name and secure
    return httpx.Client(
        base_url=offer.url,
        verify=context,
        timeout=patience_s,
        headers={"Authorization": f"Bearer {offer.secret}"},
        trust_env=False,
    )


def _context(data: Path, offer: Offer, patience_s: float) -> ssl.SSLContext:
    if not offer.fingerprint:
        return ssl.create_default_context()
    file = files_of(data).authority
    raw = file.read_bytes() if file.is_file() else b""
    if hashlib.sha256(raw).hexdigest() != offer.fingerprint:
        raw = _asked(offer, patience_s)
    return ssl.create_default_context(cadata=raw.decode("ascii"))


def _asked(offer: Offer, patience_s: float) -> bytes:
    """Ask for the authority's certificate, of whoever answers: it is compared with the fingerprint, and nothing is sent."""
    blind = ssl.create_default_context()
    blind.check_hostname = False
    blind.verify_mode = ssl.CERT_NONE
    with httpx.Client(verify=blind, timeout=patience_s, trust_env=False) as client:
        raw = client.get(f"{offer.url}/standby/authority").content
    if hashlib.sha256(raw).hexdigest() != offer.fingerprint:
        raise NoOffer(
            f"{offer.url} is not the hall that made the offer: its authority is another one · "
            f"对方不是给出该地址的大厅：根证书不符。"
        )
    return raw
