"""The lookout: a process of its own that simulates the hall forward, and hands the desk a table of waits to come.

The back office starts it. It only reads the database, every few seconds; while nobody sits at any window there is nothing to tell.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

import msgspec

from hallserver.forecast.watching import Watcher
from hallserver.local import Refusal, ask_raw
from hallserver.parent import end_with_parent
from hallserver.store import connect

EVERY_S = 5.0
SHORTEST_S = 0.5  # between two looks, however long one took
NICE = 10
_logger = logging.getLogger(__name__)


def main(data: Path) -> None:
    """Watch until told to stop."""
    end_with_parent()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    os.nice(NICE)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    watcher = Watcher(data, connect.reading_engine(data))
    try:
        while True:
            began = monotonic()
            look(watcher)
            sleep(max(EVERY_S - (monotonic() - began), SHORTEST_S))
    finally:
        watcher.keep()


def look(watcher: Watcher) -> None:
    """Look once, and tell."""
    try:
        table = watcher.look(datetime.now(UTC))
        if table is not None:
            ask_raw(watcher.data, "/api/v1/local/foretold", msgspec.json.encode(table))
    except Refusal as refusal:
        _logger.info("the desk did not take it: %s", refusal)
    except Exception:  # told waits fall back to the mean service meanwhile; the next look may go well
        _logger.exception("one look at the hall failed")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
