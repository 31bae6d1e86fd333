"""The schema itself refuses what must never be, whatever a program says: raw SQL, past every service."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import psycopg
import pytest

from hallserver.store.schema import metadata
from hallserver.store.types import Translated
from tests.small import POSTGRES, REFUSED, SQLITE, Behind, Desk


@pytest.fixture(scope="module", params=[SQLITE, POSTGRES])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A hall with two tickets, one called at window 1."""
    desk = Desk(tmp_path_factory.mktemp("schema") / "hall", on=request.param)
    desk.issue()
    desk.issue()
    desk.issue("notary-will")
    desk.sits("t-2", "1")
    desk.sits("t-3", "2")
    desk.serves()
    desk.calls("1")
    yield desk
    desk.close()


@pytest.fixture
def sql(made: Desk) -> Iterator[Behind]:
    """A connection whose every change is taken back."""
    with made.behind() as raw:
        raw.begin()
        yield raw


def row_of(sql: Behind, table: str, where: str = "true") -> dict[str, object]:
    cursor = sql.execute(f'SELECT * FROM "{table}" WHERE {where} LIMIT 1')
    return dict(zip([each[0] for each in cursor.description], cursor.fetchone(), strict=True))


def put(sql: Behind, table: str, row: dict[str, object]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    sql.execute(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(row))})', list(row.values()))


def copy(sql: Behind, table: str, where: str = "true", **changed: object) -> None:
    """Insert a row that is there already, with some columns changed."""
    put(sql, table, row_of(sql, table, where) | changed)


TICKET = {"id": 900, "counter": 900, "number": "A900"}
AT_1 = "state = 'called'"
WORDS, OTHER_WORDS = '{"zh": "某事", "en": "it"}', '{"zh": "别的", "en": "other"}'
DAY = "2026-03-02"


@pytest.mark.parametrize(
    ("table", "where", "changed", "refusal"),
    [
        ("ticket", "true", {"id": 900, "number": "A900"}, "(?i)unique"),  # a number twice a day
        ("ticket", "true", {"id": 900, "counter": 900}, "(?i)unique"),  # the same words on paper
        (
            "stop",
            AT_1,
            {"id": 900, "ticket": 3, "position": 9},
            "(?i)unique.*window",
        ),  # two tickets at a window
        (
            "stop",
            AT_1,
            {"id": 900, "position": 9, "matter": "reg-new", "line": "reg", "window": "2", "session": 2},
            "(?i)unique.*(ticket|visit)",
        ),  # two stops of a visit at windows
        ("session", "true", {"id": 900, "staffer": "l-1"}, "(?i)unique.*window"),
        ("session", "true", {"id": 900, "window": "3"}, "(?i)unique.*staffer"),
        ("line", "code = 'tax'", {"code": "tax2"}, "(?i)unique.*prefix"),
        ("event", "true", {"hash": b"x"}, "(?i)unique.*(seq|event_pkey)"),
        ("service", "true", {}, "(?i)unique"),  # a part of a service twice
        ("print_job", "true", {"id": 900}, "(?i)unique"),  # a copy twice
        ("stop", "outcome IS NOT NULL", {"id": 900, "outcome": "vanished"}, "(?i)check.*outcome_known"),
        ("service", "true", {"outcome": "vanished"}, "(?i)check.*outcome_known"),
        ("printer", "true", {"code": "p9", "state": "asleep"}, "(?i)check.*state_known"),
        ("line", "code = 'tax'", {"code": "tax2", "prefix": "Z", "tier0_run": -1}, "(?i)check.*tier0_run"),
        ("secondment_signature", "true", {}, "(?i)unique"),  # each of the three signs once
    ],
)
def test_what_must_be_one_cannot_be_two(
    sql: Behind, table: str, where: str, changed: dict[str, object], refusal: str
) -> None:
    with pytest.raises(REFUSED, match=refusal):
        copy(sql, table, where, **changed)


def test_the_same_rows_are_taken_where_they_may_be_two(sql: Behind) -> None:
    """The control: what was refused above was refused for the one thing that it repeats."""
    copy(sql, "ticket", **TICKET)
    copy(sql, "stop", AT_1, id=900, ticket=900, window="2", session=2)
    copy(sql, "session", id=900, staffer="l-1", window="3")
    copy(sql, "session", id=901, closed_at=10**15)
    copy(sql, "line", "code = 'tax'", code="tax2", prefix="Z")
    copy(sql, "service", part=2)
    copy(sql, "print_job", id=900, copy=2)
    copy(sql, "event", seq=9000, hash=b"x")

    assert sql.execute("SELECT count(*) FROM event WHERE seq = 9000").fetchone() == (1,)


