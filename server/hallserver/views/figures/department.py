"""A department's own page: only its own rows are read, and nothing of another department's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec.structs import asdict
from sqlalchemy import Connection

from hallserver.contract import CaseView, OwnDepartmentView, OwnWindow, TodoItem, Words
from hallserver.contract.department import Todo
from hallserver.core.casework.letters import Standing
from hallserver.core.casework.rectify import Rectified
from hallserver.core.people.terms import REMIND_DAYS
from hallserver.store.catalogue import Plan
from hallserver.store.queue.waiting import waiting_at
from hallserver.store.watching.alarms import Present
from hallserver.views.casework import cases
from hallserver.views.casework.letters import letters_view
from hallserver.views.casework.rectify import rectifications_view
from hallserver.views.hall.hall_now import windows_now
from hallserver.views.people import scores
from hallserver.views.people.terms import terms_view

AT_ONCE = 50


def department_view(connection: Connection, present: Present, department: str) -> OwnDepartmentView:
    """What the department has to do, soonest first, and its windows now."""
    plan = present.plan
    today = plan.hours.business_day(present.now)
    asked = cases.Ask(department, "accepted", limit=cases.PAGE)
    held = cases.cases_view(connection, plan, today, asked)
    items = [
        *(_case(each, today) for each in held.cases if each.due_soon or each.overdue),
        *_ratings(connection, plan, today, department),
        *_contests(connection, plan, today, department),
        *_letters(connection, today, department),
        *_terms(connection, today, department),
    ]
    items.sort(key=lambda each: (each.due, each.kind, each.key))
    return OwnDepartmentView(
        department,
        plan.departments[department].name,
        present.now,
        today,
        tuple(items[:AT_ONCE]),
        len(items)
        + held.counts.overdue
        + held.counts.due_soon
        - sum(each.kind is Todo.CASE for each in items),
        held.counts.papers,
        tuple(_windows(connection, present, department)),
    )


def _windows(connection: Connection, present: Present, department: str) -> Iterable[OwnWindow]:
    for each in windows_now(connection, present):
        if each.department == department:
            session = present.sessions.get(each.code)
            waiting = waiting_at(connection, session) if session else 0
            yield OwnWindow(**asdict(each), waiting=waiting)


def _item(kind: Todo, key: object, about: Words, due: date, today: date, *, waits: bool = False) -> TodoItem:
    return TodoItem(kind, str(key), about, due, due < today, waits)


def _case(each: CaseView, today: date) -> TodoItem:
    name = each.matter_name
    about = Words(f"{each.number} · {name.zh}", f"{each.number} · {name.en}")
    return _item(Todo.CASE, each.number, about, each.due, today)


def _ratings(connection: Connection, plan: Plan, today: date, department: str) -> Iterable[TodoItem]:
    for each in rectifications_view(connection, plan, today, department).rectifications:
        known = plan.matters.get(each.matter)
        about = known.name if known else Words(each.matter, each.matter)
        if each.state == Rectified.OPEN:
            yield _item(Todo.RECTIFICATION, each.id, about, each.due, today)
        elif each.review_by is not None:
            yield _item(Todo.APPEAL, each.id, about, each.review_by, today, waits=True)


def _contests(connection: Connection, plan: Plan, today: date, department: str) -> Iterable[TodoItem]:
    for each in scores.contests_view(connection, plan, department).findings:
        if each.contest is not None and each.contest.upheld is None:
            day = each.day.isoformat()
            about = Words(f"{each.name.zh} · {day}", f"{each.name.en} · {day}")
            yield _item(Todo.CONTEST, each.contest.id, about, each.contest.due, today, waits=True)


def _letters(connection: Connection, today: date, department: str) -> Iterable[TodoItem]:
    """Letters that end soon and have no valid one after them."""
    found = letters_view(connection, today, valid_only=False, department=department).letters
    renewed = {each.renews for each in found if each.state is not Standing.WITHDRAWN and each.renews}
    for each in found:
        if each.ends_soon and each.document not in renewed:
            about = Words(f"{each.name.zh} · {each.document}", f"{each.name.en} · {each.document}")
            yield _item(Todo.LETTER, each.id, about, each.to_day, today)


def _terms(connection: Connection, today: date, department: str) -> Iterable[TodoItem]:
    soon = today + timedelta(days=REMIND_DAYS)
    for each in terms_view(connection, today, department).secondments:
        if each.ends_soon and each.to_day is not None and each.to_day <= soon:
            yield _item(Todo.SECONDMENT, each.id, each.name, each.to_day, today)
