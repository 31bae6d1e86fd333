"""Voice clips made in advance by the back office: tickets' when issued, windows' when planned."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy import Connection, Select, select, text

from halldisplay.catalogues import of_a_hall
from halldisplay.tongues import Tongue, speak
from halldisplay.voice.choosing import choose, voice_for_own_languages
from halldisplay.voice.clips import Clips
from halldisplay.voice.engines import ChimeAlone, Engine, NoEngine
from halldisplay.voice.words import (
    LANGS,
    SENTENCES,
    Half,
    Kind,
    Sentence,
    Utterance,
    half_in,
    name_aloud,
    sentence_in,
)
from hallserver.config import Settings
from hallserver.core.events import HallPlanned, TicketIssued
from hallserver.store import connect, log, queries, schema
from hallserver.store.prepared import read_rows
from hallserver.store.rows import MatterRow

ISSUED, PLANNED = TicketIssued.KIND, HallPlanned.KIND
LOOK_S = 0.2
AGAIN_S = 5.0
MOST = 200
WINDOWS: tuple[Kind, ...] = ("window", "brief")
A_LITTLE = 5
NO_TONGUES: Mapping[str, Tongue] = {}
_logger = logging.getLogger(__name__)


def make_clips(settings: Settings, stop: threading.Event) -> None:
    """Make the clips that will be needed until `stop` is set; without an engine, log that once and return."""
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
    maker = ClipMaker(settings.data, clips, engine, speak(of_a_hall(settings.data / "words")[0]))
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

    def __init__(
        self, data: Path, clips: Clips, engine: Engine, tongues: Mapping[str, Tongue] = NO_TONGUES
    ) -> None:
        self._reader = connect.reading_engine(data)
        self._clips, self._engine = clips, engine
        self._tongues = dict(tongues)
        self._own = voice_for_own_languages(engine) if tongues else engine
        self._seq: int | None = None
        self._later: deque[Utterance] = (
            deque()
        )  # windows, then kiosk sentences: a few between two checks for tickets

    def work(self, stop: threading.Event) -> int:
        """Make the clips that are due, and a few of the less urgent; return how many there were."""
        with self._reader.connect() as connection:
            due = list(self._due(connection))
        due += [self._later.popleft() for _ in range(min(A_LITTLE, len(self._later)))]
        for each in due:
            if stop.is_set():
                break
            self._make(each)
        return len(due)

    def _make(self, said: Utterance) -> None:
        """Make a clip; a language without an engine is logged once and not tried again."""
        if said.lang in LANGS:
            self._clips.make(self._engine, said)
        elif said.lang in self._tongues:
            try:
                self._clips.make(self._own, said)
            except NoEngine as error:
                _logger.warning("%s is not spoken: %s", said.lang, error)
                del self._tongues[said.lang]

    def close(self) -> None:
        """Release the database."""
        self._reader.dispose()

    def _due(self, connection: Connection) -> Iterable[Utterance]:
        head = queries.head_seq(connection)
        if self._seq is None:  # at the start: every window, and every number that may still be called
            self._seq = head
            self._clips.forget_old()
            yield from self._tickets(connection, _LIVE)
            self._plan(connection)
            return
        found = log.read_kinds(connection, {ISSUED, PLANNED}, self._seq, head, MOST)
        self._seq = found[-1].seq if len(found) == MOST else head
        issued = [TicketIssued.from_facts(each.facts).ticket for each in found if each.kind == ISSUED]
        yield from self._tickets(connection, _NUMBERS.where(schema.tickets.c.id.in_(issued)))
        if any(each.kind == PLANNED for each in found):
            self._plan(connection)

    def _tickets(self, connection: Connection, asked: Select[str, str]) -> Iterable[Utterance]:
        """Yield the clips of numbers; in a hall's own language only for a visitor who chose it."""
        for number, lang in connection.execute(asked):
            yield from (Half("ticket", number, each) for each in LANGS)
            if tongue := self._tongues.get(lang):
                yield from filter(None, (half_in(tongue, lang, "ticket", number),))

    def _plan(self, connection: Connection) -> None:
        """Queue the plan's clips, which are less urgent: the windows' before the kiosks' sentences."""
        windows = connection.execute(select(schema.windows.c.code)).scalars().all()
        halves: list[Utterance] = [
            Half(kind, code, lang) for kind in WINDOWS for code in windows for lang in LANGS
        ]
        own = (
            half_in(tongue, lang, kind, code)
            for lang, tongue in self._tongues.items()
            for kind in WINDOWS
            for code in windows
        )
        self._later.extendleft(reversed([*halves, *filter(None, own)]))
        self._later.extend(_read_aloud(connection, self._tongues))


_NUMBERS = select(schema.tickets.c.number, schema.tickets.c.lang).order_by(schema.tickets.c.id)
_LIVE = _NUMBERS.join(schema.stops, schema.stops.c.ticket == schema.tickets.c.id).where(
    text("stop.state IN ('waiting', 'held', 'called', 'parked', 'missed')")
)


def _read_aloud(connection: Connection, tongues: Mapping[str, Tongue]) -> Iterable[Sentence]:
    """Yield what kiosks read aloud: their own sentences, and the matters' names."""
    for words in SENTENCES.values():
        for lang in LANGS:
            yield Sentence(words[lang], lang)
    for row in read_rows(connection, select(schema.matters), MatterRow):
        yield name_aloud(row.name.zh, "zh")
        yield name_aloud(row.name.en, "en")
        yield from (Sentence(str(row.name[lang]), lang) for lang in tongues if lang in row.name)
    for own, tongue in tongues.items():
        yield from filter(None, (sentence_in(tongue, own, code) for code in SENTENCES))
