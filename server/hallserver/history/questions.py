"""What may be asked of the past, and how it is asked over a socket; loads no column engine.

A question is one line of JSON. Its answer is a line that says what follows and how long it is, and then the view as
JSON, which the desk passes on as it is. A connection carries one question.
"""

from __future__ import annotations

import socket
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from hallserver.core.errors import HallError, HistoryAway, HistoryDamaged, HistoryTooLong, TooFewDays
from hallserver.core.language.words import words_of
from hallserver.core.queue.asked import ALL, Only

V = TypeVar("V")

SOCKET = "archive.sock"
"""The archive's socket in the hall's folder. The supervisor listens; the archive is started by its first question."""

LISTENING = "HALL_ARCHIVE_FD"
"""The number of the listening socket's file, in the environment of the archive."""

LONGEST_LINE = 64 * 1024
WAIT_S = 60.0


class Question(Struct, frozen=True, kw_only=True, tag_field="what"):
    """Anything that is asked of the past."""


class OfDays(Question, frozen=True, kw_only=True):
    """Something about a span of business days.

    Attributes:
        report: one of `views.reports.REPORTS`.
        first_day, last_day: the span; both count.
        today: the hall's business day now; decides which promises are overdue.
        department: limits it to this department's people and windows.
        by: one of `views.reports.BY`.
        only: limits it to rows that have this.
    """

    report: str
    first_day: date
    last_day: date
    today: date
    department: str | None = None
    by: str = "staffer"
    only: Only = ALL


class AskReport(OfDays, frozen=True, kw_only=True, tag="report"):
    """A report, as `ReportView`."""


class AskHeat(OfDays, frozen=True, kw_only=True, tag="heat"):
    """A report's measure by weekday and half hour, as `HeatView`."""


class AskTrend(OfDays, frozen=True, kw_only=True, tag="trend"):
    """A report's measure day by day, or month by month, as `TrendView`."""

    monthly: bool = False


class AskTrends(OfDays, frozen=True, kw_only=True, tag="trends"):
    """A report's measure week by week, or month by month, for each group of `by`, as `TrendsView`."""

    monthly: bool = False


class AskLengths(OfDays, frozen=True, kw_only=True, tag="lengths"):
    """How many of a report's durations are how long, as `LengthsView`."""


class AskScores(Question, frozen=True, kw_only=True, tag="scores"):
    """A month's score sheet (`2026-03`), as `ScoreSheet`."""

    month: str
    by: str
    department: str | None = None


class AskMonths(Question, frozen=True, kw_only=True, tag="months"):
    """A department's score of this month and the eleven before, beside the hall's median, as `MonthsView`."""

    month: str
    department: str


class AskSchemeTrial(Question, frozen=True, kw_only=True, tag="scheme_trial"):
    """A month's scores under a draft scheme (`Scheme.as_facts`) beside those in force, as `SchemeTrial`."""

    month: str
    draft: dict[str, Any]


class AskReserve(Question, frozen=True, kw_only=True, tag="reserve"):
    """The reserve list up to a month, as `ReserveList`."""

    month: str
    department: str | None = None


class AskFindings(Question, frozen=True, kw_only=True, tag="findings"):
    """Findings of these days, as many as a file holds, as `FindingsView`; None: of every kind, department, window."""

    first_day: date
    last_day: date
    now: datetime
    kind: str | None = None
    window: str | None = None
    staffer: str | None = None
    department: str | None = None


class AskSittings(Question, frozen=True, kw_only=True, tag="sittings"):
    """Who sat where in a span of business days and what the time was spent on, as `SittingsView`."""

    first_day: date
    last_day: date
    now: datetime
    window: str | None = None
    staffer: str | None = None
    department: str | None = None


class AskFigures(Question, frozen=True, kw_only=True, tag="figures"):
    """The public figures as of now, as `PublicFigures`."""

    now: datetime


class AskCounty(Question, frozen=True, kw_only=True, tag="county"):
    """The report for the county of the day, week or month (`span`) that `day` belongs to, as `CountyView`."""

    span: str
    day: date
    today: date
    department: str | None = None


