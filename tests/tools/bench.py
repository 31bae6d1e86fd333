"""`make bench`: measures the hall beside its floors in the same run, prints a table, keeps it in docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from hallserver.core.casework.outcomes import Outcome
from hallserver.services.context import CommandContext
from hallserver.services.queue import numbers
from tests.actors import Clerk, Visitor
from tests.chromium import launching
from tests.conftest import ROOT
from tests.running import RunningHall, copy_hall, hall, matter_of
from tests.small import KIOSK, Desk
from tests.tools import busy, crowds, fanning, foreseeing, volley
from tests.tools.busy import quiet
from tests.tools.fanning import resident

SECONDS = float(os.environ.get("HALL_BENCH_SECONDS", "6"))
BOARDS = 100
CALLS = 60
LENGTHS = (100, 100_000)
NEXTS = 200


def main() -> None:
    """Measure everything once; each part in a hall of its own."""
    with tempfile.TemporaryDirectory() as home:
        template = Path(home) / "template"
        hall("demo", data=template)
        rows = [*bare_commits(Path(home)), *busy.rows_of(template, Path(home))]
        rows += lengths(Path(home))
        rows += calling(template, Path(home) / "call")
        rows += starting(template, Path(home) / "start")
        rows += weights(template, Path(home) / "weights")
        rows += crowds.rows_of(Path(home))
    rows += fanning.rows_of()
    rows += foreseeing.rows_of()
    text = table(rows)
    print(text)
    (ROOT / "docs/benchmarks.md").write_text(
        HEAD.format(machine=machine(), day=datetime.now(UTC).date()) + text
    )


HEAD = """# Benchmarks

`make bench` writes this page. Machine: {machine}. Day: {day}.

Client and server share the machine's processors, so the client's own work is in every figure. Each figure stands beside
a floor of the same run: a bare SQLite commit of the same rows, the same server with nothing behind the route, and the
smallest honest app (`tests/tools/smallest_app.py`): a number, and nothing else.

"""


def bare_commits(home: Path) -> Iterator[tuple[str, str, str]]:
    """The rows of one issue, written by nothing but the driver: WAL, FULL, one commit each."""
    connection = sqlite3.connect(home / "bare.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE counter (line TEXT PRIMARY KEY, last INTEGER)")
    connection.execute("CREATE TABLE head (seq INTEGER, hash BLOB)")
    for name in ("ticket", "stop", "job", "event", "answer"):
        connection.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c INTEGER, d BLOB)")
    connection.execute("INSERT INTO counter VALUES ('A', 0)")
    connection.execute("INSERT INTO head VALUES (0, x'00')")
    took: list[float] = []
    began = time.perf_counter()
    while time.perf_counter() - began < SECONDS / 2:
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE counter SET last = last + 1 WHERE line = 'A'")
        for name in ("ticket", "stop", "job", "event", "answer"):
            connection.execute(
                f"INSERT INTO {name} (a, b, c, d) VALUES (?, ?, ?, ?)", ("A001", "x" * 300, 1, b"h" * 32)
            )
        connection.execute("UPDATE head SET seq = seq + 1")
        connection.execute("COMMIT")
        took.append((time.perf_counter() - start) * 1000)
    connection.close()
    ordered = sorted(took)
    yield (
        "floor: bare SQLite, same rows, one commit each",
        f"{len(took) / (time.perf_counter() - began):,.0f}/s",
        f"p50 {ordered[len(ordered) // 2]:.2f} ms · p99 {ordered[len(ordered) * 99 // 100]:.2f} ms",
    )


def lengths(home: Path) -> Iterator[tuple[str, str, str]]:
    """Call next in a line of a hundred and in one of 100,000: the writer alone, start and finish beside it."""
    found = {}
    for length in LENGTHS:
        desk = Desk(home / f"line-{length}")
        desk.sits("t-2", "1")
        for _ in range(length // 100):
            desk.does(_come, 100)
        took = []
        for _ in range(NEXTS):
            began = time.perf_counter()
            desk.calls("1")
            took.append((time.perf_counter() - began) * 1000)
            desk.finishes("1", Outcome.CONSULTED)
            desk.issue()
        desk.close()
        found[length] = statistics.median(took)
        yield f"call next, {length:,} waiting (writer and commit)", "", spread(took)
    few, many = (found[length] for length in LENGTHS)
    yield "call next, the long line ÷ the short one (aim ≤ 1.5)", f"{many / few:.2f} ×", "of the medians"


def _come(work: CommandContext, count: int) -> None:
    for _ in range(count):
        numbers.issue(work, KIOSK, numbers.Wish("tax-file"))


def calling(template: Path, data: Path) -> Iterator[tuple[str, str, str]]:
    """Call → last of 100 boards, and call → DOM in Chromium."""
    with quiet(template, data) as running:
        matter = matter_of(running, "8")
        visitor = Visitor(running, running.token("kiosk", "bench"))
        clerk = Clerk(running, running.token("window", "8", staffer="any"), window="8")
        screens = volley.Screens(running.port, running.token("display", "bench"), BOARDS)
        first, last = [], []
        for _ in range(CALLS):
            number = visitor.takes_ticket(matter)["number"]
            screens.hear(number, time.perf_counter())
            since = time.perf_counter()
            clerk.calls_next()
            heard = screens.hear("ticket.called", since)
            assert len(heard) == BOARDS
            first.append(heard[0])
            last.append(heard[-1])
            clerk.does("start")
            clerk.does("finish", outcome="consulted")
        screens.close()
        yield "call → first board", "", spread(first)
        yield f"call → last of {BOARDS} boards", "", spread(last)
        yield "call → painted in Chromium", "", spread(list(painting(running, visitor, clerk, matter)))
        yield (
            "memory of the desk",
            f"{resident(running):.0f} MB",
            f"after {CALLS * 2} visits, with {BOARDS} boards before",
        )
        visitor.close()
        clerk.close()


def painting(running: RunningHall, visitor: Visitor, clerk: Clerk, matter: str) -> Iterator[float]:
    """Milliseconds from the call's request to the row in the board's document."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launching())
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.goto(f"{running.url}/board#token={running.token('display', 'board-1')}")
        page.wait_for_selector("table", timeout=20_000)
        page.wait_for_timeout(1500)
        for _ in range(20):
            number = visitor.takes_ticket(matter)["number"]
            page.evaluate(WATCH, number)
            since = time.time() * 1000
            clerk.calls_next()
            yield float(page.evaluate("window.painted")) - since
            clerk.does("start")
            clerk.does("finish", outcome="consulted")
        browser.close()


