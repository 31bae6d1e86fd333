"""`DIR/outbox.toml` as the open hall has it: read when it opens, and again when it changes."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hallserver.core.outgoing.receivers import Receiver
from hallserver.core.outgoing.states import FILE

_logger = logging.getLogger(__name__)


class ReceiversFile:
    """The receivers, and for each kind of event who is told.

    Raises:
        BadReceivers: when the hall opens, the file is not as it must be.
    """

    def __init__(self, data: Path) -> None:
        self._file = data / FILE
        self._looked = self._changed()
        self._take(self._read())

    def look(self) -> bool:
        """Read the file again if it has changed; a faulty one is told once, and the receivers stay as they were."""
        changed = self._changed()
        if changed == self._looked:
            return False
        self._looked = changed
        try:
            self._take(self._read())
        except (OSError, ValueError) as error:
            _logger.error("the receivers stay as they were: %s", error)  # noqa: TRY400 - a sentence, no traceback
            return False
        return True

    def _take(self, receivers: Mapping[str, Receiver]) -> None:
        by_kind: defaultdict[str, list[str]] = defaultdict(list)
        for name, receiver in receivers.items():
            for kind in receiver.kinds:
                by_kind[kind].append(name)
        self.all = receivers
        self.by_kind: Mapping[str, tuple[str, ...]] = {kind: tuple(names) for kind, names in by_kind.items()}
        self.to_visitors = {name: each for name, each in receivers.items() if each.visitors}

    def _read(self) -> Mapping[str, Receiver]:
        if not self._file.is_file():
            return {}
        from hallserver.core.outgoing.reading import read_receivers  # noqa: PLC0415 - most halls have no such file

        return read_receivers(self._file.read_text("utf-8"))

    def _changed(self) -> tuple[int, int]:
        """When the file was written, and its length; zeros while there is none."""
        try:
            found = self._file.stat()
        except FileNotFoundError:
            return (0, 0)
        return (found.st_mtime_ns, found.st_size)


def receivers_of(connection: Any) -> ReceiversFile | None:
    """The receivers of a writing connection's hall; None where nothing leaves, as in a simulation's memory."""
    found: ReceiversFile | None = connection.info.get("receivers")
    return found
