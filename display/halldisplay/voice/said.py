"""What is spoken. Written by `python -m halldisplay.typed_words` out of the catalogues: change it there."""

# fmt: off

from __future__ import annotations

TICKET = ("请{code}号", "Ticket {code}")
WINDOW = ("到{code}号窗口办理", "please proceed to window {code}")
BRIEF = ("到{code}号窗口", "window {code}")
CHOOSE = ("请选择办理事项。", "Please choose a service.")
DEPARTMENT = ("请选择事项，或返回。", "Please choose a service, or go back.")
SEARCH = ("请按拼音首字母查找事项。", "Type the first letters of the service.")
CONFIRM = ("请确认事项，然后按取号。", "Please check the service, then press take a number.")
TAKEN = ("取号成功，请取走号票，留意叫号。", "Here is your number. Please take your slip and listen for the call.")
STILL = ("还需要时间吗？", "Do you need more time?")
HELP = ("已呼叫导办台，工作人员马上过来。", "The guide desk was called; somebody is on the way.")
CARD_EARLY = ("请先选择要办的事项，再把证件放到读卡处。", "Please choose a service first, then hold your card to the reader.")
CARD_UNREAD = ("没有读清证件，请再放一次。", "Your card was not read. Please hold it there again.")
NO_CARD = ("这不是证件。预约码请返回后签到。", "This is no card. For an appointment please go back and check in.")
CODE_UNKNOWN = ("这不是本大厅的号票或预约码，需要帮助请到导办台。", "This is no slip and no appointment of this hall. The guide desk can help.")
AWAY = ("暂时无法取号，请到导办台。", "No numbers can be given right now. Please go to the guide desk.")

MESSAGES: dict[str, tuple[str, str]] = {
    "voice-ticket": TICKET,
    "voice-window": WINDOW,
    "voice-brief": BRIEF,
    "voice-choose": CHOOSE,
    "voice-department": DEPARTMENT,
    "voice-search": SEARCH,
    "voice-confirm": CONFIRM,
    "voice-taken": TAKEN,
    "voice-still": STILL,
    "voice-help": HELP,
    "voice-card-early": CARD_EARLY,
    "voice-card-unread": CARD_UNREAD,
    "voice-no-card": NO_CARD,
    "voice-code-unknown": CODE_UNKNOWN,
    "voice-away": AWAY,
}
