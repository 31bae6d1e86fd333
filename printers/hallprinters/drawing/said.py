"""What stands on slips. Written by `python -m halldisplay.typed_words` out of the catalogues: change it there."""

# fmt: off

from __future__ import annotations

STOPS = ("本号办理以下事项", "This number is for")
AHEAD = ("前面等候", "Ahead")
WAIT = ("预计等候", "Wait")
WINDOWS = ("办理窗口", "Windows")
FOLLOW = ("扫码查看排队进度，叫到会提醒。", "Follow your place on your phone.")
MATERIALS = ("请备齐以下材料", "Please bring")
ISSUED = ("取号时间", "Issued")
CASE_NUMBER = ("办件编号", "Case no.")
READY_BY = ("办结日期", "Ready by")
PROMISED = ("承诺期限", "Promised")
ACCEPTED_NUMBER = ("受理号", "Ticket")
ACCEPTED_WINDOW = ("受理窗口", "Window")
ACCEPTED_AT = ("受理时间", "Accepted")
BRING = ("取件时请携带本回执和有效身份证件。", "Bring this receipt and your ID when you collect the result.")
BRING_TOO = ("还需带齐", "Please also bring")
CODE = ("取件码", "Return code")
WAY_BACK = ("凭取件码可直接取号，无需重新排队受理。", "With the return code you need not apply again.")
NUMBER = ("号码", "Ticket")
LIST_BEHIND = ("共 {n} 项，见后附清单", "{n} in all, on the next slip")

MESSAGES: dict[str, tuple[str, str]] = {
    "slip-stops": STOPS,
    "slip-ahead": AHEAD,
    "slip-wait": WAIT,
    "slip-windows": WINDOWS,
    "slip-follow": FOLLOW,
    "slip-materials": MATERIALS,
    "slip-issued": ISSUED,
    "slip-case-number": CASE_NUMBER,
    "slip-ready-by": READY_BY,
    "slip-promised": PROMISED,
    "slip-accepted-number": ACCEPTED_NUMBER,
    "slip-accepted-window": ACCEPTED_WINDOW,
    "slip-accepted-at": ACCEPTED_AT,
    "slip-bring": BRING,
    "slip-bring-too": BRING_TOO,
    "slip-code": CODE,
    "slip-way-back": WAY_BACK,
    "slip-number": NUMBER,
    "slip-list-behind": LIST_BEHIND,
}
