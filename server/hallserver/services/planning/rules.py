"""Rules are published as versions; old versions stay readable for ever."""

from __future__ import annotations

from sqlalchemy import insert

from hallserver.contract import RulesView
from hallserver.core.events import RulesPublished
from hallserver.core.rights import Principal
from hallserver.core.rules import QueueRules
from hallserver.services.context import CommandContext
from hallserver.store.schema import rule_sets


def publish_rules(work: CommandContext, who: Principal, rules: QueueRules) -> RulesView:
    """Put rules in force as the next version; every later call names that version."""
    version = work.plan.rules.version + 1
    facts = rules.as_facts()
    work.connection.execute(
        insert(rule_sets),
        {"version": version, "body": facts, "published_at": work.now, "published_by": who.id},
    )
    work.publish(who, RulesPublished(version=version, rules=facts))
    return RulesView(version, facts, work.now, who.id)
