"""How long a test waits for what must come.

Long, since a slow machine is no fault of the hall. What must come *soon* is measured by the tests that are marked
`alone`, and by the few that state their seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE_S = 20.0


def until(true: Callable[[], object], within_s: float = PATIENCE_S) -> bool:
    """Whether it became true in time."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.02)
    return bool(true())
