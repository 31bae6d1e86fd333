"""Ask an LDAP directory: look an entry up, bind as it, read its groups (RFC 4511, RFC 4513).

Run as a process: `python -m hallserver.directories.ldap`.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from hallserver.directories.answers import Answer, Away, Check, Fine, LdapQuestion, Look, Person, Unproven
from hallserver.directories.child import answer_once
from hallserver.directories.declared import PLACE, Ldap

if TYPE_CHECKING:
    from ldap3 import Connection, Server

WAIT_S = 4
_ESCAPED = re.compile(rb"\\([0-9a-fA-F]{2})|\\(.)", re.DOTALL)


def tell(question: LdapQuestion) -> Answer:
    """Answer one question."""
    from ldap3.core.exceptions import LDAPOperationResult

    directory = question.directory
    server = _server(directory)
    try:
        with _bound(server, directory, directory.bind_dn, question.secret) as ours:
            match question.asks:
                case Look():
                    return Fine()
                case Check(account, password):
                    return _check(server, ours, directory, account, password)
    except LDAPOperationResult as error:
        return Away(f"as ourselves: {error.description}")


def _check(server: Server, ours: Connection, directory: Ldap, account: str, password: str) -> Answer:
    from ldap3.core.exceptions import LDAPOperationResult, LDAPSASLPrepError, LDAPSizeLimitExceededResult
    from ldap3.utils.conv import escape_filter_chars

    if not password:
        return Unproven("password")  # many directories take such a bind for one as nobody, and say yes
    asked = directory.filter.replace(PLACE, escape_filter_chars(account))
    wanted = {directory.account_attribute, directory.identity_attribute, directory.group_attribute} - {""}
    try:
        found = _search(ours, directory.base, asked, sorted(wanted))
    except LDAPSizeLimitExceededResult:
        return Unproven("ambiguous")
    if len(found) != 1 or not found[0]["dn"]:
        return Unproven("ambiguous" if found else "password")
    entry = found[0]
    try:
        with _bound(server, directory, entry["dn"], password):
            pass
    except (
        LDAPOperationResult,
        LDAPSASLPrepError,
    ):  # wrong, locked there, or made of what no password may hold
        return Unproven("password")
    names, ids = _values(entry, directory.account_attribute), _values(entry, directory.identity_attribute)
    if not names or len(ids) != 1:
        return Unproven("entry")
    spelled = next((each for each in names if each.casefold() == account.casefold()), names[0])
    return Person(ids[0], spelled, _groups(ours, directory, entry))


def _server(directory: Ldap) -> Server:
    from ldap3 import NONE, Server, Tls

    tls = Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=directory.ca_file or None)
    # referrals: to no other host, whatever the answer says
    return Server(directory.url, tls=tls, get_info=NONE, connect_timeout=WAIT_S, allowed_referral_hosts=[])


@contextmanager
def _bound(server: Server, directory: Ldap, dn: str, password: str) -> Iterator[Connection]:
    """Hold a line on which the directory knows us by a name; without one, as nobody.

    Raises:
        LDAPOperationResult: the directory refuses. LDAPExceptionError: no line, or no trusted one.
    """
    from ldap3 import ANONYMOUS, SIMPLE, Connection
    from ldap3.core.exceptions import LDAPException

    if dn and not password:
        raise ValueError("a name without a password would bind as nobody (RFC 4513, 5.1.2)")
    line = Connection(
        server,
        user=dn or None,
        password=password or None,
        authentication=SIMPLE if dn else ANONYMOUS,
        raise_exceptions=True,
        auto_referrals=False,
        read_only=True,
        receive_timeout=WAIT_S,
    )
    try:
        line.open()
        if directory.start_tls:
            line.start_tls()
        line.bind()
        yield line
    finally:
        with suppress(LDAPException):  # what was wrong before is what counts
            line.unbind()


def _search(
    line: Connection, base: str, asked: str, attributes: list[str], most: int = 2
) -> list[dict[str, Any]]:
    from ldap3 import SUBTREE

    line.search(base, asked, SUBTREE, attributes=attributes, size_limit=most, time_limit=WAIT_S)
    return [each for each in line.response if each["type"] == "searchResEntry"]


def _groups(ours: Connection, directory: Ldap, entry: dict[str, Any]) -> tuple[str, ...]:
    """Return the entry's groups, those that a grant names, as it spells them."""
    from ldap3.utils.conv import escape_filter_chars

    has = _values(entry, directory.group_attribute) if directory.group_attribute else []
    if directory.groups_base:
        asked = directory.groups_filter.replace("{dn}", escape_filter_chars(entry["dn"]))
        has += [each["dn"] for each in _search(ours, directory.groups_base, asked, ["1.1"], most=0)]
    forms = {_form(each) for each in has}
    return tuple(each.group for each in directory.grants if _form(each.group) in forms)


def _values(entry: dict[str, Any], name: str) -> list[str]:
    """Return an attribute's values as text; one that is none (`objectGUID`) in hexadecimal digits."""
    raw: list[bytes] = next(
        (each for key, each in entry["raw_attributes"].items() if key.lower() == name.lower()), []
    )
    return [_text(each) for each in raw]


def _text(raw: bytes) -> str:
    try:
        said = raw.decode()
    except UnicodeDecodeError:
        return raw.hex()
    return said if said.isprintable() else raw.hex()


def _form(name: str) -> tuple[Any, ...]:
    """Return a group's name in the form in which two are compared: a DN in parts, without its ways of writing."""
    from ldap3.core.exceptions import LDAPInvalidDnError
    from ldap3.utils.dn import parse_dn

    try:
        parts = parse_dn(name, strip=True)
    except LDAPInvalidDnError:
        return (name.casefold(),)
    return tuple((kind.lower(), _plain(value), joint) for kind, value, joint in parts)


def _plain(value: str) -> str:
    def written(found: re.Match[bytes]) -> bytes:
        return bytes.fromhex(found[1].decode()) if found[1] else found[2]

    return " ".join(_ESCAPED.sub(written, value.encode()).decode(errors="replace").split()).casefold()


if __name__ == "__main__":
    answer_once(LdapQuestion, tell)
