"""A hall's beginning on its server: five questions, then settings, certificates, service units and what to do next."""

from __future__ import annotations

import ipaddress
import pwd
import shutil
import sys
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path

import click

from hallserver.cli.options import WORDS, data_option, give_to_owner, is_founded, own_hall, store_option

PORT = 8443
UNITS = "units"
PAGES = ("kiosk", "board")  # each with a unit of its own; others by changing its address
USER = "hallqueue"  # who serves the hall where root founds it


@click.command()
@data_option
@store_option
@click.option("--name", type=WORDS, help="The hall's name in Chinese.")
@click.option("--english", type=WORDS, help="Its name in English.")
@click.option(
    "--address",
    "addresses",
    multiple=True,
    help="A name or an address that devices type; may be given again.",
)
@click.option("--backup-to", help="A folder on another disk or a share; empty: none yet.")
@click.option("--time-server", help="The clock of the hall's network; empty: the system's.")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True)
def init(
    data: Path,
    name: str | None,
    english: str | None,
    addresses: tuple[str, ...],
    backup_to: str | None,
    time_server: str | None,
    port: int,
) -> None:
    """Found a hall on this server: asks what is not given, and writes settings, certificates and service units.

    Nothing outside the hall's folder is changed; the last lines say what root installs.
    """
    from hallserver.authority import FOLDER, read_names
    from hallserver.cli.planning import found_empty
    from hallserver.config import FILE
    from hallserver.origins import origin

    data = data.resolve()
    for each in ("hall.db", FILE, FOLDER):
        if (data / each).exists():
            raise click.ClickException(f"{data}: there is {each} already · 该目录已有 {each}。")
    if is_founded(data):
        raise click.ClickException(f"{data}: there is a hall in that database already · 该数据库中已有大厅。")
    name = name or click.prompt("1. 大厅名称 · The hall's name", type=WORDS)
    english = english or click.prompt("2. 英文名称 · Its name in English", type=WORDS)
    if not addresses:
        said = click.prompt("3. 设备访问用的主机名和IP地址，空格分隔 · Names and addresses that devices type")
        addresses = tuple(said.split())
    names = [str(each.value) for each in read_names(addresses)]
    if backup_to is None:
        backup_to = click.prompt(
            "4. 备份目录（另一块硬盘或共享） · Folder for backups", default="", show_default=False
        )
    if backup_to and not Path(backup_to).is_dir():
        raise click.ClickException(f"{backup_to}: there is no such folder · 没有这个目录。")
    if time_server is None:
        time_server = click.prompt("5. 时间服务器地址 · Time server", default="", show_default=False)

    backup_to = str(Path(backup_to).resolve()) if backup_to else ""
    for each in (str(data), backup_to, time_server, str(_hall())):
        need_plain(each)
    base = origin("https", names[0], port)
    code = found_empty(data, name, english)
    for line in (
        *_settle(data, names, port, backup_to),
        *_certify(data, name, names),
        *_write_units(data, base, backup_to, time_server),
        *_next_steps(data, backup_to, time_server),
        f"管理员首次登录 · the first manager opens: {base}/office/setup#link={code}",
    ):
        click.echo(line)
    give_to_owner(data)


@click.command()
@data_option
@click.option("--time-server", default="", help="The clock of the hall's network. [default: the system's]")
def units(data: Path, time_server: str) -> None:
    """Write the service units of a hall that is here already, from its settings, and say what root installs.

    For a hall that `hall new` or `hall demo` made, after an upgrade that brings other units, or a move.
    """
    from hallserver.config import read_settings
    from hallserver.listening import found_at

    data = own_hall(data)
    settings = read_settings(data)
    for each in (str(data), settings.backup_to, time_server, str(_hall())):
        need_plain(each)
    named, _, _ = settings.origins.partition(",")
    url = named.strip() or found_at(settings, settings.host, settings.port)
    for line in (
        *_write_units(data, url, settings.backup_to, time_server),
        *_next_steps(data, settings.backup_to, time_server),
    ):
        click.echo(line)


