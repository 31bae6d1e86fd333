"""What leaves the hall: `hall outbox` lists it, tries receivers, sends again, gives up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hallserver.cli.options import FOLDED, data_option, need_hall

if TYPE_CHECKING:
    from hallserver.contract import OutboxView


@click.group()
def outbox() -> None:
    """Messages that leave the hall, to the receivers in DIR/outbox.toml (docs/outbox.md)."""


@outbox.command("list")
@data_option
def show(data: Path) -> None:
    """List the receivers, and the messages that have not arrived."""
    from hallserver.core.outgoing.states import FILE
    from hallserver.store import connect
    from hallserver.store.disk.receivers_file import ReceiversFile
    from hallserver.views.hall.outbox import outbox_view

    data = need_hall(data)
    receivers = ReceiversFile(data)
    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        connect.check_schema(connection)
        view = outbox_view(connection, receivers.all)
    reader.dispose()
    if not view.receivers:
        click.echo(f"nothing leaves this hall: there is no {FILE} · 未设置对外接收方")
    _print(view)


def _print(view: OutboxView) -> None:
    for each in view.receivers:
        kind = each.kind if each.listed else "not in outbox.toml · 已不在 outbox.toml 中"
        told = ", ".join([*each.events, *(["visitors"] if each.visitors else [])])
        click.echo(
            f"{each.name} ({kind}): {each.waiting} waiting, {each.sent} sent, {each.given_up} given up; {told}"
        )
    for message in view.messages:
        why = f": {message.refusal}" if message.refusal else ""
        click.echo(
            f"  {message.id} {message.receiver} {message.kind} {message.state}, {message.tries} tries,"
            f" next {message.next_at:%Y-%m-%d %H:%M:%S}Z{why}"
        )


@outbox.command()
@click.argument("receiver", type=FOLDED)
@data_option
def test(receiver: str, data: Path) -> None:
    """Send RECEIVER one message that says that it is a test; the open hall's back office carries it."""
    from hallserver.services.outgoing import outbox as verbs

    _do(data, f"/outbox/receivers/{receiver}/test", lambda work: verbs.queue_test(work, receiver))
    click.echo(f"a test message to {receiver} is on its way; see: hall outbox list")


@outbox.command()
@click.argument("message", type=int)
@data_option
def retry(message: int, data: Path) -> None:
    """Send MESSAGE now: one that waits for its next try, or was given up."""
    from hallserver.services.outgoing import outbox as verbs

    _do(data, f"/outbox/{message}/retry", lambda work: verbs.try_again(work, message))
    click.echo(f"message {message} is sent again")


@outbox.command("give-up")
@click.argument("message", type=int)
@data_option
def give_up(message: int, data: Path) -> None:
    """Give MESSAGE up, which is not sent yet."""
    from hallserver.local import me
    from hallserver.services.outgoing import outbox as verbs

    why = f"{me().label} 放弃 · given up by {me().label}"
    _do(data, f"/outbox/{message}/give-up", lambda work: verbs.give_up(work, message, why))
    click.echo(f"message {message} is given up")


def _do(data: Path, path: str, alone: Any) -> None:
    from hallserver.local import do

    do(need_hall(data), path, {}, alone)


COMMANDS = (outbox,)
