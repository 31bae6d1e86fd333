"""The hall's own certificate authority: it vouches for the hall's server, and can vouch for nothing else.

A hall without internet has no public authority. Its own one is installed once on each device; it is limited to
private addresses and to the hall's names (RFC 5280, 4.2.1.10), so that whoever steals its key cannot pass for
the web. The server's certificate is renewed by the back office, and taken up by the open hall.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hallserver.store.disk import durable

if TYPE_CHECKING:
    from cryptography import x509

FOLDER = "tls"
AUTHORITY_DAYS = 20 * 365
SERVER_DAYS = 395  # with the skew 397: browsers take 398 at most from a public authority
RENEW_DAYS = 60  # so long before its end the server's certificate is renewed
SKEW = timedelta(days=2)  # a device's clock may be behind
LOCAL_DOMAINS = ("lan", "local", "internal", "home.arpa")  # RFC 6762, RFC 8375, ICANN's .internal
PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7", "::1/128")
_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")


class NotPossible(RuntimeError):
    """What was asked of the authority cannot be done; the message says why, in both languages."""


@dataclass(frozen=True, slots=True)
class Files:
    """Where the authority and the server's certificate are, below the hall's folder."""

    folder: Path

    @property
    def authority(self) -> Path:
        """What is installed on devices; nothing of it is secret."""
        return self.folder / "ca.crt"

    @property
    def authority_key(self) -> Path:
        """Whoever has it can pass for this hall."""
        return self.folder / "ca.key"

    @property
    def server(self) -> Path:
        """The server's certificate with its key: one file, so that no power cut leaves one without the other."""
        return self.folder / "hall.pem"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the authority says of itself and of the server.

    Attributes:
        names: under which the server can be reached.
        ends, authority_ends: of the server's certificate and of the authority, in UTC.
        fingerprint: SHA-256 of the authority, in pairs of hex digits: compared before it is installed.
    """

    names: tuple[str, ...]
    ends: datetime
    authority_ends: datetime
    fingerprint: str


def files_of(data: Path) -> Files:
    """Where a hall keeps them."""
    return Files(data / FOLDER)


def found(data: Path, hall: str, names: Sequence[str], now: datetime) -> Standing:
    """Make an authority and the server's first certificate.

    Args:
        data: the hall's folder.
        hall: its name.
        names: host names and addresses under which devices reach it.
        now: aware.

    Raises:
        NotPossible: there is an authority already, or a name is none.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    files, read = files_of(data), read_names(names)
    if files.authority.exists():
        raise NotPossible(f"{files.authority} is there already · 大厅证书机构已存在。")
    durable.make_folder(files.folder)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, hall[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, f"hallqueue CA {now:%Y-%m-%d}"),
        ]
    )
    made = (
        _certificate(subject, subject, key.public_key(), now, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.NameConstraints(_permitted(read), None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, _sha256())
    )
    _write(files.authority_key, _pem_of_key(key))
    _write(files.authority, _pem(made))
    return renew(data, now, names)


def renew(data: Path, now: datetime, names: Sequence[str] = ()) -> Standing:
    """Give the server a new certificate with a new key; without `names` for those it has.

    Raises:
        NotPossible: there is no authority, it has ended, or may not vouch for a name.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    files = files_of(data)
    authority = _read(files.authority)
    if authority.not_valid_after_utc <= now:
        raise NotPossible(
            "the hall's authority has ended: hall tls init --anew, and install it on each device · 大厅根证书已过期，请重新生成并在各设备安装。"
        )
    read = read_names(names or _names(_read(files.server)))
    for name in read:
        if not _may_vouch(authority, name):
            raise NotPossible(
                f"the hall's authority may not vouch for {_said(name)}: hall tls init --anew · 根证书不能签发 {_said(name)}，请重新生成。"
            )
    signer: Any = load_pem_private_key(files.authority_key.read_bytes(), None)
    key = ec.generate_private_key(ec.SECP256R1())
    # no name of a host: where a certificate names addresses alone, OpenSSL holds it against the authority's domains
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"hallqueue {now:%Y-%m-%d}")])
    days = min(SERVER_DAYS, (authority.not_valid_after_utc - now).days)
    made = (
        _certificate(subject, authority.subject, key.public_key(), now, days)
        .add_extension(x509.SubjectAlternativeName(read), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .sign(signer, _sha256())
    )
    _write(files.server, _pem(made) + _pem_of_key(key))
    return standing(data)


def is_due(data: Path, now: datetime) -> bool:
    """Whether the server's certificate should be renewed; False where the hall has no authority.

    One that is not good yet was made by a clock that ran ahead.
    """
    files = files_of(data)
    if not files.authority.exists():
        return False
    server = _read(files.server)
    return server.not_valid_before_utc > now or server.not_valid_after_utc - now < timedelta(days=RENEW_DAYS)


def standing(data: Path) -> Standing:
    """Read what there is.

    Raises:
        NotPossible: there is no authority, or a file cannot be read.
    """
    files = files_of(data)
    server, authority = _read(files.server), _read(files.authority)
    fingerprint = authority.fingerprint(_sha256()).hex(":").upper()
    return Standing(_names(server), server.not_valid_after_utc, authority.not_valid_after_utc, fingerprint)


def read_names(names: Sequence[str]) -> list[x509.GeneralName]:
    """Read host names and addresses as a certificate says them.

    Raises:
        NotPossible: none is given, or one is neither a host name nor an address.
    """
    from cryptography import x509

    read: list[x509.GeneralName] = []
    for each in dict.fromkeys(name.strip().lower() for name in names):
        try:
            read.append(x509.IPAddress(ipaddress.ip_address(each.strip("[]"))))
        except ValueError:
            if not _NAME.fullmatch(each) or each.rpartition(".")[2].isdigit():
                raise NotPossible(
                    f"“{each}” is neither a host name nor an address · 不是主机名或地址。"
                ) from None
            read.append(x509.DNSName(each))
    if not read:
        raise NotPossible(
            "under which names do devices reach the hall? hall tls init NAME … · 请给出访问大厅的主机名或地址。"
        )
    return read


def _permitted(names: Sequence[x509.GeneralName]) -> list[x509.GeneralName]:
    """What the authority may vouch for: private addresses, local domains, and the names given at its beginning."""
    from cryptography import x509

    networks = [ipaddress.ip_network(each) for each in PRIVATE]
    own = [
        ipaddress.ip_network(each.value)
        for each in names
        if isinstance(each, x509.IPAddress) and not _within(each.value, networks)
    ]
    hosts = [each.value for each in names if isinstance(each, x509.DNSName)]
    return [
        *(x509.IPAddress(each) for each in (*networks, *own)),
        *(x509.DNSName(each) for each in dict.fromkeys((*LOCAL_DOMAINS, *hosts))),
    ]


def _may_vouch(authority: x509.Certificate, name: x509.GeneralName) -> bool:
    from cryptography import x509

    permitted = (
        authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    )
    if isinstance(name, x509.IPAddress):
        return _within(name.value, [each.value for each in permitted if isinstance(each, x509.IPAddress)])
    domains = [each.value for each in permitted if isinstance(each, x509.DNSName)]
    return any(name.value == each or name.value.endswith(f".{each}") for each in domains)


def _within(address: Any, networks: Sequence[Any]) -> bool:
    return any(each.version == address.version and address in each for each in networks)


def _names(server: x509.Certificate) -> tuple[str, ...]:
    from cryptography import x509

    return tuple(
        _said(each) for each in server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    )


def _said(name: x509.GeneralName) -> str:
    return str(name.value)


def _certificate(subject: Any, issuer: Any, key: Any, now: datetime, days: int) -> x509.CertificateBuilder:
    from cryptography import x509

    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SKEW)
        .not_valid_after(now + timedelta(days=days))
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _sha256() -> Any:
    from cryptography.hazmat.primitives.hashes import SHA256

    return SHA256()


def _pem(certificate: x509.Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.PEM)


def _pem_of_key(key: Any) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    made: bytes = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return made


def _read(file: Path) -> x509.Certificate:
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificate(file.read_bytes())
    except (OSError, ValueError) as error:
        raise NotPossible(
            f"{file}: {error}; hall tls init makes one · 证书无法读取，可用 hall tls init 生成。"
        ) from error


def _write(file: Path, content: bytes) -> None:
    """Replace a file whole, for the hall's eyes only; a power cut leaves the old one or the new."""
    durable.put(file, lambda beside: beside.write_bytes(content))
    durable.sync(file.parent)
