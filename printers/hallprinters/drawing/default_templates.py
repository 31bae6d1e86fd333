"""The built-in templates, used until the hall changes them, and sample facts for previews."""

from __future__ import annotations

from dataclasses import replace

from hallprinters.drawing import said
from hallprinters.drawing.slip import Slip
from hallprinters.drawing.templates import Facts, Kind, Part, Template, fill

HOUSE: dict[str, Template] = {
    "ticket": Template((
        Part("logo"),
        Part("text", "{hall}", "{hall}", size="large", align="center", bold=True),
        Part("text", "{area}", "{area}", size="small", align="center"),
        Part("rule"),
        Part("text", "{department}", "{department}", align="center"),
        Part("text", "{matter}", "{matter}", size="large", align="center", bold=True),
        Part("number", value="{number}"),
        Part("mark", "{channel}", "{channel}"),
        Part("list", *said.STOPS, "stops", bold=True),
        Part("pair", *said.AHEAD, "{ahead} 人"),
        Part("pair", *said.WAIT, "{wait}"),
        Part("pair", *said.WINDOWS, "{windows}", size="large"),
        Part("rule"),
        Part("qr", *said.FOLLOW),
        Part("text", "{missed}", "{missed}", size="small"),
        Part("list", *said.MATERIALS, "materials", bold=True),
        Part("rule"),
        Part("pair", *said.ISSUED, "{issued}", size="small"),
    )),
    "receipt": Template((
        Part("logo"),
        Part("text", "{hall}", "{hall}", size="large", align="center", bold=True),
        Part("text", "{title}", "{title}", size="head", align="center", bold=True),
        Part("rule"),
        Part("text", "{department} · {matter}", "{department} · {matter}", align="center"),
        Part("pair", *said.CASE_NUMBER, "{case}"),
        Part("pair", *said.READY_BY, "{promised}", size="large"),
        Part("text", "{reserve}", "{reserve}", size="small"),
        Part("pair", *said.PROMISED, "{days} 个工作日"),
        Part("pair", *said.ACCEPTED_NUMBER, "{number}", size="small"),
        Part("pair", *said.ACCEPTED_WINDOW, "{window}", size="small"),
        Part("pair", *said.ACCEPTED_AT, "{accepted}", size="small"),
        Part("rule"),
        Part("text", "{bring}", "{bring}"),
        Part("list", "{papers}", "{papers}", "materials"),
        Part("pair", "{code_name}", "{code_name}", "{code}", size="large"),
        Part("text", "{way_back}", "{way_back}", size="small"),
    )),
    "closing": Template((
        Part("text", "{hall}", "{hall}", size="large", align="center", bold=True),
        Part("text", "日终小票", "Closing slip", size="head", align="center", bold=True),
        Part("text", "{day}", "{day}", size="large", align="center"),
        Part("rule"),
        Part("pair", "取号", "Issued", "{issued}"),
        Part("pair", "叫号", "Called", "{called}"),
        Part("pair", "办件", "Services", "{served}"),
        Part("pair", "办结", "Finished", "{finished}"),
        Part("pair", "取消", "Cancelled", "{cancelled}"),
        Part("pair", "过期", "Expired", "{expired}"),
        Part("pair", "作废", "Void", "{void}"),
        Part("rule"),
        Part("pair", "末条记录", "Last event", "{seq}"),
        Part("text", "校验值 {hash}", "Hash of the day's last event", size="small"),
        Part("text", "请保存本小票：改动当日记录后，校验值不再相符。",
             "Keep this slip: if the day's record is altered, the hash no longer matches.", size="small"),
        Part("pair", "打印时间", "Printed", "{printed}", size="small"),
    )),
    "test": Template((
        Part("mark", "测试", "TEST"),
        Part("text", "{hall}", "{hall}", align="center"),
        Part("pair", "打印机", "Printer", "{printer}"),
        Part("pair", "地址", "Address", "{address}", size="small"),
        Part("pair", "型号", "Profile", "{profile}", size="small"),
        Part("number", value="0123456789"),
        Part("text", "永和九年，岁在癸丑。“（䶮㙍𬭎）”", "The quick brown fox jumps over the lazy dog.", size="small"),
        Part("pair", "打印时间", "Printed", "{printed}", size="small"),
    )),
}  # fmt: skip

