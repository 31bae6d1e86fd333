"""Compare the cases in the log with the tables: state, promise, parts, extensions, and the one supplement."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from hallserver.core.casework.cases import Result
from hallserver.core.events import (
    ABSENT,
    CaseDueSoon,
    CaseExtended,
    CaseFacts,
    CaseHandedOver,
    CaseKept,
    CaseOpened,
    CaseOverdue,
    CasePartReady,
    CaseReady,
    CaseRecounted,
    CaseResumed,
    CaseSentOut,
    CaseSupplemented,
    CaseUndecided,
    Event,
    Facts,
)
from hallserver.store.log import Fault, read_privates
from hallserver.store.prepared import read_rows
from hallserver.store.rows import (
    CaseExtensionRow,
    CaseFileRow,
    CasePartRow,
    CaseRecountRow,
    CaseSupplementRow,
)
from hallserver.store.schema import (
    case_extensions,
    case_parts,
    case_recounts,
    case_supplements,
    cases,
)

_SAID = (
    "stop",
    "ticket",
    "matter",
    "department",
    "staffer",
    "secondment",
    "window",
    "state",
    "promised",
    "due",
    "result",
    "accepted_day",
    "away_days",
    "ready_day",
    "reserved",
)
_DAYS = ("promised", "due", "accepted_day", "ready_day", "handed_day")
_HANDED = ("handed_window", "handed_staffer", "handed_secondment", "handed_way")


@dataclass(slots=True)
class ToldCase:
    """One case as computed from the log so far."""

    seq: int = 0
    facts: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, str | None] = field(default_factory=dict)  # department → its result
    words: dict[str, int | None] = field(
        default_factory=dict
    )  # whose words → the event with them; None: none
    ready_by: str | None = None
    extensions: list[tuple[str, str]] = field(default_factory=list)
    recounts: list[tuple[str, ...]] = field(default_factory=list)  # old and new promise, old and new due day
    supplement: tuple[str, str | None] | None = None  # asked, brought
    handed: dict[str, Any] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)

    def hear(self, told: CaseFacts, day: str, private: int | None) -> None:
        """Apply one event of the case; `private` is its seq if it has a private part."""
        match told:
            case CaseOpened():
                self.parts = dict.fromkeys(told.parts)
            case CasePartReady():
                self.parts[told.part] = told.part_result
                self.words[f"the reason of {told.part}"] = private
            case CaseReady():
                self._ready(told, private)
            case CaseExtended():
                self.extensions.append((told.was, told.due))
                self.words[f"why not by {told.was}"] = private
                self.marks.discard("reminded")
            case CaseRecounted():
                self._recounted(told)
            case CaseSupplemented():
                self.supplement = (day, None)
                self.words["its list of papers"] = private
            case CaseResumed():
                self.supplement = (self.supplement[0], day) if self.supplement else None
                self.marks.discard("reminded")
            case CaseDueSoon():
                self.marks.add("reminded")
            case CaseOverdue():
                self.marks.add("overdue")
            case _:
                self._hand(told, day, private)

    def _ready(self, told: CaseReady, private: int | None) -> None:
        self.ready_by = told.by
        if len(self.parts) == 1:  # a case with one part is ready with it
            self.parts = dict.fromkeys(self.parts, told.result)
            self.words |= {f"the reason of {each}": private for each in self.parts}
        self.words["the reason of the whole"] = private if told.result == Result.REFUSED else None

    def _recounted(self, told: CaseRecounted) -> None:
        if told.was_promised != told.promised or told.was != told.due:
            self.recounts.append((told.was_promised, told.promised, told.was, told.due))
            self.marks.discard("reminded")

    def _hand(self, told: CaseFacts, day: str, private: int | None) -> None:
        match told:
            case CaseHandedOver():
                self.handed = {name: getattr(told, name, None) for name in _HANDED} | {"handed_day": day}
            case CaseSentOut():
                self.handed = {"handed_way": told.way, "handed_day": day}
                self.words["the number of its parcel"] = private
            case CaseKept():
                self.handed = {}
            case CaseUndecided():
                self.handed, self.ready_by = {}, None
                self.parts[told.part] = None
                self.words |= {f"the reason of {told.part}": None, "the reason of the whole": None}


@dataclass(slots=True)
class ToldCases:
    """The cases computed from the log so far."""

    cases: dict[str, ToldCase] = field(default_factory=dict)

    def hear(self, event: Event, told: Facts) -> None:
        """Apply one event."""
        if not isinstance(told, CaseFacts):
            return
        case = self.cases.setdefault(told.case, ToldCase())
        case.seq, case.facts = event.seq, {name: getattr(told, name) for name in _SAID}
        if told.reserved is ABSENT:
            case.facts["reserved"] = 0
        case.hear(told, event.day.isoformat(), event.seq if "private" in event.facts else None)

    def compare(self, connection: Connection) -> Fault | None:
        """The first case that differs between the tables and the log."""
        tables = _Tables(connection)
        for number, told in self.cases.items():
            row = tables.cases.pop(number, None)
            if row is None:
                return Fault(told.seq, f"case {number} is in the log and not in the table")
            if why := _differs(told, row, tables):
                return Fault(told.seq, f"case {number}: {why}")
        for number in tables.cases:
            return Fault(0, f"case {number} stands in the table, and the log never spoke of it")
        return None


class _Tables:
    """The tables in the form of the log."""

    def __init__(self, connection: Connection) -> None:
        self.cases = {row.number: row for row in read_rows(connection, select(cases), CaseFileRow)}
        self.parts: dict[str, dict[str, str | None]] = {}
        self.words: dict[str, dict[str, Any]] = {row.number: {} for row in self.cases.values()}
        self.private = _Privates(connection)
        for part in read_rows(connection, select(case_parts), CasePartRow):
            self.parts.setdefault(part.case, {})[part.department] = part.result
            self.words[part.case]["the reason of " + part.department] = part.reason
        self.extensions: dict[str, list[tuple[str, str]]] = {}
        in_order = select(case_extensions).order_by(case_extensions.c.old_due)
        for later in read_rows(connection, in_order, CaseExtensionRow):
            days = (later.old_due.isoformat(), later.new_due.isoformat())
            self.extensions.setdefault(later.case, []).append(days)
            self.words[later.case]["why not by " + days[0]] = later.reason
        self.recounts: dict[str, list[tuple[str, ...]]] = {}
        in_order = select(case_recounts).order_by(case_recounts.c.at)
        for recount in read_rows(connection, in_order, CaseRecountRow):
            anew = (recount.old_promised, recount.new_promised, recount.old_due, recount.new_due)
            self.recounts.setdefault(recount.case, []).append(tuple(day.isoformat() for day in anew))
        self.supplements: dict[str, tuple[str, str | None]] = {}
        for asked in read_rows(connection, select(case_supplements), CaseSupplementRow):
            brought = asked.brought_day.isoformat() if asked.brought_day else None
            self.supplements[asked.case] = (asked.asked_day.isoformat(), brought)
            self.words[asked.case]["its list of papers"] = asked.list


class _Privates:
    """The private parts of the log that are still kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def differs(self, seq: int | None, words: Any) -> bool:
        """Whether words in a table differ from those in the private part."""
        if seq is None:
            return words is not None
        part = read_privates(self._connection, [seq]).get(seq)
        return part is not None and words not in json.loads(part[1]).values()


