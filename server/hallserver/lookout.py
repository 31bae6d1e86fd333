"""The lookout: a process of its own that simulates the hall forward, and hands the desk a table of waits to come.

The back office starts it. It only reads the database, every few seconds; while nobody sits at any window there is nothing to tell.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from types import FrameType

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
    told = Told()
    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    watcher = Watcher(data, connect.reading_engine(data))
    with suppress(SystemExit):
        while not told.to_end:
            began = monotonic()
            look(watcher)
            if not told.to_end:
                sleep(max(EVERY_S - (monotonic() - began), SHORTEST_S))
    watcher.keep()
    logging.shutdown()
    os._exit(
        0
    )  # nothing is left to do, and what Python does at its end takes seconds at this priority on a busy machine


class Told:
    """Ends what is being computed when this process is told to end.

    Attributes:
        to_end: it was; whoever swallowed the SystemExit, a finalizer for one, did not keep it from being known.
    """

    def __init__(self) -> None:
        self.to_end = False

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        """Raise SystemExit where the signal came, once."""
        if not self.to_end:
            self.to_end = True
            sys.exit(0)


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
