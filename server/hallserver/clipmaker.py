"""Voice clips made in advance by the back office: tickets' when issued, windows' when planned."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from sqlalchemy import Connection, Select, select, text

from halldisplay.catalogues import of_a_hall
from halldisplay.tongues import Tongue, speak
from halldisplay.voice.choosing import choose, voice_for_own_languages
from halldisplay.voice.clips import Clips
from halldisplay.voice.engines import ChimeAlone, Engine, NoEngine
from halldisplay.voice.words import LANGS, SENTENCES, Utterance, spoken
from hallserver.config import Settings
from hallserver.core.events import HallPlanned, TicketIssued
from hallserver.core.language.words import Words
from hallserver.store import connect, log, queries, schema
from hallserver.store.prepared import read_rows
from hallserver.store.rows import MatterRow

ISSUED, PLANNED = TicketIssued.KIND, HallPlanned.KIND
LOOK_S = 0.2
AGAIN_S = 5.0
MOST = 200
WINDOWS = ("window", "brief")
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
        self._languages: dict[str, Tongue | None] = {**dict.fromkeys(LANGS), **tongues}
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
        elif said.lang in self._languages:
            try:
                self._clips.make(self._own, said)
            except NoEngine as error:
                _logger.warning("%s is not spoken: %s", said.lang, error)
                del self._languages[said.lang]

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
        for number, chosen in connection.execute(asked):
            yield from self._said("ticket", number, {*LANGS, chosen})

    def _plan(self, connection: Connection) -> None:
        """Queue the plan's clips, which are less urgent: the windows' before what kiosks read aloud."""
        windows = connection.execute(select(schema.windows.c.code)).scalars().all()
        halves = [each for kind in WINDOWS for code in windows for each in self._said(kind, code)]
        self._later.extendleft(reversed(halves))
        for sentence in SENTENCES:
            self._later.extend(self._said("sentence", sentence))
        for row in read_rows(connection, select(schema.matters), MatterRow):
            self._later.extend(self._said("matter", row.code, name=row.name))

    def _said(
        self, kind: str, code: str, langs: Collection[str] | None = None, name: Words | None = None
    ) -> Iterable[Utterance]:
        """Yield one clip for each language that is spoken, or for those among `langs`."""
        for lang, tongue in self._languages.items():
            if (langs is None or lang in langs) and (said := spoken(kind, code, lang, tongue, name)):
                yield said


_NUMBERS = select(schema.tickets.c.number, schema.tickets.c.lang).order_by(schema.tickets.c.id)
_LIVE = _NUMBERS.join(schema.stops, schema.stops.c.ticket == schema.tickets.c.id).where(
    text("stop.state IN ('waiting', 'held', 'called', 'parked', 'missed')")
)
