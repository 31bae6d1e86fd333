"""A line gives no further numbers today, and gives them again; those who wait are served all the same."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import insert, text, update

from hallserver.contract import Words
from hallserver.core.errors import NotFound
from hallserver.core.events import LineOpened, LineStopped
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.store.schema import line_stops


def stop(work: CommandContext, who: Principal, line: str, words: Words) -> None:
    """Give no further numbers of a line today; one that is stopped already gets the new words.

    Appointments and return codes were promised before, and are still taken in.

    Raises:
        NotFound: no such line.
    """
    _end(work, who, line)
    row = {"day": work.day, "line": line, "words": words, "stopped_at": work.now, "stopped_by": who.id}
    work.connection.execute(insert(line_stops), row)
    stopped = {**work.plan.stopped_lines, (work.day, line): words}
    work.plan = replace(work.plan, stopped_lines=stopped)
    work.publish(who, LineStopped(line=line, zh=words.zh, en=words.en))


def open_again(work: CommandContext, who: Principal, line: str) -> None:
    """Let a line give numbers again; one that is not stopped stays as it is.

    Raises:
        NotFound: no such line.
    """
    if _end(work, who, line):
        others = {key: words for key, words in work.plan.stopped_lines.items() if key != (work.day, line)}
        work.plan = replace(work.plan, stopped_lines=others)
        work.publish(who, LineOpened(line=line))


def _end(work: CommandContext, who: Principal, line: str) -> bool:
    """End the stop of today that is in force; False when there is none."""
    if line not in work.plan.lines:
        raise NotFound(what="line", name=line)
    ended = work.connection.execute(
        update(line_stops)
        .where(line_stops.c.day == work.day, line_stops.c.line == line, text("line_stop.opened_at IS NULL"))
        .values(opened_at=work.now, opened_by=who.id)
    )
    return ended.rowcount == 1
