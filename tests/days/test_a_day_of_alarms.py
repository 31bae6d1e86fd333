"""A day of four hundred numbers: how often the office is called, and how often for nothing.

Nobody acts on the alarms here, so each lasts as long as its cause. Needless is what a manager would say of an alarm
after the fact: it was gone within three minutes by itself; or the same thing was told half an hour before; or it is
about a wait, and nobody of that line has waited as long as the hall's target.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from hallserver.services.supervision import alarms
from hallserver.simulation.days import Pace, run_days
from hallserver.simulation.house import House, opened
from hallserver.store.schema import stops
from hallserver.store.watching.alarms import sightings
from tests.running import hall

NUMBERS = 400
MOST_NEEDLESS = 10
SOON = timedelta(minutes=3)
AGAIN = timedelta(minutes=30)
OF_LINES = {"long_wait", "expected_wait", "crowded", "nobody", "absent"}


@dataclass
class Told:
    kind: str
    subject: str
    at: datetime
    waited: timedelta  # by the one who waits longest in that line, at the most while the alarm stood
    until: datetime | None = None


class Office:
    """Looks once a minute, as the desk does once a second."""

    def __init__(self, house: House) -> None:
        self.house, self.told = house, list[Told]()
        self._usual = house.passes

    def passes(self, at: datetime) -> None:
        self._usual(at)
        house = self.house
        connection, plan, now = house.connection, house.plan, house.now
        house.commit()
        with connection.begin():
            seen = sightings(connection, plan, now)
            news = alarms.news(connection, plan, seen)
        waits = {each.subject: timedelta(minutes=each.value) for each in seen if each.kind == "long_wait"}
        if news:
            house.do(lambda work: alarms.note(work, seen))
        for kind, subject in news.cleared:
            next(
                each for each in self.told if (each.kind, each.subject, each.until) == (kind, subject, None)
            ).until = now
        self.told += [
            Told(str(each.kind), each.subject, now, waits.get(each.subject, timedelta()))
            for each in news.raised
        ]
        for each in self.told:
            if each.until is None:
                each.waited = max(each.waited, waits.get(each.subject, timedelta()))

    def _grew(self, gone: Told) -> bool:
        """Whether it ended because the same line had something graver to say."""
        return any(each.subject == gone.subject and each.at == gone.until for each in self.told)

    def needless(self, target: timedelta) -> list[Told]:
        last: dict[tuple[str, str], datetime] = {}
        found = []
        for each in self.told:
            key = each.kind, each.subject
            gone = each.until is not None and each.until - each.at < SOON and not self._grew(each)
            again = key in last and each.at - last[key] < AGAIN
            empty = each.kind in OF_LINES and each.waited < target
            if gone or again or empty:
                found.append(each)
            last[key] = each.at
        return found


@pytest.fixture(scope="module", params=[1, 2])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    data: Path = tmp_path_factory.mktemp("alarms") / "hall"
    hall("demo", "--opened", "2026-03-01", data=data)
    with opened(data) as house:
        office = Office(house)
        house.passes = office.passes  # type: ignore[method-assign]
        run_days(house, date(2026, 3, 2), 1, Pace(request.param, NUMBERS), lambda *_: None)
        yield office


def test_a_manager_is_called_rarely_for_nothing(office: Office) -> None:
    needless = office.needless(timedelta(milliseconds=office.house.plan.service_level_ms))

    print(f"{len(office.told)} told, {len(needless)} needless")
    for each in office.told:
        print(
            each.kind,
            each.subject,
            f"{each.at:%H:%M}",
            each.until and f"{each.until:%H:%M}",
            each.waited,
            each in needless,
        )
    assert office.told, "a day of four hundred numbers is no day without a word"
    assert len(needless) <= MOST_NEEDLESS


def test_each_is_told_once_while_it_stands(office: Office) -> None:
    for each in office.told:
        same = [
            one
            for one in office.told
            if (one.kind, one.subject) == (each.kind, each.subject)
            and one is not each
            and one.at <= each.at
            and (one.until is None or one.until > each.at)
        ]
        assert not same, each


def test_the_day_is_one_that_a_hall_could_have_had(office: Office) -> None:
    """As many windows open as the visitors need: nearly everybody is called."""
    rows = office.house.read(select(stops.c.state, stops.c.first_called_at))
    stayed = [row for row in rows if row.state != "cancelled"]
    never = sum(row.first_called_at is None for row in stayed)

    assert len(stayed) > NUMBERS * 0.9
    assert never / len(stayed) <= 0.02
