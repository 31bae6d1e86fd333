"""Clips made ahead, in the back office: a ticket's half when it is issued, a window's half when it is planned."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Connection, select, text

from halldisplay.voice.choosing import choose
from halldisplay.voice.clips import Clips
from halldisplay.voice.engines import ChimeAlone, Engine, NoEngine
from halldisplay.voice.words import LANGS, SENTENCES, Half, Kind, Sentence, Utterance, name_aloud
from hallserver.config import Settings
from hallserver.core.events import HallPlanned, TicketIssued
from hallserver.store import connect, log, queries, schema
from hallserver.store.prepared import read_rows
from hallserver.store.rows import MatterRow

ISSUED, PLANNED = TicketIssued.KIND, HallPlanned.KIND
LOOK_S = 0.2
AGAIN_S = 5.0
MOST = 200
A_LITTLE = 5
_logger = logging.getLogger(__name__)


def make_clips(settings: Settings, stop: threading.Event) -> None:
    """Make what will be needed until `stop` is set; without an engine say so once, and go."""
    models = Path(settings.voice_models) if settings.voice_models else settings.data / "voice"
    try:
        engine = choose(settings.voice, models)
    except NoEngine as error:
        _logger.warning("NO VOICE: %s; calls are rung and shown, not spoken", error)
        engine = ChimeAlone()
    clips = Clips(settings.data / "clips")
    clips.name_voice(engine.voice)
    _logger.info("voice: %s", engine.voice)
    if isinstance(engine, ChimeAlone):
        return
    maker = ClipMaker(settings.data, clips, engine)
    while not stop.is_set():
        try:
            if maker.work(stop) == 0:
                stop.wait(LOOK_S)
        except Exception:  # the top of a worker's loop: one bad clip must not silence the hall
            _logger.exception("clips")
            stop.wait(AGAIN_S)
    maker.close()


class ClipMaker:
    """Follows the log, read-only, and makes the clips that it will need."""

    def __init__(self, data: Path, clips: Clips, engine: Engine) -> None:
        self._reader = connect.reading_engine(data)
        self._clips, self._engine = clips, engine
        self._seq: int | None = None
        self._later: deque[Utterance] = (
            deque()
        )  # windows, then what kiosks read: a little between two looks for tickets

    def work(self, stop: threading.Event) -> int:
        """Make what is due now, and a little of what can wait; gives how many there were."""
        with self._reader.connect() as connection:
            due = list(self._due(connection))
        due += [self._later.popleft() for _ in range(min(A_LITTLE, len(self._later)))]
        for each in due:
            if stop.is_set():
                break
            self._clips.make(self._engine, each)
        return len(due)

    def close(self) -> None:
        """Let the database go."""
        self._reader.dispose()

    def _due(self, connection: Connection) -> Iterable[Utterance]:
        head = queries.head_seq(connection)
        if self._seq is None:  # a start: every window, and every number that may still be called
            self._seq = head
            self._clips.forget_old()
            yield from _halves("ticket", connection.execute(_LIVE).scalars())
            self._later.extend(_windows(connection))
            self._later.extend(_read_aloud(connection))
            return
        found = log.read_kinds(connection, {ISSUED, PLANNED}, self._seq, head, MOST)
        self._seq = found[-1].seq if len(found) == MOST else head
        yield from _halves(
            "ticket", (TicketIssued.from_facts(each.facts).number for each in found if each.kind == ISSUED)
        )
        if any(each.kind == PLANNED for each in found):
            self._later.extendleft(_windows(connection))
            self._later.extend(_read_aloud(connection))


_LIVE = (
    select(schema.tickets.c.number)
    .join(schema.stops, schema.stops.c.ticket == schema.tickets.c.id)
    .where(text("stop.state IN ('waiting', 'held', 'called', 'parked', 'missed')"))
    .order_by(schema.tickets.c.id)
)


def _windows(connection: Connection) -> Iterable[Half]:
    codes = connection.execute(select(schema.windows.c.code)).scalars().all()
    yield from _halves("window", codes)
    yield from _halves("brief", codes)


def _read_aloud(connection: Connection) -> Iterable[Sentence]:
    """What kiosks read: their own sentences, and the matters' names."""
    for words in SENTENCES.values():
        for lang in LANGS:
            yield Sentence(words[lang], lang)
    for row in read_rows(connection, select(schema.matters), MatterRow):
        yield name_aloud(row.name.zh, "zh")
        yield name_aloud(row.name.en, "en")


def _halves(kind: Kind, codes: Iterable[str]) -> Iterable[Half]:
    for code in codes:
        for lang in LANGS:
            yield Half(kind, code, lang)
