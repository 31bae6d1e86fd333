"""The rules a hall has published: classes, caps, missed policies, graces; each version is kept and never changed.

Every decision names the version it was made under, so that it can be judged by what was in force (order.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from hallserver.core.errors import BadRules
from hallserver.core.order import CLASSES, VisitorClass
from hallserver.core.text import printable
from hallserver.core.toml import NoToml, read_toml
from hallserver.core.why import Why, near, quoted

LARGEST_MINUTES = 24 * 60
LARGEST_NUMBER = LARGEST_MINUTES * 60


@dataclass(frozen=True, slots=True)
class LineRules:
    """What a line may decide for itself.

    Attributes:
        cap: tier-0 calls in a row while a tier-1 waits.
        missed: `keep`, `void` or `back:N`, for who did not come when called.
        more_time_minutes: how long a visitor may put the own call off, once; 0 is never.
    """

    cap: int = 2
    missed: str = "keep"
    more_time_minutes: int = 5
    recall_limit: int = 0  # after so many recalls without an answer the clock marks it missed; 0 is never


@dataclass(frozen=True, slots=True)
class QueueRules:
    """One published version."""

    version: int = 1
    tolerance_minutes: int = 10  # around a booked time
    grace_seconds: int = 120  # to walk from one window to the next
    reopen_seconds: int = 60
    code_days: int = 30  # how long a return code is good for
    start_after_seconds: int = 0  # a service begins by itself so long after its call was shown; 0 is never
    classes: Mapping[str, VisitorClass] = field(default_factory=lambda: CLASSES)
    lines: Mapping[str, LineRules] = field(default_factory=dict)

    def of_line(self, line: str) -> LineRules:
        """A line's own rules, or the ordinary ones."""
        return self.lines.get(line, LineRules())

    def as_facts(self) -> dict[str, Any]:
        """Give the rules as they are published: integers and text, without the version."""
        told = asdict(self)
        del told["version"]
        return told


_NUMBERS = (
    "tolerance_minutes", "grace_seconds", "reopen_seconds", "code_days", "start_after_seconds",
)  # fmt: skip
_OF_CLASS = ("tier", "credit_minutes", "needs_evidence", "from_age", "zh", "en")
_OF_LINE = ("cap", "missed", "more_time_minutes", "recall_limit")


def read_rules(text: str, base: QueueRules, lines: Mapping[str, Any]) -> QueueRules:
    """Read a rules file: what it names replaces what is in force, the rest stays.

    Args:
        text: TOML with the numbers above, `[classes.CODE]` and `[lines.CODE]`.
        base: the rules in force.
        lines: the hall's lines, by code.

    Raises:
        BadRules: the first thing that is wrong, with the nearest known name.
    """
    try:
        said = read_toml(text)
    except NoToml as error:
        raise BadRules(field="-", why=error.why) from error
    return merge_rules(said, base, lines)


def merge_rules(said: Mapping[str, Any], base: QueueRules, lines: Mapping[str, Any]) -> QueueRules:
    """The rules in force with what is said put over them; see `read_rules`."""
    _known(said, (*_NUMBERS, "classes", "lines"), "")
    numbers = {name: _number(said[name], name) for name in _NUMBERS if name in said}
    classes = dict(base.classes)
    for code, row in _tables(said, "classes"):
        classes[code] = _class(code, row, classes.get(code))
    of_lines = dict(base.lines)
    for code, row in _tables(said, "lines"):
        _known({code: 0}, tuple(lines), "lines.")
        of_lines[code] = _line(code, row, base.of_line(code))
    return replace(base, **numbers, classes=classes, lines=of_lines)


def rules_of(version: int, facts: Mapping[str, Any]) -> QueueRules:
    """The rules as they were published."""
    return QueueRules(
        version=version,
        **{name: facts[name] for name in _NUMBERS},
        classes={code: VisitorClass(**row) for code, row in facts["classes"].items()},
        lines={code: LineRules(**row) for code, row in facts["lines"].items()},
    )


def _tables(said: Mapping[str, Any], name: str) -> list[tuple[str, Mapping[str, Any]]]:
    table = said.get(name, {})
    if not isinstance(table, Mapping) or not all(isinstance(row, Mapping) for row in table.values()):
        raise BadRules(
            field=name, why=Why(f"应逐项写作 [{name}.编码]", f"is written [{name}.CODE], once for each")
        )
    return list(table.items())


def _class(code: str, row: Mapping[str, Any], was: VisitorClass | None) -> VisitorClass:
    where = f"classes.{code}."
    _known(row, _OF_CLASS, where)
    known = was or VisitorClass(code, 1, 0, code, code)
    tier = _number(row.get("tier", known.tier), f"{where}tier")
    if tier not in {0, 1}:
        raise BadRules(field=f"{where}tier", why=Why("只能为 0（法定优先）或 1", "is 0 (statutory) or 1"))
    needs = row.get("needs_evidence", known.needs_evidence)
    if type(needs) is not bool:
        raise BadRules(field=f"{where}needs_evidence", why=Why("只能为 true 或 false", "is true or false"))
    if tier == 0 and not needs:
        raise BadRules(
            field=f"{where}needs_evidence",
            why=Why("法定优先须登记凭何证件", "a statutory class needs the type of its evidence"),
        )
    age = row.get("from_age", known.from_age)
    credit = _number(row.get("credit_minutes", known.credit_minutes), f"{where}credit_minutes")
    return replace(
        known, tier=tier, credit_minutes=credit, zh=_words(row.get("zh", known.zh), f"{where}zh"),
        en=_words(row.get("en", known.en), f"{where}en"), needs_evidence=needs,
        from_age=None if age is None else _number(age, f"{where}from_age"),
    )  # fmt: skip


def _line(code: str, row: Mapping[str, Any], was: LineRules) -> LineRules:
    where = f"lines.{code}."
    _known(row, _OF_LINE, where)
    cap = _number(row.get("cap", was.cap), f"{where}cap")
    if cap < 1:
        raise BadRules(field=f"{where}cap", why=Why("至少为 1", "is at least 1"))
    missed = row.get("missed", was.missed)
    if not is_missed_policy(missed):
        raise BadRules(
            field=f"{where}missed",
            why=Why(
                f"{quoted(missed)} 不是 keep、void、back:N 之一",
                f"{quoted(missed)} is none of keep, void, back:N",
            ),
        )
    minutes = _number(
        row.get("more_time_minutes", was.more_time_minutes), f"{where}more_time_minutes", LARGEST_MINUTES
    )
    limit = _number(row.get("recall_limit", was.recall_limit), f"{where}recall_limit")
    return LineRules(cap, missed, minutes, limit)


def is_missed_policy(said: Any) -> bool:
    """Whether it is `keep`, `void` or `back:N` with N from 1 to 99."""
    if not isinstance(said, str):
        return False
    n = said.removeprefix("back:")
    return said in {"keep", "void"} or (
        n != said and n.isascii() and n.isdigit() and 0 < int(n) < 100 and n[0] != "0"  # noqa: PLR2004
    )


def _number(value: Any, field_name: str, most: int = LARGEST_NUMBER) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise BadRules(
            field=field_name, why=Why(f"须为 0 至 {most} 的整数", f"is a whole number, 0 to {most}")
        )
    return value


def _words(value: Any, field_name: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadRules(field=field_name, why=Why("须有文字", "needs words"))
    return value


def _known(row: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in row:
        if key not in known:
            unknown = Why("没有此项", "is unknown").then(near(key, known))
            raise BadRules(field=f"{where}{printable(key)}", why=unknown)
