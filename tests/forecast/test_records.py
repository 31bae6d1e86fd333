"""Records of any queue, from a file, put to the trial."""

from __future__ import annotations

import csv
import random
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from hallserver.cli import hall
from hallserver.forecast.records import BadRecords, read_records, try_records
from hallserver.forecast.trial import judge

MONDAY = datetime(2026, 3, 2, 9, 0)
HEAD = "arrived,called,finished,line\n"


def bank(path: Path, days: int, seed: int = 1) -> Path:
    """A queue with one line and two clerks, first come, first served; written down as a bank would."""
    chance = random.Random(seed)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("arrived", "called", "finished", "line"))
        for day in range(days):
            begin, now, free = MONDAY + timedelta(days=day), 0.0, [0.0, 0.0]
            while (now := now + chance.expovariate(1 / 3.0)) < 300:
                clerk = free.index(min(free))
                called = max(now, free[clerk])
                free[clerk] = called + chance.lognormvariate(1.6, 0.5)
                times = (begin + timedelta(minutes=each) for each in (now, called, free[clerk]))
                writer.writerow((*(each.isoformat() for each in times), "counter"))
    return path


def test_each_service_has_a_window_and_no_window_has_two_at_once(tmp_path: Path) -> None:
    days = read_records(bank(tmp_path / "bank.csv", 3))

    assert [each.day.isoformat() for each in days] == ["2026-03-02", "2026-03-03", "2026-03-04"]
    for day in days:
        assert {each.window for each in day.visits} == {"counter/1", "counter/2"}
        for window in ("counter/1", "counter/2"):
            served = sorted(
                (each.called or 0, each.finished or 0) for each in day.visits if each.window == window
            )
            assert all(before[1] <= after[0] for before, after in pairwise(served))


def test_the_forecast_does_well_on_records_and_keeps_what_it_tells(tmp_path: Path) -> None:
    rows = try_records(read_records(bank(tmp_path / "bank.csv", 30)), 10, paths=60)
    verdict = judge(rows)

    assert min(row.day for row in rows) == 10
    # two clerks, one line, first come, first served: here the simple formula is as good as anything can be
    assert verdict.rrmse["forecast"] < 1.02 * verdict.rrmse["level 0"]
    assert verdict.rrmse["forecast"] < 0.6 * verdict.rrmse["rolling mean"]
    assert verdict.kept == pytest.approx(0.9, abs=0.04)


def test_what_comes_later_in_the_file_changes_nothing_that_was_told(tmp_path: Path) -> None:
    whole = read_records(bank(tmp_path / "bank.csv", 4))
    cut = read_records(bank(tmp_path / "bank.csv", 4))
    half = len(cut[-1].visits) // 2
    moment = cut[-1].visits[half].arrived
    for visit in cut[-1].visits:  # from then on everything goes on otherwise
        if visit.called is not None and visit.called > moment:
            visit.called += 17
            visit.started = visit.called
            visit.finished = visit.called + 40
        elif visit.finished is not None and visit.finished > moment:
            visit.finished += 30

    one, other = (try_records(days, 3, paths=20) for days in (whole, cut))

    assert [row.told for row in one[: half + 1]] == [row.told for row in other[: half + 1]]
    assert [row.told for row in one] != [row.told for row in other]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("arrived,called,finish,line\n", "no column “finished”; did you mean “finish”?"),
        (HEAD + "2026-03-02T09:00,soon,,A\n", "row 2: Invalid isoformat string: 'soon'"),
        (HEAD + "2026-03-02T09:00,2026-03-02T08:00,,A\n", "row 2: it runs backwards"),
        (HEAD + "2026-03-02T09:00,,2026-03-02T09:10,A\n", "row 2: it runs backwards"),
        (
            HEAD + "2026-03-02T09:00,2026-03-04T09:10,,A\n",
            "row 2: it runs backwards, or over more than a day",
        ),
    ],
)
def test_a_file_of_another_form_is_refused_by_row(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text)

    with pytest.raises(BadRecords) as refused:
        read_records(path)
    assert said in str(refused.value)


def test_too_few_days_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRecords, match="at least 11 are needed"):
        try_records(read_records(bank(tmp_path / "bank.csv", 3)), 10)


def test_the_command_prints_the_trial(tmp_path: Path) -> None:
    path = bank(tmp_path / "bank.csv", 6)

    told = CliRunner().invoke(hall, ["backtest", str(path), "--learn", "4"])

    assert told.exit_code == 0, told.output
    assert "mean wait" in told.output
    for name in ("forecast", "level 0", "last who waited", "rolling mean"):
        assert name in told.output


def test_the_command_judges_a_halls_own_log(data: Path) -> None:
    told = CliRunner().invoke(hall, ["backtest", "--data", str(data)], env={"COLUMNS": "160"})

    assert told.exit_code == 0, told.output
    assert "never called" in told.output
    assert "合计" in told.output
