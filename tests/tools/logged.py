"""Writes docs/zh/logged.md and docs/en/logged.md, what is logged and who may see it: `python -m tests.tools.logged`.

Events, streams, rights and retention are the source's own tables; a test compares the pages with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from msgspec import structs

from hallserver.config import Settings
from hallserver.core.casework.retention import LEAST_DAYS, MOST_DAYS, RetainedKind
from hallserver.core.events import EVENTS, Facts, Stream
from hallserver.core.events.retained import RETAINED
from hallserver.core.language import said
from hallserver.core.rights import PERMISSIONS, ROLES
from hallserver.store.watching.dues import ANSWERS_KEPT
from tests.tools.logged_words import ABOUT, FACTS, KINDS_ZH, OF_ONE_KIND, READERS

ROOT = Path(__file__).parents[2]
Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")
PRIVATE_DAYS = Settings(data=Path()).private_days
TOPIC_OF = {name: topic for topic, names in FACTS.items() for name in names.split()}
KEPT_AS = {event.KIND: kind for kind, events in RETAINED.items() for event in events}
ROLES_ZH = {
    "kiosk": "取号机",
    "display": "显示屏",
    "window": "窗口",
    "rating": "评价器",
    "guide": "导办台",
    "platform": "外部平台",
    "manager": "大厅管理",
    "department": "部门",
    "supervision": "监察",
    "technician": "技术员",
    "follower": "群众本人",
    "local": "服务器本机",
}
HEARD = {
    Stream.PUBLIC: ("公开、工作", "public, staff"),
    Stream.STAFF: ("工作", "staff"),
    Stream.LOG: ("—", "—"),
}
HEAD = {
    "zh": f"""# 记了什么，谁能看

大厅发生的每件事都记成一条流水：时间、事情、谁做的、在哪台设备上。流水只增不改，每条与前一条相连，任何改动都能查出。本页由程序按事件表、权限表和保存期限表生成，并由测试核对。

## 三句话

1. **群众不留姓名。** 流水里只有号码。出示的身份证只留当日标记，当晚删除密钥，之后谁也对不上人。
2. **自述内容单独加密。** 反映的原话、联系方式、取件码等另存，每条一把钥匙；默认 {PRIVATE_DAYS} 天后钥匙删除，连备份里的也读不出。
3. **查阅也留痕。** 监察人员每次查阅都记入流水，本人在 **「我的查阅」** 中可见。

## 谁能看流水

| 看什么 | 谁 |
|---|---|
| 整份流水（不含另存内容） | {{log}} |
| 一个号码的经过 | {{past}}；群众本人凭号票二维码看自己的 |
| 一个号码为什么现在叫、谁排在前面 | {{why}} |
| 公开推送：号码、事项、窗口、状态、窗口人员公示姓名、授权书文号 | {{public}} |
| 工作推送：另加提醒、打印机和设备的情况 | {{staff}} |
| 日常报表、考核（部门只见本部门） | {{report}} |
| 另存内容 | 见下表各行 |

推送只含屏幕要显示的几项，没有类别、理由和自述内容。在流水中长期保存的文字不收身份证号和电话号码。
""",
    "en": f"""# What is logged and who may see it

Each thing that happens in the hall is a line of the log: when, what, who did it, at which device. Lines are added and never
changed; each is chained to the one before, so a change is found. This page is written by a program out of the tables of
events, rights and retention, and a test compares them.

## In three sentences

1. **No visitor has a name.** The log knows numbers. A shown identity card leaves a mark of the day; its key is deleted that
   night, and then nobody can tell whose it was.
2. **What somebody told is sealed apart.** Words of a report, contacts, codes: each has a key of its own, which is deleted after
   {PRIVATE_DAYS} days unless the hall says otherwise; no backup can read it then.
3. **Reading leaves a line, too.** Each reading by supervision is logged; its reader finds it under **“My readings”**.

## Who may read the log

| what | who |
|---|---|
| the whole log, without what is sealed apart | {{log}} |
| the story of one number | {{past}}; visitors see their own by the code on the slip |
| why a number is called when it is, and who was first | {{why}} |
| the public stream: number, matter, window, state, the posted name at a window, its letter | {{public}} |
| the staff stream: also alarms, printers and devices | {{staff}} |
| reports and scores (a department sees its own) | {{report}} |
| what is sealed apart | see its rows below |

