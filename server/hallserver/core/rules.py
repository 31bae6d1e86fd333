"""The published rules of a hall: classes, caps, missed policies, graces. Versions are kept and never changed.

Every decision names its version of the rules, so that it can be judged by the rules of its time (order.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from hallserver.core.casework.desk_work import WORK_KINDS, WorkKind
from hallserver.core.casework.pieces import MOST_PIECES
from hallserver.core.floor.alarms import LARGEST_LIMIT, USUAL, Limits
from hallserver.core.language.why import Why, quoted
from hallserver.core.plans.rule_files import RuleFile
from hallserver.core.queue.order import CLASSES, ORDER_1, ORDER_2, ORDER_RULES, OrderRule, VisitorClass

_CODE = re.compile(r"[A-Za-z0-9._-]{1,64}")
LARGEST_MINUTES = 24 * 60
LARGEST_NUMBER = LARGEST_MINUTES * 60
USUAL_PERCENT = 50  # of the windows' time, for bookings by slots
LEAST_SLOT, LONGEST_SLOT, MOST_SLOT_DAYS, LONGEST_HOLD = 5, 240, 60, 30


@dataclass(frozen=True, slots=True)
class LineRules:
    """The rules that a line may set for itself.

    Attributes:
        cap: tier-0 calls in a row while a tier-1 waits.
        missed: `keep`, `void` or `back:N`, for visitors who did not come when called.
        more_time_minutes: how long a visitor may postpone their own call, once; 0 is never.
        slot_percent: how much of its windows' time visitors may book by slots; 0 is none.
    """

    cap: int = 2
    missed: str = "keep"
    more_time_minutes: int = 5
    recall_limit: int = 0  # recalls without an answer before the timer marks it missed; 0 is never
    slot_percent: int = USUAL_PERCENT


@dataclass(frozen=True, slots=True)
class QueueRules:
    """One published version."""

    version: int = 1
    order: str = ORDER_2  # the version of the rule that decides calls
    tolerance_minutes: int = 10  # around a booked time
    grace_seconds: int = 120  # to walk from one window to the next
    reopen_seconds: int = 60
    code_days: int = 30  # how long a return code is valid
    start_after_seconds: int = 0  # how long after the shown call a service starts automatically; 0 is never
    most_pieces: int = 99  # that one service may be said to have handled; 1: the hall counts services only
    slot_minutes: int = 0  # how long a slot is that visitors book by themselves; 0: the hall has none
    slot_days: int = 7  # how many days ahead they book, today included
    slot_hold_minutes: int = 5  # how long a slot is held while they decide
    slot_change_minutes: int = 120  # until how long before it they may change or cancel it
    one_key: bool = False  # Space ends a service with its usual outcome and calls the next visitor
    classes: Mapping[str, VisitorClass] = field(default_factory=lambda: CLASSES)
    lines: Mapping[str, LineRules] = field(default_factory=dict)
    work: Mapping[str, WorkKind] = field(default_factory=lambda: WORK_KINDS)
    alarms: Mapping[str, Limits] = field(default_factory=lambda: USUAL)

    def of_line(self, line: str) -> LineRules:
        """The rules of a line, or the default ones."""
        return self.lines.get(line, LineRules())

    def as_facts(self) -> dict[str, Any]:
        """Return the rules in their published form: integers and text, without the version."""
        told = asdict(self)
        del told["version"]
        for name, usual in {
            **_LATER,
            "work": _WORK,
            "alarms": _ALARMS,
        }.items():  # rules published before these were thought of did not name them
            if told[name] == usual:
                del told[name]
        for line in told["lines"].values():
            if line["slot_percent"] == USUAL_PERCENT:
                del line["slot_percent"]
        if self.order == ORDER_1:  # rules published before there was another order did not name it
            del told["order"]
        return told

    @property
    def order_rule(self) -> OrderRule:
        """The version of the rule that is in force.

        Raises:
            KeyError: a later version of the software published the rules.
        """
        return ORDER_RULES[self.order]


UNPUBLISHED = QueueRules(version=0, order=ORDER_1)
"""What holds in a hall that has published no rules."""
NUMBERS = (
    "tolerance_minutes",
    "grace_seconds",
    "reopen_seconds",
    "code_days",
    "start_after_seconds",
)
LATER_NUMBERS: Mapping[str, tuple[int, int, int]] = {
    "most_pieces": (99, 1, MOST_PIECES),
    "slot_minutes": (0, 0, LONGEST_SLOT),
    "slot_days": (7, 1, MOST_SLOT_DAYS),
    "slot_hold_minutes": (5, 1, LONGEST_HOLD),
    "slot_change_minutes": (120, 0, LARGEST_MINUTES * MOST_SLOT_DAYS),
}
"""Further numbers: the usual one, the least, the most."""
_LATER: Mapping[str, Any] = {
    **{name: usual for name, (usual, _, _) in LATER_NUMBERS.items()},
    "one_key": False,
}
"""Entries that published rules name only where they differ from this; so do the kinds of work and the limits of alarms."""
_WORK = {code: asdict(kind) for code, kind in WORK_KINDS.items()}
_ALARMS = {kind: asdict(limits) for kind, limits in USUAL.items()}
_OF_CLASS = ("tier", "credit_minutes", "needs_evidence", "from_age", "zh", "en")
_OF_LINE = ("cap", "missed", "more_time_minutes", "recall_limit", "slot_percent")


def read_rules(text: str, base: QueueRules, lines: Mapping[str, Any]) -> QueueRules:
    """Read a rules file: its entries replace those in force, the rest stays.

    Args:
        text: TOML with the numbers above, `[classes.CODE]`, `[lines.CODE]`, `[work.CODE]` and `[alarms.KIND]`.
        base: the rules in force.
        lines: the hall's lines, by code.

    Raises:
        BadRules: every fault, with the nearest known names.
    """
    return _merge(RuleFile.parse(text), base, lines)


def merge_rules(said: Mapping[str, Any], base: QueueRules, lines: Mapping[str, Any]) -> QueueRules:
    """Merge these entries into the rules in force; see `read_rules`."""
    return _merge(RuleFile(said), base, lines)


def _merge(file: RuleFile, base: QueueRules, lines: Mapping[str, Any]) -> QueueRules:
    file.known(file.said, (*NUMBERS, *_LATER, "order", "classes", "lines", "work", "alarms"))
    order = file.one_of(file.said, "order", base.order, ORDER_RULES)
    numbers = {
        name: file.whole(file.said, name, getattr(base, name), most=LARGEST_NUMBER) for name in NUMBERS
    }
    later = {
        name: file.whole(file.said, name, getattr(base, name), least=least, most=most)
        for name, (_, least, most) in LATER_NUMBERS.items()
    }
    if 0 < later["slot_minutes"] < LEAST_SLOT:
        short = Why(f"为 0（不开放）或至少 {LEAST_SLOT}", f"is 0 (none) or at least {LEAST_SLOT}")
        file.fault("slot_minutes", short)
    one_key = file.flag(file.said, "one_key", base.one_key)
    classes = dict(base.classes)
    for code, row in file.tables("classes"):
        classes[code] = _class(file, code, row, classes.get(code))
    of_lines = dict(base.lines)
    said = dict(file.tables("lines"))
    for code in file.known(said, lines, "lines."):
        of_lines[code] = _line(file, code, said[code], base.of_line(code))
    work = dict(base.work)
    for code, row in file.tables("work"):
        work[code] = _work(file, code, row, work.get(code))
    alarms = dict(base.alarms)
    limits = dict(file.tables("alarms"))
    for code in file.known(limits, USUAL, "alarms."):
        alarms[code] = _limits(file, code, limits[code], alarms[code])
    file.finish()
    return replace(
        base,
        **numbers,
        **later,
        one_key=one_key,
        order=order,
        classes=classes,
        lines=of_lines,
        work=work,
        alarms=alarms,
    )


def rules_of(version: int, facts: Mapping[str, Any]) -> QueueRules:
    """Restore published rules."""
    return QueueRules(
        version=version,
        order=facts.get("order", ORDER_1),
        **{name: facts[name] for name in NUMBERS},
        **{name: facts.get(name, usual) for name, usual in _LATER.items()},
        classes={code: VisitorClass(**row) for code, row in facts["classes"].items()},
        lines={code: LineRules(**row) for code, row in facts["lines"].items()},
        work={code: WorkKind(**row) for code, row in facts.get("work", _WORK).items()},
        # kinds that came later than these rules keep their usual limits
        alarms={**USUAL, **{kind: Limits(**row) for kind, row in facts.get("alarms", {}).items()}},
    )


def _check_code(file: RuleFile, table: str, code: str) -> None:
    if not _CODE.fullmatch(code):
        why = Why("编码须为字母、数字、点、横线、下划线", "has a code of letters, digits, dot, hyphen")
        file.fault(f"{table}.{code}", why)


def _work(file: RuleFile, code: str, row: Mapping[str, Any], was: WorkKind | None) -> WorkKind:
    where = f"work.{code}."
    _check_code(file, "work", code)
    file.known(row, ("zh", "en"), where)
    known = was or WorkKind(code, code, code)
    zh, en = (file.words(row, name, getattr(known, name), where) for name in ("zh", "en"))
    return WorkKind(code, zh, en)


def _limits(file: RuleFile, code: str, row: Mapping[str, Any], was: Limits) -> Limits:
    where = f"alarms.{code}."
    file.known(row, ("raise_at", "clear_at", "on"), where)
    raise_at, clear_at = (
        file.whole(row, name, getattr(was, name), where, most=LARGEST_LIMIT)
        for name in ("raise_at", "clear_at")
    )
    found = Limits(raise_at, clear_at, file.flag(row, "on", was.on, where))
    usual = USUAL[code]
    if found.runs_out != usual.runs_out and raise_at != clear_at:
        below = Why("不得低于 raise_at", "is no lower than raise_at")
        above = Why("不得高于 raise_at", "is no higher than raise_at")
        file.fault(f"{where}clear_at", below if usual.runs_out else above)
    return found


def _class(file: RuleFile, code: str, row: Mapping[str, Any], was: VisitorClass | None) -> VisitorClass:
    where = f"classes.{code}."
    _check_code(file, "classes", code)
    file.known(row, _OF_CLASS, where)
    known = was or VisitorClass(code, 1, 0, code, code)
    tier = file.whole(row, "tier", known.tier, where, most=LARGEST_NUMBER)
    if tier not in {0, 1}:
        file.fault(f"{where}tier", Why("只能为 0（法定优先）或 1", "is 0 (statutory) or 1"))
    needs = file.flag(row, "needs_evidence", known.needs_evidence, where)
    if tier == 0 and not needs:
        evidence = Why("法定优先须登记凭何证件", "a statutory class needs the type of its evidence")
        file.fault(f"{where}needs_evidence", evidence)
    age = (
        known.from_age
        if "from_age" not in row
        else file.whole(row, "from_age", 0, where, most=LARGEST_NUMBER)
    )
    credit = file.whole(row, "credit_minutes", known.credit_minutes, where, most=LARGEST_NUMBER)
    return replace(
        known,
        tier=tier,
        credit_minutes=credit,
        zh=file.words(row, "zh", known.zh, where),
        en=file.words(row, "en", known.en, where),
        needs_evidence=needs,
        from_age=age,
    )


def _line(file: RuleFile, code: str, row: Mapping[str, Any], was: LineRules) -> LineRules:
    where = f"lines.{code}."
    file.known(row, _OF_LINE, where)
    cap = file.whole(row, "cap", was.cap, where, most=LARGEST_NUMBER)
    if cap < 1:
        file.fault(f"{where}cap", Why("至少为 1", "is at least 1"))
    missed = row.get("missed", was.missed)
    if not is_missed_policy(missed):
        none_of = Why(
            f"{quoted(missed)} 不是 keep、void、back:N 之一",
            f"{quoted(missed)} is none of keep, void, back:N",
        )
        file.fault(f"{where}missed", none_of)
    minutes = file.whole(row, "more_time_minutes", was.more_time_minutes, where, most=LARGEST_MINUTES)
    limit = file.whole(row, "recall_limit", was.recall_limit, where, most=LARGEST_NUMBER)
    percent = file.whole(row, "slot_percent", was.slot_percent, where, most=100)
    return LineRules(cap, missed, minutes, limit, percent)


def is_missed_policy(said: Any) -> bool:
    """Whether it is `keep`, `void` or `back:N` with N from 1 to 99."""
    return isinstance(said, str) and re.fullmatch(r"keep|void|back:[1-9][0-9]?", said) is not None