_HASH = "9f3c21d0 77ab4e05 61c8b2de 0f94a3b7 5d20c1ee 8842f6a1 03b9d57c e16f2a48"
_HALL = {
    "hall": ("滨海区政务服务大厅", "Binhai District Government Service Hall"),
    "area": ("二楼 B 区", "Floor 2, Area B"),
    "department": ("市场监督管理局", "Market Regulation"),
    "matter": ("企业设立登记", "Company registration"),
    "number": ("A107", "A107"),
    "printed": ("2026-03-02 17:02", "2026-03-02 17:02"),
}
SAMPLES: dict[str, Facts] = {
    "ticket": Facts(
        _HALL
        | {
            "ahead": ("12", "12"),
            "wait": ("15–25 分钟 min", "15–25 分钟 min"),
            "windows": ("3、4、5、12", "3, 4, 5, 12"),
            "channel": ("", ""),
            "issued": ("2026-03-02 09:41", "2026-03-02 09:41"),
            "day": ("2026-03-02", "2026-03-02"),
            "identity": ("···· 5678", "···· 5678"),
            "missed": (
                "过号后请到导办台重新排队，排在第 3 位之后。",
                "Missed your call? Go to the guide desk; you go behind the next 3.",
            ),
        },
        {},
        link="https://hall.example.gov.cn/t#1042.9f3c21d077ab4e0561c8b2de0f94a3b7",
    ),
    "receipt": Facts(
        _HALL
        | {
            "window": ("12 号", "12"),
            "accepted": ("2026-03-02 10:05", "2026-03-02 10:05"),
            "promised": ("2026-03-05", "2026-03-05"),
            "reserve": ("", ""),
            "days": ("3", "3"),
            "code": ("40729183", "40729183"),
            "title": ("承诺件受理回执", "Receipt for an accepted matter"),
            "case": ("2026-000123", "2026-000123"),
            "bring": said.BRING,
            "papers": said.BRING_TOO,
            "code_name": said.CODE,
            "way_back": said.WAY_BACK,
        },
        {"materials": (("公章", "Company seal"), ("营业执照正本", "Business licence, original"))},
    ),
    "closing": Facts(
        _HALL
        | {
            "day": ("2026-03-02", "2026-03-02"),
            "issued": ("412", "412"),
            "called": ("405", "405"),
            "finished": ("391", "391"),
            "served": ("398", "398"),
            "cancelled": ("7", "7"),
            "expired": ("5", "5"),
            "void": ("9", "9"),
            "seq": ("18 204", "18 204"),
            "hash": (_HASH, _HASH),
        }
    ),
    "test": Facts(
        _HALL
        | {
            "printer": ("1号取号机打印机", "Kiosk 1 printer"),
            "address": ("tcp://192.168.1.50:9100", "tcp://192.168.1.50:9100"),
            "profile": ("80mm", "80mm"),
        }
    ),
}
MATERIALS = (
    ("公司登记（备案）申请书", "Application form"),
    ("公司章程", "Articles of association"),
    ("法定代表人身份证", "Legal representative's ID"),
)


def _with(facts: Facts, **words: tuple[str, str]) -> Facts:
    return replace(facts, words={**facts.words, **words})


VARIANTS: dict[str, tuple[Kind, Facts]] = {
    **{kind: (kind, SAMPLES[kind]) for kind in ("ticket", "receipt", "closing", "test")},
    "priority": ("ticket", _with(SAMPLES["ticket"], channel=("法定优先", "Statutory priority"))),
    "appointment": ("ticket", _with(SAMPLES["ticket"], channel=("预约 10:00–10:30", "Appointment"))),
    "green": ("ticket", _with(SAMPLES["ticket"], channel=("绿色通道", "Green channel"))),
    "reprint": ("ticket", replace(SAMPLES["ticket"], copy=2)),
    "materials": ("ticket", replace(SAMPLES["ticket"], lists={"materials": MATERIALS})),
    "english": ("ticket", replace(SAMPLES["ticket"], lang="en")),
}
"""What `hall slip preview --kind` shows, by name."""


def preview(name: str, template: Template | None = None, *, logo: str | None = None) -> Slip:
    """Return the slip of a variant with its sample facts, in this template or the built-in one."""
    kind, facts = VARIANTS[name]
    return fill(template or HOUSE[kind], replace(facts, logo=logo), title=name)
