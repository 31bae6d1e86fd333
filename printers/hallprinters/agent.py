"""The print agent: serves every printer that the server lists, each by its own station, until stopped."""

import logging
import threading
import time
from pathlib import Path

from hallprinters.addresses import ANYWHERE
from hallprinters.client import Desk, KnownPrinter
from hallprinters.drawing.fonts import faces
from hallprinters.errors import PrintingError
from hallprinters.reach import Reach
from hallprinters.station import Station
from hallprinters.status import Reading

ROLL_CALL_SECONDS = 15.0
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 2.0
_LEAVE_SECONDS = 0.9
log = logging.getLogger(__name__)


def run_agent(
    base_url: str,
    token: str,
    data: Path,
    stop: threading.Event,
    printers: list[str] | None = None,
    ca: Path | None = None,
    reach: Reach = ANYWHERE,
) -> None:
    """Serve printers until `stop` is set; returns within a second after that.

    Args:
        base_url: `http(s)://host:port`, or `unix:/…/hall.sock`.
        token: a printer token of the server.
        data: slips of virtual printers are written to `data/slips/CODE/`, journals to `data/printing/`.
        stop: set it to end.
        printers: the codes to serve; None serves all that the server knows.
        ca: file of the hall's own certificate authority, for https.
        reach: the networks in which printers are.

    Raises:
        NoFont: no font on this machine can draw a slip.
    """
    faces()
    agent = _Agent(base_url, token, data, printers, ca, reach)
    calling = threading.Thread(target=agent.call_the_roll, args=(stop,), daemon=True, name="print agent")
    calling.start()
    stop.wait()
    deadline = time.monotonic() + _LEAVE_SECONDS
    calling.join(_LEAVE_SECONDS / 2)
    agent.leave(deadline)


class _Agent:
    def __init__(
        self,
        base_url: str,
        token: str,
        data: Path,
        wanted: list[str] | None,
        ca: Path | None,
        reach: Reach,
    ) -> None:
        self._base_url = base_url
        self._token = token
        self._data = data
        self._wanted = wanted
        self._ca = ca
        self._reach = reach
        self._stations: dict[str, Station] = {}

    def call_the_roll(self, stop: threading.Event) -> None:
        """Poll the list of printers; the server may be away, or learn of new printers."""
        desk = Desk(self._base_url, self._token, self._ca)
        pause = _FIRST_PAUSE
        while not stop.is_set():
            try:
                self._settle(desk)
                pause = _FIRST_PAUSE
                stop.wait(ROLL_CALL_SECONDS)
            except PrintingError as error:
                log.warning("which printers there are is not known yet: %s", error)
                stop.wait(pause)
                pause = min(_LONGEST_PAUSE, pause * 2)
            except Exception:  # the top of a worker's loop: the agent must survive any answer
                log.exception("roll call")
                stop.wait(_LONGEST_PAUSE)
        desk.close()

    def leave(self, deadline: float) -> None:
        """Stop all stations together by `deadline` (monotonic seconds)."""
        stations = list(self._stations.values())
        for station in stations:
            station.leave()
        for station in stations:
            station.join(max(0.0, deadline - time.monotonic()))

    def _settle(self, desk: Desk) -> None:
        """Open stations for new and moved printers, close those of removed ones."""
        known = {p.code: p for p in desk.printers() if self._wanted is None or p.code in self._wanted}
        for code, station in list(self._stations.items()):
            if known.get(code) != station.printer:
                station.leave()
                station.join(_LEAVE_SECONDS)
                del self._stations[code]
        for code, printer in known.items():
            if code not in self._stations:
                self._open(desk, printer)

    def _open(self, desk: Desk, printer: KnownPrinter) -> None:
        try:
            station = Station(printer, self._base_url, self._token, self._data, self._ca, self._reach)
        except PrintingError as error:
            log.warning("printer %s cannot be served: %s", printer.code, error)
            desk.reading(printer.code, Reading("error", f"{error.code}: {error}"))
            return
        self._stations[printer.code] = station
        station.start()
