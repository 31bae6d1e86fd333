"""The back office: the print agent, the post and all long computations; a client of the public API like any other."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

from hallprinters.agent import run_agent
from hallserver.authority import files_of
from hallserver.clipmaker import make_clips
from hallserver.config import read_settings
from hallserver.core.outgoing.states import FILE
from hallserver.local import Refusal, ask
from hallserver.parent import SUPERVISOR, end_with_parent, told_to_stop
from hallserver.store.connect import store_at
from hallserver.store.disk.integrity import Damaged

NAME = "back-office"
LEAVE_S = 0.5
FIRST_LOOK_S, DAY_S = 60.0, 86_400.0
RESTART_S = 5.0
POST_S = 2.0  # how soon the first receiver is noticed
KEEP_S = 900.0  # how often it is looked whether a day is over
LONGEST = 500
_logger = logging.getLogger(__name__)


def main(data: Path) -> None:
    """Run until told to stop."""
    end_with_parent()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    stop = told_to_stop()
    speaker = threading.Thread(target=make_clips, args=(read_settings(data), stop), name="clips", daemon=True)
    speaker.start()
    keeper = threading.Thread(target=keep_looking, args=(data, stop), name="file", daemon=True)
    keeper.start()
    clerk = threading.Thread(target=keep_history, args=(data, stop), name="history", daemon=True)
    clerk.start()
    watcher = threading.Thread(target=keep_watching, args=(data, stop), name="waits", daemon=True)
    watcher.start()
    post = threading.Thread(target=keep_posting, args=(data, stop), name="post", daemon=True)
    post.start()
    token = _token(data, stop)
    if token is not None:
        reach = read_settings(data).printer_reach
        run_agent(f"unix:{data / 'hall.sock'}", token, data, stop, reach=reach)
    speaker.join(LEAVE_S)
    watcher.join(LEAVE_S)
    post.join(LEAVE_S)


def keep_looking(data: Path, stop: threading.Event) -> None:
    """Check the database's file soon after the start and once a day, and report damage to the server."""
    wait_s = FIRST_LOOK_S
    while not stop.wait(wait_s):
        wait_s = DAY_S
        try:
            store_at(data).look_through()
        except Damaged as damage:
            _logger.critical("%s", damage)
            try:
                ask(data, "POST", "/api/v1/local/damage", {"found": str(damage)[:LONGEST]})
            except Refusal as refusal:
                _logger.critical("the desk does not hear of it: %s", refusal)


def keep_history(data: Path, stop: threading.Event) -> None:
    """Write closed days to the history, make the day's backup and renew the certificate.

    Each in a process of its own, whose memory goes with it.
    """
    while not stop.wait(KEEP_S):
        _run(["keep"], data, stop, "the history could not be written: %s")
        if read_settings(data).backup_to:
            _run(["backup", "--due"], data, stop, "the backup could not be made: %s")
        if files_of(data).authority.exists():
            _run(["tls", "renew", "--due"], data, stop, "the certificate could not be renewed: %s")


def _run(words: list[str], data: Path, stop: threading.Event, complaint: str) -> None:
    """Run one of the hall's own commands; told to stop, end it: what was begun is finished next time."""
    command = [sys.executable, "-m", "hallserver.cli", *words, "--data", str(data)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while running.poll() is None:
        if stop.wait(LEAVE_S):
            running.terminate()
            return
    if running.returncode and running.stderr is not None:
        _logger.error(complaint, running.stderr.read()[-LONGEST:])


def keep_watching(data: Path, stop: threading.Event) -> None:
    """Have the hall simulated forward in a process of its own, which is started again if it ends."""
    command = [sys.executable, "-m", "hallserver.lookout", str(data)]
    while not stop.is_set():
        watching = subprocess.Popen(command, env={**os.environ, SUPERVISOR: str(os.getpid())})
        while watching.poll() is None:
            if stop.wait(LEAVE_S / 5):
                watching.terminate()
                return
        _logger.error("the forecast of waits ended with %d; it is started again", watching.returncode)
        stop.wait(RESTART_S)


def keep_posting(data: Path, stop: threading.Event) -> None:
    """Send what lies in the outbox, in a hall that tells somebody outside; its parts are loaded only there."""
    while not stop.wait(POST_S):
        if (data / FILE).is_file():
            from hallserver.sending.post import keep_sending

            keep_sending(data, stop)


def _token(data: Path, stop: threading.Event) -> str | None:
    """Return the agent's token as soon as the server answers; None when stopped before that."""
    while not stop.is_set():
        try:
            return str(ask(data, "POST", "/api/v1/local/tokens", {"role": "printer", "name": NAME})["token"])
        except Refusal:
            stop.wait(LEAVE_S)
    return None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
