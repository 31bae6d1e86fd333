"""The three machines of the throw-away pair: each an etcd, two of them with Patroni and PostgreSQL."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg

from hallserver.ha import files
from hallserver.ha.drill.programs import Programs
from hallserver.ha.pair import Machine, Pair, Ports, draw_passwords

LOOPBACK = "127.0.0.1"
READY_S = 120.0
LOOK_S = 0.1
PROC = Path("/proc")
COPIES = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = 'sync'"


class NotReady(RuntimeError):
    """The pair did not become as it must be; the message names the logs."""


@dataclass
class Running:
    """A machine of the drill: its programs, which may be ended, paused and begun again."""

    machine: Machine
    programs: Programs
    folder: Path
    etcd: subprocess.Popen[bytes] | None = None
    patroni: subprocess.Popen[bytes] | None = None

    def start_etcd(self) -> None:
        """Start its vote."""
        self.etcd = self._start("etcd", [self.programs.etcd, "--config-file", self.folder / "etcd.yml"])

    def start_patroni(self) -> None:
        """Start what keeps its database."""
        self.patroni = self._start("patroni", [self.programs.patroni, self.folder / "patroni.yml"])

    def kill_etcd(self) -> None:
        """As if its process had been killed."""
        if self.etcd is not None:
            self.etcd.kill()
            self.etcd.wait(10)
            self.etcd = None

    def kill_database(self) -> None:
        """Kill Patroni and all of PostgreSQL at once, as a machine that loses its power."""
        _signal(self._database(), signal.SIGKILL)
        if self.patroni is not None:
            self.patroni.wait(10)
            self.patroni = None

    def pause_database(self) -> list[int]:
        """Stop Patroni and PostgreSQL where they are, as a machine whose host is overloaded; gives who was stopped."""
        stopped = self._database()
        _signal(stopped, signal.SIGSTOP)
        return stopped

    @staticmethod
    def resume(stopped: Iterable[int]) -> None:
        """Let them go on."""
        _signal(stopped, signal.SIGCONT)

    def ask(self, what: str) -> Any:
        """What its Patroni says; None when it does not answer."""
        url = f"http://{LOOPBACK}:{self.machine.ports.patroni}/{what}"
        try:
            return httpx.get(url, timeout=2, trust_env=False).json()
        except (httpx.TransportError, ValueError):
            return None

    def end(self) -> None:
        """End everything at once: nobody needs what it has."""
        self.kill_database()
        self.kill_etcd()

    def _start(self, name: str, words: list[Any]) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [*self.programs.prefix, *words],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                env={**os.environ, "HOME": str(self.folder)},
                start_new_session=True,
            )

    def _database(self) -> list[int]:
        """Patroni, the postmaster, which is no child of it, and all that they have started."""
        roots = [self.patroni.pid] if self.patroni is not None and self.patroni.poll() is None else []
        with suppress(OSError, ValueError, IndexError):
            said = (Path(self.machine.data) / "postgres/postmaster.pid").read_text()
            postmaster = int(said.split()[0])
            if "postgres" in (PROC / str(postmaster) / "cmdline").read_text():
                roots.append(postmaster)
        return [*roots, *_below(roots)]


@dataclass
class Cluster:
    """The throw-away pair; its programs end with the block."""

    pair: Pair
    a: Running
    b: Running
    witness: Running

    @property
    def servers(self) -> tuple[Running, Running]:
        """The two with a database."""
        return self.a, self.b

    @property
    def machines(self) -> tuple[Running, Running, Running]:
        """All three."""
        return self.a, self.b, self.witness

    def start(self) -> None:
        """Start everything, the first server's database first.

        Raises:
            NotReady: it does not come up.
        """
        for each in self.machines:
            each.start_etcd()
        self.a.start_patroni()
        self._until("the first server leads", lambda: self.leader() is self.a)
        self.b.start_patroni()
        self.until_synchronous()

    def leader(self) -> Running | None:
        """Who leads, as whoever answers says it."""
        return self._with_role("leader", {"running"})

    def standby(self) -> Running | None:
        """Who has every commit."""
        return self._with_role("sync_standby", {"running", "streaming"})

    def until_synchronous(self) -> None:
        """Wait until one leads, the other one has every commit, and all votes are there.

        Raises:
            NotReady: it takes too long.
        """
        self._until(
            "one leads and the other one has every commit",
            lambda: self.standby() is not None and self._has_a_copy() and self._all_vote(),
        )

    def end(self) -> None:
        """End all programs."""
        for each in self.machines:
            each.end()

    def _has_a_copy(self) -> bool:
        """Whether the primary itself says so: what members wrote into etcd before they were killed stays a while."""
        leader = self.leader()
        if leader is None:
            return False
        try:
            with psycopg.connect(
                host=LOOPBACK,
                port=leader.machine.ports.postgres,
                user="postgres",
                password=self.pair.passwords.superuser,
                dbname="postgres",
                connect_timeout=3,
                autocommit=True,
            ) as connection:
                found = connection.execute(COPIES).fetchone()
        except psycopg.OperationalError:
            return False
        return found == (1,)

    def _all_vote(self) -> bool:
        for each in self.machines:
            try:
                url = f"http://{LOOPBACK}:{each.machine.ports.etcd}/health"
                if httpx.get(url, timeout=2, trust_env=False).json().get("health") != "true":
                    return False
            except (httpx.TransportError, ValueError):
                return False
        return True

    def _with_role(self, role: str, states: set[str]) -> Running | None:
        for each in self.servers:
            said = each.ask("cluster")
            if said is None:
                continue
            names = [
                member["name"]
                for member in said.get("members", [])
                if member.get("role") == role and member.get("state") in states
            ]
            return next((own for own in self.servers if own.machine.name in names), None)
        return None

    def _until(self, what: str, true: Any) -> None:
        deadline = time.monotonic() + READY_S
        while not true():
            if time.monotonic() > deadline:
                raise NotReady(
                    f"not within {READY_S:.0f} s: {what}; see the logs below {self.a.folder.parent}"
                )
            time.sleep(LOOK_S)


def describe(programs: Programs, folder: Path, hall: Path) -> Pair:
    """A pair whose machines are all this one, told apart by their ports."""
    ports = iter(free_ports(15))
    machines = {
        name: Machine(
            name=name,
            address=LOOPBACK,
            data=str(folder / name / "data"),
            files=str(folder / name),
            ports=Ports(
                etcd=next(ports),
                peers=next(ports),
                patroni=next(ports),
                postgres=next(ports),
                hall=next(ports),
            ),
        )
        for name in ("a", "b", "witness")
    }
    return Pair(
        scope="drill",
        a=machines["a"],
        b=machines["b"],
        witness=machines["witness"],
        floating="127.0.0.2/8",
        interface="lo",
        hall=str(hall),
        passwords=draw_passwords(),
        programs=str(programs.postgres),
    )


def lay_out(pair: Pair, programs: Programs, folder: Path) -> Cluster:
    """Write the files of the machines, and give them to whoever runs the programs."""
    files.write(pair, folder)
    made = []
    for machine in pair.machines:
        own = folder / machine.name
        Path(machine.data).mkdir(mode=0o700)
        made.append(Running(machine, programs, own))
        if programs.user is not None:
            for each in (own, *own.rglob("*")):
                os.chown(each, programs.user.pw_uid, programs.user.pw_gid)
    folder.chmod(0o711)
    a, b, witness = made
    return Cluster(pair, a, b, witness)


def free_ports(count: int) -> list[int]:
    """Ports of loopback that nobody has now."""
    with ExitStack() as held:
        plugs = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in plugs:
            each.bind((LOOPBACK, 0))
        return [int(each.getsockname()[1]) for each in plugs]


def remove(folder: Path) -> None:
    """Remove the folders of the drill."""
    shutil.rmtree(folder, ignore_errors=True)


def _below(roots: list[int]) -> Iterator[int]:
    """All processes below these."""
    children: dict[int, list[int]] = {}
    for each in PROC.glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            parent = int((each / "stat").read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(each.name))
    todo = list(roots)
    while todo:
        below = children.get(todo.pop(), [])
        yield from below
        todo += below


def _signal(processes: Iterable[int], number: signal.Signals) -> None:
    for each in processes:
        with suppress(ProcessLookupError):
            os.kill(each, number)