def test_a_key_has_one_answer(sql: Behind) -> None:
    row = {"principal": "p", "key": b"k", "body_hash": b"h", "status": 200, "answer": b"", "at": 0}
    put(sql, "answer", row)
    put(sql, "answer", row | {"principal": "q"})

    with pytest.raises(REFUSED, match=r"(?i)unique"):
        put(sql, "answer", row | {"body_hash": b"other"})


def test_a_device_has_one_live_token(sql: Behind) -> None:
    row = {"role": "kiosk", "name": "k", "hash": b"1", "issued_at": 0, "cookie": 0, "revoked_at": None}
    put(sql, "token", row | {"hash": b"0", "revoked_at": 5})
    put(sql, "token", row)

    with pytest.raises(REFUSED, match=r"(?i)unique"):
        put(sql, "token", row | {"hash": b"2"})


def test_who_speaks_for_a_department_names_it(sql: Behind) -> None:
    people = {"role": "department", "name": "d"}
    for table, row in (
        ("token", {"hash": b"1", "issued_at": 0}),
        ("link", {"hash": b"1", "issued_at": 0, "expires_at": 1}),
        ("account", {}),
    ):
        with pytest.raises(REFUSED, match="department_is_named"):
            put(sql, table, people | row)
        put(sql, table, people | row | {"department": "tax"})


def test_a_service_is_rated_once(sql: Behind) -> None:
    row = {"stop": 1, "level": 5, "reasons": "[]", "at": 0, "device": "x"}
    put(sql, "rating", row)

    with pytest.raises(REFUSED, match=r"(?i)unique"):
        put(sql, "rating", row | {"level": 1})


@pytest.mark.parametrize("name", ["wait_ms", "walk_ms", "service_ms", "parked_ms"])
def test_no_service_lasts_a_negative_time(sql: Behind, name: str) -> None:
    with pytest.raises(REFUSED, match=r"(?i)check"):
        copy(sql, "service", part=7, **{name: -1})


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ("UPDATE stop SET state = 'lost'", "state_known"),
        ("UPDATE stop SET wait_ms = -1", "wait_ms"),
        ("UPDATE stop SET walk_ms = -1", "walk_ms"),
        ("UPDATE stop SET parked_ms = -1", "parked_ms"),
        ("UPDATE stop SET window = NULL WHERE state = 'called'", "at_a_window"),
        ("UPDATE stop SET session = NULL WHERE state = 'called'", "at_a_window"),
        ("UPDATE stop SET lane = 'window'", "window_lane_names_one"),
        ("UPDATE stop SET lane = 'staffer'", "staffer_lane_names_one"),
        ("UPDATE stop SET lane = 'fast'", "lane_known"),
        ("UPDATE ticket SET counter = 0", "counter"),
        ("UPDATE counter SET last = -1", "last"),
        ("UPDATE session SET closed_at = opened_at - 1", "session_runs_forward"),
        ("UPDATE secondment SET to_day = '2020-01-01'", "term_runs_forward"),
        ("UPDATE secondment SET to_day = NULL", "a_term_has_its_days"),
        ("UPDATE secondment SET state = 'ended', end_kind = 'term_over'", "what_is_over_says_when"),
        ("UPDATE secondment SET state = 'ended', ended_at = 0", "an_end_says_how"),
        ("UPDATE secondment SET end_kind = 'returned'", "unfit_says_why"),
        ("UPDATE secondment SET end_kind = 'replaced'", "consent of the hall"),
        ("UPDATE secondment SET role = 'boss'", "role_known"),
        (
            "UPDATE secondment SET staffer = 't-1', from_day = '2027-01-01' WHERE staffer = 't-2'",
            "never overlap",
        ),
        ("DELETE FROM secondment", "never deleted"),
        ("DELETE FROM secondment_signature", "never taken back"),
        ("UPDATE secondment_signature SET by = 'x'", "never changed"),
        ("UPDATE letter SET to_day = '2020-01-01'", "letter_runs_forward"),
        ("UPDATE print_job SET state = 'eaten'", "state_known"),
        ("UPDATE print_job SET copy = 0", "copy"),
        ("UPDATE matter SET norm_minutes = 0", "norm_minutes"),
        ("UPDATE matter SET kind = 'other'", "kind_known"),
        ("UPDATE window SET mandate = 'all'", "mandate_known"),
        ("UPDATE line SET prefix = 'ABC' WHERE code = 'tax'", "prefix"),
        ("UPDATE event SET day = '2026-01-01'", "append-only"),
        ("DELETE FROM event", "append-only"),
        ("DELETE FROM stop", "never deleted"),
        ("UPDATE stop SET state = 'held', held_reason = NULL, window = NULL", "held_says_why"),
        ("UPDATE stop SET state = 'held', held_reason = 'grace', due_at = NULL", "held_by_the_clock_ends"),
        ("UPDATE stop SET more_time = 2", "more_time"),
        ("UPDATE tally SET waiting = -1", "waiting >= 0|tally_waiting_check"),
        ("UPDATE hall SET id = 2", "id = 1|hall_id_check"),
        ("UPDATE service SET hour = 24", "hour"),
    ],
)
def test_what_cannot_be_is_refused(sql: Behind, change: str, refusal: str) -> None:
    with pytest.raises(REFUSED, match=refusal):
        sql.execute(change)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE stop SET ticket = 999 WHERE id = 1",
        "UPDATE stop SET after = 999",
        "UPDATE stop SET matter = 'x'",
        "UPDATE stop SET window = '77'",
        "UPDATE session SET covers = 'x'",
        "UPDATE ticket SET line = 'x' WHERE id = 1",
        "DELETE FROM line WHERE code = 'tax'",
        "DELETE FROM staffer",
        "DELETE FROM session",
        "DELETE FROM ticket",
        "DELETE FROM department",
        "UPDATE service SET secondment = 77",
        "UPDATE print_job SET printer = 'x'",
    ],
)
def test_nothing_points_at_nothing(sql: Behind, change: str) -> None:
    with pytest.raises(REFUSED, match=r"(?i)foreign key"):
        sql.execute(change)