def _settle(data: Path, names: list[str], port: int, backup_to: str) -> Iterator[str]:
    """Write the settings that the answers decide; the certificate's are added by `hall tls init`'s own code."""
    from hallserver.config import FILE, add_settings

    own = [each for each in names if _is_address(each)]
    host = own[0] if len(own) == 1 else "0.0.0.0"  # noqa: S104 - by name, or by several addresses: any of them
    settings: dict[str, str | int] = {"host": host, "port": port}
    if backup_to:
        settings["backup_to"] = backup_to
    add_settings(data, settings)
    yield f"{data / FILE}: {', '.join(settings)} · 已写入设置"


def _certify(data: Path, name: str, names: list[str]) -> Iterator[str]:
    from datetime import UTC, datetime

    from hallserver import authority
    from hallserver.cli.securing import name_in_settings, shown

    made = authority.found(data, name, names, datetime.now(UTC))
    yield from name_in_settings(data, names)
    yield from shown(data, made)


def _write_units(data: Path, url: str, backup_to: str, time_server: str) -> Iterator[str]:
    """Fill in the templates."""
    folder = data / UNITS
    folder.mkdir(mode=0o700, exist_ok=True)
    # a share that is not there at power-on must not keep the hall shut
    written = f"{data} -{backup_to}" if backup_to else str(data)
    needed = (data, Path(backup_to or data), Path(sys.executable).resolve())
    words = {
        "DATA": str(data),
        "HALL": str(_hall()),
        "USER": _server_user(data),
        "WRITTEN": written,
        "HOMES": "no"
        if any(each.is_relative_to(home) for each in needed for home in ("/home", "/root"))
        else "yes",
        "URL": url,
        "TIME": time_server,
    }
    made = {"hallqueue.service": "hallqueue.service", "hall-printing.service": "hall-printing.service"}
    made |= {f"hall-{page}.service": "hall-page.service" for page in PAGES}
    if time_server:
        made["hallqueue-time.conf"] = "hallqueue-time.conf"
    for name, template in made.items():
        page = name.removeprefix("hall-").removesuffix(".service")
        (folder / name).write_text(fill(template, {**words, "PAGE": page}))
    yield f"{folder}: {', '.join(made)} · 已生成服务文件"


def fill(template: str, words: Mapping[str, str]) -> str:
    """Return a unit's template with its words."""
    said = resources.files("hallserver.units").joinpath(template).read_text("utf-8")
    for key, word in words.items():
        said = said.replace(f"@{key}@", word)
    return said


def need_plain(path: str) -> str:
    """Return a path or an address that a unit's line can hold.

    Raises:
        ClickException: it has a space, a quote or another sign that systemd reads in its own way.
    """
    if found := next((each for each in path if each.isspace() or each in "%\"'\\$;"), None):
        raise click.ClickException(
            f"“{path}” has “{found}”, which a service unit cannot hold · 路径不能含有“{found}”。"
        )
    return path


def _next_steps(data: Path, backup_to: str, time_server: str) -> Iterator[str]:
    units, user, hall = data / UNITS, _server_user(data), _hall()
    yield "下一步（以 root 运行） · next, as root:"
    if data.stat().st_uid == 0:
        yield f"  id -u {user} || useradd --system --home-dir {data} {user}; chown -R {user}: {data}"
    if backup_to:
        yield f"  install -d -m 700 -o {user} {backup_to}"
    if time_server:
        yield f"  install -D -m 644 {units / 'hallqueue-time.conf'} /etc/systemd/timesyncd.conf.d/hallqueue.conf; systemctl restart systemd-timesyncd"
    yield f"  install -m 644 {units / 'hallqueue.service'} /etc/systemd/system/; systemctl enable --now hallqueue"
    yield f"  {hall} doctor --data {data}"
    yield f"设备安装根证书：{hall} tls show --data {data} · devices install the hall's certificate"
    yield f"取号机、大屏、打印代理的服务文件在 {units} · units for kiosks, screens and print agents are there, too"
    if shutil.which("systemctl") is None:
        yield "this system has no systemd: run hall serve by what it has · 本机没有 systemd，请用本机的服务管理方式运行 hall serve"


def _server_user(data: Path) -> str:
    """Who serves the hall: the folder's owner, or a user of its own where that is root."""
    owner = data.stat().st_uid
    if owner == 0:
        return USER
    try:
        return pwd.getpwuid(owner).pw_name
    except KeyError:  # as in a container: a number without a name
        return str(owner)


def _hall() -> Path:
    """This program, as a unit starts it."""
    return Path(sys.executable).with_name("hall")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


COMMANDS = (init, units)
