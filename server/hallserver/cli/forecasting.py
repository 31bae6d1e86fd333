"""Look ahead and back: put the forecast of waits on trial; arrivals, windows needed, what if."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hallserver.cli.options import data_option

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from hallserver.forecast.trial import Verdict
    from hallserver.history.questions import Question
    from hallserver.store.catalogue import Plan

DAYS = 60
LEARN = 10
MINUTE_MS = 60_000


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--hall", "world", type=click.Choice(["hard"]), help="A made-up hall whose truth is known.")
@click.option("--seed", default=1, show_default=True, help="Of the made-up hall.")
@click.option(
    "--days", default=DAYS, show_default=True, help="How many are judged; of a file: all the others."
)
@click.option("--learn", default=LEARN, show_default=True, help="Of a file: days that are only learned from.")
@data_option
def backtest(file: Path | None, world: str | None, seed: int, days: int, learn: int, data: Path) -> None:
    """Hold told waits against what happened, beside simpler forecasts.

    FILE is a CSV of any real queue with the columns arrived, called, finished, line. Without it, and without --hall,
    the hall's own log is judged: what it told, and what became of it.
    """
    if file is not None:
        from hallserver.forecast.records import read_records, try_records

        found = read_records(file)
        with _progress("days", len(found)) as say:
            rows = try_records(found, learn, say=say)
        _show(rows, file.name)
    elif world is not None:
        from hallserver.simulation.trials import WARM_UP, try_hard_hall

        with _progress("days", days + WARM_UP) as say:
            rows = try_hard_hall(seed, days, say=say)
        _show(rows, f"the hard hall, seed {seed}")
    else:
        _show_own(data)


@click.command()
@click.option("--days", default=10, show_default=True, help="Working days from today on.")
@data_option
def forecast(days: int, data: Path) -> None:
    """Print how many are expected on the next working days, by line."""
    from rich.console import Console
    from rich.table import Table

    from hallserver.contract import ArrivalsView
    from hallserver.history.questions import AskArrivals

    view: ArrivalsView = _ask(data, lambda today: AskArrivals(today=today, days=days))
    error = "too few days to say" if view.error_percent is None else f"{view.error_percent} %"
    click.echo(f"from {view.past_days} days; error on the last ones, by line and half hour: {error}")
    shown = Table("day", "line", "expected", "busiest half hour")
    for day in view.days:
        for line in day.lines:
            busiest = max(line.slots, key=lambda each: each.expected)
            total = sum(each.expected for each in line.slots)
            band = f"{busiest.at}: {busiest.expected:.0f} ({busiest.low:.0f}–{busiest.high:.0f})"
            shown.add_row(str(day.day), f"{line.name.zh} {line.name.en}", f"{total:.0f}", band)
    Console().print(shown)


@click.command()
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="That day; today unless said.")
@click.option("--share", default=80, show_default=True, help="Percent of visitors to be called in time.")
@click.option("--within", default=15, show_default=True, help="Minutes.")
@data_option
def staff(day: datetime | None, share: int, within: int, data: Path) -> None:
    """Print how many windows each line needs in each half hour of a day, and how many are planned."""
    from rich.console import Console
    from rich.table import Table

    from hallserver.contract import StaffingView
    from hallserver.history.questions import AskStaffing

    view: StaffingView = _ask(
        data,
        lambda today: AskStaffing(
            today=today, day=day.date() if day else today, share_percent=share, within_minutes=within
        ),
    )
    shown = Table(
        "line", "from", "expected", "needed", "planned", title=f"{view.day}: {share} % within {within} min"
    )
    for line in view.lines:
        for slot in line.slots:
            name = f"{line.name.zh} {line.name.en}"
            short = slot.needed > slot.planned
            needed = f"[bold red]{slot.needed}[/]" if short else str(slot.needed)
            shown.add_row(name, slot.at, f"{slot.expected:.1f}", needed, str(slot.planned))
    Console().print(shown)


@click.command("what-if")
@click.option(
    "--open", "opened", multiple=True, help="8@10:00-11:30=LINE+LINE: the window calls these lines only."
)
@click.option("--close", "closed", multiple=True, help="8@10:00-11:30: the window is closed.")
@click.option(
    "--lend", "lent", multiple=True, help="8@10:00-11:30=LINE: the window calls these lines besides its own."
)
@click.option(
    "--rules", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Other rules of the order."
)
@data_option
def what_if(
    opened: tuple[str, ...], closed: tuple[str, ...], lent: tuple[str, ...], rules: Path | None, data: Path
) -> None:
    """Live past days again with other windows or rules, and print the waits before and after."""
    from rich.console import Console
    from rich.table import Table

    from hallserver.core.rules import read_rules
    from hallserver.forecast.answers import rehearse
    from hallserver.forecast.changes import read_change
    from hallserver.history.questions import AskWhatIf
    from hallserver.services.planning.sheetfiles import read_text

    with _reading(data) as (connection, plan, today):
        said = [("open", each) for each in opened] + [("close", each) for each in closed]
        changes = tuple(
            read_change(plan, kind, each) for kind, each in [*said, *(("lend", each) for each in lent)]
        )
        if not changes and rules is None:
            raise click.UsageError("say at least one of --open, --close, --lend, --rules")
        proposed = (
            read_rules(read_text(rules.read_bytes(), rules.name), plan.rules, plan.lines) if rules else None
        )
        question = AskWhatIf(first_day=date.min, last_day=today - timedelta(days=1), changes=changes)
        view = rehearse(data, connection, plan, question, proposed)
    click.echo(f"{view.advice.zh}\n{view.advice.en}")
    shown = Table(
        "", "a day", "half, min", "nine tenths, min", "mean shorter by, min", title=f"{view.days} past days"
    )
    for row in view.rows:
        half = f"{row.before_p50_ms / MINUTE_MS:.0f} → {row.after_p50_ms / MINUTE_MS:.0f}"
        most = f"{row.before_p90_ms / MINUTE_MS:.0f} → {row.after_p90_ms / MINUTE_MS:.0f}"
        low, gain, high = (each / MINUTE_MS for each in (row.gain_low_ms, row.gain_ms, row.gain_high_ms))
        shown.add_row(
            f"{row.name.zh} {row.name.en}",
            f"{row.visitors_a_day:.0f}",
            half,
            most,
            f"{gain:.1f} ({low:.1f} … {high:.1f})",
        )
    Console().print(shown)


@contextmanager
def _reading(data: Path) -> Iterator[tuple[Connection, Plan, date]]:
    from datetime import UTC

    from hallserver.store import connect
    from hallserver.store.catalogue import load_plan

    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        plan = load_plan(connection)
        yield connection, plan, plan.hours.business_day(datetime.now(UTC))
    reader.dispose()


def _ask(data: Path, question: Callable[[date], Question]) -> Any:
    """Answer a question here: the database is only read, and a server may run beside it."""
    from hallserver.forecast.answers import FORESIGHT
    from hallserver.history.answers import answer_alone
    from hallserver.store import connect

    with _reading(data) as (_, _, today):
        asked = question(today)
    reader = connect.reading_engine(data)
    try:
        return answer_alone(data, reader, asked, FORESIGHT)
    finally:
        reader.dispose()


def _show(rows: list[Any], title: str) -> None:
    from hallserver.forecast.trial import judge

    verdict = judge(rows)
    click.echo(
        f"{title}: {verdict.told} told, {verdict.called} called, mean wait {verdict.mean_wait:.1f} min"
    )
    _table(verdict)
    groups = "  ".join(f"{name} {100 * share:.0f}" for name, share in verdict.groups.items())
    click.echo(f"kept in each group with enough told (%): {groups or 'none has enough'}")
    click.echo(f"days with fewer than 80 % kept: {100 * verdict.bad_days:.0f} %")


def _table(verdict: Verdict) -> None:
    from rich.console import Console
    from rich.table import Table

    shown = Table("forecast", "RMSE ÷ mean wait", "bias, min", "kept", "width, min")
    for name, rrmse in verdict.rrmse.items():
        own, level = name == "forecast", name == "level 0"
        kept = verdict.kept if own else verdict.estimate_kept
        width = verdict.width if own else verdict.estimate_width
        bias = f"{verdict.bias:+.1f}" if own else ""
        more = (f"{100 * kept:.1f} %", f"{width:.1f}") if own or level else ("", "")
        shown.add_row(name, f"{100 * rrmse:.1f} %", bias, *more)
    Console().print(shown)


def _show_own(data: Path) -> None:
    """What this hall told, by line: from the report that the office shows."""
    from rich.console import Console
    from rich.table import Table

    from hallserver.store import connect
    from hallserver.store.catalogue import load_plan
    from hallserver.views.figures.reports import Ask, report

    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        plan = load_plan(connection)
        found = report(connection, plan, Ask("told", "line", date.min, date.max, plan.hours.zone))
    reader.dispose()
    shown = Table("line", "told", "kept", "share", "never called", "not judged")
    for row in (*found.rows, found.total):
        share = f"{100 * row.extra.get('kept', 0) / row.count:.0f} %" if row.count else "–"
        figures = (row.count, row.extra.get("kept", 0), share, row.extra.get("not_called", 0), row.excluded)
        shown.add_row(f"{row.name.zh} {row.name.en}", *map(str, figures))
    Console().print(shown)


@contextmanager
def _progress(what: str, count: int) -> Iterator[Any]:
    """Show how many of them are done, with the rate."""
    from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task(what, total=count)
        yield lambda done: bar.update(task, completed=done)


COMMANDS = (backtest, forecast, staff, what_if)
