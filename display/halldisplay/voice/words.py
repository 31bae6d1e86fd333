"""The words of a call, in two halves that are made apart: the ticket's when it is issued, the window's when it is planned.

请{A零零一}号，到{三}号窗口办理 / Ticket A 0 0 1, please proceed to window 3
While others wait to be called the window's half is the brief one: …，到{三}号窗口 / … window 3
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]
Kind = Literal["ticket", "window", "brief"]
LANGS: tuple[Lang, ...] = ("zh", "en")
_DIGITS = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
_TENS_END = 100
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile("[A-Za-z]{2}")
_FRAMES: dict[tuple[Lang, Kind], str] = {
    ("zh", "ticket"): "请{}号", ("zh", "window"): "到{}号窗口办理", ("zh", "brief"): "到{}号窗口",
    ("en", "ticket"): "Ticket {}", ("en", "window"): "please proceed to window {}", ("en", "brief"): "window {}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a call: whose code, which half, in which language."""

    kind: Kind
    code: str
    lang: Lang

    @property
    def text(self) -> str:
        """As it is said."""
        if self.lang == "zh":
            said = "".join(spoken_zh(self.code, counted=self.kind != "ticket"))
        else:
            said = " ".join(spoken_en(self.code, counted=self.kind != "ticket"))
        return _FRAMES[self.lang, self.kind].format(said)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A fixed sentence, or a name out of the plan, as a kiosk reads it aloud."""

    text: str
    lang: Lang


Utterance = Half | Sentence
# what a kiosk reads on each of its screens
SENTENCES: dict[str, dict[Lang, str]] = {
    "choose": {"zh": "请选择办理事项。", "en": "Please choose a service."},
    "department": {"zh": "请选择事项，或返回。", "en": "Please choose a service, or go back."},
    "search": {"zh": "请按拼音首字母查找事项。", "en": "Type the first letters of the service."},
    "confirm": {
        "zh": "请确认事项，然后按取号。",
        "en": "Please check the service, then press take a number.",
    },
    "taken": {
        "zh": "取号成功，请取走号票，留意叫号。",
        "en": "Here is your number. Please take your slip and listen for the call.",
    },
    "still": {"zh": "还需要时间吗？", "en": "Do you need more time?"},
    "help": {
        "zh": "已呼叫导办台，工作人员马上过来。",
        "en": "The guide desk was called; somebody is on the way.",
    },
    # to a card or a code that cannot be taken now
    "card_early": {
        "zh": "请先选择要办的事项，再把证件放到读卡处。",
        "en": "Please choose a service first, then hold your card to the reader.",
    },
    "card_unread": {
        "zh": "没有读清证件，请再放一次。",
        "en": "Your card was not read. Please hold it there again.",
    },
    "no_card": {
        "zh": "这不是证件。预约码请返回后签到。",
        "en": "This is no card. For an appointment please go back and check in.",
    },
    "code_unknown": {
        "zh": "这不是本大厅的号票或预约码，需要帮助请到导办台。",
        "en": "This is no slip and no appointment of this hall. The guide desk can help.",
    },
    "away": {
        "zh": "暂时无法取号，请到导办台。",
        "en": "No numbers can be given right now. Please go to the guide desk.",
    },
}


def name_aloud(name: str, lang: Lang) -> Sentence:
    """A name out of the plan; one that there is in the other language only is read by that language's voice.

    >>> name_aloud("发票领用", "en").lang, name_aloud("Tax", "zh").lang, name_aloud("A4 打印", "zh").lang
    ('zh', 'en', 'zh')
    """
    if _HAN.search(name):
        return Sentence(name, "zh")
    return Sentence(name, "en" if _LATIN.search(name) else lang)


def halves(ticket: str, window: str, lang: Lang, *, brief: bool = False) -> tuple[Half, Half]:
    """Both halves of a call."""
    return Half("ticket", ticket, lang), Half("brief" if brief else "window", window, lang)


def spoken_zh(code: str, *, counted: bool) -> list[str]:
    """A code's words: letters, and digits one by one; a window's number is counted (十二), as people say it."""
    if counted and code.isdigit() and 0 < int(code) < _TENS_END:
        tens, ones = divmod(int(code), 10)
        ten = [] if not tens else (["十"] if tens == 1 else [_DIGITS[str(tens)], "十"])
        return ten + ([_DIGITS[str(ones)]] if ones or not tens else [])
    return [_DIGITS.get(each, each.upper()) for each in code if each.isalnum()]


def spoken_en(code: str, *, counted: bool) -> list[str]:
    """A code's words: letters, and digits one by one; a window's number as a number."""
    if counted and code.isdigit() and 0 < int(code) < _TENS_END:
        return [str(int(code))]
    return [each.upper() for each in code if each.isalnum()]
