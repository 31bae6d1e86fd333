"""A scan lies on the disk whole or not at all, whoever lays it down at the same moment."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hallserver.store.disk import scans

ROUNDS, HANDS = 30, 4


def test_the_same_scan_laid_down_by_several_hands_at_once_lies_there_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(HANDS) as hands:
        for turn in range(ROUNDS):
            raw = b"%PDF-" + bytes([turn]) * 200_000
            names = set(hands.map(lambda _, raw=raw: scans.keep(tmp_path, raw), range(HANDS)))

            assert names == {hashlib.sha256(raw).hexdigest()}
            assert scans.find(tmp_path, names.pop()) == raw
    assert len(list((tmp_path / "scans").iterdir())) == ROUNDS
