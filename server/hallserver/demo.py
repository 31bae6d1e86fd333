"""A demo hall: the real catalogue with numbered posts, two-year terms and letters that are valid today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from importlib import resources
from typing import Any

from hallserver.core.plans.plan import HallPlan, read_plan

FILE = "demo_hall.toml"
# matters promised this late need an inquiry elsewhere: their letters only let the window accept
INQUIRY_DAYS = 20
GIVES = {2: ["english"], 3: ["sign_language"]}  # post of a department → what visitors may need of it
JULY = 7  # the month in which rounds of secondments begin


def demo_plan(today: date, zone: str | None = None) -> HallPlan:
    """Return the demo's plan; terms and letters run for two years from last summer, as in a real round.

    zone: the name of a time zone that is there, instead of China's.
    """
    text = resources.files("hallserver").joinpath(FILE).read_text(encoding="utf-8")
    plan = read_plan(text, FILE)
    start = date(today.year if today.month >= JULY else today.year - 1, JULY, 1)
    end = start.replace(year=start.year + 2) - timedelta(days=1)
    staffers: list[dict[str, Any]] = []
    secondments: list[dict[str, Any]] = []
    letters: list[dict[str, Any]] = []
    for department in plan.tables["departments"]:
        posts = [f"{department['code']}-{post:02d}" for post in range(1, department["posts"] + 1)]
        for i, code in enumerate(posts, start=1):
            name = {
                "zh": f"{department['short']['zh']} {i:02d}号",
                "en": f"{department['short']['en']} {i:02d}",
            }
            own = {"code": code, "department": department["code"], "name": name}
            staffers.append({**own, "abilities": GIVES.get(i, [])})
            role = "chief" if i == 1 else "staff"
            secondments.append({"staffer": code, "role": role, "from": start, "to": end})
        if posts:
            letters.append(_letter(plan, department, posts[0], start, end))
    tables = {
        **plan.tables,
        "windows": tuple(_with_low_ones(plan)),
        "staffers": tuple(staffers),
        "secondments": tuple(secondments),
        "letters": tuple(letters),
    }
    return replace(plan, hall={**plan.hall, **({"zone": zone} if zone else {})}, tables=tables)


def _with_low_ones(plan: HallPlan) -> Iterator[dict[str, Any]]:
    """The first window of each department is a low one."""
    seen: set[str | None] = set()
    for row in plan.tables["windows"]:
        is_first = row["department"] not in seen
        seen.add(row["department"])
        yield {**row, "abilities": ["low_window"]} if is_first else row


def _letter(plan: HallPlan, department: dict[str, Any], chief: str, start: date, end: date) -> dict[str, Any]:
    own = [
        row for row in plan.tables["matters"] if row["department"] == department["code"] and row["in_hall"]
    ]
    return {
        "document": f"{department['short']['zh']}授〔{start.year}〕1号",
        "staffer": chief,
        "from": start,
        "to": end,
        "decide": [row["code"] for row in own if row["promised_days"] < INQUIRY_DAYS],
        "accept": [row["code"] for row in own if row["promised_days"] >= INQUIRY_DAYS],
    }
