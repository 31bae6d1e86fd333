"""What the back office foresees: the table in which told waits are looked up."""

from __future__ import annotations

import time

import msgspec

from hallserver.core.errors import Malformed
from hallserver.core.language.why import Why
from hallserver.core.queue.foretold import Foretold
from hallserver.services.context import CommandContext
from hallserver.web.door import LARGEST_PLAN, Act, Call, route

_decode = msgspec.json.Decoder(Foretold).decode


@route(
    "POST",
    "/local/foretold",
    permission="hall.plan",
    body=bytes,
    keyed=False,
    local=True,
    largest=LARGEST_PLAN,
)
def take_foretold(call: Call) -> Act:
    """Use this table for told waits, until the next one or for 20 s."""
    try:
        table = _decode(call.body)
    except msgspec.MsgspecError as error:
        raise Malformed(Why(f"不是等候预测表：{error}", f"not a table of foretold waits: {error}")) from error

    def command(work: CommandContext) -> None:
        work.plan.forecasts.take(table, time.monotonic() * 1000)

    return Act(command)