NOMINATED = {"state": "nominated", "from_day": None, "to_day": None}


def test_a_term_begins_as_a_nomination_and_needs_three_signatures(sql: Behind) -> None:
    with pytest.raises(REFUSED, match="begins as a nomination"):
        copy(sql, "secondment", id=900, staffer="l-3")
    copy(sql, "secondment", id=900, staffer="l-3", **NOMINATED)
    with pytest.raises(REFUSED, match=r"(?i)unique"):
        copy(sql, "secondment", id=901, staffer="l-3", **NOMINATED)
    begin = "UPDATE secondment SET state = 'seconded', from_day = '2026-03-02', to_day = '2028-03-01' WHERE id = 900"
    for kind in ("organization", "personnel", "hall"):
        with pytest.raises(REFUSED, match="three signatures"):
            sql.execute(begin)
        copy(sql, "secondment_signature", secondment=900, kind=kind)

    sql.execute(begin)


def test_what_is_over_is_history(sql: Behind) -> None:
    sql.execute(
        "UPDATE secondment SET state = 'ended', end_kind = 'term_over', ended_at = 0 WHERE staffer = 't-1'"
    )

    with pytest.raises(REFUSED, match="history"):
        sql.execute("UPDATE secondment SET to_day = '2031-01-01' WHERE staffer = 't-1'")


def test_a_request_is_open_once_and_a_consent_has_its_own_reference(sql: Behind) -> None:
    asked = {"secondment": 1, "asked_by": "x", "asked_at": 0, "reason": "y", "state": "asked"}
    consent = {"state": "consented", "answered_at": 1, "effective_day": "2026-04-01", "reference": "7"}
    put(sql, "replacement", asked)
    with pytest.raises(REFUSED, match="consent of the hall"):  # to ask is not enough
        sql.execute("UPDATE secondment SET end_kind = 'replaced' WHERE id = 1")
    for row, refusal in (
        (asked, "(?i)unique"),
        (asked | {"answered_at": 1, "secondment": 2}, "an_answer_says_when"),
        (asked | consent | {"reference": None}, "consent_has_its_reference"),
        (asked | {"state": "refused", "answered_at": 1}, "a_refusal_says_why"),
    ):
        with pytest.raises(REFUSED, match=refusal):
            put(sql, "replacement", row)
    put(sql, "replacement", asked | consent)
    with pytest.raises(REFUSED, match=r"replacement[._]reference"):
        put(sql, "replacement", asked | consent)
    with pytest.raises(REFUSED, match="answered request is history"):
        sql.execute("UPDATE replacement SET reference = '8' WHERE reference = '7'")


def test_only_a_bad_rating_is_put_right_once_and_says_how(sql: Behind) -> None:
    put(sql, "rating", {"stop": 1, "level": 3, "reasons": "[]", "at": 0, "device": "x"})
    case = {"stop": 1, "state": "open", "day": "2026-03-02", "due": "2026-03-23"}
    with pytest.raises(REFUSED, match="only a bad rating"):
        put(sql, "rectification", case)
    sql.execute("UPDATE rating SET level = 2")
    put(sql, "rectification", case)
    with pytest.raises(REFUSED, match=r"(?i)unique"):
        put(sql, "rectification", case)
    for change, refusal in (
        ("state = 'done'", "put_right_says_how"),
        ("state = 'appealed'", "appealed_once"),
        ("state = 'dropped'", "dropped_by_review"),
        ("call_back = 'fine'", "call_back_says_how_it_went"),
        ("due = '2026-03-01'", "due_runs_forward"),
        ("state = 'forgotten'", "state_known"),
    ):
        with pytest.raises(REFUSED, match=refusal):
            sql.execute(f"UPDATE rectification SET {change}")


