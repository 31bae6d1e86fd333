"""What is known of a pair: its three machines, the address that devices type, where data lie, its passwords."""

from __future__ import annotations

import ipaddress
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import msgspec

from hallserver.origins import at
from hallserver.store.disk import durable

FILE = "pair.json"
NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")
PATH = re.compile(r"/[A-Za-z0-9._/-]+")
CARD = re.compile(r"[A-Za-z0-9@._-]{1,15}")
DATABASE, ROLE = "halls", "hall"
NEVER_GONE = {  # a server that vanishes without a word is given up by the driver, too
    "keepalives_idle": "3",
    "keepalives_interval": "2",
    "keepalives_count": "2",
    "tcp_user_timeout": "8000",
    "connect_timeout": "2",  # the first one named may stand still: the other one is asked soon
}


class NoPair(ValueError):
    """What was answered makes no pair, or the file of one cannot be read; the message says what to do."""


class Ports(msgspec.Struct, frozen=True, kw_only=True):
    """Where the programs of a machine listen."""

    etcd: int = 2379
    peers: int = 2380
    patroni: int = 8008
    postgres: int = 5432
    hall: int = 8443


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """One of the three.

    Attributes:
        name: its name in the cluster: a, b, witness.
        address: of its own, not the one that moves.
        data: the folder in which etcd's and PostgreSQL's data lie.
        files: the folder in which the files written here are put.
    """

    name: str
    address: str
    data: str = "/var/lib/hallqueue"
    files: str = "/etc/hallqueue"
    ports: Ports = Ports()


class Passwords(msgspec.Struct, frozen=True, kw_only=True):
    """Drawn at random for each pair."""

    superuser: str
    replication: str
    rewind: str
    hall: str
    rest: str

    def __repr__(self) -> str:
        return "***"


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A pair with its witness.

    Attributes:
        scope: the cluster's name in etcd.
        a, b: the servers, equal in everything.
        witness: has a vote in etcd, and no data of the hall.
        floating: the address that devices type, with the length of its network: 10.0.0.10/24.
        interface: on which it is, as eth0.
        hall: the hall's folder, on both servers.
        schema: of the hall in the database.
        programs: the folder with PostgreSQL's programs.
        patroni, etcd: those programs.
        user: whose processes PostgreSQL and Patroni are.
        server: whose process the hall is.
        failsafe: whether the primary goes on while etcd has no majority, as long as it reaches the other server.
        tls: the folder, on each machine, with ca.crt, server.crt and server.key; empty: in the clear.
        router: VRRP's number of this pair in its network.
    """

    scope: str
    a: Machine
    b: Machine
    witness: Machine
    floating: str
    interface: str
    hall: str
    passwords: Passwords
    schema: str = "hall"
    programs: str = "/usr/lib/postgresql/18/bin"
    patroni: str = "/usr/bin/patroni"
    etcd: str = "/usr/bin/etcd"
    user: str = "postgres"
    server: str = "hallqueue"
    failsafe: bool = False
    tls: str = ""
    router: int = 51

    @property
    def machines(self) -> tuple[Machine, Machine, Machine]:
        """All three."""
        return self.a, self.b, self.witness

    @property
    def servers(self) -> tuple[Machine, Machine]:
        """The two that have the hall's data."""
        return self.a, self.b

    @property
    def scheme(self) -> str:
        """Of Patroni's and etcd's doors."""
        return "https" if self.tls else "http"

    @property
    def passfile(self) -> str:
        """Where the hall finds its password, as libpq reads it."""
        return f"{self.hall}/pgpass"

    @property
    def store(self) -> str:
        """What `--store` of the hall is, on both: the server that can be written to is found by the driver."""
        hosts = ",".join(at(each.address, each.ports.postgres) for each in self.servers)
        said = {"schema": self.schema, "target_session_attrs": "read-write", **NEVER_GONE}
        said["passfile"] = self.passfile
        if self.tls:
            said |= {"sslmode": "verify-full", "sslrootcert": f"{self.tls}/ca.crt"}
        return f"postgresql://{ROLE}@{hosts}/{DATABASE}?{urlencode(said, safe='/')}"

    def other(self, machine: Machine) -> Machine:
        """The other server of the pair."""
        return self.b if machine == self.a else self.a


def draw_passwords() -> Passwords:
    """New passwords, of letters, digits, - and _ only: they stand in YAML, SQL and a passfile."""
    return Passwords(**{name: secrets.token_urlsafe(24) for name in Passwords.__struct_fields__})


def check(pair: Pair) -> Pair:
    """Return a pair whose words can stand in the files.

    Raises:
        NoPair: one cannot.
    """
    for why in _faults(pair):
        raise NoPair(why)
    return pair


def _faults(pair: Pair) -> Iterator[str]:
    yield from _faults_of_addresses(pair)
    for name in (pair.scope, pair.schema, pair.user, pair.server):
        if not NAME.fullmatch(name):
            yield f"“{name}” is no name of small letters, digits and _ · 名称只能用小写字母、数字和下划线。"
    folders = [pair.hall, pair.programs, pair.patroni, pair.etcd, *([pair.tls] if pair.tls else [])]
    for folder in (*folders, *(path for each in pair.machines for path in (each.data, each.files))):
        if not PATH.fullmatch(folder):
            yield f"“{folder}” is no plain path from / on · 路径须以 / 开头，不含空格和特殊字符。"
    if not CARD.fullmatch(pair.interface):
        yield f"“{pair.interface}” is no network interface like eth0 · 不是有效的网卡名。"


def _faults_of_addresses(pair: Pair) -> Iterator[str]:
    for each in pair.machines:
        if not _is_address(each.address):
            yield f"“{each.address}” is no address like 10.0.0.2 · 不是有效的 IP 地址。"
    places = {(each.address, each.ports.etcd) for each in pair.machines}
    if len(places) < len(pair.machines):
        yield (
            "A, B and the witness are three machines: two of them would fail together · "
            "两台服务器与见证机必须是三台不同的机器。"
        )
    if "/" not in pair.floating or not _is_address(pair.floating):
        yield f"“{pair.floating}” is no address with its network, like 10.0.0.10/24 · 浮动地址须写明网段，如 10.0.0.10/24。"
    elif pair.floating.partition("/")[0] in {each.address for each in pair.machines}:
        yield f"{pair.floating} is a machine's own address; the floating one is a further one · 浮动地址不能是机器自身的地址。"


def _is_address(said: str) -> bool:
    try:
        ipaddress.ip_interface(said)
    except ValueError:
        return False
    return True


def keep(pair: Pair, file: Path) -> None:
    """Write what is known; only its owner may read it."""
    put_private(file, msgspec.json.format(msgspec.json.encode(pair), indent=2).decode() + "\n")


def read(file: Path) -> Pair:
    """Read what `hall ha init` has kept.

    Raises:
        NoPair: it is not there, or no pair.
    """
    try:
        return check(msgspec.json.decode(file.read_bytes(), type=Pair))
    except FileNotFoundError as error:
        raise NoPair(
            f"{file}: there is no pair here; `hall ha init` writes one, on A, and it is carried to B · "
            f"没有双机配置，请先在 A 机运行 hall ha init 并复制到 B 机。"
        ) from error
    except msgspec.MsgspecError as error:
        raise NoPair(f"{file}: {error} · 双机配置文件无法读取。") from error


def put_private(file: Path, text: str, mode: int = 0o600) -> None:
    """Write a file that nobody but its owner may read; it is whole at any moment."""

    def write(beside: Path) -> None:
        beside.touch(0o600)
        beside.write_text(text, "utf-8")

    durable.put(file, write)
    file.chmod(mode)
