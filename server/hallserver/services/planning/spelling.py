"""Codes in the hall's spelling: case, width and leading zeros of the input are ignored.

If it matches no code, or several, the input stays as it is and is refused by name at the lookup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from hallserver.core.language.text import fold, meant
from hallserver.store.catalogue import Plan
from hallserver.store.schema import staffers

Codes = Iterable[str]
# what each field names, in a body, a path, a query or on the command line
IN_PLAN: Mapping[str, Callable[[Plan], Codes]] = {
    "window": lambda plan: plan.windows,
    "printer": lambda plan: plan.printers,
    "neighbour": lambda plan: plan.printers,
    "line": lambda plan: plan.lines,
    "lines": lambda plan: plan.lines,
    "groups": lambda plan: plan.groups,
    "department": lambda plan: plan.departments,
    "matter": lambda plan: plan.matters,
    "after": lambda plan: plan.matters,
    "decide": lambda plan: plan.matters,
    "accept": lambda plan: plan.matters,
    "zone": lambda plan: {each.zone for each in plan.windows.values()},
}
PEOPLE = frozenset({"staffer", "covers", "successor"})
FIELDS = frozenset({*IN_PLAN, *PEOPLE})
# a device is named by its code in the plan
NAMED: Mapping[str, Callable[[Plan], Codes]] = {
    "kiosk": lambda plan: plan.kiosks,
    "display": lambda plan: (each.code for each in plan.screens),
    "department": lambda plan: plan.departments,
}


class Speller:
    """Spells codes by a plan; staffers are read from the database, once, when one is first named.

    Args:
        plan: the plan in force.
        people: returns the codes of all staffers.
    """

    def __init__(self, plan: Plan, people: Callable[[], Codes]) -> None:
        self._plan, self._ask = plan, people
        self._people: frozenset[str] | None = None

    def code(self, field: str, said: str) -> str:
        """Return a field's code in the hall's spelling."""
        if known := IN_PLAN.get(field):
            return meant(said, known(self._plan)) or fold(said)
        if field not in PEOPLE:
            return said
        if self._people is None:
            self._people = frozenset(self._ask())
        return meant(said, self._people) or fold(said)

    def name(self, role: str, said: str) -> str:
        """Return a device's name in the hall's spelling, if the plan knows it."""
        known = NAMED.get(role)
        return (meant(said, known(self._plan)) if known else None) or fold(said)

    def body(self, said: Any) -> Any:
        """Return a request's body with its codes respelled, also in nested structs."""
        changed = {}
        for field in said.__struct_fields__:
            before = getattr(said, field)
            after = self._value(field, before)
            if after != before:
                changed[field] = after
        return msgspec.structs.replace(said, **changed) if changed else said

    def _value(self, field: str, said: Any) -> Any:
        if isinstance(said, str):
            return self.code(field, said) if field in FIELDS else said
        if isinstance(said, msgspec.Struct):
            return self.body(said)
        if isinstance(said, tuple):
            return tuple(self._value(field, each) for each in said)
        return said


def by_database(plan: Plan, connection: Connection) -> Speller:
    """Return a speller that reads staffers from this connection."""
    return Speller(plan, lambda: people(connection))


def people(connection: Connection) -> list[str]:
    """Return the codes of all staffers."""
    return list(connection.execute(select(staffers.c.code)).scalars())
