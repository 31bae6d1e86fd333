"""Generate the row types of `rows.py` from the schema: `python -m hallserver.store.generate_rows`."""

from __future__ import annotations

import re
from pathlib import Path

from hallserver.store import schema
from hallserver.store.schema.form import Columns

HEAD = '''"""A row of each table; written by `python -m hallserver.store.generate_rows` out of the schema: change it there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hallserver.core.language.words import Words
from hallserver.store.prepared import Row
'''
OUT = Path(__file__).with_name("rows.py")


def write_rows() -> str:
    """Return the text of `rows.py`: a class `StopRow` for each class of columns `StopColumns`."""
    columns = sorted(Columns.__subclasses__(), key=lambda each: each.__name__)
    return HEAD + "".join(_row(each) for each in columns)


def _row(columns: type[Columns]) -> str:
    name = columns.__name__.removesuffix("Columns")
    table = schema.metadata.tables[re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()]
    fields = "".join(f"    {column.name}: {_type(columns, column.name)}\n" for column in table.columns)
    return f'\n\nclass {name}Row(Row):\n    """A row of `{table.name}`."""\n\n{fields}'


def _type(columns: type[Columns], name: str) -> str:
    """The type inside the brackets of `Named[…]`."""
    said: str = columns.__annotations__[name]
    return said.removeprefix("Named[").removesuffix("]")


if __name__ == "__main__":
    OUT.write_text(write_rows(), encoding="utf-8")
