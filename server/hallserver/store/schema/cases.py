"""Cases (承诺件): the promised day, the owner, the extensions, and that a case ends only at a window."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    Named,
    String,
    Table,
    UniqueConstraint,
    text,
)

from hallserver.core.casework.cases import MOVES, Case, Result, Way
from hallserver.store.schema.form import Columns, index, metadata, one_of, triggers
from hallserver.store.types import Day, UtcDateTime


class CaseCounterColumns(Columns):
    year: Named[int] = Column(Integer, primary_key=True)
    last: Named[int] = Column(Integer, CheckConstraint("last > 0"))


case_counters = Table(
    "case_counter",
    metadata,
    CaseCounterColumns,
)


class CaseFileColumns(Columns):
    number: Named[str] = Column(String, primary_key=True)
    year: Named[int] = Column(Integer)
    counter: Named[int] = Column(Integer, CheckConstraint("counter > 0"))
    code: Named[str] = Column(String, unique=True)  # the visitor's code, valid while the case is open
    stop: Named[int] = Column(ForeignKey("stop.id"))
    ticket: Named[int] = Column(ForeignKey("ticket.id"))
    matter: Named[str] = Column(ForeignKey("matter.code"))
    department: Named[str] = Column(ForeignKey("department.code"))
    # who accepted the case
    window: Named[str] = Column(ForeignKey("window.code"))
    staffer: Named[str] = Column(ForeignKey("staffer.code"))
    secondment: Named[int] = Column(ForeignKey("secondment.id"))
    session: Named[int] = Column(ForeignKey("session.id"))
    state: Named[str] = Column(String)
    accepted_at: Named[datetime] = Column(UtcDateTime)
    accepted_day: Named[date] = Column(Day)
    promised: Named[date] = Column(Day)  # the first promise; only days spent waiting for the visitor move it
    due: Named[date] = Column(Day)  # the promise with its extensions
    # the promise reaches into a year with holidays not yet announced at that time; the visitor was told so
    reserved: Named[int] = Column(Integer, CheckConstraint("reserved IN (0, 1)"), server_default="0")
    away_days: Named[int] = Column(Integer, CheckConstraint("away_days >= 0"), server_default="0")
    result: Named[str | None] = Column(String)
    result_reason: Named[str | None] = Column(String)
    ready_at: Named[datetime | None] = Column(UtcDateTime)
    ready_day: Named[date | None] = Column(Day)
    ready_by: Named[str | None] = Column(String)
    reminded_at: Named[datetime | None] = Column(UtcDateTime)
    overdue_at: Named[datetime | None] = Column(UtcDateTime)
    # who handed the result over, and in which stop
    handed_at: Named[datetime | None] = Column(UtcDateTime)
    handed_day: Named[date | None] = Column(Day)
    handed_stop: Named[int | None] = Column(ForeignKey("stop.id"))
    handed_window: Named[str | None] = Column(ForeignKey("window.code"))
    handed_staffer: Named[str | None] = Column(ForeignKey("staffer.code"))
    handed_secondment: Named[int | None] = Column(ForeignKey("secondment.id"))
    # or how it was sent to a visitor who did not come, and under which number
    handed_way: Named[str | None] = Column(String)
    handed_reference: Named[str | None] = Column(String)


cases = Table(
    "case_file",
    metadata,
    CaseFileColumns,
    UniqueConstraint("year", "counter", name="case_number_once"),
    CheckConstraint("promised >= accepted_day AND due >= promised", name="case_runs_forward"),
    CheckConstraint(
        "(state IN ('ready', 'handed_over')) = (ready_at IS NOT NULL AND ready_day IS NOT NULL "
        "AND ready_by IS NOT NULL AND result IS NOT NULL)",
        name="ready_says_what_and_by_whom",
    ),
    CheckConstraint(
        "result IS NOT 'refused' OR result_reason IS NOT NULL", name="a_refusal_of_a_case_says_why"
    ),
    CheckConstraint(
        "(state = 'handed_over') = (handed_at IS NOT NULL AND handed_day IS NOT NULL "
        "AND (handed_stop IS NOT NULL OR handed_way IS NOT NULL))",
        name="handed_over_somehow",
    ),
    CheckConstraint(
        "handed_way IS NULL OR (handed_stop IS NULL AND handed_reference IS NOT NULL)",
        name="sent_without_a_visitor",
    ),
    CheckConstraint(
        "(handed_stop IS NULL) = (handed_window IS NULL) AND (handed_stop IS NULL) = (handed_staffer IS NULL) "
        "AND (handed_stop IS NULL) = (handed_secondment IS NULL)",
        name="handed_over_at_a_window",
    ),
    one_of("handed_way", [str(each) for each in Way]),
    one_of("state", [str(each) for each in Case]),
    one_of("result", [str(each) for each in Result]),
)
index("one_case_per_stop", cases.c.stop, unique=True, where=text("state <> 'withdrawn'"))
index("cases_in_hand", cases.c.due, where=text("state IN ('accepted', 'supplement', 'ready')"))
index("cases_to_remind", cases.c.due, where=text("state = 'accepted' AND reminded_at IS NULL"))
index("cases_going_over", cases.c.due, where=text("state = 'accepted' AND overdue_at IS NULL"))
index("cases_of_a_session", cases.c.session, cases.c.accepted_at)
index("cases_of_a_ticket", cases.c.ticket)
index("cases_by_handing", cases.c.handed_stop, where=text("handed_stop IS NOT NULL"))
index("cases_handed_over", cases.c.handed_day, where=text("state = 'handed_over'"))


# the part of each department: the holding one, and those of a joint matter (联办件)
class CasePartColumns(Columns):
    case: Named[str] = Column(ForeignKey("case_file.number"), primary_key=True)
    department: Named[str] = Column(ForeignKey("department.code"), primary_key=True)
    ready_at: Named[datetime | None] = Column(UtcDateTime)
    ready_by: Named[str | None] = Column(String)
    result: Named[str | None] = Column(String)
    reason: Named[str | None] = Column(String)


case_parts = Table(
    "case_part",
    metadata,
    CasePartColumns,
    CheckConstraint(
        "(ready_at IS NULL) = (ready_by IS NULL) AND (ready_at IS NULL) = (result IS NULL)",
        name="a_part_says_what_and_by_whom",
    ),
    one_of("result", [str(each) for each in Result]),
)


class CaseExtensionColumns(Columns):
    case: Named[str] = Column(ForeignKey("case_file.number"), primary_key=True)
    old_due: Named[date] = Column(Day, primary_key=True)
    new_due: Named[date] = Column(Day)
    reason: Named[str] = Column(String)
    by: Named[str] = Column(String)
    at: Named[datetime] = Column(UtcDateTime)


case_extensions = Table(
    "case_extension",
    metadata,
    CaseExtensionColumns,
    CheckConstraint("new_due > old_due", name="an_extension_runs_forward"),
)


# promise and due day were recalculated because the calendar of working days changed
class CaseRecountColumns(Columns):
    case: Named[str] = Column(ForeignKey("case_file.number"), primary_key=True)
    at: Named[datetime] = Column(UtcDateTime, primary_key=True)
    old_promised: Named[date] = Column(Day)
    new_promised: Named[date] = Column(Day)
    old_due: Named[date] = Column(Day)
    new_due: Named[date] = Column(Day)
    reserved: Named[int] = Column(Integer, CheckConstraint("reserved IN (0, 1)"))


case_recounts = Table(
    "case_recount",
    metadata,
    CaseRecountColumns,
    CheckConstraint("new_due <> old_due OR new_promised <> old_promised", name="a_recount_moves_a_day"),
    CheckConstraint(
        "reserved OR (new_due <= old_due AND new_promised <= old_promised)",
        name="only_a_reserve_puts_a_promise_later",
    ),
)


# at most one per case (一次性告知): the primary key enforces it
class CaseSupplementColumns(Columns):
    case: Named[str] = Column(ForeignKey("case_file.number"), primary_key=True)
    list: Named[Any] = Column(JSON)
    asked_by: Named[str] = Column(String)
    asked_at: Named[datetime] = Column(UtcDateTime)
    asked_day: Named[date] = Column(Day)
    brought_day: Named[date | None] = Column(Day)
    brought_with: Named[int | None] = Column(ForeignKey("ticket.id"))


case_supplements = Table(
    "case_supplement",
    metadata,
    CaseSupplementColumns,
    CheckConstraint("(brought_day IS NULL) = (brought_with IS NULL)", name="brought_with_a_ticket"),
    CheckConstraint("brought_day >= asked_day", name="away_runs_forward"),
)

_LEGAL = ", ".join(f"'{was}>{now}'" for was, now in MOVES.values())
_GOES_ON = "(OLD.state = 'supplement' AND NEW.state = 'accepted')"
_RECOUNTED = """EXISTS (SELECT 1 FROM case_recount AS anew WHERE anew."case" = NEW.number
        AND anew.old_due = OLD.due AND anew.new_due = NEW.due
        AND anew.old_promised = OLD.promised AND anew.new_promised = NEW.promised)"""
triggers(
    """CREATE TRIGGER case_begins_accepted BEFORE INSERT ON case_file WHEN NEW.state <> 'accepted' BEGIN
      SELECT RAISE(ABORT, 'a case begins when a window accepts it'); END""",
    f"""CREATE TRIGGER case_moves BEFORE UPDATE OF state ON case_file
      WHEN OLD.state <> NEW.state AND OLD.state || '>' || NEW.state NOT IN ({_LEGAL})
      BEGIN SELECT RAISE(ABORT, 'no such move of a case'); END""",
    """CREATE TRIGGER case_ready_by_all BEFORE UPDATE OF state ON case_file
      WHEN NEW.state = 'ready' AND EXISTS (SELECT 1 FROM case_part WHERE "case" = NEW.number AND ready_at IS NULL)
      BEGIN SELECT RAISE(ABORT, 'a case is ready when all its parts are'); END""",
    """CREATE TRIGGER case_undecided_has_work BEFORE UPDATE OF state ON case_file
      WHEN OLD.state = 'handed_over' AND NEW.state = 'accepted' AND NOT EXISTS (
        SELECT 1 FROM case_part WHERE "case" = NEW.number AND ready_at IS NULL)
      BEGIN SELECT RAISE(ABORT, 'a case that is taken up again has an open part'); END""",
    """CREATE TRIGGER part_done_stays BEFORE UPDATE ON case_part
      WHEN OLD.ready_at IS NOT NULL AND NOT (NEW.ready_at IS NULL AND EXISTS (
        SELECT 1 FROM case_file WHERE number = NEW."case" AND state = 'handed_over'))
      BEGIN SELECT RAISE(ABORT, 'a part that is done is changed by taking it back at the window only'); END""",
    """CREATE TRIGGER part_stays BEFORE DELETE ON case_part BEGIN
      SELECT RAISE(ABORT, 'a part of a case is never deleted'); END""",
    """CREATE TRIGGER case_supplement_has_its_list BEFORE UPDATE OF state ON case_file
      WHEN NEW.state = 'supplement' AND OLD.state <> 'supplement' AND NOT EXISTS (
        SELECT 1 FROM case_supplement WHERE "case" = NEW.number AND brought_day IS NULL)
      BEGIN SELECT RAISE(ABORT, 'a supplement is asked for with its list, once'); END""",
    f"""CREATE TRIGGER first_promise_stays BEFORE UPDATE OF promised ON case_file
      WHEN NEW.promised <> OLD.promised AND NOT {_GOES_ON} AND NOT {_RECOUNTED}
      BEGIN SELECT RAISE(ABORT, 'the first promise stays'); END""",
    f"""CREATE TRIGGER due_moves_by_extension BEFORE UPDATE OF due ON case_file
      WHEN NEW.due <> OLD.due AND NOT {_GOES_ON} AND NOT {_RECOUNTED} AND NOT EXISTS (
        SELECT 1 FROM case_extension WHERE "case" = NEW.number AND old_due = OLD.due AND new_due = NEW.due)
      BEGIN SELECT RAISE(ABORT, 'a due day moves by an extension only, or by another calendar'); END""",  # noqa: S608 - our own words
    """CREATE TRIGGER overdue_is_told_once BEFORE UPDATE OF overdue_at ON case_file WHEN OLD.overdue_at IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'that a case is overdue is told once'); END""",
    """CREATE TRIGGER case_stays BEFORE DELETE ON case_file BEGIN
      SELECT RAISE(ABORT, 'a case is never deleted'); END""",
    """CREATE TRIGGER recount_as_promised BEFORE INSERT ON case_recount
      WHEN NEW.reserved <> (SELECT reserved FROM case_file WHERE number = NEW."case")
      BEGIN SELECT RAISE(ABORT, 'a recount is made as the case was promised'); END""",
    """CREATE TRIGGER recount_is_history BEFORE UPDATE ON case_recount BEGIN
      SELECT RAISE(ABORT, 'a recount is never changed'); END""",
    """CREATE TRIGGER recount_stays BEFORE DELETE ON case_recount BEGIN
      SELECT RAISE(ABORT, 'a recount is never deleted'); END""",
    """CREATE TRIGGER reserve_is_made_once BEFORE UPDATE OF reserved ON case_file
      WHEN NEW.reserved > OLD.reserved
      BEGIN SELECT RAISE(ABORT, 'what was promised without reserve stays so'); END""",
    """CREATE TRIGGER extension_is_history BEFORE UPDATE ON case_extension BEGIN
      SELECT RAISE(ABORT, 'an extension is never changed'); END""",
    """CREATE TRIGGER extension_stays BEFORE DELETE ON case_extension BEGIN
      SELECT RAISE(ABORT, 'an extension is never deleted'); END""",
    """CREATE TRIGGER supplement_stays BEFORE DELETE ON case_supplement BEGIN
      SELECT RAISE(ABORT, 'a supplement is never deleted'); END""",
    """CREATE TRIGGER supplement_list_is_whole BEFORE UPDATE OF list ON case_supplement BEGIN
      SELECT RAISE(ABORT, 'the list of a supplement is said once and whole'); END""",
    """CREATE TRIGGER stop_of_a_known_case BEFORE INSERT ON stop
      WHEN NEW.case_number IS NOT NULL AND NOT EXISTS (SELECT 1 FROM case_file WHERE number = NEW.case_number)
      BEGIN SELECT RAISE(ABORT, 'no such case'); END""",
)