TRANSLATED = [
    (table.name, column.name)
    for table in metadata.sorted_tables
    for column in table.columns
    if isinstance(column.type, Translated)
]


@pytest.mark.parametrize(
    "said", ['{"zh": "税务"}', '{"zh": "", "en": "Tax"}', '["税务"]', '"Tax"', "{}", "Tax"]
)
def test_words_are_there_in_chinese_and_english(sql: Behind, said: str) -> None:
    """Whatever another program writes: a page that finds no words for a thing would fail."""
    with pytest.raises(
        (*REFUSED, sqlite3.OperationalError, psycopg.DataError), match=r"_in_both|malformed JSON|type json"
    ):
        sql.execute("UPDATE department SET name = ?", (said,))


@pytest.mark.parametrize(("table", "column"), TRANSLATED)
def test_every_column_of_words_has_that_check(sql: Behind, table: str, column: str) -> None:
    if sql.on == SQLITE:
        (written,) = sql.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        assert f"CONSTRAINT {column}_in_both CHECK" in written
        return
    where = "conrelid = ?::regclass AND conname = ?"
    query = f"SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE {where}"
    (written,) = sql.execute(query, (f'"{table}"', f"{column}_in_both")).fetchone()
    assert all(f"'{language}'" in written for language in ("zh", "en"))


SAID_ONCE: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "emergency": (
        {"id": 1, "device": "w", "place": "1", "zone": "A", "raised_at": 1},
        {"device": "x", "place": "2", "zone": "B", "raised_at": 2, "window": "1"},
    ),
    "alarm": (
        {"id": 1, "kind": "disk", "subject": "", "value": 9, "words": WORDS, "raised_at": 1},
        {"kind": "clock", "subject": "x", "value": 8, "words": OTHER_WORDS, "raised_at": 0},
    ),
    "acknowledgement": (
        {"id": 1, "alarm": 1, "by": "m", "goes": "值班主任", "at": 1, "until_at": 9},
        {"by": "n", "goes": "另一位", "at": 2, "until_at": 8},
    ),
    "kiosk_stop": (
        {"id": 1, "kiosk": "kiosk-1", "words": WORDS, "stopped_at": 1, "stopped_by": "m"},
        {"kiosk": "kiosk-2", "words": OTHER_WORDS, "stopped_at": 2, "stopped_by": "n"},
    ),
    "message": (
        {"id": 1, "day": DAY, "sender": "m", "from_box": "office", "to_box": "guide", "words": "a", "sent_at": 1},
        {"day": "2020-01-01", "sender": "n", "from_box": "x", "to_box": "y", "words": "b", "sent_at": 2},
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("table", "column", "anew"),
    [(table, column, anew) for table, (_, changes) in SAID_ONCE.items() for column, anew in changes.items()],
)
def test_what_somebody_said_or_was_told_stays_as_it_was(
    sql: Behind, table: str, column: str, anew: object
) -> None:
    for each, (row, _) in SAID_ONCE.items():
        put(sql, each, row)

    with pytest.raises(REFUSED, match="stays"):
        sql.execute(f'UPDATE "{table}" SET "{column}" = ?', [anew])


@pytest.mark.parametrize(
    ("table", "values", "again", "refusal"),
    [
        ("emergency", "answered_at = 2, goes = '甲'", "answered_at = 3, goes = '乙'", "answered once"),
        ("acknowledgement", "ended_at = 3", "ended_at = 4", "ends once"),
    ],
)
def test_it_is_answered_and_ended_once(
    sql: Behind, table: str, values: str, again: str, refusal: str
) -> None:
    for each, (row, _) in SAID_ONCE.items():
        put(sql, each, row)
    sql.execute(f"UPDATE {table} SET {values}")

    with pytest.raises(REFUSED, match=refusal):
        sql.execute(f"UPDATE {table} SET {again}")


def test_a_stopped_kiosk_gives_no_number_and_others_do(sql: Behind) -> None:
    put(sql, "kiosk_stop", SAID_ONCE["kiosk_stop"][0])
    copy(sql, "ticket", **TICKET, device="kiosk-2")

    with pytest.raises(REFUSED, match="gives no number"):
        copy(sql, "ticket", id=901, counter=901, number="A901", device="kiosk-1")

    sql.execute("UPDATE kiosk_stop SET opened_at = 2, opened_by = 'm'")
    copy(sql, "ticket", id=901, counter=901, number="A901", device="kiosk-1")
