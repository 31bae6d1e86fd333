"""What stands on LED signs. Written by `python -m halldisplay.typed_words` out of the catalogues: change it there."""

# fmt: off

from __future__ import annotations

CALLED = ("请办理", "Please come")
SERVING = ("正在办理", "Now serving")
OPEN = ("等候叫号", "Open")
PAUSED = ("暂停服务", "Paused")
WORKING = ("后台办理", "Desk work")
CLOSED = ("暂未开放", "Closed")
LOST = ("连接中断", "Line lost")

MESSAGES: dict[str, tuple[str, str]] = {
    "sign-called": CALLED,
    "sign-serving": SERVING,
    "sign-open": OPEN,
    "sign-paused": PAUSED,
    "sign-working": WORKING,
    "sign-closed": CLOSED,
    "sign-lost": LOST,
}
