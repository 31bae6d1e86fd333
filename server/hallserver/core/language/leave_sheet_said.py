"""What stands in a sheet of leave. Written by `python -m halldisplay.typed_words` out of the catalogues: change it there."""

# fmt: off

from __future__ import annotations

TITLE = ("请假", "Leave")
STAFFER = ("人员", "Person")
NAME = ("姓名", "Name")
DEPARTMENT = ("部门", "Department")
KIND = ("类别", "Kind")
FROM = ("从", "From")
TO = ("到", "To")
HALF = ("半天", "Half a day")
AM = ("上午", "Morning")
PM = ("下午", "Afternoon")

MESSAGES: dict[str, tuple[str, str]] = {
    "leave-sheet-title": TITLE,
    "leave-sheet-staffer": STAFFER,
    "leave-sheet-name": NAME,
    "leave-sheet-department": DEPARTMENT,
    "leave-sheet-kind": KIND,
    "leave-sheet-from": FROM,
    "leave-sheet-to": TO,
    "leave-sheet-half": HALF,
    "leave-sheet-am": AM,
    "leave-sheet-pm": PM,
}
