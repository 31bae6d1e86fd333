"""What a print agent may tell is some of what a printer and a job may be, and the rest the server says itself."""

from __future__ import annotations

from typing import get_args, get_type_hints

from hallprinters.client import JobState as ToldByAgents
from hallserver.contract.requests import JobReport, ReadingBody
from hallserver.core.floor.equipment import CAN_PRINT, Condition, JobState


def test_a_reading_is_any_condition_but_those_in_which_nobody_reads() -> None:
    told = get_args(get_type_hints(ReadingBody)["state"])

    assert set(told) == set(Condition) - {Condition.UNKNOWN, Condition.UNWATCHED}


def test_a_report_is_a_state_that_an_agent_can_know() -> None:
    told = get_args(get_type_hints(JobReport)["state"])

    assert set(told) == set(get_args(ToldByAgents)) < set(JobState)


def test_a_printer_that_nobody_watches_or_that_ails_prints_nothing() -> None:
    assert Condition.UNWATCHED not in CAN_PRINT
    assert {Condition.PAPER_OUT, Condition.COVER_OPEN, Condition.ERROR}.isdisjoint(CAN_PRINT)
