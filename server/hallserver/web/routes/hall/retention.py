"""What is kept how long: read from the settings; the keys of what is over are deleted at night (`hall retain`)."""

from __future__ import annotations

from datetime import timedelta

from hallserver.contract import RetentionLine, RetentionView, Words
from hallserver.core.language import said
from hallserver.store.watching.dues import ANSWERS_KEPT
from hallserver.web.door import Call, route


@route("GET", "/retention", permission="doctor.ask", response=RetentionView)
def read_retention(call: Call) -> RetentionView:
    """Return each kind with its days, in the order of the table; then what has one rule in every hall."""
    today = call.hall.plan.hours.business_day(call.now)
    days: dict[str, int | None] = {str(kind): kept for kind, kept in call.hall.settings.kept_days.items()}
    days |= {"answers": ANSWERS_KEPT.days, "identities": 0, "phones": 0, "log": None}
    return RetentionView(
        tuple(
            RetentionLine(
                kind,
                Words(said.RETAINED[kind].zh, said.RETAINED[kind].en),
                kept,
                None if kept is None else today - timedelta(days=kept),
            )
            for kind, kept in days.items()
        )
    )
