"""The columns are the database's own, are documented, and say nothing of who a visitor or a person is."""

from __future__ import annotations

from pathlib import Path

import pytest

from hallserver.history.columns import LOG, SERVICES, TABLES, Table
from hallserver.store import schema

DOCS = (Path(__file__).parents[2] / "docs/history.md").read_text()


def test_services_and_log_have_every_column_of_the_database() -> None:
    assert list(SERVICES.columns) == [column.name for column in schema.services.columns]
    assert list(LOG.columns) == [column.name for column in schema.events.columns]


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_the_query_selects_the_columns_in_their_order(table: Table) -> None:
    selected = len(table.source.query().selected_columns)

    made = len(table.source.worked_out or {})
    assert selected + made == len(table.columns) or table.name == "issued"
    assert list(table.columns)[len(table.columns) - made :] == list(table.source.worked_out or {})
    assert set(table.key) <= set(table.columns)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_every_column_is_documented_with_its_type(table: Table) -> None:
    section = DOCS.partition(f"### `{table.name}`")[2].partition("\n### ")[0]

    for name, kind in table.columns.items():
        assert f"| `{name}` | {kind} |" in section


def test_no_column_tells_who_somebody_is() -> None:
    columns = {name for table in TABLES.values() for name in table.columns}

    assert not columns & {
        "name",
        "identity",
        "identity_last",
        "code",
        "comment",
        "note",
        "evidence",
        "device",
    }
