"""What stands on a slip: composed at the lease, from the ticket as it is then; the words of paper are the hall's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec

from hallprinters.slip import Element, Mark, Number, Pair, Qr, Rule, Slip, Text
from hallserver.core.shapes import LeasedJob, MatterView, Words
from hallserver.services.work import Work
from hallserver.store import queries
from hallserver.store.catalogue import Plan
from hallserver.store.types import Found

MISSED = {
    "keep": Words("过号后请到导办台重新排队，保留原顺序。", "Missed your call? Go to the guide desk; you keep your place."),
    "back": Words("过号后请到导办台重新排队，排在第 {n} 位之后。", "Missed your call? Go to the guide desk; you go behind the next {n}."),
    "void": Words("过号作废，请重新取号。", "A missed number is void; please take a new one."),
}  # fmt: skip


def compose(work: Work, job: Found) -> dict[str, Any]:
    """The slip of a leased job, as the JSON shape of `hallprinters.slip.Slip`."""
    stop = queries.STOP_OF_TICKET.run(work.connection, {"ticket": job.ticket}).one()
    windows = [each.code for each in queries.able_windows(work.connection, stop.matter)]
    return as_json(slip(work.plan, job, work.plan.matters[stop.matter], windows, copy=job.copy))


def slip(plan: Plan, ticket: Any, matter: MatterView, windows: list[str], *, copy: int = 1) -> Slip:
    """The slip of a ticket; Chinese first, English beneath in small."""
    department = plan.departments[matter.department]
    zone = plan.hours.zone
    issued = ticket.arrived_at.astimezone(zone)
    places = "、".join(windows) if windows else "待开放"
    elements: list[Element] = []
    if copy > 1:
        elements.append(Mark("补打 REPRINT"))
    elements += [
        Text(plan.name.zh, size="large", align="center", bold=True),
        Text(plan.name.en, size="small", align="center"),
        Rule(),
        Text(f"{department.short.zh} · {matter.name.zh}", size="head", align="center", bold=True),
        Text(f"{department.short.en} · {matter.name.en}", size="small", align="center"),
        Number(ticket.number),
    ]
    if ticket.visitor_class == "statutory":
        elements.append(Text("法定优先 Statutory priority", align="center", bold=True))
    elements += [
        Rule(),
        Pair("前面人数 Ahead", f"{ticket.told_ahead} 人"),
        Pair("预计等候 Wait", _range(ticket)),
        Pair("窗口 Window", places, size="large"),
        Pair("取号时间 Issued", f"{issued:%Y-%m-%d %H:%M}"),
        Rule(),
        *_missed(plan.lines[matter.line].missed),
    ]
    return Slip(tuple(elements), title=ticket.number)


def with_link(job: LeasedJob, link: str, key: str) -> LeasedJob:
    """Add the QR code that opens the visitor's own page; its key is kept nowhere."""
    code = Qr(f"{link.rstrip('/')}/t#{key}", "扫码查看排队进度 Follow on your phone")
    return replace(job, slip={**job.slip, "elements": [*job.slip["elements"], msgspec.to_builtins(code)]})


def as_json(slip_: Slip) -> dict[str, Any]:
    """A slip as plain JSON values."""
    made: dict[str, Any] = msgspec.to_builtins(slip_)
    return made


def _range(ticket: Any) -> str:
    low, high = ticket.told_low_ms // 60_000, ticket.told_high_ms // 60_000
    return f"{low}–{high} 分钟 min"


def _missed(policy: str) -> list[Text]:
    kind, _, n = policy.partition(":")
    words = MISSED[kind]
    return [Text(words.zh.format(n=n), size="small"), Text(words.en.format(n=n), size="small")]
