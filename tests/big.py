"""A hall as large as they come: 34 departments, 1,135 matters, 150 windows, names of 110 characters; made by rule, not kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice, product
from pathlib import Path
from typing import Any

from hallserver.alone import found_hall
from hallserver.core.plans.plan import HallPlan, check_plan
from hallserver.core.plans.reader import Reader
from hallserver.local import me
from tests.morning import MORNING

# as a county's list of matters has it: one department with a third of all, eleven with more than a screen holds
MATTERS = (
    344, 120, 90, 75, 60, 50, 45, 40, 35, 30, 25, 20, 18, 16, 15, 14, 13, 12, 12, 11, 10, 10, 9, 9, 8, 8, 7, 6, 5, 5, 4,
    4, 3, 1,
)  # fmt: skip
WINDOWS, ZONES, AT_THE_LARGEST = 150, "ABCDEF", 40
LONGEST = 110
MOST_MATERIALS = 24
OUTSIDE = 40
ENQUIRIES = 30
LARGEST = "d01"
LONGEST_MATTER = "d01-001"
"""A matter with a name of 110 characters and 24 materials, in the largest department."""
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
ZH = (
    "建设工程竣工验收消防备案",
    "特种设备使用登记",
    "危险化学品经营许可",
    "企业设立登记",
    "医疗机构执业登记变更",
    "城市道路挖掘占用审批",
    "排污许可证核发",
    "水利工程管理范围内建设项目批准",
    "食品生产加工小作坊登记",
    "林木采伐许可证核发",
    "民办学校设立分立合并审批",
    "取水许可",
)
EN = (
    "Fire safety record of a finished building",
    "Registration of special equipment",
    "Permit to trade in hazardous chemicals",
    "Registration of a company",
    "Change of a clinic's licence",
    "Permit to dig up a city street",
    "Pollution discharge permit",
    "Approval of works by a waterway",
    "Registration of a small food workshop",
    "Permit to fell trees",
    "Approval of a private school",
    "Water abstraction permit",
)
INITIALS = ("jsgc", "tzsb", "whp", "qysl", "yljg", "csdl", "pwxk", "slgc", "spsc", "lmcf", "mbxx", "qsxk")


def big_plan() -> HallPlan:
    """The plan: everything that is named is named in both languages, some of it at full length."""
    lines = _lines()
    said = {
        "hall": {
            "code": "big",
            "name": name(0, "云水市人民政府政务服务中心", "Yunshui City Government Service Centre", 60),
            "zone": MORNING,
            "always_open": True,
        },
        "departments": [_department(n) for n in range(len(MATTERS))],
        "lines": lines,
        "matters": [*_matters(), *_outside()],
        "windows": [_window(n) for n in range(WINDOWS)],
        "zones": [
            {"code": "all", "name": words("全厅", "Whole hall")},
            *({"code": zone, "name": name(ord(zone), "服务区", "Service area")} for zone in ZONES),
        ],
        "screens": [
            {"code": "board-1", "name": words("大厅综合屏", "Main board")},
            {
                "code": "board-near",
                "name": words("近处综合屏", "Near board"),
                "diagonal_inch": 86,
                "farthest_m": 4,
            },
            *(
                {"code": f"board-{zone}", "name": words(f"{zone} 区屏", f"Board {zone}"), "zone": zone}
                for zone in ZONES
            ),
        ],
        "kiosks": [
            {"code": f"kiosk-{n}", "name": words(f"{n}号取号机", f"Kiosk {n}"), "printer": "printer-1"}
            for n in (1, 2)
        ],
        "printers": [{"code": "printer-1", "name": words("1号打印机", "Printer 1"), "address": "virtual:"}],
        **_people(),
    }
    return check_plan(said, Reader("", "big"))


def found(data: Path) -> Path:
    """Found the big hall in a folder."""
    found_hall(data, big_plan(), me(), demo=False)
    return data


def words(zh: str, en: str) -> dict[str, str]:
    """A name."""
    return {"zh": zh, "en": en}


def name(n: int, zh: str, en: str, length: int = LONGEST) -> dict[str, str]:
    """A name that is exactly so long in each language, filled up with what such names are filled up with."""
    more_zh = "（含变更、延续、补办、注销，以及依法委托县级以上人民政府主管部门实施的部分）"
    more_en = " (including change, renewal, replacement and cancellation, as far as entrusted to the county)"
    return words(_filled(f"{n}号{zh}", more_zh, length), _filled(f"{n}. {en}", more_en, length))


def _filled(head: str, more: str, length: int) -> str:
    text = (head + more * (length // len(more) + 1))[:length]
    return text[:-1] + "s" if text.endswith(" ") else text


def codes_of(department: int) -> list[str]:
    """The codes of a department's matters, departments counted from 0."""
    return [f"d{department + 1:02d}-{n:03d}" for n in range(1, MATTERS[department] + 1)]


def _department(n: int) -> dict[str, Any]:
    full = (
        name(n + 1, "市级行政主管部门", "Municipal authority")
        if n % 5 == 0
        else words(f"第{n + 1}行政主管局", f"Authority No. {n + 1}")
    )
    short = name(n + 1, "局", "Authority", 40) if n % 7 == 0 else words(f"{n + 1}局", f"Authority {n + 1}")
    return {"code": f"d{n + 1:02d}", "name": full, "short": short, "area": ZONES[n % len(ZONES)], "posts": 0}