WATCH = """number => { window.painted = new Promise(done => {
  const look = () => { if (document.querySelector(`[data-testid=call][data-ticket="${number}"]`)) {
    eye.disconnect(); done(performance.timeOrigin + performance.now()); } };
  const eye = new MutationObserver(look);
  eye.observe(document.body, { childList: true, subtree: true, attributes: true }); look(); }); }"""


def starting(template: Path, data: Path) -> Iterator[tuple[str, str, str]]:
    """Cold start: from the command to /readyz, desk only and with the back office; memory at rest."""
    running = RunningHall(copy_hall(template, data))
    took = []
    for _ in range(5):
        took.append(running.start() * 1000)
        resting = resident(running)
        running.stop()
    yield "cold start, command → ready", "", spread(took)
    yield "memory of the desk at rest", f"{resting:.0f} MB", "resident"


def weights(template: Path, data: Path) -> Iterator[tuple[str, str, str]]:
    """What the board's page weighs over the wire, fonts apart, and how soon it paints."""
    with quiet(template, data) as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launching())
        for path, role in (("/board", "display"), ("/kiosk", "kiosk"), ("/announcer", "display")):
            page = browser.new_page(viewport={"width": 1920, "height": 1080})
            page.goto(f"{running.url}{path}#token={running.token(role, 'board-1')}")
            page.wait_for_timeout(2500)
            told = page.evaluate(WEIGHED)
            yield (
                f"{path}, first load",
                f"{told['kb']:.0f} kB",
                f"first paint {told['paint']:.0f} ms · fonts {told['fonts']:.0f} kB",
            )
            page.close()
        browser.close()


WEIGHED = """() => { const all = performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'));
  const size = (test) => all.filter(test).reduce((sum, each) => sum + (each.transferSize || 0), 0) / 1000;
  const font = (each) => /woff2?$/.test(each.name), ours = (each) => !font(each) && !/\\/api\\//.test(each.name);
  return { kb: size(ours), fonts: size(font), paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1 }; }"""


def spread(values: list[float]) -> str:
    ordered = sorted(values)
    return f"p50 {statistics.median(ordered):.1f} ms · p95 {ordered[len(ordered) * 95 // 100]:.1f} ms · max {ordered[-1]:.1f} ms"


def machine() -> str:
    """What this was measured on."""
    model = next(
        (
            each.split(":")[1].strip()
            for each in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in each
        ),
        platform.machine(),
    )
    return f"{os.cpu_count()} × {model}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {sys.platform}"


def table(rows: list[tuple[str, str, str]]) -> str:
    """A table in Markdown."""
    lines = ["| what | rate | latency |", "|---|---|---|"]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows]) + "\n"


if __name__ == "__main__":
    main()
