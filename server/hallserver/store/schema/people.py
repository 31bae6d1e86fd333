"""People, their authority, and access: accounts, tokens, links and sessions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Named,
    String,
    Table,
    text,
)

from hallserver.core.casework.letters import SCAN_TYPES
from hallserver.core.casework.pieces import MOST_PIECES
from hallserver.core.language.words import Words
from hallserver.core.rights import STAFF_ROLES
from hallserver.store.schema.form import Columns, index, metadata, one_of, translated, triggers
from hallserver.store.types import Day, UtcDateTime


class StafferColumns(Columns):
    code: Named[str] = Column(String, primary_key=True)
    department: Named[str] = Column(ForeignKey("department.code"))
    name: Named[Words] = translated("name")
    pin_hash: Named[str | None] = Column(String)
    # what visitors need that it can give
    abilities: Named[list[str]] = Column(JSON, server_default="[]")


staffers = Table(
    "staffer",
    metadata,
    StafferColumns,
)


class LetterColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    document: Named[str] = Column(String, unique=True)
    staffer: Named[str] = Column(ForeignKey("staffer.code"))
    from_day: Named[date] = Column(Day)
    to_day: Named[date] = Column(Day)
    renews: Named[str | None] = Column(ForeignKey("letter.document"))
    reminded_at: Named[datetime | None] = Column(UtcDateTime)
    withdrawn_at: Named[datetime | None] = Column(UtcDateTime)
    withdrawn_by: Named[str | None] = Column(String)
    withdrawn_reason: Named[str | None] = Column(String)
    # the scan is stored in DIR/scans under this name: SHA-256 of its bytes, in hex
    scan_hash: Named[str | None] = Column(String)
    scan_type: Named[str | None] = Column(String)


letters = Table(
    "letter",
    metadata,
    LetterColumns,
    CheckConstraint("to_day >= from_day", name="letter_runs_forward"),
    CheckConstraint(
        "(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)", name="a_withdrawn_letter_says_why"
    ),
    CheckConstraint("(scan_hash IS NULL) = (scan_type IS NULL)", name="a_scan_says_its_type"),
    CheckConstraint("length(scan_hash) = 64", name="a_scan_has_its_hash"),
    one_of("scan_type", SCAN_TYPES),
)
index("letters_of_a_staffer", letters.c.staffer)
index("letters_to_remind", letters.c.to_day, where=text("withdrawn_at IS NULL AND reminded_at IS NULL"))
triggers(
    """CREATE TRIGGER letter_stays BEFORE DELETE ON letter BEGIN
      SELECT RAISE(ABORT, 'a letter is never deleted'); END""",
    """CREATE TRIGGER letter_withdrawn_is_history BEFORE UPDATE ON letter WHEN OLD.withdrawn_at IS NOT NULL BEGIN
      SELECT RAISE(ABORT, 'a withdrawn letter is history'); END""",
)


class LetterMatterColumns(Columns):
    document: Named[str] = Column(ForeignKey("letter.document"), primary_key=True)
    matter: Named[str] = Column(ForeignKey("matter.code"), primary_key=True)
    power: Named[str] = Column(String)


letter_matters = Table(
    "letter_matter",
    metadata,
    LetterMatterColumns,
    one_of("power", ("decide", "accept")),
)

# a department's account sees only its own department, so that department must be known
_NAMES_ITS_OWN = "role <> 'department' OR department IS NOT NULL"


class TokenColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    role: Named[str] = Column(String)
    name: Named[str] = Column(String)
    window: Named[str | None] = Column(ForeignKey("window.code"))
    department: Named[str | None] = Column(ForeignKey("department.code"))
    hash: Named[bytes] = Column(LargeBinary, unique=True)
    issued_at: Named[datetime] = Column(UtcDateTime)
    expires_at: Named[datetime | None] = Column(UtcDateTime)
    revoked_at: Named[datetime | None] = Column(UtcDateTime)
    # the token of a staff page arrives in a cookie and needs the header token as well
    cookie: Named[int] = Column(Integer, server_default="0")
    by_link: Named[int] = Column(Integer, server_default="0")  # signed in by a one-time link, no password
    factor_step: Named[int | None] = Column(Integer)  # of the code with which it signed in
    # signed in by a provider that says it has asked for a second factor
    factor_elsewhere: Named[int] = Column(Integer, server_default="0")
    last_seen_at: Named[datetime | None] = Column(UtcDateTime)


tokens = Table(
    "token",
    metadata,
    TokenColumns,
    CheckConstraint(_NAMES_ITS_OWN, name="department_is_named"),
)
index("one_live_token", tokens.c.role, tokens.c.name, unique=True, where=text("revoked_at IS NULL"))


class LinkColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    hash: Named[bytes] = Column(LargeBinary, unique=True)
    role: Named[str] = Column(String)
    name: Named[str] = Column(String)
    window: Named[str | None] = Column(ForeignKey("window.code"))
    department: Named[str | None] = Column(ForeignKey("department.code"))
    staffer: Named[str | None] = Column(ForeignKey("staffer.code"))
    issued_at: Named[datetime] = Column(UtcDateTime)
    expires_at: Named[datetime] = Column(UtcDateTime)
    used_at: Named[datetime | None] = Column(UtcDateTime)


links = Table(
    "link",
    metadata,
    LinkColumns,
    CheckConstraint(_NAMES_ITS_OWN, name="department_is_named"),
)


class AccountColumns(Columns):
    name: Named[str] = Column(String, primary_key=True)
    role: Named[str] = Column(String)
    department: Named[str | None] = Column(ForeignKey("department.code"))
    password_hash: Named[str | None] = Column(String)
    password_at: Named[datetime | None] = Column(UtcDateTime)  # since when it has this password
    # the second factor's secret, encrypted with a key that is not in this file
    factor_secret: Named[bytes | None] = Column(LargeBinary)
    factor_step: Named[int] = Column(Integer, server_default="0")  # of the newest code used
    # who it is at a directory, by which alone it signs on then: `ldap` or `oidc`, a colon, what never changes there
    identity: Named[str | None] = Column(String, unique=True)
    signed_on_at: Named[datetime | None] = Column(UtcDateTime)  # the last time, on any page
    shut_at: Named[datetime | None] = Column(UtcDateTime)  # nobody signs in to it any more


accounts = Table(
    "account",
    metadata,
    AccountColumns,
    CheckConstraint(_NAMES_ITS_OWN, name="department_is_named"),
    one_of("role", STAFF_ROLES),
    CheckConstraint("(password_hash IS NULL) = (password_at IS NULL)", name="a_password_has_its_age"),
    CheckConstraint("identity IS NULL OR password_hash IS NULL", name="a_directorys_account_has_no_password"),
    CheckConstraint("identity LIKE 'ldap:%' OR identity LIKE 'oidc:%'", name="an_identity_says_where"),
)
triggers(
    """CREATE TRIGGER a_code_counts_once BEFORE UPDATE OF factor_step ON account
      WHEN NEW.factor_step <= OLD.factor_step AND NEW.factor_secret IS OLD.factor_secret BEGIN
      SELECT RAISE(ABORT, 'this code was used already'); END""",
    """CREATE TRIGGER an_account_is_one_persons BEFORE UPDATE OF identity ON account
      WHEN OLD.identity IS NOT NULL AND NEW.identity <> OLD.identity BEGIN
      SELECT RAISE(ABORT, 'this account is somebody else''s at the directory'); END""",
    """CREATE TRIGGER account_stays BEFORE DELETE ON account BEGIN
      SELECT RAISE(ABORT, 'an account is shut, never deleted'); END""",
    """CREATE TRIGGER nobody_signs_in_to_a_shut_account BEFORE INSERT ON token WHEN NEW.cookie = 1 AND EXISTS (
      SELECT 1 FROM account WHERE account.name = substr(NEW.name, 1, instr(NEW.name, '#') - 1)
        AND (account.shut_at IS NOT NULL OR account.role <> NEW.role)) BEGIN
      SELECT RAISE(ABORT, 'this account is shut, or of another role'); END""",
    """CREATE TRIGGER nobody_signs_in_without_the_second_factor BEFORE INSERT ON token
      WHEN NEW.cookie = 1 AND NEW.by_link = 0 AND EXISTS (
        SELECT 1 FROM account WHERE account.name = substr(NEW.name, 1, instr(NEW.name, '#') - 1)
          AND account.factor_secret IS NOT NULL AND account.factor_step IS NOT NEW.factor_step) BEGIN
      SELECT RAISE(ABORT, 'this account has a second factor'); END""",
    """CREATE TRIGGER shut_account_is_signed_out BEFORE UPDATE OF shut_at, role ON account
      WHEN (NEW.shut_at IS NOT NULL OR NEW.role <> OLD.role) AND EXISTS (
        SELECT 1 FROM token WHERE token.cookie = 1 AND token.revoked_at IS NULL
          AND substr(token.name, 1, instr(token.name, '#') - 1) = OLD.name) BEGIN
      SELECT RAISE(ABORT, 'sign the account out first'); END""",
)


class SessionColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    window: Named[str] = Column(ForeignKey("window.code"))
    staffer: Named[str] = Column(ForeignKey("staffer.code"))
    secondment: Named[int] = Column(ForeignKey("secondment.id"))
    covers: Named[str | None] = Column(ForeignKey("staffer.code"))
    letter: Named[str | None] = Column(ForeignKey("letter.document"))
    lines: Named[list[str]] = Column(JSON)  # the lines whose guests it takes
    abilities: Named[list[str]] = Column(JSON, server_default="[]")  # of window and staffer together
    half: Named[str] = Column(String, server_default="am")  # the half-day whose plan its matters follow
    day: Named[date] = Column(Day)
    opened_at: Named[datetime] = Column(UtcDateTime)
    closed_at: Named[datetime | None] = Column(UtcDateTime)
    paused_at: Named[datetime | None] = Column(UtcDateTime)
    pause_reason: Named[str | None] = Column(String)
    working_at: Named[datetime | None] = Column(UtcDateTime)  # since when it does work without a visitor
    free_at: Named[datetime] = Column(UtcDateTime)  # since when the window has no visitor
    # when it was reported that visitors wait while the window is free
    idle_told_at: Named[datetime | None] = Column(UtcDateTime)


sessions = Table(
    "session",
    metadata,
    SessionColumns,
    CheckConstraint("closed_at IS NULL OR closed_at >= opened_at", name="session_runs_forward"),
    CheckConstraint("paused_at IS NULL OR working_at IS NULL", name="works_or_pauses"),
)
_OPEN = text("closed_at IS NULL")
IS_OPEN = text("session.closed_at IS NULL")  # exactly as in the partial indexes
IS_CALLING = text(
    "session.closed_at IS NULL AND session.paused_at IS NULL AND session.working_at IS NULL"
)  # the window may call
index("sessions_of_a_staffer", sessions.c.staffer, sessions.c.closed_at)
index("sessions_by_day", sessions.c.day)
index("sessions_of_a_window", sessions.c.window, sessions.c.closed_at)
index("one_session_per_window", sessions.c.window, unique=True, where=_OPEN)
index("one_session_per_staffer", sessions.c.staffer, unique=True, where=_OPEN)


class SessionMatterColumns(Columns):
    session: Named[int] = Column(ForeignKey("session.id"), primary_key=True)
    matter: Named[str] = Column(ForeignKey("matter.code"), primary_key=True)
    line: Named[str] = Column(ForeignKey("line.code"))
    power: Named[str] = Column(String)


session_matters = Table(
    "session_matter",
    metadata,
    SessionMatterColumns,
    one_of("power", ("decide", "accept")),
)
index("session_matter_by_matter", session_matters.c.matter)


class SessionPauseColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    session: Named[int] = Column(ForeignKey("session.id"))
    from_at: Named[datetime] = Column(UtcDateTime)
    to_at: Named[datetime | None] = Column(UtcDateTime)
    reason: Named[str] = Column(String)


session_pauses = Table(
    "session_pause",
    metadata,
    SessionPauseColumns,
    CheckConstraint("to_at IS NULL OR to_at >= from_at", name="pause_runs_forward"),
)
index("pauses_of_a_session", session_pauses.c.session)
index("one_pause_at_a_time", session_pauses.c.session, unique=True, where=text("to_at IS NULL"))


# work without a visitor: what, for which matter, how long, how many pieces
class DeskWorkColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    session: Named[int] = Column(ForeignKey("session.id"))
    window: Named[str] = Column(ForeignKey("window.code"))
    staffer: Named[str] = Column(ForeignKey("staffer.code"))
    secondment: Named[int] = Column(ForeignKey("secondment.id"))
    department: Named[str] = Column(ForeignKey("department.code"))
    day: Named[date] = Column(Day)
    kind: Named[str] = Column(String)  # a kind of the rules in force when it began
    matter: Named[str | None] = Column(ForeignKey("matter.code"))
    from_at: Named[datetime] = Column(UtcDateTime)
    to_at: Named[datetime | None] = Column(UtcDateTime)
    pieces: Named[int | None] = Column(Integer, CheckConstraint(f"pieces BETWEEN 1 AND {MOST_PIECES}"))
    excluded: Named[str | None] = Column(String)  # why the record is shown but not counted


desk_works = Table(
    "desk_work",
    metadata,
    DeskWorkColumns,
    CheckConstraint("to_at IS NULL OR to_at >= from_at", name="work_runs_forward"),
    CheckConstraint("(to_at IS NULL) = (pieces IS NULL)", name="work_ends_with_its_pieces"),
)
index("one_work_at_a_time", desk_works.c.session, unique=True, where=text("to_at IS NULL"))
index("work_by_day", desk_works.c.day)
index("work_of_a_session", desk_works.c.session)
triggers(
    """CREATE TRIGGER work_is_without_a_visitor BEFORE INSERT ON desk_work WHEN EXISTS (
      SELECT 1 FROM stop WHERE stop.window = NEW.window AND stop.state IN ('called', 'serving')) BEGIN
      SELECT RAISE(ABORT, 'a visitor is at this window'); END""",
    """CREATE TRIGGER nobody_is_called_to_work BEFORE UPDATE OF state, window ON stop
      WHEN NEW.state IN ('called', 'serving') AND EXISTS (
        SELECT 1 FROM desk_work JOIN session ON session.id = desk_work.session
        WHERE session.window = NEW.window AND desk_work.to_at IS NULL) BEGIN
      SELECT RAISE(ABORT, 'this window does back-office work'); END""",
    """CREATE TRIGGER work_stays BEFORE DELETE ON desk_work BEGIN
      SELECT RAISE(ABORT, 'work done is never deleted'); END""",
    """CREATE TRIGGER work_done_is_history BEFORE UPDATE ON desk_work WHEN OLD.to_at IS NOT NULL BEGIN
      SELECT RAISE(ABORT, 'work done is history'); END""",
)
