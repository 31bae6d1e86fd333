"""The keys of visitors' telephone numbers, in a file of their own that no backup takes along.

The database holds a number's ciphertext; without the key it is noise, in every backup too. A key is destroyed
when its visitor takes the number back, when the visit is over, and at night whatever happens.
"""

from __future__ import annotations

from pathlib import Path

from hallserver.store.disk.private_keys import PrivateKeys, Sealed, seal, unseal

FILE = "phones.keys"
_SALT = bytes(16)  # a key encrypts one number only, and no hash of it stands anywhere


class PhoneKeys(PrivateKeys):
    """The file in `DIR`."""

    def __init__(self, data: Path) -> None:
        super().__init__(data, FILE)
        self._orphans: set[bytes] = set()

    @property
    def exist(self) -> bool:
        """Whether somebody has bound a number here since the file was last removed."""
        return self._file.is_file()

    def open(self, key_id: bytes, body: bytes) -> str | None:
        """Return a number; None when its key was destroyed."""
        key = self.read([key_id]).get(key_id)
        opened = unseal(key, body) if key is not None else None
        return opened[1] if opened is not None else None

    def sweep(self, kept: set[bytes], *, alone: bool = False) -> int:
        """Destroy the keys that no number needs any more; return how many.

        A key is written before its number is: one that is seen without a number for the first time stays until
        the next sweep, unless nobody else writes (`alone`); then an empty file goes, too.
        """
        orphans = self.all_ids() - kept
        gone = self.forget(orphans if alone else orphans & self._orphans)
        self._orphans = orphans
        if alone and not kept:
            self._file.unlink(missing_ok=True)
        return gone


def seal_number(number: str) -> Sealed:
    """Encrypt a number with a key of its own."""
    return seal(_SALT, number)
