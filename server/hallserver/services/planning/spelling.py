"""Codes as the hall spells them: what was typed in another case or width, or with other zeros, is the code that is meant.

Where two codes could be meant, or none, what was typed stays as it is, and is refused by its name where it is looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from hallserver.core.text import fold, meant
from hallserver.store.catalogue import Plan
from hallserver.store.schema import staffers

Codes = Iterable[str]
# what a field names, wherever it stands: in a body, an address, a query, on the command line
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
# a device's name is the code that the plan has for it
NAMED: Mapping[str, Callable[[Plan], Codes]] = {
    "kiosk": lambda plan: plan.kiosks,
    "display": lambda plan: (each.code for each in plan.screens),
    "department": lambda plan: plan.departments,
}


class Speller:
    """Spells codes by a plan; people are asked of the database, once and only when one is named.

    Args:
        plan: the plan in force.
        people: gives the codes of all staffers.
    """

    def __init__(self, plan: Plan, people: Callable[[], Codes]) -> None:
        self._plan, self._ask = plan, people
        self._people: frozenset[str] | None = None

    def code(self, field: str, said: str) -> str:
        """What a field says, as the hall spells it."""
        if known := IN_PLAN.get(field):
            return meant(said, known(self._plan)) or fold(said)
        if field not in PEOPLE:
            return said
        if self._people is None:
            self._people = frozenset(self._ask())
        return meant(said, self._people) or fold(said)

    def name(self, role: str, said: str) -> str:
        """A device's name, where the plan knows it."""
        known = NAMED.get(role)
        return (meant(said, known(self._plan)) if known else None) or fold(said)

    def body(self, said: Any) -> Any:
        """A request's body with its codes, also those of the structs in it."""
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
    """A speller that asks this connection for people."""
    return Speller(plan, lambda: people(connection))


def people(connection: Connection) -> list[str]:
    """The codes of all staffers."""
    return list(connection.execute(select(staffers.c.code)).scalars())