A stream carries only what a screen shows: no class, no reason, no words. Text that the log keeps for ever takes no identity or
telephone number.
""",
}
TITLES = {
    "zh": (
        "## 保存多久",
        ("内容", "谁在页面上看", "保存"),
        "## 每一种流水",
        ("流水", "什么事", "记了什么", "涉及个人", "实时推送", "另存内容"),
    ),
    "en": (
        "## How long it is kept",
        ("what", "who sees it on a page", "kept"),
        "## Every kind of event",
        ("kind", "what happened", "what it holds", "leads to a person", "streams", "sealed apart"),
    ),
}
EACH = {
    "zh": "每条另有序号、时间、由谁所做（账号、窗口或设备）；下表不再重复。“公开”“工作”指上面的两种推送。逐项名称见[参考](../reference.md#events)。",
    "en": "Each line also has its number, its time and who did it (an account, a window or a device); the table does not repeat that. "
    "“Public” and “staff” are the two streams above. Each fact by its name: [reference](../reference.md#events).",
}
FOREVER = {"zh": "长期", "en": "for ever"}
NOBODY = {"zh": "页面上不显示", "en": "nobody"}


def main() -> None:
    """Write both pages."""
    for lang in LANGS:
        file_of(lang).write_text(write_logged(lang))


def file_of(lang: Lang) -> Path:
    """Where the page of a language is."""
    return ROOT / "docs" / lang / "logged.md"


def write_logged(lang: Lang) -> str:
    """Give the text of the page."""
    kept, kept_head, every, every_head = TITLES[lang]
    readers = {
        "log": _roles("events.read", lang),
        "past": _roles("ticket.past", lang),
        "why": _roles("ticket.see", lang),
        "public": _roles("live.public", lang),
        "staff": _roles("live.staff", lang),
        "report": _roles("report.read", lang),
    }
    parts = [HEAD[lang].format(**readers), kept, "", _table(kept_head, _kept(lang)), "", _limits(lang), ""]
    return "\n".join(
        [*parts, every, "", EACH[lang], "", _table(every_head, map(_Row(lang), EVENTS.values())), ""]
    )


def topics_of(kind: type[Facts]) -> list[str]:
    """What an event's facts are about, in the order of the table.

    Raises:
        KeyError: a fact is in no row of `FACTS`; say there what it is about, and whether it leads to a person.
    """
    names = [each.name.rstrip("_") for each in structs.fields(kind)]
    found = {OF_ONE_KIND.get((kind.KIND, name)) or TOPIC_OF[name] for name in names}
    return [topic for topic in ABOUT if topic in found]


def _limits(lang: Lang) -> str:
    if lang == "zh":
        return f"期限由大厅在设置 `private_days`、`keep` 中规定，{LEAST_DAYS} 至 {MOST_DAYS} 天；技术员在 **「服务器」** 页可见现行期限。"
    return (
        f"A hall sets its own days in `private_days` and `keep`, from {LEAST_DAYS} to {MOST_DAYS}; the technician sees those in "
        "force on the page **“The server”**."
    )


def _kept(lang: Lang) -> Iterable[tuple[str, str, str]]:
    days = {"zh": f"{PRIVATE_DAYS} 天", "en": f"{PRIVATE_DAYS} days"}[lang]
    for kind in RetainedKind:
        yield getattr(said.RETAINED[kind], lang), _reader(kind, lang), days
    night = {"zh": "当日夜间删除", "en": "deleted that night"}[lang]
    yield getattr(said.RETAINED["identities"], lang), NOBODY[lang], night
    answers = {"zh": f"{ANSWERS_KEPT.days} 天", "en": f"{ANSWERS_KEPT.days} days"}[lang]
    yield getattr(said.RETAINED["answers"], lang), NOBODY[lang], answers
    yield getattr(said.RETAINED["log"], lang), _roles("events.read", lang), FOREVER[lang]


class _Row:
    """A kind of event as a row of the table."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._side: Literal[0, 1] = 0 if lang == "zh" else 1

    def __call__(self, kind: type[Facts]) -> tuple[str, ...]:
        topics = topics_of(kind)
        persons = [topic for topic in topics if ABOUT[topic][2]]
        return (
            f"`{kind.KIND}`",
            self._happened(kind),
            self._listed(topics),
            self._listed(persons),
            HEARD[kind.STREAM][self._side],
            self._apart(kind),
        )

    def _happened(self, kind: type[Facts]) -> str:
        if self._lang == "en":
            return " ".join((kind.__doc__ or "").split())
        word = said.EVENT_KINDS.get(kind.KIND.replace(".", "_"))
        return word.zh if word else KINDS_ZH[kind.KIND]

    def _listed(self, topics: Iterable[str]) -> str:
        return {"zh": "；", "en": "; "}[self._lang].join(ABOUT[topic][self._side] for topic in topics) or "—"

    def _apart(self, kind: type[Facts]) -> str:
        if not kind.PRIVATE:
            return "—"
        fields = ", ".join(f"`{each}`" for each in kind.PRIVATE)
        return f"{fields} → {_reader(KEPT_AS[kind.KIND], self._lang)}"


def _reader(kind: RetainedKind, lang: Lang) -> str:
    permission = READERS[kind]
    return _roles(permission, lang) if permission else NOBODY[lang]


def _roles(permission: str, lang: Lang) -> str:
    roles = [role for role in ROLES if role in PERMISSIONS[permission]]
    if lang == "zh":
        return "、".join(ROLES_ZH[role] for role in roles)
    return ", ".join(
        {"local": "the server itself", "follower": "the visitor"}.get(role, role) for role in roles
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [" | ".join(row) for row in (head, *rows)]
    rule = "|".join("---" for _ in head)
    return "\n".join([f"| {lines[0]} |", f"|{rule}|", *(f"| {line} |" for line in lines[1:])])


if __name__ == "__main__":
    main()
