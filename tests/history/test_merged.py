"""A month that is over is merged: the same answers from fewer files, whenever the power fails."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hallserver.history.columns import MEASURED
from hallserver.history.errors import NotOver
from hallserver.history.late import late
from hallserver.history.merged import compact, months_to_merge
from hallserver.history.reader import Past
from hallserver.history.sealed import written
from tests.history.conftest import OPEN, TODAY, Lived, PowerCut, Steps, contents, write

pytestmark = pytest.mark.long

MARCH = "2026-03"


def everything(data: Path) -> dict[str, Any]:
    """All rows of all tables that are counted."""
    with Past(data, threads=1) as past:
        rows = {}
        for table in MEASURED:
            past.see(table)
            query = f"SELECT columns(*)::VARCHAR FROM {table.name}"
            rows[table.name] = sorted(past.engine.execute(query).fetchall(), key=repr)
        return rows


@pytest.fixture
def month(lived: Lived, tmp_path: Path) -> Path:
    """March in files of days, with its late facts."""
    return shutil.copytree(lived.stages["late"], tmp_path / "month")


def test_a_merged_month_holds_the_same_rows_in_a_file_for_each_table(month: Path) -> None:
    before = everything(month)
    compact(month, MARCH, today=TODAY)

    assert everything(month) == before
    kept = {name for name in contents(month) if name.startswith(MARCH) and ".log." not in name}
    assert kept == {f"{MARCH}/{MARCH}.{each.name}.parquet" for each in MEASURED} | {f"{MARCH}/{MARCH}.json"}


def test_the_log_stays_a_file_a_day(month: Path) -> None:
    logs = {name: raw for name, raw in contents(month).items() if ".log." in name}
    compact(month, MARCH, today=TODAY)

    assert {name: raw for name, raw in contents(month).items() if ".log." in name} == logs
    assert len(logs) == 20


def test_the_manifests_of_the_days_live_on_in_the_months(month: Path) -> None:
    before = [sealed for each in written(month) for sealed in each.days]
    compact(month, MARCH, today=TODAY)

    assert [sealed for each in written(month) for sealed in each.days] == before


def test_late_facts_become_part_of_the_merged_files(month: Path) -> None:
    """They were learned in April; its file stays, and says nothing new of March."""
    compact(month, MARCH, today=TODAY)

    with Past(month) as past:
        for table in MEASURED:
            if past.has_late(table):
                assert past.engine.execute(past.late_rows(table)).fetchall() == []
        assert any(file.late for each in past.manifests for file in each.files)


def test_what_is_learned_after_the_merging_wins_over_the_merged_rows(lived: Lived, tmp_path: Path) -> None:
    """March is merged before anybody looked for late facts."""
    data = tmp_path / "early"
    shutil.copytree(lived.stages["sealed"] / "history", data / "history")
    compact(data, MARCH, today=TODAY)
    with lived.engine.connect() as connection:
        late(data, connection, today=TODAY)

    assert everything(data) == everything(lived.stages["late"])


def test_late_facts_about_other_months_stay_when_their_own_month_is_merged(
    lived: Lived, tmp_path: Path
) -> None:
    data = tmp_path / "april"
    shutil.copytree(lived.stages["late"], data)
    before = everything(data)
    compact(data, "2026-04", today=date(2026, 5, 4))  # what was learned in April is about March

    assert everything(data) == before
    assert [each.name for each in written(data) if each.is_month] == ["2026-04"]
    compact(data, MARCH, today=date(2026, 5, 4))
    assert everything(data) == before


def test_only_a_month_that_is_over_is_merged(month: Path) -> None:
    with pytest.raises(NotOver):
        compact(month, MARCH, today=date(2026, 3, 31))
    assert compact(month, "2026-01", today=TODAY) is None
    assert months_to_merge(month, before="2026-04") == [MARCH]
    compact(month, MARCH, today=TODAY)
    assert months_to_merge(month, before="2026-04") == []


def test_merged_again_nothing_changes(month: Path) -> None:
    compact(month, MARCH, today=TODAY)
    before = contents(month)
    compact(month, MARCH, today=TODAY)

    assert contents(month) == before


def test_a_day_that_is_sealed_after_its_month_was_merged_is_there_too(lived: Lived, tmp_path: Path) -> None:
    data = tmp_path / "straggler"
    shutil.copytree(lived.stages["merged"], data)
    with lived.engine.connect() as connection:
        added = write(data, connection, TODAY)
        compact(data, MARCH, today=TODAY)

    assert added[0] == OPEN
    with Past(data) as past:
        assert past.days >= set(added)


def test_a_power_cut_at_any_step_loses_and_doubles_nothing_and_the_next_run_ends_it(
    month: Path, tmp_path: Path, cutting: Callable[[int], Steps]
) -> None:
    before = everything(month)
    whole = shutil.copytree(month, tmp_path / "whole")
    steps = cutting(-1)
    compact(whole, MARCH, today=TODAY)
    expected = contents(whole)
    removals = [n for n, each in enumerate(steps.taken) if each.startswith("unlink")]
    # each step until the first files are removed, then some of the two hundred removals
    cuts = [*range(removals[0] + 3), *removals[3::30], len(steps.taken) - 1]

    for step in cuts:
        data = shutil.copytree(month, tmp_path / f"cut-{step}")
        cutting(step)
        with pytest.raises(PowerCut):
            compact(data, MARCH, today=TODAY)
        assert everything(data) == before, steps.taken[step]
        cutting(-1)
        compact(data, MARCH, today=TODAY)
        assert contents(data) == expected, steps.taken[step]
        shutil.rmtree(data)
