"""The watcher: a table from each look, habits once a day, and told waits that are followed until they are settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from hallserver.core.casework.outcomes import Outcome
from hallserver.core.events import Event
from hallserver.core.queue.foretold import Foretold
from hallserver.forecast.habits import Habits
from hallserver.forecast.telling import AT_FIRST, Levels
from hallserver.forecast.watching import FOLDER, HABITS, LEVELS, Watcher
from hallserver.services.queue import visits, windows
from hallserver.store import connect, schema
from tests.small import KIOSK, OFFICE_HOURS, Desk

DAY = timedelta(days=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "hall", hours=OFFICE_HOURS)
    yield made
    made.close()


def watcher(desk: Desk) -> Watcher:
    return Watcher(desk.data, desk.reader)


def looks(desk: Desk, watching: Watcher) -> Foretold:
    """One look, whose table the desk then uses."""
    table = watching.look(desk.now)
    assert table is not None
    desk.writer.state.plan.forecasts.take(table, 0.0)
    return table


def levels(watching: Watcher) -> Levels:
    watching.keep()
    return msgspec.json.decode((watching.data / FOLDER / LEVELS).read_bytes(), type=Levels)


def newest(desk: Desk, kind: str) -> Event:
    return desk.events(kind)[-1]


def test_while_nobody_sits_anywhere_there_is_nothing_to_tell(desk: Desk) -> None:
    assert watcher(desk).look(desk.now) is None


def test_the_table_names_what_a_window_may_call_by_class_and_by_number_ahead(desk: Desk) -> None:
    desk.sits("t-1", "1")
    for _ in range(4):
        desk.issue("tax-file")

    table = looks(desk, watcher(desk))

    assert table.version == "2026-03-02"
    told = table.matters["tax-file"]
    assert told.about  # norms only: nothing was ever served here
    assert [each.ahead for each in told.knots] == [0, 1, 2, 3]
    assert told.newcomers["ordinary"].ahead == 4
    assert told.newcomers["statutory"].ahead == 0
    assert told.newcomers["statutory"].low_ms < told.newcomers["ordinary"].low_ms
    assert table.matters["tax-audit"] == told  # the same line, the same window


def test_a_number_is_told_by_the_table_and_keeps_its_version(desk: Desk) -> None:
    desk.sits("t-1", "1")
    for _ in range(5):
        desk.issue("tax-file")
    told = looks(desk, watcher(desk)).matters["tax-file"].newcomers["ordinary"]

    ticket = desk.issue("tax-file")

    assert ticket.wait.low_ms <= told.low_ms
    assert told.high_ms <= ticket.wait.high_ms < told.high_ms + 10 * 60_000
    assert newest(desk, "ticket.issued").facts["told_by"] == "2026-03-02"
    row = desk.rows(schema.tickets)[-1]
    assert row.told_by == "2026-03-02"
    assert row.told_high_ms == ticket.wait.high_ms


def test_without_a_table_it_is_told_by_the_mean_service_and_says_so(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.issue("tax-file")

    assert "told_by" not in newest(desk, "ticket.issued").facts


def test_two_windows_that_call_halve_the_wait(desk: Desk) -> None:
    desk.sits("t-1", "1")
    for _ in range(8):
        desk.issue("tax-file")
    one = looks(desk, watcher(desk)).matters["tax-file"].newcomers["ordinary"]
    desk.sits("t-2", "2")

    two = looks(desk, watcher(desk)).matters["tax-file"].newcomers["ordinary"]

    assert two.low_ms == pytest.approx(one.low_ms / 2, rel=0.2)


def settle(desk: Desk, watching: Watcher, minutes: float) -> Levels:
    """A number is told a wait, and called after so long."""
    desk.sits("t-1", "1")
    desk.issue("tax-file")
    desk.calls("1")
    desk.at("1", windows.start)
    looks(desk, watching)
    desk.issue("tax-file")
    watching.look(desk.now)
    desk.pass_time(minutes * 60)
    desk.at("1", windows.finish, end=windows.End(Outcome.DONE))
    desk.calls("1")
    watching.look(desk.now)
    return levels(watching)


def test_a_wait_that_was_kept_lowers_the_level_a_little(desk: Desk) -> None:
    found = settle(desk, watcher(desk), minutes=1)

    assert found.base < AT_FIRST
    assert set(found.added) == {"line:tax", "class:ordinary", "hour:9"}
    assert all(-0.01 < each < 0 for each in found.added.values())


def test_a_wait_that_was_not_kept_raises_it_much(desk: Desk) -> None:
    found = settle(desk, watcher(desk), minutes=55)

    assert found.base > AT_FIRST + 0.015
    assert all(each > 0 for each in found.added.values())


def test_whoever_waits_past_the_end_that_was_told_counts_before_being_called_and_once(desk: Desk) -> None:
    watching = watcher(desk)
    desk.sits("t-1", "1")
    desk.issue("tax-file")
    desk.calls("1")
    desk.at("1", windows.start)
    looks(desk, watching)
    desk.issue("tax-file")
    watching.look(desk.now)
    desk.pass_time(3600)

    watching.look(desk.now)
    raised = levels(watching).base
    assert raised > AT_FIRST
    desk.at("1", windows.finish, end=windows.End(Outcome.DONE))
    desk.calls("1")
    watching.look(desk.now)
    assert levels(watching).base == raised


def test_whoever_gives_the_number_up_says_nothing_of_the_forecast(desk: Desk) -> None:
    watching = watcher(desk)
    desk.sits("t-1", "1")
    desk.issue("tax-file")
    looks(desk, watching)
    given_up = desk.issue("tax-file")
    watching.look(desk.now)
    desk.does(visits.cancel, KIOSK, given_up.id)
    desk.pass_time(3600)
    watching.look(desk.now)

    assert levels(watching) == Levels()


def test_services_of_today_that_last_long_lengthen_what_is_told_today(desk: Desk) -> None:
    watching = watcher(desk)
    desk.sits("t-1", "1")
    for _ in range(8):
        desk.issue("tax-file")
    before = looks(desk, watching).matters["tax-file"].newcomers["ordinary"]
    for _ in range(9):
        desk.calls("1")
        desk.at("1", windows.start)
        desk.pass_time(600)  # the norm is five minutes
        desk.at("1", windows.finish, end=windows.End(Outcome.DONE))
        desk.issue("tax-file")
        watching.look(desk.now)
    after = looks(desk, watching).matters["tax-file"].newcomers["ordinary"]

    assert after.ahead == before.ahead
    assert after.low_ms > before.low_ms * 1.05


def test_habits_are_learned_once_a_day_and_kept(desk: Desk) -> None:
    watching = watcher(desk)
    desk.sits("t-1", "1")
    for _ in range(40):
        desk.issue("tax-file")
        desk.serves("1")
        desk.pass_time(60)
    looks(desk, watching)
    file = desk.data / FOLDER / HABITS
    first = file.read_bytes()
    assert msgspec.json.decode(first, type=Habits).days == 0

    looks(desk, watcher(desk))  # one that has just been started reads what is kept
    assert file.read_bytes() == first

    watching.look(desk.now + DAY)
    learned = msgspec.json.decode(file.read_bytes(), type=Habits)
    assert (learned.version, learned.days, learned.known) == ("2026-03-03", 1, {"tax-file": 40})


@pytest.mark.parametrize("name", [HABITS, LEVELS])
def test_a_file_that_cannot_be_read_is_made_anew(desk: Desk, name: str) -> None:
    desk.sits("t-1", "1")
    (desk.data / FOLDER).mkdir()
    (desk.data / FOLDER / name).write_text('{"version": 3')

    watching = watcher(desk)
    assert watching.look(desk.now) is not None
    watching.keep()
    assert msgspec.json.decode((desk.data / FOLDER / name).read_bytes())


def test_it_has_no_sight_of_the_future(desk: Desk, tmp_path: Path) -> None:
    """A copy of the file from the moment of the look gives the same table as the look itself, whatever comes after."""
    desk.sits("t-1", "1")
    desk.sits("l-2", "3")
    for matter in ("tax-file", "notary-will", "tax-audit", "tax-file", "notary-will"):
        desk.issue(matter)
        desk.pass_time(100)
    desk.calls("1")
    at: datetime = desk.now
    then = looks(desk, watcher(desk))
    (tmp_path / "cut").mkdir()
    (tmp_path / "cut" / "hall.db").write_bytes(desk.keep().files["hall.db"])
    desk.at("1", windows.start)
    for _ in range(6):
        desk.pass_time(900)
        desk.issue("tax-file")

    reader: Any = connect.reading_engine(tmp_path / "cut")
    assert Watcher(tmp_path / "cut", reader).look(at) == then
    reader.dispose()
