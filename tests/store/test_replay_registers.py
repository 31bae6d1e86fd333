"""`hall verify` finds what was changed behind the log: promises, results and their reasons, letters and projects."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from hallserver.audit import replay
from hallserver.contract import Words
from hallserver.core.casework.cases import Decided, Result
from hallserver.services.casework import cases
from hallserver.services.people import letters, projects
from hallserver.services.planning import plans
from hallserver.store import connect
from tests.services.casework import CASEWORK, LAW, TAX, accepts, collects, comes, is_ready
from tests.small import BOSS, Desk, made_plan

HASH = "ab" * 32


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A hall with everything in it: cases at every stage, letters issued, changed, scanned, withdrawn, two projects."""
    desk = Desk(tmp_path_factory.mktemp("lived") / "hall", more=CASEWORK)
    joint, refused, handed = accepts(desk, "tax-joint"), accepts(desk), accepts(desk)
    is_ready(desk, joint, LAW, Decided(Result.GRANTED, "by the second hall"))
    is_ready(desk, refused, TAX, Decided(Result.REFUSED, "not in this town"))
    desk.does(cases.extend, TAX, joint, "the expert is away", date(2026, 3, 12))
    desk.does(cases.supplement, TAX, joint, ("the deed", "a photograph"))
    is_ready(desk, handed, TAX, Decided(Result.GRANTED, "as asked"))
    desk.sits("t-3", "7")
    collects(desk, handed)
    desk.pass_time(2 * 86_400)
    comes(desk, joint)
    is_ready(desk, joint, TAX)
    paper = letters.Paper("Tax 2026-2", "t-2", date(2026, 1, 1), date(2026, 12, 31), accept=("tax-visit",))
    issued = desk.does(letters.issue, BOSS, paper).id
    desk.does(letters.attach, BOSS, issued, HASH, "image/png")
    desk.does(letters.withdraw, BOSS, issued, "no longer here")
    changed = made_plan(more=CASEWORK)
    longer = changed.tables["letters"][1] | {"to": date(2026, 6, 30)}
    tables = {**changed.tables, "letters": (changed.tables["letters"][0], longer)}
    desk.does(plans.take_plan, BOSS, type(changed)(changed.hall, tables, changed.rules, changed.calendar))
    for code in ("P-1", "P-2"):
        desk.does(projects.open_project, BOSS, projects.Opening(code, "tax", Words("园", "Park"), "t-3", "9"))
    desk.does(projects.close_project, BOSS, "P-2", "all permits given")
    assert desk.fault() is None
    yield desk
    desk.close()


CHANGES = (
    "case_file SET ready_day = date(ready_day, '-1 day') WHERE ready_day IS NOT NULL",
    "case_file SET accepted_day = date(accepted_day, '-1 day')",
    "case_file SET away_days = away_days + 1",
    "case_file SET ready_by = 'department:law' WHERE ready_by = 'department:tax'",
    "case_file SET result_reason = 'as the law says' WHERE result = 'refused'",
    "case_file SET result_reason = 'really' WHERE result = 'granted'",
    "case_part SET result = 'refused' WHERE department = 'law'",
    "case_part SET reason = 'by the first hall' WHERE department = 'law'",
    "case_part SET reason = NULL WHERE reason = 'as asked'",
    "case_part SET reason = 'kindly' WHERE reason IS NULL",
    "case_extension SET reason = 'the visitor wished it'",
    "case_supplement SET list = '[]'",
    "letter_matter SET power = 'decide' WHERE power = 'accept'",
    "letter SET from_day = date(from_day, '-1 day')",
    "letter SET to_day = date(to_day, '+1 year')",
    "letter SET withdrawn_at = NULL, withdrawn_reason = NULL",
    "letter SET withdrawn_reason = 'retired' WHERE withdrawn_reason IS NOT NULL",
    "letter SET withdrawn_at = withdrawn_at - 1 WHERE withdrawn_at IS NOT NULL",
    "letter SET staffer = 't-3' WHERE staffer = 't-2'",
    "letter SET renews = 'Tax 2026-1' WHERE document = 'Will 2026-7'",
    "letter SET scan_hash = replace(scan_hash, 'a', 'c')",
    "project SET staffer = 't-1'",
    "project SET window = '1'",
    "project SET department = 'law'",
    "project SET name = json_set(name, '$.zh', '厂')",
    "project SET opened_at = opened_at - 1",
    "project SET closed_at = NULL, closed_reason = NULL",
    "project SET closed_reason = 'forgotten' WHERE closed_reason IS NOT NULL",
)


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_changed_behind_the_log_is_found(lived: Desk, tmp_path: Path, change: str) -> None:
    with closing(sqlite3.connect(tmp_path / "hall.db", isolation_level=None)) as behind:
        with closing(sqlite3.connect(lived.data / "hall.db")) as source:
            source.backup(behind)
        for (name,) in behind.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            behind.execute(f"DROP TRIGGER {name}")
        assert behind.execute(f"UPDATE {change}").rowcount > 0
        behind.execute("PRAGMA journal_mode = WAL")
    shutil.copyfile(lived.data / "private.keys", tmp_path / "private.keys")
    reader = connect.reading_engine(tmp_path)

    found = replay.verify_hall(reader)[0]

    reader.dispose()
    assert found is not None
    assert found.why.startswith(("case ", "letter ", "project "))
