"""A pair of servers and a witness: its files written, its state judged, a planned switch, its faults drilled."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hallserver.cli.options import data_option, give_to_owner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hallserver.ha.judging import Line
    from hallserver.ha.pair import Pair

FOLDER = "ha"
FAULTS = ("writer", "primary", "paused", "standby", "etcd")  # hallserver/ha/drill/faults.py does them
MARKS = {"ok": "好 well", "look": "看 look", "bad": "改 mend"}
pair_option = click.option(
    "--pair",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="What `hall ha init` has kept. [DIR/ha/pair.json]",
)


@click.group()
def ha() -> None:
    """Two servers and a witness: init, status, switch, drill."""


@ha.command()
@data_option
@click.option("--a", "address_a", help="The first server's own address.")
@click.option("--b", "address_b", help="The second server's own address.")
@click.option("--witness", help="The address of the third machine, which only votes.")
@click.option("--floating", help="The address that devices type, with its network: 10.0.0.10/24.")
@click.option("--interface", help="The network card that it is on, as eth0.")
@click.option("--schema", default="hall", show_default=True, help="Of this hall in the database.")
@click.option("--scope", default="hall", show_default=True, help="The pair's name in etcd.")
@click.option(
    "--stored",
    default="/var/lib/hallqueue",
    show_default=True,
    help="Where etcd's and PostgreSQL's data lie.",
)
@click.option(
    "--files", default="/etc/hallqueue", show_default=True, help="Where the files will be on the machines."
)
@click.option(
    "--programs", default="/usr/lib/postgresql/18/bin", show_default=True, help="PostgreSQL's programs."
)
@click.option("--patroni", default="/usr/bin/patroni", show_default=True, help="The program.")
@click.option("--etcd", default="/usr/bin/etcd", show_default=True, help="The program.")
@click.option("--port", type=click.IntRange(1, 65535), default=8443, show_default=True, help="Of the hall.")
@click.option(
    "--router", type=click.IntRange(1, 255), default=51, show_default=True, help="VRRP's number of this pair."
)
@click.option(
    "--user", default="postgres", show_default=True, help="Whose processes PostgreSQL and Patroni are."
)
@click.option("--server", default="hallqueue", show_default=True, help="Whose process the hall is.")
@click.option(
    "--tls", default="", help="The folder, on each machine, with ca.crt, server.crt and server.key."
)
@click.option(
    "--failsafe/--no-failsafe",
    default=False,
    show_default=True,
    help="Go on while etcd has no majority, as long as both servers reach each other.",
)
@click.option("--anew", is_flag=True, help="Write the files again, with the passwords that there are.")
def init(data: Path, *, anew: bool, **said: Any) -> None:
    """Write the files of a pair: Patroni, etcd, keepalived, services; asks for the addresses that are not given.

    Nothing outside the hall's folder is changed; README.md beside the files says what is carried where.
    """
    from hallserver.ha import files
    from hallserver.ha.judging import is_old, refusal_of_patroni

    data = data.resolve()
    folder = data / FOLDER
    if folder.exists() and not anew:
        raise click.ClickException(
            f"{folder}: there is a pair already; --anew writes its files again · 已有双机配置。"
        )
    version = _installed(said["patroni"])
    if version and is_old(version):
        raise click.ClickException(refusal_of_patroni(version))
    pair = _answered(data, folder, said)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in files.write(pair, folder):
        click.echo(f"{each} · 已生成")
    give_to_owner(data)
    if not version:
        click.echo(
            "Patroni is not on this machine: install 4 or newer, never 3.x · 本机未安装 Patroni，请安装 4 以上版本。"
        )
    click.echo(f"{folder / files.README}: what is carried where · 请按该文件逐步安装")


@ha.command()
@data_option
@pair_option
def status(data: Path, file: Path | None) -> None:
    """Say what is well with the pair and what to do; the exit code is 1 where the next fault would be one too many."""
    from hallserver.ha.judging import is_safe, judge

    pair = _pair(data, file)
    lines = [*judge(pair, _asking(data, pair).all()), *_who_writes(data)]
    for each in lines:
        click.echo(f"[{MARKS[each.judged]}] {each.en} · {each.zh}")
    if not is_safe(lines):
        click.echo("the pair is not safe: see above · 双机状态不安全，请按上述提示处理", err=True)
        sys.exit(1)


@ha.command()
@data_option
@pair_option
@click.confirmation_option(prompt="The hall gives no number for some seconds · 切换期间数秒内不能取号，继续")
def switch(data: Path, file: Path | None) -> None:
    """Make the synchronous standby the primary, as before work on a server; refused where there is none."""
    from hallserver.ha.switching import CannotSwitch
    from hallserver.ha.switching import switch as switch_over

    pair = _pair(data, file)
    try:
        done = switch_over(pair, _asking(data, pair))
    except CannotSwitch as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(
        f"{done.now} is the primary now, after {done.took_s:.0f} s · 主库已由 {done.before} 切换到 {done.now}"
    )
    click.echo(
        f"to let the hall follow: systemctl restart hallqueue on {done.before} · 如需大厅程序同时迁移，请在 {done.before} 上重启 hallqueue"
    )


@ha.command()
@click.option(
    "--fault",
    "faults",
    multiple=True,
    type=click.Choice(FAULTS),
    help="Only this one; may be given again. [default: all five, about five minutes]",
)
@click.option("--patroni", help="The program. [found in the path]")
@click.option("--etcd", help="The program. [found in the path]")
@click.option("--postgres", help="The folder with PostgreSQL's programs. [found]")
@click.option(
    "--user", default="nobody", show_default=True, help="Who runs them where root drills: they refuse root."
)
@click.option(
    "--keep", type=click.Path(path_type=Path), help="Where the cluster's folders and logs are left."
)
def drill(
    faults: tuple[str, ...],
    patroni: str | None,
    etcd: str | None,
    postgres: str | None,
    user: str,
    keep: Path | None,
) -> None:
    """Let a throw-away pair on this machine live through its faults, while kiosks take numbers.

    It has ports and folders of its own and touches no hall. The exit code is 1 if a number was lost or given twice, or
    if it took too long until numbers were given again.
    """
    from rich.console import Console
    from rich.table import Table

    from hallserver.ha.drill.machines import NotReady
    from hallserver.ha.drill.programs import NotHere, find_programs
    from hallserver.ha.drill.running import run_drill

    try:
        programs = find_programs(patroni, etcd, postgres, user)
        told = run_drill(programs, faults or FAULTS, click.echo, keep)
    except (NotHere, NotReady) as error:
        raise click.ClickException(str(error)) from error
    shown = Table(title=f"Patroni {programs.version}")
    for head in ("fault", "numbers", "silence s", "at most s", "lost", "twice", "chain", ""):
        shown.add_column(head, justify="left" if head in {"fault", ""} else "right")
    for each in told:
        shown.add_row(
            each.fault,
            str(each.acknowledged),
            f"{each.silence_s:.1f}",
            f"{each.most_s:.0f}",
            str(each.lost),
            str(each.twice),
            "whole 完整" if each.whole else "BROKEN 断裂",
            "好 well" if each.is_good else "改 mend",
        )
    Console().print(shown)
    if not all(each.is_good for each in told):
        sys.exit(1)


def _answered(data: Path, folder: Path, said: dict[str, Any]) -> Pair:
    """The pair that was described; its passwords stay where there are some."""
    from hallserver.ha import pair as pairs

    file = folder / pairs.FILE
    passwords = pairs.read(file).passwords if file.exists() else pairs.draw_passwords()
    questions = {
        "address_a": "1. A 机地址 · The first server's own address",
        "address_b": "2. B 机地址 · The second server's own address",
        "witness": "3. 见证机地址（只投票，不存数据） · The third machine's address, which only votes",
        "floating": "4. 大厅浮动地址，如 10.0.0.10/24 · The address that devices type, with its network",
        "interface": "5. 网卡名，如 eth0 · The network card that it is on",
    }
    for name, question in questions.items():
        said[name] = (said[name] or click.prompt(question)).strip()
    places = {
        "data": said.pop("stored"),
        "files": said.pop("files"),
        "ports": pairs.Ports(hall=said.pop("port")),
    }
    for name, answer in (("a", "address_a"), ("b", "address_b"), ("witness", "witness")):
        said[name] = pairs.Machine(name=name, address=said.pop(answer), **places)
    return pairs.check(pairs.Pair(hall=str(data), passwords=passwords, **said))


def _installed(patroni: str) -> str:
    """The version of the Patroni on this machine; empty: there is none."""
    program = shutil.which(patroni) or shutil.which("patroni")
    if program is None:
        return ""
    told = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30, check=False)
    return told.stdout.strip().removeprefix("patroni ")


def _pair(data: Path, file: Path | None) -> Pair:
    from hallserver.ha import pair as pairs

    return pairs.read(file or data / FOLDER / pairs.FILE)


def _asking(data: Path, pair: Pair) -> Any:
    from hallserver.authority import files_of
    from hallserver.config import read_settings
    from hallserver.ha.asking import Asking

    return Asking(pair, files_of(data).authority if read_settings(data).cert else None)


def _who_writes(data: Path) -> Iterator[Line]:
    """Who writes, as the database says it; nothing where this machine has no hall."""
    from hallserver.ha.judging import BAD, OK, Line
    from hallserver.store.connect import store_at, trouble
    from hallserver.store.disk.place import url_of

    if not url_of(data):
        return
    from hallserver.store.engines.postgres import SessionWatch

    watch = store_at(data).watch()
    if not isinstance(watch, SessionWatch):
        return
    try:
        found = watch.who_writes()
    except Exception as error:
        if trouble(error) is None:
            raise
        yield Line(BAD, f"the database cannot be reached ({str(error).splitlines()[0]})", "无法连接数据库")
        return
    finally:
        watch.close()
    if found is None:
        yield Line(BAD, "nobody writes this hall", "目前没有服务器写入本大厅")
        return
    since = found.since.astimezone().strftime("%m-%d %H:%M:%S")
    where = found.address or "this machine"
    yield Line(
        OK,
        f"{where} writes since {since}, term {found.term}",
        f"{where} 自 {since} 起写入，第 {found.term} 任",
    )


COMMANDS = (ha,)
