"""“Could not be done” (办不成事): what a visitor reports at the guide desk, and by when it must be answered."""

from __future__ import annotations

CONCERNS: dict[str, tuple[str, str]] = {
    "sent_elsewhere": ("被要求去原单位办理", "Sent back to the department's own office"),
    "asked_again": ("反复要求补交材料", "Asked for papers again and again"),
    "not_told": ("未一次性告知", "Not told everything at once"),
    "refused_unexplained": ("不予受理未说明理由", "Refused without a reason"),
    "overdue": ("超过承诺时限", "Promised date has passed"),
    "nobody_there": ("窗口无人办理", "Nobody at the window"),
    "system_down": ("系统或设备故障", "System or equipment down"),
    "manner": ("服务态度问题", "Manner of service"),
    "other": ("其他", "Something else"),
}
DUE_WORKDAYS = 5  # a concern is answered within so many working days
