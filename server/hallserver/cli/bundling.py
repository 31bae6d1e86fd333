"""A bundle: everything that a hall is installed from, in one file, for a machine without internet; its bill of parts."""

from __future__ import annotations

import hashlib
import io
import platform
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from importlib import metadata, resources
from pathlib import Path

import click

EXTRAS = (
    "speech,oidc,ldap,smpp"  # what a hall may want without a network; the neural voice is 300 MB and chosen
)
OF_OURSELVES = "hallqueue"
_DESCRIPTION = re.compile(r"[^/]+\.dist-info/METADATA")  # not that of a part within a part
OF_THE_PAGES = "halldisplay/pages/parts.json"


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--wheel",
    type=click.Path(exists=True, path_type=Path),
    default=Path(),
    help="The built wheel of hallqueue, or its source tree. [the folder where you are]",
)
@click.option("--voice", is_flag=True, help="With the neural voice.")
def bundle(file: Path, wheel: Path, *, voice: bool) -> None:
    """Pack the program and all it needs into FILE (.tar), on a machine with internet of the same kind.

    Carried to the hall's server on a stick: tar xf FILE; sh hallqueue/install.sh.
    """
    if file.exists():
        raise click.ClickException(f"{file} is there already · 文件已存在。")
    if wheel.is_dir() and not (wheel / "pyproject.toml").is_file():
        raise click.UsageError("--wheel names the built wheel of hallqueue, or its source tree")
    extras = f"{EXTRAS},voice" if voice else EXTRAS
    with tempfile.TemporaryDirectory() as room:
        wheels = Path(room)
        collect(f"{wheel.resolve()}[{extras}]", wheels)
        write(file, sorted(wheels.glob("*.whl")))
    with tarfile.open(file) as made:
        count = sum(each.name.endswith(".whl") for each in made.getmembers())
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    click.echo(f"{file}: {count} wheels, {file.stat().st_size / 2**20:.0f} MB, for {kind()} · 已打包")
    click.echo(f"SHA-256 {digest}")


def kind() -> str:
    """What a bundle is for: the Python, the system, the processor."""
    return f"{sys.implementation.cache_tag} {sys.platform} {platform.machine()}"


def collect(what: str, into: Path) -> None:
    """Build or fetch the wheels of a requirement and of all it needs.

    Raises:
        ClickException: pip could not.
    """
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*command, "--wheel-dir", str(into), what], check=False)
    if done.returncode:
        raise click.ClickException("pip could not gather the wheels · 无法获取安装包。")


def write(file: Path, wheels: list[Path]) -> None:
    """Write the bundle: the same wheels give the same bytes.

    Raises:
        ClickException: hallqueue's own wheel is not among them.
    """
    if not any(each.name.startswith(f"{OF_OURSELVES}-") for each in wheels):
        raise click.ClickException(f"the wheel of {OF_OURSELVES} is not among {len(wheels)} wheels")
    content = {f"wheels/{each.name}": each.read_bytes() for each in wheels}
    lines = [_required(name, each) for name, each in sorted(content.items())]
    content["requirements.txt"] = "".join(lines).encode()
    content["BILL.json"] = _bill(wheels).encode()
    content["KIND"] = f"{kind()}\n".encode()
    content["SHA256SUMS"] = "".join(
        f"{_digest(each)}  {name}\n" for name, each in sorted(content.items())
    ).encode()
    content["install.sh"] = resources.files("hallserver.units").joinpath("install.sh").read_bytes()
    with tarfile.open(file, "x") as target:
        for member, each in _members(content):
            target.addfile(member, io.BytesIO(each))


def _members(parts: Mapping[str, bytes]) -> Iterator[tuple[tarfile.TarInfo, bytes]]:
    for name, content in sorted(parts.items()):
        member = tarfile.TarInfo(f"{OF_OURSELVES}/{name}")
        member.size, member.mode = len(content), 0o644
        yield member, content


def _required(name: str, content: bytes) -> str:
    """A line of requirements: name, version and hash, as the wheel's file says (PEP 427)."""
    project, version, *_ = name.rpartition("/")[2].split("-")
    return f"{project}=={version} --hash=sha256:{_digest(content)}\n"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@click.command()
@click.option(
    "--bill",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the bill of materials (CycloneDX 1.6, JSON) into this file.",
)
def parts(bill: Path | None) -> None:
    """List the parts of others that this installation has, with versions and licences."""
    from hallserver.parts import as_json, parts_here

    found = parts_here()
    if bill:
        bill.write_text(as_json(found, metadata.version(OF_OURSELVES)), "utf-8")
    for each in found:
        click.echo(f"{each.kind}  {each.name} {each.version}  {each.licence}")


def _bill(wheels: list[Path]) -> str:
    """The bill of materials of these wheels, out of what is in them."""
    from hallserver.parts import as_json, part_of, parts_in

    found, version = [], ""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as packed:
            names = packed.namelist()
            described = next(each for each in names if _DESCRIPTION.fullmatch(each))
            info = zipfile.Path(packed, described.removesuffix("METADATA"))
            part = part_of(metadata.PathDistribution(info).metadata)
            if part.name != OF_OURSELVES:
                found.append(part)
                continue
            version = part.version
            if OF_THE_PAGES in names:
                found += parts_in(packed.read(OF_THE_PAGES))
    return as_json(found, version)


COMMANDS = (bundle, parts)
