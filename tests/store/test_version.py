"""The schema's words and its number belong together: whoever changes the words raises the number."""

from __future__ import annotations

import hashlib
import lzma
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hallserver.store.disk.version import SCHEMA, ForeignFile, refuse_version
from tests.conftest import ROOT
from tests.small import found

# number → SHA-256 of the words; a number that a release or a fixture has is never changed any more
WORDS = {
    1: "5d1817ed0284eee8fb1ec861e1cceeb634981a1b364734d3aa70df88052f4809",
    2: "c67fcbcb26576673b28db533f12cdfd492b95ba87b56bca23513db370303becf",
    3: "50c4d34e9ed3dcfebc5992b72085d6559df1e5f51dc0da49e90e158be3045748",
    4: "4357fc53ca84f73d9d8a256a3b5863517389c6bb0752afb5b7b271c2f12fcd48",
    5: "c8d650735131ecaa8b43b2b57e18ca5eef62b9d793ac670678be119d58cad6f3",
    6: "7e56a4c77b8ff77002dfb0a2aed8cb581790582f072b55dce2cc88849de0a219",
    7: "683b00f1178a9ee8ed6a9d50d8cf8d947e1c2a183a96da0484370e45590ca94e",
}
OLD = ROOT / "tests/fixtures/hall-schema-1.db.xz"


def words_of(file: Path) -> str:
    """The fingerprint of everything that CREATE said, in the order of names."""
    with closing(sqlite3.connect(file)) as table:
        rows = table.execute(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"
        ).fetchall()
    return hashlib.sha256("\n".join(row[0] for row in rows).encode()).hexdigest()


def test_a_change_of_the_schemas_words_raises_its_number(tmp_path: Path) -> None:
    told = words_of(found(tmp_path / "hall") / "hall.db")

    assert told == WORDS.get(SCHEMA), f"the schema's words have changed: raise SCHEMA, and note {told} for it"


def test_the_kept_file_of_the_first_schema_is_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "hall.db").write_bytes(lzma.decompress(OLD.read_bytes()))

    assert words_of(tmp_path / "hall.db") == WORDS[1]


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "made by an older version"), (SCHEMA + 1, "made by a newer version"), (None, "no hall's database")],
)
def test_another_number_is_refused_in_words(number: int | None, said: str) -> None:
    with pytest.raises(ForeignFile, match=said):
        refuse_version(number)
    refuse_version(SCHEMA)
