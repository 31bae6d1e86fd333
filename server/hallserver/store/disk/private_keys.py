"""The keys of the log's private parts: one key per part, in a file of its own that is never backed up.

The log holds the salted hash of a private part, the database its ciphertext (AES-256-GCM, NIST SP 800-38D),
this file its key. Deleting a key makes the part unreadable, in every backup too. A key is durable before its
part is: a crash between the two leaves a key without a part, which is deleted at the next start, but never a
part without its key.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = "private.keys"
KEY_BYTES, ID_BYTES, SALT_BYTES = 32, 16, 16
_NONCE = bytes(12)  # a key encrypts one part only, so the nonce may be fixed
_SCHEMA = "CREATE TABLE IF NOT EXISTS private_key (id BLOB PRIMARY KEY, key BLOB NOT NULL) WITHOUT ROWID"


@dataclass(frozen=True, slots=True)
class Sealed:
    """An encrypted private part as stored in the database, and the key that must be saved first."""

    id: bytes
    key: bytes
    body: bytes


def seal(salt: bytes, body: str) -> Sealed:
    """Encrypt a part and its salt with a new key."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = secrets.token_bytes(KEY_BYTES)
    return Sealed(secrets.token_bytes(ID_BYTES), key, AESGCM(key).encrypt(_NONCE, salt + body.encode(), None))


def unseal(key: bytes, sealed: bytes) -> tuple[bytes, str] | None:
    """Decrypt; return salt and part, or None when the key does not fit."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        clear = AESGCM(key).decrypt(_NONCE, sealed, None)
    except InvalidTag:
        return None
    return clear[:SALT_BYTES], clear[SALT_BYTES:].decode()


class PrivateKeys:
    """The key file in `DIR`; opened for each operation, because operations are rare."""

    def __init__(self, data: Path, file: str = FILE) -> None:
        self._file = data / file
        self.durable = True  # a simulation's keys may be lost, as its database may

    def keep(self, sealed: Iterable[Sealed]) -> None:
        """Make the keys durable; call it before the parts are committed.

        Raises:
            sqlite3.Error: the keys are not durable.
        """
        with closing(self._open()) as table, table:
            table.executemany(
                "INSERT INTO private_key VALUES (?, ?)", [(each.id, each.key) for each in sealed]
            )

    def read(self, ids: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Id → key, for the keys that still exist."""
        if not self._file.is_file():
            return {}
        found: dict[bytes, bytes] = {}
        with closing(self._open()) as table:
            for each in ids:
                row = table.execute("SELECT key FROM private_key WHERE id = ?", (each,)).fetchone()
                if row is not None:
                    found[each] = row[0]
        return found

    def all_ids(self) -> set[bytes]:
        """The ids of all keys: their parts can be read."""
        if not self._file.is_file():
            return set()
        with closing(self._open()) as table:
            return {row[0] for row in table.execute("SELECT id FROM private_key")}

    def keep_only(self, ids: set[bytes]) -> int:
        """Delete all other keys, which makes their parts unreadable; return how many were deleted."""
        if not self._file.is_file():
            return 0
        there = self.all_ids()
        with closing(self._open()) as table, table:
            table.executemany("DELETE FROM private_key WHERE id = ?", [(each,) for each in there - ids])
        return len(there - ids)

    def forget(self, ids: Iterable[bytes]) -> int:
        """Delete these keys; return how many still existed."""
        if not self._file.is_file():
            return 0
        with closing(self._open()) as table, table:
            return table.executemany(
                "DELETE FROM private_key WHERE id = ?", [(each,) for each in ids]
            ).rowcount

    def _open(self) -> sqlite3.Connection:
        if not self._file.exists():
            os.close(os.open(self._file, os.O_WRONLY | os.O_CREAT, 0o600))
        table = sqlite3.connect(self._file, timeout=3.0)
        for pragma in (
            f"synchronous={'EXTRA' if self.durable else 'OFF'}",
            "secure_delete=ON",
            "journal_mode=DELETE",
        ):
            table.execute(f"PRAGMA {pragma}")
        table.execute(_SCHEMA)
        return table


class NoKeys(PrivateKeys):
    """Stands in where there is no key file: every part counts as forgotten."""

    def __init__(self) -> None:
        super().__init__(Path(os.devnull) / "nowhere")


def keys_of(connection: Any) -> PrivateKeys:
    """The keys that belong to a connection's hall."""
    return connection.info.get("private_keys") or NoKeys()
