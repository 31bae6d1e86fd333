"""A bundle: everything that a hall is installed from, in one file, for a machine without internet."""

from __future__ import annotations

import hashlib
import io
import platform
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path

import click

EXTRAS = "speech"  # what every hall has; the neural voice is 300 MB and chosen
OF_OURSELVES = "hallqueue"


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
    done = subprocess.run([*command, "--wheel-dir", str(into), what], check=False)  # noqa: S603 - pip of our own environment
    if done.returncode:
        raise click.ClickException("pip could not gather the wheels · 无法获取安装包。")


def write(file: Path, wheels: list[Path]) -> None:
    """Write the bundle: the same wheels give the same bytes.

    Raises:
        ClickException: hallqueue's own wheel is not among them.
    """
    if not any(each.name.startswith(f"{OF_OURSELVES}-") for each in wheels):
        raise click.ClickException(f"the wheel of {OF_OURSELVES} is not among {len(wheels)} wheels")
    parts = {f"wheels/{each.name}": each.read_bytes() for each in wheels}
    lines = [_required(name, content) for name, content in sorted(parts.items())]
    parts["requirements.txt"] = "".join(lines).encode()
    parts["KIND"] = f"{kind()}\n".encode()
    parts["SHA256SUMS"] = "".join(
        f"{_digest(content)}  {name}\n" for name, content in sorted(parts.items())
    ).encode()
    parts["install.sh"] = resources.files("hallserver.units").joinpath("install.sh").read_bytes()
    with tarfile.open(file, "x") as target:
        for member, content in _members(parts):
            target.addfile(member, io.BytesIO(content))


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


COMMANDS = (bundle,)
