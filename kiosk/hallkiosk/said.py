"""Why a window pauses. Written by `python -m halldisplay.typed_words` out of the catalogues: change it there."""

# fmt: off

from __future__ import annotations

SHORT_BREAK = ("短暂离开", "Short break")
LUNCH = ("用餐", "Lunch")
MEETING = ("会议", "Meeting")
PAPERWORK = ("整理材料", "Paperwork")
EQUIPMENT_FAULT = ("设备故障", "Equipment fault")

MESSAGES: dict[str, tuple[str, str]] = {
    "pause-reasons-short-break": SHORT_BREAK,
    "pause-reasons-lunch": LUNCH,
    "pause-reasons-meeting": MEETING,
    "pause-reasons-paperwork": PAPERWORK,
    "pause-reasons-equipment-fault": EQUIPMENT_FAULT,
}
