"""Ask a directory beside the hub: a process for each question, few at a time, ended when it takes too long."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import gevent.subprocess
import msgspec
from gevent.lock import BoundedSemaphore

from hallserver.core.errors import DirectoryAway, TooMany
from hallserver.directories.answers import (
    Answer,
    Away,
    Begin,
    Check,
    Finish,
    LdapQuestion,
    Look,
    OidcQuestion,
    Person,
    Sent,
    Unproven,
)
from hallserver.directories.declared import Ldap, Oidc, read_secret

AT_ONCE = 3
MOST_WAITING = 12
WITHIN_S = 15.0
SEAT_WITHIN_S = 10.0  # those before hang, so this one would
_logger = logging.getLogger(__name__)


class Asking:
    """The seats for questions to one directory; what hangs there keeps nobody but its own callers."""

    def __init__(self, data: Path) -> None:
        """Ask with the secrets in the hall's folder."""
        self._data = data
        self._seats = BoundedSemaphore(AT_ONCE)
        self._here = 0

    def where(self, provider: Oidc, asks: Begin) -> str:
        """Return the address to which a browser is sent.

        Raises:
            TooMany, DirectoryAway.
        """
        told = self._ask(provider, asks)
        if not isinstance(told, Sent):
            raise DirectoryAway
        return told.address

    def who(self, directory: Oidc | Ldap, asks: Finish | Check) -> Person | Unproven:
        """Return who somebody is.

        Raises:
            TooMany: too many wait already. DirectoryAway: no answer, or none in time.
        """
        told = self._ask(directory, asks)
        if not isinstance(told, Person | Unproven):
            raise DirectoryAway
        return told

    def _ask(self, directory: Oidc | Ldap, asks: Begin | Finish | Check) -> Answer:
        if self._here >= AT_ONCE + MOST_WAITING:
            raise TooMany(seconds=5)
        self._here += 1
        try:
            told = self._seated(directory, asks)
        finally:
            self._here -= 1
        if isinstance(told, Away):
            _logger.error("%s: %s", name_of(directory), told.why)
            raise DirectoryAway
        return told

    def _seated(self, directory: Oidc | Ldap, asks: Begin | Finish | Check) -> Answer:
        if not self._seats.acquire(timeout=SEAT_WITHIN_S):
            return Away("the questions before this one hang")
        try:
            return ask_beside(self._data, directory, asks)
        finally:
            self._seats.release()


def ask_beside(data: Path, directory: Oidc | Ldap, asks: Begin | Finish | Check | Look) -> Answer:
    """Return what a process for this question says; its secrets go over its standard input alone."""
    try:
        question = question_of(directory, read_secret(data, directory), asks)
    except (OSError, UnicodeDecodeError) as error:
        return Away(f"its secret cannot be read: {error}")
    try:
        done = gevent.subprocess.run(
            [sys.executable, "-m", f"hallserver.directories.{kind_of(directory)}"],
            input=msgspec.json.encode(question),
            capture_output=True,
            timeout=WITHIN_S,
        )
    except gevent.subprocess.TimeoutExpired:
        return Away(f"no answer in {WITHIN_S:.0f} s")
    if done.returncode != 0:
        return Away(f"its process ended with {done.returncode}")
    answer: Answer = msgspec.json.decode(done.stdout, type=Answer)
    return answer


def question_of(
    directory: Oidc | Ldap, secret: str, asks: Begin | Finish | Check | Look
) -> OidcQuestion | LdapQuestion:
    """Return a question as its process reads it."""
    if isinstance(directory, Oidc):
        if isinstance(asks, Check):
            raise TypeError("a provider is shown no password")
        return OidcQuestion(directory, secret, asks)
    if isinstance(asks, Begin | Finish):
        raise TypeError("a directory sends nobody anywhere")
    return LdapQuestion(directory, secret, asks)


def kind_of(directory: Oidc | Ldap) -> str:
    """Return a directory's kind, which is its process and its means in the log."""
    return "oidc" if isinstance(directory, Oidc) else "ldap"


def name_of(directory: Oidc | Ldap) -> str:
    """Return what a directory is called in the server's log."""
    return directory.issuer if isinstance(directory, Oidc) else directory.url
