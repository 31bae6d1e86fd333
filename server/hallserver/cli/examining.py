"""The checks of `hall doctor`."""

from __future__ import annotations

import resource
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from hallserver.config import read_settings
from hallserver.store.connect import sqlite_warning

LITTLE_SPACE = 2 * 2**30
DECEMBER = 12
FEW_FILES = 8_192


def examine(data: Path) -> Iterator[tuple[bool, str]]:
    """Yield findings: good or not, and a sentence."""
    from hallprinters.raster import missing_glyphs
    from hallprinters.samples import ticket_slip

    settings = read_settings(data)
    warning = sqlite_warning()
    yield warning is None, warning or "SQLite is recent enough"
    yield from _examine_file(data)
    yield _examine_files_limit()
    free = shutil.disk_usage(data).free
    yield free > LITTLE_SPACE, f"{free / 2**30:.1f} GiB free on the disk"
    mode = stat.S_IMODE(data.stat().st_mode)
    yield mode & 0o077 == 0, f"the folder's mode is {mode:o}"
    if settings.public_url:
        yield True, f"slips carry a QR code to {settings.public_url}"
    else:
        yield True, "no public_url: slips carry no QR code, for a phone outside cannot reach this hall"
    loopback = settings.host in {"127.0.0.1", "localhost", "::1"}
    yield (
        loopback or bool(settings.cert),
        (
            "served on loopback only"
            if loopback
            else "served with TLS"
            if settings.cert
            else "served in the clear"
        ),
    )
    missing = missing_glyphs(ticket_slip())
    yield not missing, f"the slip's font lacks {missing}" if missing else "the slip's font has every glyph"
    yield from _examine_calendar(data)
    yield from _examine_scans(data)
    yield from _examine_words(data)
    yield from _examine_devices(data)
    yield from _examine_media(data)


def _examine_devices(data: Path) -> Iterator[tuple[bool, str]]:
    """Check what is no browser and is served from this folder: signs, pads and readers."""
    from hallkiosk import examining as kiosks
    from hallsigns import examining as signs

    for each in (*signs.examine(data), *kiosks.examine(data)):
        yield each.good, f"{each.en} · {each.zh}"


def _examine_media(data: Path) -> Iterator[tuple[bool, str]]:
    """Check the folder of pictures and films, where there is one."""
    from hallserver.store.media import FOLDER, Shelf

    if not (data / FOLDER).is_dir():
        return
    found = Shelf(data).look()
    for fault in found.faults:
        yield False, f"not shown: media, {fault}"
    yield True, f"{len(found.items)} pictures and films are shown"


def _examine_file(data: Path) -> Iterator[tuple[bool, str]]:
    """Check the database: undamaged, of this version, with all acknowledged events."""
    from hallserver.store import opening
    from hallserver.store.integrity import look_through

    try:
        look_through(data / "hall.db")
        opening.examine(data)
    except opening.CannotOpen as error:
        yield False, str(error)
    else:
        yield True, "the database is whole, and holds all that was acknowledged"


def _examine_files_limit() -> tuple[bool, str]:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    few = hard != resource.RLIM_INFINITY and hard < FEW_FILES
    said = (
        f"this system allows {hard} open files"
        if hard != resource.RLIM_INFINITY
        else "any number of open files"
    )
    return not few, said + (": too few for 2,000 phones; raise LimitNOFILE of the service" if few else "")


def _examine_calendar(data: Path) -> Iterator[tuple[bool, str]]:
    """Check that next year's holidays are known; they are announced late, and the hall would open on them."""
    from datetime import UTC, date, datetime

    from hallserver.services.planning.calendars import unknown_ahead
    from hallserver.store import connect
    from hallserver.store.catalogue import load_plan

    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        plan = load_plan(connection)
    reader.dispose()
    if not plan.hours.calendar:
        yield True, "no holidays are planned: the hall follows its weekdays alone"
        return
    last = max((day for day, known in plan.hours.calendar.items() if known.announced), default=date.min)
    today = plan.hours.business_day(datetime.now(UTC))
    beyond = unknown_ahead(plan, today)
    december = today.month == DECEMBER and last.year <= today.year
    if beyond is None and not december:
        yield True, f"the calendar knows holidays up to {last}"
        return
    reach = f"promises reach to {beyond} already" if beyond else "the next year begins soon"
    how = "bring `chinesecalendar` up to date or write them under [calendar], and import the plan again"
    yield False, f"the calendar knows holidays up to {last}, and {reach}: once they are announced, {how}"


def _examine_scans(data: Path) -> Iterator[tuple[bool, str]]:
    """Check the scanned letters: each is stored under its bytes' hash, so that a loss or change shows."""
    from sqlalchemy import select

    from hallserver.store import connect, scans
    from hallserver.store.prepared import read_rows
    from hallserver.store.rows import LetterRow
    from hallserver.store.schema import letters

    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        rows = read_rows(connection, select(letters).where(letters.c.scan_hash.is_not(None)), LetterRow)
    reader.dispose()
    lost = [row.document for row in rows if row.scan_hash and scans.find(data, row.scan_hash) is None]
    yield (
        not lost,
        f"scans lost or changed: {', '.join(lost)}"
        if lost
        else f"{len(rows)} scanned letters, each as it was put there",
    )


def _examine_words(data: Path) -> Iterator[tuple[bool, str]]:
    """Check the hall's own languages: each can be read, and how many of the pages' messages it has."""
    from halldisplay.catalogues import catalogues_folder, of_a_hall, read

    own, wrong = of_a_hall(data / "words")
    for fault in wrong:
        yield False, f"words: {fault}"
    every = read(catalogues_folder() / "en.ftl").messages.keys() if own else frozenset[str]()
    for each in own.values():
        has = len(every & each.messages.keys())
        yield True, f"words: {each.name} ({each.code}) has {has} of {len(every)} messages"
