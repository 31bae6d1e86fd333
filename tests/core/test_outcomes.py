"""An outcome is one row, and every row is whole."""

from __future__ import annotations

import pytest

from hallserver.core.casework.outcomes import OUTCOMES, Asks, OfCase, Outcome, OutcomeRow


def test_every_outcome_has_its_row_and_no_row_is_another_ones() -> None:
    assert list(OUTCOMES) == list(Outcome)


@pytest.mark.parametrize("row", OUTCOMES.values(), ids=list(OUTCOMES))
def test_a_row_is_whole(row: OutcomeRow) -> None:
    assert row.decision or not row.taken_in, "what is taken in counts as a decision"
    assert (row.result is not None) == (row.case is OfCase.DECIDES), "who decides says what"
    assert row.receipt is not None or not row.way_back, "the code to come back with stands on a receipt"
    assert row.receipt is None or (row.receipt.zh.strip() and row.receipt.en.strip())
    assert row.asks is Asks.CASE or row.case is not OfCase.HANDS_OVER, "which case is handed over is asked"
