"""Look ahead and back: put the forecast of waits on trial; arrivals, windows needed, what if."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hallserver.cli.options import data_option

if TYPE_CHECKING:
    from hallserver.forecast.trial import Verdict

DAYS = 60
LEARN = 10


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
    from hallserver.views.reports import Ask, report

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


COMMANDS = (backtest,)
