"""Finds the commands that a printer executes on arrival, even in the middle of a picture."""

import re

_REQUEST = re.compile(rb"\x10\x04[\x01-\x04]|\x10\x05[\x00-\x02]|\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08")
_LONGEST = 10


class RealTimeScan:
    """Scans one connection; a request may be split over any number of reads."""

    def __init__(self) -> None:
        self._tail = b""

    def feed(self, data: bytes) -> list[tuple[bytes, int]]:
        """Return each request that `data` completes, and how many bytes of `data` came after it."""
        seen = self._tail + data
        found = [(request[0], len(seen) - request.end()) for request in _REQUEST.finditer(seen)]
        start = max(len(seen) - found[-1][1] if found else 0, len(seen) - _LONGEST + 1)
        self._tail = seen[start:]
        return found
