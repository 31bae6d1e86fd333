"""TLS of a hall without internet: its own authority, the server's certificate, and what to do on the devices."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hallserver.cli.options import data_option, need_hall, own_hall

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hallserver.authority import Standing

NSS = "mkdir -p ~/.pki/nssdb; certutil -d sql:$HOME/.pki/nssdb -N --empty-password; certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n hall -i ca.crt"
DEVICES = (
    (
        "Windows",
        "open ca.crt › Install Certificate › Local Machine › Trusted Root Certification Authorities",
        "双击 ca.crt › 安装证书 › 本地计算机 › 放入“受信任的根证书颁发机构”",
    ),
    (
        "UOS, Kylin, Debian",
        f"for Chromium, as the user who runs it: {NSS}",
        f"浏览器，以其运行用户执行：{NSS}",
    ),
    (
        "Android",
        "Settings › Security › Encryption & credentials › Install a certificate › CA certificate",
        "设置 › 安全 › 加密与凭据 › 安装证书 › CA 证书",
    ),
    (
        "Firefox",
        "Settings › Certificates › View › Authorities › Import",
        "设置 › 证书 › 查看证书 › 证书颁发机构 › 导入",
    ),
)


@click.group()
def tls() -> None:
    """The hall's own certificates: init, renew, show."""


@tls.command()
@click.argument("names", nargs=-1, metavar="NAME...")
@data_option
@click.option(
    "--anew", is_flag=True, help="Replace the hall's authority: each device must install the new one."
)
def init(names: tuple[str, ...], data: Path, *, anew: bool) -> None:
    """Make the hall's authority and the server's certificate; NAMEs are what devices type: hall.lan 10.0.0.2.

    The settings name the files, so that `hall serve` answers over TLS from its next start.
    """
    from hallserver import authority

    data = own_hall(data)
    authority.read_names(names)
    files, name = authority.files_of(data), _name(data)
    if anew and files.folder.exists():
        files.folder.rename(files.folder.with_name(f"tls.before-{datetime.now(UTC):%Y%m%dT%H%M%S}"))
    made = authority.found(data, name, names, datetime.now(UTC))
    for line in (*name_in_settings(data, names), *shown(data, made), *_todo(data)):
        click.echo(line)


@tls.command()
@click.argument("names", nargs=-1, metavar="NAME...")
@data_option
@click.option(
    "--due", is_flag=True, help="Only if its end is near; the back office asks so each quarter of an hour."
)
def renew(names: tuple[str, ...], data: Path, *, due: bool) -> None:
    """Renew the server's certificate, or give it other NAMEs. An open hall takes it up by itself."""
    from hallserver import authority

    data = own_hall(data)
    if due and not authority.is_due(data, datetime.now(UTC)):
        return
    made = authority.renew(data, datetime.now(UTC), names)
    for line in (*(name_in_settings(data, names) if names else ()), *shown(data, made)):
        click.echo(line)


@tls.command()
@data_option
def show(data: Path) -> None:
    """Show the names, the ends, the fingerprint to compare, and what to do on devices."""
    from hallserver import authority

    data = need_hall(data)
    for line in (*shown(data, authority.standing(data)), *_todo(data)):
        click.echo(line)


def shown(data: Path, found: Standing) -> Iterator[str]:
    """What there is, as sentences."""
    from hallserver.authority import files_of

    yield f"the server is {', '.join(found.names)}; until {found.ends:%Y-%m-%d}, renewed by itself · 服务器证书有效至 {found.ends:%Y-%m-%d}，到期前自动更新"
    yield f"the authority: {files_of(data).authority}, until {found.authority_ends:%Y-%m-%d} · 大厅根证书有效至 {found.authority_ends:%Y-%m-%d}"
    yield f"  SHA-256 {found.fingerprint}"


def _todo(data: Path) -> Iterator[str]:
    from hallserver.authority import files_of

    yield "on each device, from a stick; compare the fingerprint first · 请用U盘在每台设备上安装根证书，安装前核对指纹："
    for system, en, zh in DEVICES:
        yield f"  {system}: {en} · {zh}"
    yield f"keep {files_of(data).authority_key} to yourself: whoever has it can pass for the hall · 请妥善保管根证书私钥"


def name_in_settings(data: Path, names: Sequence[str]) -> Iterator[str]:
    """Name the files in the settings; what somebody has set there stays."""
    from hallserver.authority import files_of
    from hallserver.config import FILE, add_settings, read_settings
    from hallserver.origins import origin

    settings, files = read_settings(data), files_of(data)
    wanted = {
        "cert": str(files.server),
        "key": str(files.server),
        "origins": ",".join(origin("https", each, settings.port) for each in names),
    }
    file = data / FILE
    fresh = {name: value for name, value in wanted.items() if not getattr(settings, name)}
    if fresh:
        add_settings(data, fresh)
        yield f"{file}: {', '.join(fresh)}; `hall serve` answers over TLS from its next start · 重启后以 https 提供服务"
    for name, value in wanted.items():
        if name not in fresh and getattr(settings, name) != value:
            yield f'{file}: {name} stays “{getattr(settings, name)}”; for this certificate: {name} = "{value}" · 请核对该设置'


def _name(data: Path) -> str:
    from hallserver.store import connect
    from hallserver.store.catalogue import load_plan

    reader = connect.reading_engine(data)
    try:
        with reader.connect() as connection:
            connect.check_schema(connection)
            return load_plan(connection).name.zh
    finally:
        reader.dispose()


COMMANDS = (tls,)
