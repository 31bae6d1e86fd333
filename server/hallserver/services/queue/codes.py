"""The codes that visitors type at a kiosk (appointment, return, case), unique across all three kinds."""

from __future__ import annotations

import secrets

from sqlalchemy import bindparam, func, select

from hallserver.core.language.text import fold_code
from hallserver.services.context import CommandContext
from hallserver.store.prepared import PreparedValue
from hallserver.store.schema import appointments, cases, return_codes

CODE_DIGITS = 8  # typed at a kiosk: digits only

_USED: tuple[PreparedValue[str], ...] = tuple(
    PreparedValue(select(table.c.code).where(column == bindparam("code")))
    for table, column in (
        (appointments, func.upper(appointments.c.code)),  # another system's codes may have lowercase letters
        (return_codes, return_codes.c.code),
        (cases, cases.c.code),
    )
)


def is_used(work: CommandContext, code: str) -> bool:
    """Whether the code is or was in use, in any spelling."""
    return any(query.first(work.connection, {"code": fold_code(code)}) is not None for query in _USED)


def new_code(work: CommandContext) -> str:
    """Return an unguessable code of digits that is not in use."""
    for _ in range(100):
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
        if not is_used(work, code):
            return code
    raise RuntimeError("no free code was found")
