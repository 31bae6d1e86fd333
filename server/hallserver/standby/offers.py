"""What the second machine must know of the first: its address, a secret, and by what its certificate is known."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from hallserver.authority import files_of
from hallserver.store.disk import durable
from hallserver.store.disk.place import STANDBY

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class NoOffer(ValueError):
    """What was given is no offer of a hall; the message says what is."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer, as it is carried from the first machine to the second.

    Attributes:
        url: where the first machine gives its copy, as https://10.0.0.2:8444.
        secret: who has it may have everything that the hall keeps.
        fingerprint: SHA-256 of the authority's file; empty: the system's own list of authorities is believed.
    """

    url: str
    secret: str
    fingerprint: str

    def said(self) -> str:
        """As one word."""
        return f"{self.url}#{self.secret}.{self.fingerprint}"


def read_offer(said: str) -> Offer:
    """Read an offer.

    Raises:
        NoOffer: it is none, or would send the secret in the clear.
    """
    url, _, keys = said.strip().partition("#")
    parts = urlsplit(url)
    secret, _, fingerprint = keys.partition(".")
    if parts.scheme not in {"http", "https"} or not parts.hostname or not secret:
        raise NoOffer(
            "an offer looks like https://10.0.0.2:8444#…: hall standby offer shows it on the first machine · "
            "请在主机上运行 hall standby offer，并完整复制其显示的地址。"
        )
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise NoOffer(
            "the copy holds the hall's keys, and goes over https only: hall tls init · 副本含密钥，只能通过 https 传输。"
        )
    return Offer(url.rstrip("/"), secret, fingerprint)


def secret_of(data: Path) -> str:
    """The secret of this hall's offer; empty: it has none."""
    file = data / STANDBY
    return file.read_text("ascii").strip() if file.is_file() else ""


def make_secret(data: Path) -> str:
    """Return the secret of this hall's offer; make one if there is none."""
    if not secret_of(data):
        durable.put(data / STANDBY, lambda beside: beside.write_text(secrets.token_hex(32)))
        durable.sync(data)
    return secret_of(data)


def fingerprint_of(data: Path) -> str:
    """SHA-256 of the hall's own authority; empty where it has none."""
    file = files_of(data).authority
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def is_allowed(data: Path, header: str | None) -> bool:
    """Whether a request has the secret."""
    own = secret_of(data)
    return bool(own) and hmac.compare_digest((header or "").encode(), f"Bearer {own}".encode())


def forget_offer(data: Path) -> None:
    """Take the offer back."""
    (data / STANDBY).unlink(missing_ok=True)
    durable.sync(data)
