"""The report for the county: what a hall did in a day, a week or a month, beside the span before."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from hallserver.core.language.words import Words


class CountyFigures(Struct, frozen=True):
    """One department's figures, or all of the hall's; each is that of a report, by department.

    `taken` `called` `served` `given_up` `missed` `not_called`: report `numbers`. `waits` (how many were called),
    `wait_…` and `within` (the hall's target): `waits`. `services` `pieces` `service_…`: `service-times`.
    `accepted`: `outcomes`. `due` `kept`: `promises`. `told` `told_kept`: `told`. `rated` `satisfied` (levels 3 to 5):
    `ratings`. `post_ms`: `sessions` that have ended.
    """

    taken: int = 0
    called: int = 0
    served: int = 0
    given_up: int = 0
    missed: int = 0
    not_called: int = 0
    waits: int = 0
    wait_mean_ms: int = 0
    wait_p50_ms: int = 0
    wait_p90_ms: int = 0
    within: int = 0
    services: int = 0
    pieces: int = 0
    service_mean_ms: int = 0
    service_p50_ms: int = 0
    service_p90_ms: int = 0
    accepted: int = 0
    due: int = 0
    kept: int = 0
    told: int = 0
    told_kept: int = 0
    rated: int = 0
    satisfied: int = 0
    post_ms: int = 0


class CountyRow(Struct, frozen=True):
    """A department, by its code; now, and in the span before."""

    by: str
    name: Words
    now: CountyFigures
    before: CountyFigures


class CountyPeriod(Struct, frozen=True):
    """Business days, both counting; how many of them are closed, and at how many windows somebody sat."""

    first_day: date
    last_day: date
    finished: bool
    days: int
    windows: int = 0


class CountyView(Struct, frozen=True):
    """The report of a span; `department` where it is one department's own. `level_ms`: the hall's target for a wait."""

    hall: Words
    department: Words | None
    span: str
    now: CountyPeriod
    before: CountyPeriod
    level_ms: int
    rows: tuple[CountyRow, ...]
    total: CountyRow


class CountySpans(Struct, frozen=True):
    """The newest finished spans of a kind, the newest first."""

    span: str
    spans: tuple[CountyPeriod, ...]
