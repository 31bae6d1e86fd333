"""A real LDAP directory on loopback: Debian's slapd, with the people and groups of a county."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import trustme

from tests.running import free_port

UNPACKED = Path(__file__).parents[1] / "build/slapd"
SLAPD = shutil.which("slapd") or shutil.which("slapd", path="/usr/sbin") or str(UNPACKED / "usr/sbin/slapd")
LACKS = "no slapd: with package lists, `make test` unpacks Debian's"
BASE = "dc=county,dc=example"
OURS = f"cn=hall,{BASE}"
SECRET = "the hall's own secret"
PASSWORD = "mountains 7 and rivers"
READY_S = 20.0


@dataclass(frozen=True)
class Directory:
    """A directory that runs."""

    port: int
    tls_port: int
    authority: Path

    def declared(self, **more: object) -> str:
        """Our lines of `sign_in.toml` for it, without grants; `more` replaces or adds."""
        said: dict[str, object] = {
            "url": f"ldaps://localhost:{self.tls_port}",
            "ca_file": str(self.authority),
            "bind_dn": OURS,
            "secret_file": "ldap.secret",
            "base": f"ou=people,{BASE}",
            "groups_base": f"ou=groups,{BASE}",
        }
        lines = "".join(f"{name} = {_toml(value)}\n" for name, value in (said | more).items())
        return f"[ldap]\n{lines}"


def group(name: str) -> str:
    """The DN of a group."""
    return f"cn={name},ou=groups,{BASE}"


@contextmanager
def serving_directory(folder: Path, referral: str = "") -> Iterator[Directory]:
    """A directory for the length of a block; `referral`: where one of its entries points to."""
    folder.mkdir(parents=True)
    running = Directory(free_port(), free_port(), folder / "ca.pem")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    certificate = authority.issue_cert("localhost")
    certificate.private_key_pem.write_to_path(folder / "key.pem")
    certificate.cert_chain_pems[0].write_to_path(folder / "cert.pem")
    (folder / "base").mkdir()
    (folder / "slapd.conf").write_text(_configuration(folder))
    (folder / "people.ldif").write_text(_people(referral))
    environ = {**os.environ, "LD_LIBRARY_PATH": str(_libraries())}
    subprocess.run(
        [SLAPD, "-T", "add", "-f", folder / "slapd.conf", "-l", folder / "people.ldif"],
        check=True,
        capture_output=True,
        env=environ,
        timeout=30,
    )
    places = f"ldap://127.0.0.1:{running.port} ldaps://127.0.0.1:{running.tls_port}"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [SLAPD, "-d", "0", "-h", places, "-f", folder / "slapd.conf"], env=environ, stdout=log, stderr=log
        )
    try:
        _wait_for(running.tls_port, process)
        yield running
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + READY_S
    while time.monotonic() < end:
        assert process.poll() is None, "slapd has ended"
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError("slapd did not open")


def _libraries() -> Path:
    return next(iter(UNPACKED.glob("usr/lib/*/libltdl.so.7")), UNPACKED / "x").parent


def _configuration(folder: Path) -> str:
    unpacked = not Path(SLAPD).is_relative_to("/usr")
    root = UNPACKED if unpacked else Path("/")
    schemas = "\n".join(
        f"include {root}/etc/ldap/schema/{name}.schema" for name in ("core", "cosine", "inetorgperson")
    )
    return f"""{schemas}
modulepath {root}/usr/lib/ldap
moduleload back_mdb
moduleload memberof
pidfile {folder}/pid
argsfile {folder}/args
TLSCertificateFile {folder}/cert.pem
TLSCertificateKeyFile {folder}/key.pem
security simple_bind=112
database mdb
maxsize 16777216
suffix "{BASE}"
rootdn "cn=root,{BASE}"
directory {folder}/base
overlay memberof
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{OURS}" read by * none
"""


def _people(referral: str) -> str:
    entries = [
        f"dn: {BASE}\nobjectClass: organization\nobjectClass: dcObject\no: county\ndc: county",
        f"dn: ou=people,{BASE}\nobjectClass: organizationalUnit\nou: people",
        f"dn: ou=groups,{BASE}\nobjectClass: organizationalUnit\nou: groups",
        f"dn: {OURS}\nobjectClass: applicationProcess\nobjectClass: simpleSecurityObject\ncn: hall\nuserPassword: {SECRET}",
        _person("gov-01", f"uid=gov-01,ou=people,{BASE}"),
        _person("gov-02", f"uid=gov-02,ou=people,{BASE}"),
        _person("gov-03", f"uid=gov-03,ou=people,{BASE}"),
        _person(
            "gov-04", f"cn=Post 04\\, tax \\2B law (east) *,ou=people,{BASE}", "Post 04, tax + law (east) *"
        ),
        _person("gov-05", f"uid=gov-05,ou=people,{BASE}") + f"\nmemberOf: {group('supervisors')}",
        _group("managers", f"uid=gov-01,ou=people,{BASE}"),
        _group(
            "tax", f"cn=Post 04\\, tax \\2B law (east) *,ou=people,{BASE}", f"uid=gov-02,ou=people,{BASE}"
        ),
    ]
    if referral:
        entries.append(
            f"dn: cn=elsewhere,ou=people,{BASE}\nobjectClass: referral\nobjectClass: extensibleObject\n"
            f"cn: elsewhere\nref: {referral}"
        )
    return "\n\n".join(entries) + "\n"


def _person(uid: str, dn: str, cn: str = "") -> str:
    return f"dn: {dn}\nobjectClass: inetOrgPerson\nuid: {uid}\ncn: {cn or uid}\nsn: {uid}\nuserPassword: {PASSWORD}"


def _group(name: str, *members: str) -> str:
    return f"dn: {group(name)}\nobjectClass: groupOfNames\ncn: {name}\n" + "\n".join(
        f"member: {each}" for each in members
    )


def _toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f"'{value}'"
