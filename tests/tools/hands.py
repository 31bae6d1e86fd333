"""Which page has a hand for a route: read off the sources, written into docs/hands.md; run as `python -m tests.tools.hands`.

A route is found in a page's source by the address that the source asks for, and in a test likewise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from hallserver.contract.routes import Route
from hallserver.core.rights import PERMISSIONS
from hallserver.web.routes import all_routes
from tests.conftest import ROOT

FILE = ROOT / "docs/hands.md"
HEAD = """# Hands: which page does what

Each route of the API that a person may use, the pages whose sources ask for it, and the tests that do. Written by
`python -m tests.tools.hands`; a test holds it against the routes, so that none is left without a hand or a reason.

"""
OFFICE, CONSOLE, GUIDE, SHARED = (
    "display/web/office/",
    "display/web/console/",
    "display/web/guide/",
    "display/web/lib/",
)
IN_PARTS: dict[str, str] = {
    "GET /windows/{window}/waiting": CONSOLE + "waiting.tsx",
    **{
        f"POST /windows/{{window}}/{verb}": CONSOLE + file
        for verb, file in {
            "bring-back": "waiting.tsx",
            "call": "waiting.tsx",
            "finish": "dialogs.tsx",
            "miss": "keys.ts",
            "next": "keys.ts",
            "park": "dialogs.tsx",
            "pause": "dialogs.tsx",
            "pin": "desk.ts",
            "recall": "keys.ts",
            "resume": "keys.ts",
            "session": "desk.ts",
            "start": "keys.ts",
            "transfer": "transfer.tsx",
            "undo": "undo.tsx",
            "work": "work.tsx",
            "work/end": "work.tsx",
        }.items()
    },
    "DELETE /windows/{window}/session": CONSOLE + "desk.ts",
    "POST /tickets/{ticket:int}/undo": GUIDE + "raising.tsx",
    "POST /tickets/{ticket:int}/raise": GUIDE + "raising.tsx",
    "POST /tickets/{ticket:int}/more-time": "display/web/phone/follower.ts",
    "DELETE /tickets/{ticket:int}/stops/{matter}": SHARED + "further.tsx",
    **{
        f"POST /cases/{{number}}/{verb}": SHARED + "cases-asks.tsx"
        for verb in ("extend", "ready", "send-out", "supplement")
    },
    **{f"POST /kiosks/{{name}}/{verb}": OFFICE + "stopping.tsx" for verb in ("open", "stop")},
    **{f"POST /lines/{{line}}/{verb}": OFFICE + "stopping.tsx" for verb in ("open", "stop")},
    **{
        f"POST /printers/{{printer}}/{verb}": OFFICE + "paper.tsx"
        for verb in ("looked-at", "paper-changed", "test")
    },
    **{
        f"POST /rectifications/{{case:int}}/{verb}": OFFICE + "rectifications.tsx"
        for verb in ("appeal", "call-back", "done")
    },
    **{
        f"POST /replacements/{{request:int}}/{verb}": OFFICE + "people-asks.tsx"
        for verb in ("consent", "refuse")
    },
    **{
        f"POST /secondments/{{term:int}}/{verb}": OFFICE + "people-asks.tsx"
        for verb in ("decline", "replacement", "return", "sign")
    },
    **{f"GET /reports/{{report}}/{form}": OFFICE + "heat.tsx" for form in ("heat", "trend")},
    "GET /reports/{report}/lengths": OFFICE + "lengths.tsx",
    "POST /leave/{leave:int}/withdraw": OFFICE + "person.tsx",
    "POST /appointments/{code}/cancel": OFFICE + "bookings.tsx",
    "POST /projects/{code}/close": OFFICE + "projects.tsx",
    "POST /pairings/{code}/confirm": OFFICE + "pairing-form.tsx",
    **{
        f"POST /devices/{{role}}/{{name}}/{verb}": OFFICE + "device-page.tsx"
        for verb in ("reload", "rename", "zone")
    },
    "GET /clips/{half}/{code}/{lang}": "kiosk/web/kiosk/reading.ts",
}
"""Where a page puts the address together out of parts; its last word stands in that source."""
BY_PROGRAM: dict[str, str] = {
    "GET /board": "pages get the board on their stream; for programs that only ask",
    "GET /cases/{number}": "pages list cases; one alone is for programs",
    "GET /events": "the log, for replicas and other programs",
    "GET /login/oidc/callback": "a sign-in service sends browsers here, and this sends them on to the page they came from",
    "POST /printers/{printer}/closing-slip": "the office's page downloads it; printing it again is for programs",
    "POST /tickets/{ticket:int}/reopen": "pages take an end back by `undo`; this is for programs without a window",
    "GET /tickets/{ticket:int}/slip.png": "a kiosk without a printer may show it; no page does",
}
"""Routes that a person may use and no page asks for, each with what there is instead."""
LOCAL_ONLY = "for the machine itself: the command line, over the server's own socket"
BY_AGENT = "for an agent: printers, signs, pads and readers ask by themselves"
PLATFORMS, BY_PLATFORM = frozenset({"platform"}), "an outside platform, for its own users: docs/booking.md"
AGENTS = frozenset({"printer"})
LOCAL = frozenset({"local"})
_LITERAL = re.compile(r"[`'\"](/[^`'\"\n]*)[`'\"]")
_PLACE = re.compile(r"\$\{(?:[^{}]|\{[^{}]*\})*\}|\{[^{}]*\}")


@dataclass(frozen=True)
class Hand:
    """A route, where it is asked for, and what there is instead; `reason` None where nobody has said."""

    route: str
    pages: tuple[str, ...]
    tests: tuple[str, ...]
    reason: str | None


def hands() -> list[Hand]:
    """Every route with its pages, its tests, or the reason why no page has it."""
    found = []
    for row in all_routes():
        name = f"{row.method} {row.path}"
        pages = {_page(file) for file, asked in _sources().items() if _asks(row, asked)}
        if name in IN_PARTS:
            pages.add(_page(IN_PARTS[name]))
        tests = tuple(sorted(file for file, asked in _tests().items() if _asks(row, asked)))
        found.append(Hand(name, tuple(sorted(pages)), tests, "" if pages else _reason(row, name)))
    return sorted(found, key=lambda each: each.route.split()[::-1])


def _reason(row: Route, name: str) -> str | None:
    who = PERMISSIONS[row.permission] if row.permission else frozenset()
    if row.local or (who and who <= LOCAL):
        return LOCAL_ONLY
    if who and who <= PLATFORMS:
        return BY_PLATFORM
    return BY_AGENT if who and who <= AGENTS | LOCAL else BY_PROGRAM.get(name)


def _asks(row: Route, asked: frozenset[str]) -> bool:
    form = re.compile(re.sub(r"\\\{\w+(?::int)?\\\}", "[^/]+", re.escape(row.path)) + r"(?:\?.*)?")
    return any(form.fullmatch(each) for each in asked)


@cache
def _sources() -> dict[str, frozenset[str]]:
    found = {}
    for folder in ("display/web", "kiosk/web"):
        for file in sorted((ROOT / folder).rglob("*.ts*")):
            if ".test." not in file.name and "/words/" not in str(file) and file.name != "types.ts":
                found[str(file.relative_to(ROOT))] = _asked(file.read_text())
    return found


@cache
def _tests() -> dict[str, frozenset[str]]:
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    return {str(each.relative_to(ROOT)): _asked(each.read_text()) for each in files}


def _asked(source: str) -> frozenset[str]:
    """The addresses in a source, each place as one word."""
    return frozenset(_PLACE.sub("x", each) for each in _LITERAL.findall(source))


def _page(file: str) -> str:
    folder = file.split("/")[2]
    return f"{folder}: `{file.split('/', 3)[3]}`"


def text() -> str:
    """The document."""
    rows = ["| route | on page: by | tried in |", "|---|---|---|"]
    for each in hands():
        by = "<br>".join(each.pages) or f"– {each.reason}"
        tried = (
            "<br>".join(f"`{test.removeprefix('tests/')}`" for test in each.tests[:3])
            or "every route: `web/test_rights.py`"
        )
        rows.append(f"| `{each.route}` | {by} | {tried} |")
    return HEAD + "\n".join(rows) + "\n"


def main() -> None:
    """Write the document."""
    FILE.write_text(text())


if __name__ == "__main__":
    main()
