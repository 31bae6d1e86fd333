"""The hard hall as a plan of the product's own: so that its days can be lived through the real commands."""

from __future__ import annotations

from collections.abc import Iterator

from hallserver.core.plans.plan import HallPlan, read_plan
from hallserver.simulation.hard import Truth

HEAD = """
[hall]
code = "hard"
name = { zh = "推演大厅", en = "Rehearsal hall" }

[hall.hours]
"""
HOURS = '["08:30-12:00", "13:30-17:00"]'
HALL = "hall"


def plan_of(truth: Truth) -> HallPlan:
    """The plan: one department, its matters and lines, windows that any of its people may sit at."""
    return read_plan("\n".join(_parts(truth)), "hard.toml")


def _parts(truth: Truth) -> Iterator[str]:
    yield HEAD + "\n".join(f"{day} = {HOURS}" for day in ("mon", "tue", "wed", "thu", "fri"))
    yield f'[[departments]]\ncode = "{HALL}"\nname = {_both("大厅", "Hall")}\nshort = {_both("大厅", "Hall")}'
    for line in sorted(set(truth.line_of.values())):
        yield f'[[lines]]\ncode = "{line}"\nprefix = "{line}"\nname = {_both(f"{line} 队列", f"Line {line}")}'
    for matter, line in truth.line_of.items():
        yield (
            f'[[matters]]\ncode = "{matter}"\ndepartment = "{HALL}"\nline = "{line}"\nname = {_both(matter, matter)}\n'
            f'kind = "on_the_spot"\nnorm_minutes = {truth.norm[matter]:.0f}\nfee = {_both("免费", "free")}'
        )
    for code, (lines, _) in truth.windows.items():
        served = ", ".join(f'"{each}"' for each in sorted(lines))
        yield (
            f'[[windows]]\ncode = "{code}"\nname = {_both(f"{code} 号窗口", f"Window {code}")}\ndepartment = "{HALL}"\n'
            f'lines = [{served}]\nmandate = "decide"\nzone = "A"'
        )
        for staffer in truth.staffers[code]:
            name = _both(f"大厅 {staffer}", f"Hall {staffer}")
            yield f'[[staffers]]\ncode = "{staffer}"\ndepartment = "{HALL}"\nname = {name}'
            yield f'[[secondments]]\nstaffer = "{staffer}"\nrole = "staff"\nfrom = 2020-01-01\nto = 2099-12-31'


def _both(zh: str, en: str) -> str:
    return f'{{ zh = "{zh}", en = "{en}" }}'
