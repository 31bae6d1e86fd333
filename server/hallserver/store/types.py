"""Column types: how Python values are stored in the database."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, String
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from hallserver.core.language.words import Words, words_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC, stored as whole milliseconds since 1970: it sorts, subtracts and indexes as an integer."""

    impl = BigInteger
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse naive times: they would put evening tickets on the wrong day."""
        return _ms_or_none(value)

    @override
    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """The same without SQLAlchemy's two calls around it: a command binds a dozen times."""
        return _ms_or_none

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return aware UTC."""
        return None if value is None else from_ms(value)


class Day(TypeDecorator[date]):
    """A business day, stored as ISO text."""

    impl = String(10)
    cache_ok = True

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        """Write a day as 2026-03-02."""
        return _iso_or_none(value)

    @override
    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """The same, directly."""
        return _iso_or_none

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """Read a day."""
        return None if value is None else date.fromisoformat(value)


class Translated(TypeDecorator[Words]):
    """Words by language, stored as JSON text."""

    impl = String
    cache_ok = True
    python_type = Words

    @override
    def process_bind_param(self, value: Words | None, dialect: Dialect) -> Any:
        """Write {"zh": "税务", "en": "Tax"}."""
        return None if value is None else json.dumps(value, ensure_ascii=False)

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> Words | None:
        """Read words."""
        return None if value is None else words_of(json.loads(value))


def _ms_or_none(value: datetime | None) -> int | None:
    return None if value is None else to_ms(value)


def _iso_or_none(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def to_ms(at: datetime) -> int:
    """Convert to whole milliseconds since 1970.

    Raises:
        ValueError: the time is naive.
    """
    if at.tzinfo is None:
        raise ValueError("a naive time has no place in the hall")
    return (at - _EPOCH) // _MS


def from_ms(ms: int) -> datetime:
    """Convert from milliseconds since 1970 to aware UTC."""
    return _EPOCH + timedelta(milliseconds=ms)
