"""The hard hall lived through the product's own commands: it tells, calls and records what the world knows to be true."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from hallserver.audit import replay
from hallserver.cli import hall as command
from hallserver.cli.rehearsing import compare
from hallserver.forecast.past import Day
from hallserver.forecast.remembering import days_before, read_day
from hallserver.simulation.hard import AFTERNOON, FIRST_DAY
from hallserver.simulation.hard_days import LivedHall, live_hard_days
from hallserver.store import connect
from hallserver.store.catalogue import load_plan
from hallserver.views.figures.reports import Ask, report

pytestmark = pytest.mark.long
DAYS = 2


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, LivedHall]:
    data = tmp_path_factory.mktemp("hard") / "hall"
    return data, live_hard_days(data, 1, DAYS, lambda _: None, windows=6)


def test_the_product_calls_whom_the_rule_says(lived: tuple[Path, LivedHall]) -> None:
    hall = lived[1]

    assert hall.calls > 250
    assert hall.otherwise <= hall.calls / 50


def test_what_it_recorded_of_the_last_day_is_what_happened(lived: tuple[Path, LivedHall]) -> None:
    data, hall = lived
    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        plan = load_plan(connection)
        day = read_day(connection, plan, hall.day.day)
        assert days_before(connection, hall.day.day) == [FIRST_DAY]
    reader.dispose()

    def called(of: Day) -> list[tuple[float, str, str]]:
        return sorted(
            (round(each.called, 1), each.matter, str(each.window))
            for each in of.visits
            if each.called is not None and each.finished
        )

    told, true = called(day), called(hall.day)
    assert len(told) == pytest.approx(len(true), abs=3)
    assert len(set(told) & set(true)) > 0.95 * len(true)
    assert sum(each.gone is not None for each in day.visits) > 0
    assert {each.staffer for each in day.sat} == {each.staffer for each in hall.day.sat}
    breaks = [each for each in day.paused if each.ended != AFTERNOON[0]]  # without lunch
    assert len(breaks) == pytest.approx(len(hall.day.paused), abs=3)


def test_told_waits_are_kept_nine_times_of_ten_by_the_product_itself(lived: tuple[Path, LivedHall]) -> None:
    reader = connect.reading_engine(lived[0])
    with reader.connect() as connection:
        ask = Ask("told", "line", FIRST_DAY, FIRST_DAY.replace(day=30), ZoneInfo("Asia/Shanghai"))
        total = report(connection, load_plan(connection), ask).total
    reader.dispose()

    assert total.count > 200
    assert total.extra["foretold"] > 0.9 * total.count
    assert 0.8 <= total.extra["kept"] / total.count <= 0.97


def test_its_log_is_whole_and_each_call_is_judged_right(lived: tuple[Path, LivedHall]) -> None:
    reader = connect.reading_engine(lived[0])
    fault, seq, _ = replay.verify_hall(reader)
    reader.dispose()

    assert fault is None
    assert seq > 1000


def test_it_needs_a_folder_of_its_own_and_days(lived: tuple[Path, LivedHall], tmp_path: Path) -> None:
    there = CliRunner().invoke(
        command, ["simulate", "--hall", "hard", "--days", "1", "--data", str(lived[0])]
    )
    assert isinstance(there.exception, FileExistsError)

    wrong = CliRunner().invoke(command, ["simulate", "--hall", "hard", "--data", str(tmp_path)])
    assert wrong.exit_code == 2
    assert "--hall needs --days" in wrong.output


def test_a_replay_under_the_same_rules_reproduces_the_days_waits(
    lived: tuple[Path, LivedHall], tmp_path: Path
) -> None:
    """Median and nine tenths within a tenth, or two minutes."""
    (tmp_path / "same.toml").write_text("")
    for day in (FIRST_DAY, lived[1].day.day):
        waits = compare(lived[0], day, tmp_path / "same.toml").waits["all"]
        assert waits["in force"].count == pytest.approx(waits["recorded"].count, abs=2)
        for name in ("p50_ms", "p90_ms"):
            was, again = (getattr(waits[column], name) for column in ("recorded", "in force"))
            assert again == pytest.approx(was, rel=0.1, abs=120_000), name
