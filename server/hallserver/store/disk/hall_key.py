"""The hall's secret, a file beside the database: tokens, follow keys and idempotency keys are hashed with it."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

FILE = "hall.key"
_SAID = b"hallqueue: which hall.key"


class OtherKey(RuntimeError):
    """The folder has another secret than the hall in this database, or none; the message says what to carry where."""

    def __init__(self, data: Path) -> None:
        super().__init__(
            f"{data / FILE}: this is not the key of the hall in this database: tokens would be unknown, and a number that is "
            f"asked for again would be given twice. Copy hall.key from the hall's other server, or from where its folder was · "
            f"大厅密钥缺失或与数据库不符，请从原服务器复制 hall.key。"
        )


def read_key(data: Path) -> bytes:
    """Return the hall's secret, created on first use; it is kept outside the backed-up database."""
    path = data / FILE
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(path.read_text().strip())
    with os.fdopen(file, "w") as handle:
        handle.write(secrets.token_hex(32))
    return bytes.fromhex(path.read_text().strip())


def print_of(data: Path) -> str | None:
    """By what a key is known that nobody learns from it; None where there is none."""
    if not (data / FILE).exists():
        return None
    return hashlib.blake2b(_SAID, key=read_key(data), digest_size=16).hexdigest()