def _lines() -> list[dict[str, Any]]:
    prefixes = islice((*LETTERS, *map("".join, product(LETTERS, LETTERS))), len(MATTERS) + 2)
    names = [
        name(n + 1, "综合受理队列", "General line") if n % 6 == 0 else words(f"第{n + 1}队", f"Line {n + 1}")
        for n in range(len(MATTERS))
    ]
    codes = [f"l{n + 1:02d}" for n in range(len(MATTERS))]
    named = [
        *zip(codes, names, strict=True),
        ("collect", words("出件", "Collection")),
        ("guide", words("咨询", "Enquiries")),
    ]
    return [
        {
            "code": code,
            "prefix": prefix,
            "name": said,
            **({"kind": "collection"} if code == "collect" else {}),
        }
        for prefix, (code, said) in zip(prefixes, named, strict=True)
    ]


def _matters() -> list[dict[str, Any]]:
    found = []
    for department in range(len(MATTERS)):
        for n, code in enumerate(codes_of(department), 1):
            enquiry = department == 1 and n <= ENQUIRIES
            found.append(
                {
                    "code": code,
                    "department": f"d{department + 1:02d}",
                    "line": "guide" if enquiry else f"l{department + 1:02d}",
                    "name": _matter_name(n, department),
                    "kind": "promised" if n % 3 == 0 else "on_the_spot",
                    "norm_minutes": 5 + n % 20,
                    "promised_days": 5 if n % 3 == 0 else 0,
                    "fee": words("不收费", "Free"),
                    "usual": n == 1 and department < 20,
                    "audience": ("both", "person", "business")[n % 3],
                    "initials": f"{INITIALS[n % len(INITIALS)]}{department}",
                    "materials": [_material(m) for m in range(MOST_MATERIALS if n % 50 == 1 else n % 4)],
                }
            )
    found.append(
        {
            "code": "collect-1",
            "department": "d34",
            "line": "collect",
            "name": words("领取办理结果", "Collect a result"),
            "kind": "on_the_spot",
            "norm_minutes": 5,
            "fee": words("不收费", "Free"),
            "initials": "lq",
        }
    )
    return found


def _matter_name(n: int, department: int) -> dict[str, str]:
    zh, en = ZH[(n + department) % len(ZH)], EN[(n + department) % len(EN)]
    if n % 20 == 1:
        return name(n, zh, en)
    return (
        words(f"{zh}{n}", f"{en} {n}")
        if n % 3
        else words(f"{zh}（{ZH[n % 7]}）{n}", f"{en}, {EN[n % 7].lower()} {n}")
    )


def _material(n: int) -> dict[str, str]:
    if n % 6 == 0:
        return name(n + 1, "申请人身份证明", "Proof of the applicant's identity")
    return words(f"第{n + 1}项申请材料（原件一份、复印件两份）", f"Paper {n + 1}: one original, two copies")


def _outside() -> list[dict[str, Any]]:
    return [
        {
            "code": f"out-{n:02d}",
            "department": f"d{n % 34 + 1:02d}",
            "name": name(n, ZH[n % 12], EN[n % 12]),
            "kind": "on_the_spot",
            "fee": words("不收费", "Free"),
            "in_hall": False,
            "reason": words("需现场勘验", "Needs an inspection on the spot"),
        }
        for n in range(1, OUTSIDE + 1)
    ]


def _window(n: int) -> dict[str, Any]:
    """The first forty serve the largest department; the others the rest by turns."""
    department = 0 if n < AT_THE_LARGEST else 1 + (n - AT_THE_LARGEST) % (len(MATTERS) - 1)
    lines = (
        [f"l{department + 1:02d}"] + (["guide"] if department == 1 else []) + (["collect"] if n == 0 else [])
    )
    said = name(n + 1, "窗口", "Window", 40) if n % 30 == 0 else words(f"{n + 1}号窗口", f"Window {n + 1}")
    return {
        "code": str(n + 1),
        "name": said,
        "zone": ZONES[n * len(ZONES) // WINDOWS],
        "department": f"d{department + 1:02d}",
        "lines": lines,
    }


def _people() -> dict[str, list[dict[str, Any]]]:
    """One post a window; the first of a department is its chief representative, whose letter names all its matters."""
    today = datetime.now(UTC).date()
    begin, end = today - timedelta(days=100), today + timedelta(days=600)
    staffers, secondments, letters = [], [], []
    chiefs: set[str] = set()
    for n in range(WINDOWS):
        department = _window(n)["department"]
        code = f"s{n + 1:03d}"
        staffers.append(
            {
                "code": code,
                "department": department,
                "name": words(f"派驻 {n + 1:03d}号", f"Post {n + 1:03d}"),
            }
        )
        secondments.append(
            {"staffer": code, "role": "staff" if department in chiefs else "chief", "from": begin, "to": end}
        )
        if department not in chiefs:
            chiefs.add(department)
            own = [each["code"] for each in _matters() if each["department"] == department]
            letters.append(
                {
                    "document": f"云政授〔2026〕{n + 1}号",
                    "staffer": code,
                    "from": begin,
                    "to": end,
                    "decide": own,
                }
            )
    return {"staffers": staffers, "secondments": secondments, "letters": letters}
