"""Leave: noted for days or a half-day, withdrawn with a reason; nobody on leave is late or absent, and others are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from hallserver.contract import LeavesTaken, LeaveView, RosterView
from hallserver.core.errors import BadPlan, LeaveOver, LeaveThere, Malformed, NotFound
from hallserver.core.people.leave import Attended, Leave, LeaveKind
from hallserver.core.plans.grids import read_csv
from hallserver.core.plans.leaves import COLUMNS, cells_of, said_of
from hallserver.core.rights import Principal
from hallserver.services.people import leave
from hallserver.services.queue import days, staff
from hallserver.services.queue.staff import SignOn
from hallserver.store.schema import findings, leaves, staffers
from hallserver.views.people.roster import Ask, leave_of, leaves_in, roster_view
from tests.small import BOSS, Desk

MANAGER = Principal("manager:boss", "manager", "boss")
MONDAY, TUESDAY, WEDNESDAY = (date(2026, 3, day) for day in (2, 3, 4))
MINUTE = 60


def notes(
    desk: Desk, staffer: str = "t-1", first: date = MONDAY, last: date | None = None, half: str | None = None
) -> LeaveView:
    wish = Leave(staffer, LeaveKind.ANNUAL, first, last or first, half)
    return desk.does(leave.note, MANAGER, wish)


def roster(desk: Desk, first: date = MONDAY, last: date = MONDAY, **more: Any) -> RosterView:
    with desk.reader.connect() as connection:
        return roster_view(connection, desk.writer.state.plan, Ask(first, last, **more), desk.now)


def went(desk: Desk, staffer: str, day: date = MONDAY) -> tuple[Attended, Attended]:
    [person] = roster(desk, day, day, staffer=staffer).people
    return person.days[0].am.state, person.days[0].pm.state


def late(desk: Desk) -> list[Any]:
    return [row for row in desk.rows(findings) if row.kind == "late"]


def test_leave_is_noted_and_withdrawn_and_the_log_says_so(desk: Desk) -> None:
    noted = notes(desk, last=WEDNESDAY)

    assert (noted.staffer, noted.kind, noted.from_day, noted.to_day) == ("t-1", "annual", MONDAY, WEDNESDAY)
    desk.does(leave.withdraw, MANAGER, noted.id, "came after all")
    notes(desk, last=WEDNESDAY)
    with pytest.raises(LeaveOver):
        desk.does(leave.withdraw, MANAGER, noted.id, "again")
    assert [row.withdrawn_reason for row in desk.rows(leaves)] == ["came after all", None]
    assert desk.fault() is None


@pytest.mark.parametrize(
    ("first", "last", "half"),
    [(MONDAY, WEDNESDAY, None), (TUESDAY, TUESDAY, "am"), (WEDNESDAY, WEDNESDAY, None)],
)
def test_two_leaves_of_one_person_share_no_half_day(
    desk: Desk, first: date, last: date, half: str | None
) -> None:
    notes(desk, first=TUESDAY, last=WEDNESDAY)

    with pytest.raises(LeaveThere):
        notes(desk, first=first, last=last, half=half)
    notes(desk, "t-2", first, last, half)


def test_a_morning_and_an_afternoon_are_apart(desk: Desk) -> None:
    notes(desk, half="am")
    notes(desk, half="pm")
    with pytest.raises(LeaveThere):
        notes(desk)


def test_what_is_no_leave_is_refused(desk: Desk) -> None:
    with pytest.raises(Malformed):
        notes(desk, first=TUESDAY, last=MONDAY)
    with pytest.raises(Malformed):
        notes(desk, last=TUESDAY, half="am")
    with pytest.raises(Malformed):
        notes(desk, last=MONDAY + timedelta(days=500))
    with pytest.raises(NotFound):
        notes(desk, "nobody")
    with pytest.raises(NotFound):
        desk.does(leave.withdraw, MANAGER, 7, "none")


@pytest.mark.parametrize(
    "statement",
    [
        (
            "INSERT INTO leave (staffer, kind, first_day, last_day, noted_at, noted_by) "
            "VALUES ('t-1', 'sick', '2026-03-02', '2026-03-09', 0, 'x')"
        ),
        (
            "INSERT INTO leave (staffer, kind, first_day, last_day, noted_at, noted_by) "
            "VALUES ('t-2', 'sick', '2026-03-09', '2026-03-02', 0, 'x')"
        ),
        (
            "INSERT INTO leave (staffer, kind, first_day, last_day, half, noted_at, noted_by) "
            "VALUES ('t-2', 'sick', '2026-03-02', '2026-03-03', 'am', 0, 'x')"
        ),
        (
            "INSERT INTO leave (staffer, kind, first_day, last_day, noted_at, noted_by) "
            "VALUES ('t-2', 'holiday', '2026-03-02', '2026-03-03', 0, 'x')"
        ),
        "UPDATE leave SET last_day = '2026-03-08'",
        "UPDATE leave SET withdrawn_at = 0",
        "DELETE FROM leave",
    ],
)
def test_the_schema_keeps_leaves_as_they_were_noted(desk: Desk, statement: str) -> None:
    notes(desk)

    with pytest.raises(IntegrityError), desk.engine.connect() as connection, connection.begin():
        connection.execute(text(statement))


def test_verify_sees_a_leave_that_the_log_did_not_say(desk: Desk) -> None:
    notes(desk)
    with desk.behind() as raw:
        raw.drop_guards()
        raw.execute("UPDATE leave SET kind = 'sick'")

    assert "leave 1: kind is annual in the log, sick in the table" in desk.fault().why


def test_nobody_on_leave_is_late_and_others_are(office: Desk) -> None:
    office.pass_time(20 * MINUTE)
    notes(office, "t-1")
    office.sits("t-1", "1")
    office.sits("t-2", "2")

    assert [row.staffer for row in late(office)] == ["t-2"]
    assert went(office, "t-1")[0] == Attended.PRESENT
    assert went(office, "t-2")[0] == Attended.LATE


def test_leave_for_the_afternoon_does_not_excuse_the_morning(office: Desk) -> None:
    office.pass_time(20 * MINUTE)
    notes(office, "t-1", half="pm")
    office.sits("t-1", "1")

    assert [row.staffer for row in late(office)] == ["t-1"]


def test_leave_that_is_noted_afterwards_lifts_the_late_sign_on_and_only_its_own(office: Desk) -> None:
    office.pass_time(20 * MINUTE)
    office.sits("t-1", "1")
    office.sits("t-2", "2")
    notes(office, "t-1", half="pm")
    assert [row.lifted for row in late(office)] == [None, None]
    notes(office, "t-1", half="am")

    assert {row.staffer: row.lifted for row in late(office)} == {"t-1": "on_leave", "t-2": None}
    assert went(office, "t-1")[0] == Attended.PRESENT
    assert office.fault() is None


def test_who_does_not_come_is_absent_where_a_window_stays_empty(office: Desk) -> None:
    assert went(office, "t-3") == (Attended.COMING, Attended.COMING)
    office.sits("t-1", "1")
    office.pass_time(4 * 3600)

    assert went(office, "t-1")[0] == Attended.PRESENT
    assert went(office, "t-3")[0] == Attended.UNCLEAR, "window 2 stood empty, and t-2 was away, too"
    notes(office, "t-2")
    assert went(office, "t-3")[0] == Attended.ABSENT, "nobody else could have sat there"
    notes(office, "t-3")
    assert went(office, "t-3") == (Attended.LEAVE, Attended.LEAVE)


def test_where_nobody_in_the_hall_signed_on_nothing_is_said_of_anybody(office: Desk) -> None:
    office.pass_time(4 * 3600)

    assert went(office, "t-3")[0] == Attended.UNRECORDED


def test_nobody_is_absent_while_colleagues_sit_at_all_windows(office: Desk) -> None:
    office.sits("t-1", "1")
    office.sits("t-2", "2")
    office.pass_time(4 * 3600)

    assert went(office, "t-3")[0] == Attended.RELIEVED


def test_whoever_covers_elsewhere_is_there(office: Desk) -> None:
    office.pass_time(20 * MINUTE)
    office.does(staff.sign_on, BOSS, "2", SignOn("t-3", covers="t-1"))
    office.pass_time(4 * 3600)

    assert went(office, "t-3")[0] == Attended.PRESENT
    assert late(office) == []


def test_without_hours_nobody_is_expected(office: Desk) -> None:
    office.pass_time(3 * 86_400)

    assert went(office, "t-1", WEDNESDAY) == (Attended.OFF, Attended.OFF), "the hall works on two days"


def test_a_window_that_a_manager_closed_for_the_day_is_missed_by_nobody(office: Desk) -> None:
    office.sits("l-2", "3")
    for window in ("1", "2"):
        office.does(days.plan_window, BOSS, window=window, today=days.Today([], [], "repair", None))
    office.pass_time(4 * 3600)

    assert went(office, "t-3")[0] == Attended.RELIEVED


def test_a_department_has_its_own_people(office: Desk) -> None:
    assert {each.department for each in roster(office, department="law").people} == {"law"}
    assert {each.staffer for each in roster(office).people} == {"t-1", "t-2", "t-3", "l-1", "l-2"}


def taken(desk: Desk, sheet: str) -> LeavesTaken:
    return desk.does(leave.take_sheet, MANAGER, "leave.csv", read_csv(sheet))


def test_a_sheet_of_leave_is_taken_by_code_or_name_in_either_language(desk: Desk) -> None:
    told = taken(
        desk, "人员,姓名,类别,从,到,半天\nt-1,,病假,2026-03-02,2026-03-03,\nT-2,,公出,2026/3/4,,上午\n"
    )

    assert [(each.staffer, each.kind, each.from_day, each.to_day, each.half) for each in told.noted] == [
        ("t-1", "sick", MONDAY, TUESDAY, None),
        ("t-2", "errand", WEDNESDAY, WEDNESDAY, "am"),
    ]
    again = taken(
        desk, "staffer,kind,from,to\nt-1,Sick leave,2026-03-02,2026-03-03\nl-1,annual,2026-03-02,\n"
    )
    assert (len(again.noted), again.unchanged) == (1, 1)
    assert len(desk.rows(leaves)) == 3
    assert desk.fault() is None


def test_every_fault_of_a_sheet_is_said_and_nothing_is_noted(desk: Desk) -> None:
    notes(desk, "t-1", MONDAY, TUESDAY)
    rows = (
        "nobody,sick,2026-03-02,",
        "t-2,holiday,2026-03-02,",
        "t-2,sick,,",
        "t-2,sick,2026-03-04,2026-03-02",
        "t-1,sick,2026-03-03,2026-03-04",
        "t-3,sick,2026-03-02,2026-03-03",
        "t-3,annual,2026-03-03,",
    )
    with pytest.raises(BadPlan) as refused:
        taken(desk, "\n".join(("staffer,kind,from,to", *rows)))

    faults = [(each["line"], each["field"]) for each in refused.value.facts["faults"]]
    assert faults == [(2, "staffer"), (3, "kind"), (4, "from"), (5, "to"), (6, "from"), (8, "from")]
    assert len(desk.rows(leaves)) == 1


def test_a_name_that_two_people_have_is_asked_for_by_code(desk: Desk) -> None:
    with desk.engine.connect() as connection, connection.begin():
        connection.execute(
            update(staffers)
            .where(staffers.c.code.in_(["t-1", "t-2"]))
            .values(name={"zh": "同名", "en": "Same"})
        )

    with pytest.raises(BadPlan, match="several people; give the code: t-1, t-2"):
        taken(desk, "staffer,kind,from\n同名,sick,2026-03-02\n")


def test_a_sheet_that_was_written_is_read_again_unchanged(desk: Desk) -> None:
    notes(desk, "t-1", MONDAY, TUESDAY)
    notes(desk, "t-2", WEDNESDAY, half="pm")
    for lang in (0, 1):
        with desk.reader.connect() as connection:
            rows = [leave_of(row) for row in leaves_in(connection, MONDAY, WEDNESDAY, None)]
        written = [[said_of(column)[lang] for column in COLUMNS]]
        written += [cells_of(row, "x", "y", lang) for row in rows]
        told = taken(desk, "\n".join(",".join(row) for row in written))
        assert (told.noted, told.unchanged) == ((), 2)


def test_a_sheet_of_more_rows_than_a_call_can_wait_for_is_refused(desk: Desk) -> None:
    with pytest.raises(BadPlan, match="200 rows"):
        taken(desk, "staffer,kind,from\n" + "t-1,sick,2026-03-02\n" * 201)
