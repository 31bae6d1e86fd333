"""The archive: a process of its own that answers questions about the past, so that none of them slows a call.

The supervisor listens at its socket and starts it when the first question comes; it ends after a quarter of an hour
without one, and its memory with it.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

import msgspec
from sqlalchemy import Engine

from hallserver.core.errors import HistoryAway, HistoryDamaged, HistoryTooLong, TooFewDays
from hallserver.forecast.answers import FORESIGHT
from hallserver.history.answers import Archive
from hallserver.history.questions import (
    LISTENING,
    QUESTION_S,
    has_left,
    read_question,
    send_answer,
    send_failure,
)
from hallserver.parent import end_with_parent
from hallserver.store import connect

IDLE_S = 900.0
NICE = 5  # below the desk: a question about ten years takes what the calls leave
_logger = logging.getLogger(__name__)


def main(data: Path) -> None:
    """Answer until nobody asks any more, or until told to stop."""
    end_with_parent()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # SIGTERM ends it at once, also within a query: it only reads
    os.nice(NICE)
    with socket.socket(fileno=int(os.environ[LISTENING])) as door:
        door.settimeout(IDLE_S)
        reader = connect.reading_engine(data)
        archive: Archive | None = None
        while True:
            try:
                plug, _ = door.accept()
            except TimeoutError:
                return
            with plug:
                archive = _serve(plug, archive, data, reader)


def _serve(plug: socket.socket, archive: Archive | None, data: Path, reader: Engine) -> Archive | None:
    """Answer one question; return the archive, or None where it must be opened anew."""
    plug.settimeout(QUESTION_S)
    try:
        question = read_question(plug)
        if has_left(plug):
            return archive
        archive = archive or Archive(data, reader, FORESIGHT)
        send_answer(plug, archive.answer(question))
    except TooFewDays as error:
        send_failure(plug, error)
    except (HistoryDamaged, HistoryTooLong) as error:
        _logger.warning("%s: %s", error.code, error)
        send_failure(plug, error)
        return None
    except (OSError, msgspec.MsgspecError) as error:
        _logger.info("a question ended without its answer: %r", error)
    except Exception:
        _logger.exception("a question could not be answered")  # the next one may be another
        with suppress(OSError):
            send_failure(plug, HistoryAway())
        return None
    return archive


if __name__ == "__main__":
    main(Path(sys.argv[1]))
