"""The doctor: `hall doctor` run beside the hall, whatever asks it; its findings are kept for a minute."""

from __future__ import annotations

import logging
import sys
from datetime import timedelta
from functools import partial

import gevent
import gevent.subprocess
import msgspec

from hallserver.contract import DoctorLine, DoctorView, Words
from hallserver.core.errors import DoctorAway
from hallserver.core.language import said
from hallserver.hall import Hall
from hallserver.web.door import Call, route

FOR = timedelta(minutes=1)
WITHIN_S = 120
FAST_S = 2  # a clock that is away by more is said
_logger = logging.getLogger(__name__)


class _Line(msgspec.Struct):
    """A line as the command prints it."""

    judged: str
    words: dict[str, str]


@route("GET", "/doctor", permission="doctor.ask", response=DoctorView)
def ask_doctor(call: Call) -> DoctorView:
    """Return what `hall doctor` finds, with the hall's clock; looked at anew after a minute."""
    hall = call.hall
    if hall.doctor is None or call.now - hall.doctor.at >= FOR:
        hall.doctor = DoctorView(call.now, (*hall.examining.get(partial(_examine, hall)), _clock(hall)))
    return hall.doctor


def _examine(hall: Hall) -> tuple[DoctorLine, ...]:
    """Look in a process of its own, as reading the whole database would hold up the desk.

    Raises:
        DoctorAway: it took too long, or could not look at all.
    """
    words = [sys.executable, "-m", "hallserver.cli", "doctor", "--json", "--data", str(hall.settings.data)]
    try:
        done = gevent.subprocess.run(words, capture_output=True, timeout=WITHIN_S)
        lines = msgspec.json.decode(done.stdout, type=list[_Line])
    except (gevent.subprocess.TimeoutExpired, msgspec.MsgspecError) as error:
        _logger.warning("the doctor gave no answer: %s", error)
        raise DoctorAway from error
    return tuple(DoctorLine(each.judged, Words(each.words["zh"], each.words["en"])) for each in lines)


def _clock(hall: Hall) -> DoctorLine:
    away = int(abs(hall.writer.clock.away) / timedelta(seconds=1))
    told = said.doctor_clock_away(n=away) if away > FAST_S else said.doctor_clock()
    return DoctorLine("bad" if away > FAST_S else "ok", Words(told.zh, told.en))
