"""What `hall doctor` finds: each line with how grave it is, in Chinese and English; also asked by the technician's page."""

from __future__ import annotations

import resource
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from hallserver.certificates import read_span
from hallserver.cli.examining_outside import examine_directories, examine_receivers
from hallserver.cli.judgements import BAD, LOOK, OK, line
from hallserver.config import Settings, read_settings
from hallserver.contract import DoctorLine
from hallserver.core.language import said
from hallserver.core.language.words import Words
from hallserver.store.connect import store_at
from hallserver.store.engines.sqlite import SqliteStore

LITTLE_SPACE = 2 * 2**30
NOVEMBER = 11  # the State Council announces the next year's holidays in this month
FEW_FILES = 8_192
CERTIFICATE_DAYS = 30  # so long before its end a certificate is spoken of
BACKUP_DAYS = 2
SILENT_MINUTES = 5  # it asks ten times a second, and that is noted once a minute
DRILL_DAYS = 40  # a drill is made each month


def examine(data: Path) -> Iterator[DoctorLine]:
    """Judge this machine and the hall in the folder."""
    settings = read_settings(data)
    yield line(OK, said.doctor_version(version=_version()))
    yield from _examine_file(data)
    yield from _examine_backup(data, settings)
    yield from _examine_machine(data)
    yield from _examine_standby(data)
    yield from _examine_doors(settings)
    yield from examine_directories(data, settings)
    yield from examine_receivers(data)
    yield from _examine_paper()
    yield from _examine_calendar(data)
    yield from _examine_scans(data)
    yield from _examine_words(data)
    yield from _examine_devices(data)
    yield from _examine_media(data)


def _version() -> str:
    try:
        return version("hallqueue")
    except PackageNotFoundError:
        return "0"


def _examine_machine(data: Path) -> Iterator[DoctorLine]:
    """Check SQLite, open files, the disk and who may read the folder."""
    store = store_at(data)
    if isinstance(store, SqliteStore):
        warning = store.warning()
        yield line(LOOK, said.doctor_sqlite_old(found=warning)) if warning else line(OK, said.doctor_sqlite())
    else:
        yield line(OK, said.doctor_postgres(place=store.place))
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    few = hard != resource.RLIM_INFINITY and hard < FEW_FILES
    yield line(LOOK, said.doctor_open_files_few(n=hard)) if few else line(OK, said.doctor_open_files())
    free = shutil.disk_usage(data).free
    gib = f"{free / 2**30:.1f}"
    yield (
        line(OK, said.doctor_disk(gib=gib))
        if free > LITTLE_SPACE
        else line(BAD, said.doctor_disk_little(gib=gib))
    )
    bits = stat.S_IMODE(data.stat().st_mode)
    mode = f"{bits:o}"
    yield (
        line(BAD, said.doctor_folder_open(mode=mode, folder=str(data)))
        if bits & 0o077
        else line(OK, said.doctor_folder(mode=mode))
    )