class AskArrivals(Question, frozen=True, kw_only=True, tag="arrivals"):
    """Arrivals expected on the working days after `today`, that one among them, as `ArrivalsView`."""

    today: date
    days: int


class AskStaffing(Question, frozen=True, kw_only=True, tag="staffing"):
    """Windows needed on a day for a target, as `StaffingView`."""

    today: date
    day: date
    share_percent: int
    within_minutes: int


class WindowChange(Struct, frozen=True):
    """One change of a window, in minutes of the day; `kind`: open, close or lend."""

    kind: str
    window: str
    begins: int
    ends: int
    lines: tuple[str, ...] = ()


class AskWhatIf(Question, frozen=True, kw_only=True, tag="what_if"):
    """Past days lived again with changes of windows, under the rules of a file's text if any, as `WhatIfView`."""

    first_day: date
    last_day: date
    changes: tuple[WindowChange, ...]
    rules: str = ""


Asked = (
    AskReport
    | AskHeat
    | AskTrend
    | AskLengths
    | AskTrends
    | AskScores
    | AskSchemeTrial
    | AskReserve
    | AskMonths
    | AskFindings
    | AskSittings
    | AskFigures
    | AskCounty
    | AskArrivals
    | AskStaffing
    | AskWhatIf
)
QUESTION_S = 5.0  # to write a question or take its answer
_FAILURES = {each.code: each for each in (HistoryAway, HistoryDamaged, HistoryTooLong, TooFewDays)}
_questions: msgspec.json.Decoder[Asked] = msgspec.json.Decoder(Asked)
_encode = msgspec.json.Encoder().encode


class _Head(Struct, frozen=True):
    """The first line of an answer: how many bytes follow, or the code of an error and its facts."""

    length: int = 0
    failed: str = ""
    facts: dict[str, str] = {}


def ask_archive(data: Path, question: Question) -> bytes:
    """Ask the archive of a running hall; return the view as JSON.

    Raises:
        ConnectionRefusedError, FileNotFoundError: nobody listens there.
        HistoryAway: it ended, or gave no answer in a minute.
        HistoryDamaged, HistoryTooLong: what it said.
    """
    with socket.socket(socket.AF_UNIX) as plug:
        plug.settimeout(WAIT_S)
        try:
            plug.connect(str(data / SOCKET))
        except TimeoutError as error:  # too many ask already
            raise HistoryAway from error
        try:
            plug.sendall(_encode(question) + b"\n")
            with plug.makefile("rb") as answer:
                head = msgspec.json.decode(answer.readline(LONGEST_LINE), type=_Head)
                body = answer.read(head.length)
        except (OSError, msgspec.MsgspecError) as error:
            raise HistoryAway from error
    if head.failed:
        raise _FAILURES[head.failed](None, **head.facts)
    if len(body) != head.length:
        raise HistoryAway
    return body


def read_view(body: bytes, kind: type[V]) -> V:
    """Decode an answer, where it is made into something else."""
    return msgspec.json.decode(body, type=kind, dec_hook=_words)


def _words(_: type, said: Any) -> Any:
    return words_of(said)


def read_question(plug: socket.socket) -> Asked:
    """Read the one question of a connection.

    Raises:
        msgspec.MsgspecError: it is none. OSError: the asker has gone, or is silent.
    """
    with plug.makefile("rb") as line:
        return _questions.decode(line.readline(LONGEST_LINE))


def has_left(plug: socket.socket) -> bool:
    """Whether the asker has hung up already, so that nobody would read the answer."""
    plug.setblocking(False)
    try:
        return plug.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False
    finally:
        plug.settimeout(QUESTION_S)


def send_answer(plug: socket.socket, view: Any) -> None:
    """Answer with a view."""
    body = _encode(view)
    plug.sendall(_encode(_Head(len(body))) + b"\n" + body)


def send_failure(plug: socket.socket, error: HallError) -> None:
    """Answer with an error of the hall."""
    facts = {name: str(fact) for name, fact in error.facts.items()}
    plug.sendall(_encode(_Head(0, error.code, facts)) + b"\n")
