"""“Could not be done” (办不成事): a concern that a visitor reports at the guide desk, and its deadline."""

from __future__ import annotations

from enum import StrEnum


class ConcernKind(StrEnum):
    """Kinds of concerns: what could not be done, or why."""

    SENT_ELSEWHERE = "sent_elsewhere"
    ASKED_AGAIN = "asked_again"
    NOT_TOLD = "not_told"
    REFUSED_UNEXPLAINED = "refused_unexplained"
    OVERDUE = "overdue"
    NOBODY_THERE = "nobody_there"
    SYSTEM_DOWN = "system_down"
    MANNER = "manner"
    OTHER = "other"


CONCERNS: dict[ConcernKind, tuple[str, str]] = {
    ConcernKind.SENT_ELSEWHERE: ("被要求去原单位办理", "Sent back to the department's own office"),
    ConcernKind.ASKED_AGAIN: ("反复要求补交材料", "Asked for papers again and again"),
    ConcernKind.NOT_TOLD: ("未一次性告知", "Not told everything at once"),
    ConcernKind.REFUSED_UNEXPLAINED: ("不予受理未说明理由", "Refused without a reason"),
    ConcernKind.OVERDUE: ("超过承诺时限", "Promised date has passed"),
    ConcernKind.NOBODY_THERE: ("窗口无人办理", "Nobody at the window"),
    ConcernKind.SYSTEM_DOWN: ("系统或设备故障", "System or equipment down"),
    ConcernKind.MANNER: ("服务态度问题", "Manner of service"),
    ConcernKind.OTHER: ("其他", "Something else"),
}
DUE_WORKDAYS = 5  # working days in which a concern must be answered