def _examine_standby(data: Path) -> Iterator[DoctorLine]:
    """Check whether the second machine follows, where the hall has an offer for one."""
    from hallserver.store.disk.place import STANDBY

    if not (data / STANDBY).is_file():
        return
    from hallserver.standby.standing import SEEN, read_note

    if taken := read_note(data).taken:
        yield line(BAD, said.doctor_standby_taken(found=taken))
        return
    try:
        asked = datetime.fromtimestamp((data / SEEN).stat().st_mtime, UTC)
    except FileNotFoundError:
        yield line(LOOK, said.doctor_standby_none())
        return
    silent = int((datetime.now(UTC) - asked).total_seconds() // 60)
    yield (
        line(BAD, said.doctor_standby_silent(n=silent))
        if silent >= SILENT_MINUTES
        else line(OK, said.doctor_standby())
    )


def _examine_doors(settings: Settings) -> Iterator[DoctorLine]:
    """Check what phones reach, and how the pages are served."""
    url = settings.public_url
    yield line(OK, said.doctor_public(url=url)) if url else line(LOOK, said.doctor_public_none())
    if settings.cert:
        yield judge_certificate(Path(settings.cert), datetime.now(UTC))
    elif settings.host in {"127.0.0.1", "localhost", "::1"}:
        yield line(OK, said.doctor_loopback())
    else:
        yield line(BAD, said.doctor_clear())


def judge_certificate(file: Path, now: datetime) -> DoctorLine:
    """Judge a certificate by the day on which it ends."""
    try:
        begins, ends = read_span(file)
    except (OSError, ValueError) as error:
        return line(BAD, said.doctor_tls_unreadable(found=str(error)))
    day, left = ends.date().isoformat(), (ends - now).days
    if begins > now:
        return line(BAD, said.doctor_tls_early(day=begins.date().isoformat()))
    if ends <= now:
        return line(BAD, said.doctor_tls_over(day=day))
    if left < CERTIFICATE_DAYS:
        return line(LOOK, said.doctor_tls_soon(day=day, n=left))
    return line(OK, said.doctor_tls(day=day))


def _examine_backup(data: Path, settings: Settings) -> Iterator[DoctorLine]:
    """Check when the last backup was made, where it is, when the next is due, and whether one was restored."""
    from hallserver.store.disk.backups import last_backup, last_failure
    from hallserver.store.disk.upgrading import kept_file

    if kept := kept_file(data):
        yield line(LOOK, said.doctor_file_before_upgrade(file=kept.name))
    found, failed = last_backup(data), last_failure(data)
    if failed is not None:
        yield line(BAD, said.doctor_backup_failed(day=_day_of(failed.at), why=failed.why))
    if found is None:
        yield line(LOOK, said.doctor_backup_none())
    elif (days := (datetime.now(UTC) - found.at).days) >= BACKUP_DAYS:
        yield line(LOOK, said.doctor_backup_old(day=_day_of(found.at), n=days, file=found.file))
    else:
        yield line(OK, said.doctor_backup(day=_day_of(found.at), file=found.file))
    yield _next_backup(data, settings)
    yield _drilled(data)


def _next_backup(data: Path, settings: Settings) -> DoctorLine:
    folder = Path(settings.backup_to)
    if not settings.backup_to:
        return line(LOOK, said.doctor_backup_by_hand())
    try:
        same = folder.stat().st_dev == data.stat().st_dev
    except OSError:
        return line(BAD, said.doctor_backup_no_folder(folder=str(folder)))
    if same:
        return line(LOOK, said.doctor_backup_same_disk(folder=str(folder)))
    return line(OK, said.doctor_backup_next(at=settings.backup_at, folder=str(folder)))


def _drilled(data: Path) -> DoctorLine:
    from hallserver.store.disk.backups import last_drill

    found = last_drill(data)
    if found is None:
        return line(LOOK, said.doctor_drill_none())
    day = _day_of(found.at)
    if found.fault:
        return line(BAD, said.doctor_drill_failed(day=day, file=found.file, why=found.fault))
    if (days := (datetime.now(UTC) - found.at).days) > DRILL_DAYS:
        return line(LOOK, said.doctor_drill_old(day=day, n=days))
    return line(OK, said.doctor_drill(day=day, n=found.events))


def _day_of(at: datetime) -> str:
    return at.astimezone().date().isoformat()


def _examine_paper() -> Iterator[DoctorLine]:
    from hallprinters.drawing.raster import missing_glyphs
    from hallprinters.drawing.samples import ticket_slip

    missing = missing_glyphs(ticket_slip())
    yield (
        line(BAD, said.doctor_glyphs_lack(found=str(missing))) if missing else line(OK, said.doctor_glyphs())
    )


def _examine_devices(data: Path) -> Iterator[DoctorLine]:
    """Check what is no browser and is served from this folder: signs, pads and readers."""
    from hallkiosk import examining as kiosks
    from hallsigns import examining as signs

    for each in (*signs.examine(data), *kiosks.examine(data)):
        yield DoctorLine(OK if each.good else BAD, Words(each.zh, each.en))


def _examine_media(data: Path) -> Iterator[DoctorLine]:
    """Check the folder of pictures and films, where there is one."""
    from hallserver.store.disk.media import FOLDER, Shelf

    if not (data / FOLDER).is_dir():
        return
    found = Shelf(data).look()
    for fault in found.faults:
        yield line(LOOK, said.doctor_media_fault(found=str(fault)))
    yield line(OK, said.doctor_media(n=len(found.items)))


def _examine_file(data: Path) -> Iterator[DoctorLine]:
    """Check the database: undamaged, of this version, with all acknowledged events."""
    from hallserver.store.disk import opening

    try:
        store_at(data).look_through()
        opening.examine(data)
    except opening.CannotOpen as error:
        yield line(BAD, said.doctor_database_broken(found=str(error)))
    else:
        yield line(OK, said.doctor_database_whole())


def _examine_calendar(data: Path) -> Iterator[DoctorLine]:
    """Check that the holidays to come are known; they are announced late, and the hall would open on them."""
    from hallserver.services.planning.calendars import unknown_ahead
    from hallserver.store import connect
    from hallserver.store.catalogue import load_plan

    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        plan = load_plan(connection)
    reader.dispose()
    if not plan.hours.calendar:
        yield line(OK, said.doctor_calendar_none())
        return
    last = max((day for day, known in plan.hours.calendar.items() if known.announced), default=date.min)
    today = plan.hours.business_day(datetime.now(UTC))
    yield judge_calendar(last, unknown_ahead(plan, today), today)


def judge_calendar(last: date, beyond: date | None, today: date) -> DoctorLine:
    """Judge what is known of holidays to come.

    Args:
        last: the last known holiday.
        beyond: the latest day promised today, if its year's holidays are not known.
        today: the hall's day.
    """
    if beyond is not None:
        why: Words = said.doctor_calendar_promised(day=beyond.isoformat())
    elif today.month >= NOVEMBER and last.year <= today.year:
        why = said.doctor_calendar_year()
    elif last < today:
        why = said.doctor_calendar_past()
    else:
        return line(OK, said.doctor_calendar(day=last.isoformat()))
    return line(LOOK, said.doctor_calendar_late(day=last.isoformat(), why=why))


def _examine_scans(data: Path) -> Iterator[DoctorLine]:
    """Check the scanned letters: each is stored under its bytes' hash, so that a loss or change shows."""
    from sqlalchemy import select

    from hallserver.store import connect
    from hallserver.store.disk import scans
    from hallserver.store.prepared import read_rows
    from hallserver.store.rows import LetterRow
    from hallserver.store.schema import letters

    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        rows = read_rows(connection, select(letters).where(letters.c.scan_hash.is_not(None)), LetterRow)
    reader.dispose()
    lost = [row.document for row in rows if row.scan_hash and scans.find(data, row.scan_hash) is None]
    yield (
        line(BAD, said.doctor_scans_lost(found=", ".join(lost)))
        if lost
        else line(OK, said.doctor_scans(n=len(rows)))
    )


def _examine_words(data: Path) -> Iterator[DoctorLine]:
    """Check the hall's own languages: each can be read, and how many of the pages' messages it has."""
    from halldisplay.catalogues import catalogues_folder, of_a_hall, read

    own, wrong = of_a_hall(data / "words")
    for fault in wrong:
        yield line(LOOK, said.doctor_words_fault(found=str(fault)))
    every = read(catalogues_folder() / "en.ftl").messages.keys() if own else frozenset[str]()
    for each in own.values():
        has = len(every & each.messages.keys())
        yield line(OK, said.doctor_words(name=each.name, code=each.code, n=has, every=len(every)))
