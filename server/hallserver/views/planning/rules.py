"""The rules in force, whole: every entry that a hall may change, and who published what."""

from __future__ import annotations

from sqlalchemy import Connection, select

from hallserver.contract import WholeRulesView
from hallserver.contract.plan import AlarmLimit, LineRule, RulesVersion
from hallserver.core.floor.alarms import WATCHES
from hallserver.core.rules import LATER_NUMBERS, NUMBERS, QueueRules
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import read_rows
from hallserver.store.rows import RuleSetRow
from hallserver.store.schema import rule_sets

NEWEST = 20


def whole_rules(connection: Connection, plan: Plan) -> WholeRulesView:
    """The rules in force with the newest versions."""
    rules = plan.rules
    newest = select(rule_sets).order_by(rule_sets.c.version.desc()).limit(NEWEST)
    return WholeRulesView(
        version=rules.version,
        numbers={name: getattr(rules, name) for name in (*NUMBERS, *LATER_NUMBERS)},
        one_key=rules.one_key,
        lines=tuple(_line(rules, code) for code in plan.lines),
        alarms=_limits(rules),
        versions=tuple(
            RulesVersion(row.version, row.published_at, row.published_by)
            for row in read_rows(connection, newest, RuleSetRow)
        ),
    )


def _line(rules: QueueRules, code: str) -> LineRule:
    own = rules.of_line(code)
    return LineRule(code, own.cap, own.missed, own.more_time_minutes, own.recall_limit, own.slot_percent)


def _limits(rules: QueueRules) -> tuple[AlarmLimit, ...]:
    found = []
    for kind, watch in WATCHES.items():
        limits, usual = rules.alarms[kind], watch.limits
        found.append(
            AlarmLimit(
                kind,
                limits.on,
                limits.raise_at,
                limits.clear_at,
                usual.raise_at,
                usual.clear_at,
                watch.unit,
                watch.who,
            )
        )
    return tuple(found)
