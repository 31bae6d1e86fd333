"""What `hall doctor` finds of others that the hall reaches: directories of staff, receivers of messages."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from hallserver.cli.judgements import BAD, LOOK, OK, line
from hallserver.config import Settings
from hallserver.contract import DoctorLine
from hallserver.core.language import said

EXTRA_MODULES = {"oidc": "authlib", "ldap": "ldap3"}
SENDERS_MODULES = {"smpp": "smpplib", "apprise": "apprise"}


def examine_directories(data: Path, settings: Settings) -> Iterator[DoctorLine]:
    """Check each directory by which staff sign on: its extra, our secret, whether it answers, whom it grants what."""
    from hallserver.directories.answers import Away, Look
    from hallserver.traffic.directories import ask_beside, kind_of, name_of

    for each in settings.sign_in.all:
        kind, secret = kind_of(each), data / each.secret_file
        if find_spec(EXTRA_MODULES[kind]) is None:
            yield line(BAD, said.doctor_sign_in_missing(kind=kind))
            continue
        if each.secret_file and secret.exists() and stat.S_IMODE(secret.stat().st_mode) & 0o077:
            yield line(BAD, said.doctor_sign_in_secret(file=str(secret)))
        for name in sorted(
            {grant.department for grant in each.grants if grant.department} - _departments(data)
        ):
            yield line(BAD, said.doctor_sign_in_department(name=name))
        told = ask_beside(data, each, Look())
        yield (
            line(BAD, said.doctor_sign_in_away(name=name_of(each), found=told.why))
            if isinstance(told, Away)
            else line(OK, said.doctor_sign_in(name=name_of(each)))
        )


def examine_receivers(data: Path) -> Iterator[DoctorLine]:
    """Check whoever is told outside the hall: that the sheet can be read, its secrets and extras, what never arrived."""
    from hallserver.core.outgoing.states import FILE

    if not (data / FILE).is_file():
        return
    from hallserver.sending.refused import Refused
    from hallserver.sending.secrets import read_secrets
    from hallserver.store.disk.receivers_file import ReceiversFile

    try:
        receivers = ReceiversFile(data).all
    except (OSError, ValueError) as error:
        yield line(BAD, said.doctor_outbox_unreadable(found=str(error)))
        return
    lost = _given_up(data)
    for name, receiver in receivers.items():
        kind = str(receiver.__struct_config__.tag)
        if kind in SENDERS_MODULES and find_spec(SENDERS_MODULES[kind]) is None:
            yield line(BAD, said.doctor_outbox_missing(name=name, kind=kind))
        try:
            read_secrets(data, receiver)
        except Refused as refused:
            yield line(BAD, said.doctor_outbox_secret(name=name, found=refused.why))
        if lost.get(name):
            yield line(LOOK, said.doctor_outbox_lost(name=name, n=lost[name]))
    yield line(OK, said.doctor_outbox(n=len(receivers)))


def _given_up(data: Path) -> dict[str, int]:
    from hallserver.core.outgoing.states import Outgoing
    from hallserver.store import connect
    from hallserver.store.watching import outgoing

    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        found = outgoing.counts(connection, Outgoing.GIVEN_UP)
    reader.dispose()
    return found


def _departments(data: Path) -> set[str]:
    from hallserver.store import connect
    from hallserver.store.catalogue import load_plan

    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        found = set(load_plan(connection).departments)
    reader.dispose()
    return found
