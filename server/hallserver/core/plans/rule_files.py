"""Read rules written as TOML: a missing entry keeps its old value; all faults are reported at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hallserver.core.errors import BadRules
from hallserver.core.language.text import clean, harm, printable
from hallserver.core.language.why import Why, near
from hallserver.core.plans.toml import NoToml, read_toml

LARGEST = 2**53
LONGEST = 60
MOST_FAULTS = 200
RuleRow = Mapping[str, Any]


class RuleFile:
    """A file, or one of its tables: methods return the given value, or the old one if missing or wrong."""

    def __init__(self, said: RuleRow) -> None:
        """Take the parsed file."""
        self.said = said
        self.faults: list[tuple[str, Why]] = []

    @classmethod
    def parse(cls, text: str) -> RuleFile:
        """Parse a file.

        Raises:
            BadRules: it is not TOML.
        """
        try:
            return cls(read_toml(text))
        except NoToml as error:
            raise BadRules([("-", error.why)]) from error

    def fault(self, field: str, why: Why) -> None:
        """Note a fault of a field."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append((printable(field), why))

    def finish(self) -> None:
        """Refuse the file if any fault was noted.

        Raises:
            BadRules: with every fault.
        """
        if self.faults:
            raise BadRules(self.faults)

    def known(self, row: RuleRow, known: Iterable[str], where: str = "") -> list[str]:
        """Note unknown names; return the known ones."""
        names = list(known)
        for key in row:
            if key not in names:
                self.fault(f"{where}{key}", Why("没有此项", "is unknown").then(near(key, names)))
        return [key for key in row if key in names]

    def table(self, row: RuleRow, name: str, where: str = "") -> RuleRow:
        """Return a table within a row."""
        found = row.get(name, {})
        if isinstance(found, Mapping):
            return found
        self.fault(f"{where}{name}", Why("应为一个表", "is a table"))
        return {}

    def tables(self, name: str) -> list[tuple[str, RuleRow]]:
        """Return `[name.CODE]` for each code."""
        found = self.table(self.said, name)
        if all(isinstance(row, Mapping) for row in found.values()):
            return list(found.items())
        self.fault(name, Why(f"应逐项写作 [{name}.编码]", f"is written [{name}.CODE], once for each"))
        return []

    def whole(
        self, row: RuleRow, name: str, was: int, where: str = "", least: int = 0, most: int = LARGEST
    ) -> int:
        """Return a whole number within its limits."""
        value = row.get(name, was)
        if type(value) is int and least <= value <= most:
            return value
        bounds = Why(f"须为 {least} 至 {most} 的整数", f"is a whole number, {least} to {most}")
        above = Why(f"须为不小于 {least} 的整数", f"is a whole number, {least} or more")
        self.fault(f"{where}{name}", bounds if most < LARGEST else above)
        return was

    def one_of(self, row: RuleRow, name: str, was: str, known: Iterable[str]) -> str:
        """Return one of the known names."""
        value = row.get(name, was)
        names = list(known)
        if isinstance(value, str) and value in names:
            return value
        fault = Why(f"须为 {'、'.join(names)} 之一", f"is one of {', '.join(names)}")
        self.fault(name, fault.then(near(value, names)) if isinstance(value, str) else fault)
        return was

    def flag(self, row: RuleRow, name: str, was: bool, where: str = "") -> bool:
        """Return a yes or no."""
        value = row.get(name, was)
        if type(value) is bool:
            return value
        self.fault(f"{where}{name}", Why("只能为 true 或 false", "is true or false"))
        return was

    def words(self, row: RuleRow, name: str, was: str, where: str = "") -> str:
        """Return words for slips and screens."""
        value = row.get(name, was)
        if isinstance(value, str) and (said := clean(value)) and len(said) <= LONGEST and harm(said) is None:
            return said
        needs = Why(
            f"须有文字，至多 {LONGEST} 字，不含控制字符",
            f"needs words: up to {LONGEST} characters, no control characters",
        )
        self.fault(f"{where}{name}", needs)
        return was
