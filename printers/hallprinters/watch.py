"""Decides which readings of a printer to report: the first, a change seen twice, and a heartbeat."""

from hallprinters.status import Reading, State

HEARTBEAT_SECONDS = 10.0
LOOK_SECONDS = 1.0
SECOND_LOOK_SECONDS = 0.25


class Watch:
    """One printer's readings; the caller passes the time (seconds, monotonic)."""

    def __init__(self) -> None:
        self._seen: State | None = None
        self._told: State | None = None
        self._told_at = 0.0

    def see(self, reading: Reading, now: float) -> bool:
        """Whether to report this reading."""
        twice = reading.state == self._seen
        self._seen = reading.state
        if self._told is None:
            return True
        return twice and (reading.state != self._told or now - self._told_at >= HEARTBEAT_SECONDS)

    def tell(self, reading: Reading, now: float) -> None:
        """Note that the server has received it."""
        self._told, self._told_at = reading.state, now

    @property
    def next_look(self) -> float:
        """Return the seconds until the next check: fewer when a change must be seen a second time."""
        return LOOK_SECONDS if self._seen == self._told else SECOND_LOOK_SECONDS