def _differs(told: ToldCase, row: Any, tables: _Tables) -> str | None:
    here = {name: getattr(row, name) for name in (*_SAID, *_HANDED)}
    here |= {name: each.isoformat() if (each := getattr(row, name)) else None for name in _DAYS}
    said = told.facts | {name: told.handed.get(name) for name in (*_HANDED, "handed_day")}
    marks = {name for name in ("reminded", "overdue") if getattr(row, f"{name}_at") is not None}
    pairs = [
        *((name, said[name], here[name]) for name in said),
        ("who made it ready", told.ready_by, row.ready_by),
        ("its parts", told.parts, tables.parts.get(row.number, {})),
        ("its extensions", told.extensions, tables.extensions.get(row.number, [])),
        ("its recounts", told.recounts, tables.recounts.get(row.number, [])),
        ("its supplement", told.supplement, tables.supplements.get(row.number)),
        ("what was told of its day", told.marks, marks),
    ]
    found = next((each for each in pairs if each[1] != each[2]), None)
    if found is not None:
        return f"{found[0]} is {found[1]} in the log, {found[2]} in the table"
    words = tables.words[row.number] | {
        "the reason of the whole": row.result_reason,
        "the number of its parcel": row.handed_reference,
    }
    other = next((key for key in words if tables.private.differs(told.words.get(key), words[key])), None)
    return None if other is None else f"{other} is not what the log was told"
