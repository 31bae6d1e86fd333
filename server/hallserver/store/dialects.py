"""Expressions that the engines spell differently; everything else is Core, or words that both understand."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Integer, String, literal_column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

T = TypeVar("T")


class _Position(FunctionElement[int]):
    inherit_cache = True
    type = Integer()


class _Values(FunctionElement[Any]):
    inherit_cache = True


class _InJson(FunctionElement[Any]):
    inherit_cache = True

    def __init__(self, document: ColumnElement[str], path: str, kind: TypeEngine[Any]) -> None:
        super().__init__(document, literal_column(f"'$.{path}'"))
        self.type = kind


class _Joined(FunctionElement[str]):
    inherit_cache = True
    type = String()


class _ByItself(FunctionElement[Any]):
    inherit_cache = True


def position_of(part: str, whole: Any) -> ColumnElement[int]:
    """Where a part begins in a text, from 1; 0 if nowhere."""
    return _Position(whole, part)


def each_in(listed: Any) -> Any:
    """The texts of a JSON list that is bound as text, as a subquery of one column."""
    return select(literal_column("value")).select_from(_Values(listed))


def in_json(document: ColumnElement[str], *path: str, kind: TypeEngine[T]) -> ColumnElement[T]:
    """What stands at a path of a JSON document that is kept as text; NULL if nothing."""
    return _InJson(document, ".".join(path), kind)


def joined(column: ColumnElement[str]) -> ColumnElement[str]:
    """The texts of all rows with commas between them, in no order."""
    return _Joined(column)


def by_itself(column: ColumnElement[T]) -> ColumnElement[T]:
    """A column for GROUP BY that SQLite shall not look for in an index: it would read all years in that index's order."""
    return _ByItself(column)


@compiles(_Position)
def _(element: _Position, compiler: Any, **how: Any) -> str:
    return f"instr({compiler.process(element.clauses, **how)})"


@compiles(_Position, "postgresql")
def _(element: _Position, compiler: Any, **how: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **how)})"


@compiles(_Values)
def _(element: _Values, compiler: Any, **how: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **how)})"


@compiles(_Values, "postgresql")
def _(element: _Values, compiler: Any, **how: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **how)} AS json))"


@compiles(_InJson)
def _(element: _InJson, compiler: Any, **how: Any) -> str:
    return f"json_extract({compiler.process(element.clauses, **how)})"


@compiles(_InJson, "postgresql")
def _(element: _InJson, compiler: Any, **how: Any) -> str:
    document, path = (compiler.process(each, **how) for each in element.clauses)
    steps = path.strip("'").removeprefix("$.").replace(".", ",")
    found = f"(CAST({document} AS json) #>> '{{{steps}}}')"
    return found if isinstance(element.type, String) else f"CAST({found} AS INTEGER)"


@compiles(_Joined)
def _(element: _Joined, compiler: Any, **how: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **how)})"


@compiles(_Joined, "postgresql")
def _(element: _Joined, compiler: Any, **how: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **how)}, ',')"


@compiles(_ByItself)
def _(element: _ByItself, compiler: Any, **how: Any) -> str:
    return f"+{compiler.process(element.clauses, **how)}"


@compiles(_ByItself, "postgresql")
def _(element: _ByItself, compiler: Any, **how: Any) -> str:
    return str(compiler.process(element.clauses, **how))
