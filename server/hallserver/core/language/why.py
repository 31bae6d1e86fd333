"""Reasons of refusals in both languages: their form, their nouns, and the nearest known value."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, NamedTuple

from hallserver.core.language.text import fold_search, printable

LONGEST_QUOTE = 80
ALIKE = 0.6  # minimal similarity of a word that was perhaps meant
MOST_KNOWN = 30


class Why(NamedTuple):
    """A reason, or a noun, in Chinese and English."""

    zh: str
    en: str

    def then(self, more: Why) -> Why:
        """This reason, continued by another in the same sentence."""
        return Why(self.zh + more.zh, self.en + more.en)


NOTHING = Why("", "")

# the nouns in refusals, by their English word in the contract
NOUNS: dict[str, str] = {
    "account": "账号",
    "appointment": "预约",
    "call for help": "求助",
    "case": "办件",
    "class": "优先类别",
    "clip": "语音片段",
    "closed day": "已闭厅的日期",
    "code": "预约号或取件码",
    "concern": "“办不成事”反映",
    "contest": "异议",
    "department": "部门",
    "device": "设备",
    "alarm": "提醒",
    "emergency": "紧急求助",
    "event": "流水",
    "example": "样例",
    "finding": "扣分项",
    "format": "格式",
    "grouping": "统计口径",
    "kind": "类别",
    "language": "语言",
    "leave": "请假记录",
    "letter": "授权书",
    "line": "队列",
    "kiosk": "取号机",
    "medium": "图片或影片",
    "matter": "事项",
    "message": "消息",
    "sentence": "快捷语",
    "notice": "通知",
    "print job": "打印任务",
    "printer": "打印机",
    "printer profile": "打印机型号",
    "project": "项目",
    "public address": "对外网址",
    "receiver": "接收方",
    "rectification": "差评",
    "replacement": "调换申请",
    "report": "报表",
    "role": "角色",
    "scan": "扫描件",
    "sign-in service": "统一身份认证",
    "secondment": "派驻",
    "slip": "小票",
    "staffer": "工号",
    "state": "状态",
    "table": "表",
    "ticket": "票号",
    "token": "令牌",
    "version": "方案版本",
    "weekday": "星期",
    "hour": "时段",
    "window": "窗口",
    "zone": "区域",
    "span": "期间",
}


def quoted(value: Any) -> str:
    """Quote a user's value: short enough for a sentence, and safe on a terminal.

    >>> quoted("tex"), len(quoted("x" * 1000))
    ('“tex”', 83)
    """
    text = printable(str(value)).replace("\n", " ")
    return f"“{text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + '…'}”"


def near(word: str, known: Iterable[str], alike: float = ALIKE) -> Why:
    """The nearest known value, for the end of a reason; `alike`, 0 to 1, is the minimal similarity.

    >>> near("tex", ["tax", "law"]).en
    '; did you mean “tax”?'
    """
    found = nearest(word, known, alike)
    return Why(f"；是否指“{found}”？", f"; did you mean “{found}”?") if found else NOTHING


def nearest(word: str, known: Iterable[str], alike: float = ALIKE) -> str | None:
    """The nearest known value, ignoring case; None when none is near."""
    folded = {fold_search(each): each for each in known}
    close = get_close_matches(fold_search(word)[:LONGEST_QUOTE], folded, n=1, cutoff=alike)
    return folded[close[0]] if close else None


def hints(word: str, known: Iterable[str], *, listed: bool = False) -> dict[str, Any]:
    """The facts `hint_zh` and `hint_en` of an unknown value: the nearest known one, or the list of all.

    >>> hints("jsn", ["json", "csv"], listed=True)["hint_en"]
    ' Did you mean “json”? Known: json, csv.'
    """
    codes = list(known)
    found = nearest(word, codes)
    zh, en = (f"是否指“{found}”？", f" Did you mean “{found}”?") if found else ("", "")
    if listed:
        shown = codes[:MOST_KNOWN]
        more = "…" if len(codes) > MOST_KNOWN else ""
        zh += f"可用：{'、'.join(shown)}{more}。"
        en += f" Known: {', '.join(shown)}{more}."
    return {"hint_zh": zh, "hint_en": en}
