"""What is given away: the wheel, byte for byte the same; the parts of others in it, with their licences."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any

import httpx
import pytest
from packaging.requirements import Requirement

from hallserver.cli import bundling
from hallserver.parts import Part, bill_of, parts_here
from tests.cli.test_the_bundle import PYTHON, small_wheel
from tests.conftest import ROOT
from tests.running import HALL, free_port
from tests.waiting import until

pytestmark = pytest.mark.long

SOURCES = ("server", "display", "kiosk", "printers", "wires", "pyproject.toml", "README.md", "LICENSE")
# what may be in every hall: licences that ask no more of a hall than to keep their text, or parts that stand alone
FREE = (
    "MIT",
    "BSD",
    "Apache",
    "APL",
    "ISC",
    "PSF",
    "OFL",
    "Open Font",
    "MPL",
    "ZPL",
    "Zlib",
    "LGPL",
    "Python",
)
COPYLEFT = {"espeakng-loader"}  # a program of its own in the back office, and a hall may have another voice


def built(tree: Path) -> Path:
    """The wheel of a source tree whose pages are built."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tree / "dist"]
    subprocess.run(command, cwd=tree, check=True, capture_output=True, timeout=120)
    (wheel,) = (tree / "dist").glob("*.whl")
    return wheel


def copied(to: Path) -> Path:
    """The source tree at another place, at another time; `git` knows nothing of it."""
    to.mkdir()
    for name in (*SOURCES, "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, to / name, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(ROOT / name, to / name)
    return to


def test_the_same_sources_give_the_same_wheel(tmp_path: Path) -> None:
    one, two = built(copied(tmp_path / "one")), built(copied(tmp_path / "elsewhere"))

    assert hashlib.sha256(one.read_bytes()).digest() == hashlib.sha256(two.read_bytes()).digest()
    with zipfile.ZipFile(one) as packed:
        names = packed.namelist()
    assert {
        "halldisplay/pages/kiosk.html",
        "halldisplay/pages/parts.json",
        "hallprinters/faces/numbers.woff2",
    } <= {*names}
    assert not [each for each in names if each.endswith((".ts", ".tsx", ".css.map", ".pyc"))]
    assert not [each for each in names if each.startswith("tests/")]


def test_the_same_sources_give_the_same_pages(tmp_path: Path) -> None:
    if not (ROOT / "node_modules/vite").is_dir():
        pytest.skip("no vite here: `make test` fetches it")
    out = tmp_path / "pages"
    command = [
        sys.executable,
        ROOT / "display/build_pages.py",
        "exec",
        "--",
        "vite",
        "build",
        "--outDir",
        out,
    ]
    subprocess.run([*command, "--logLevel", "error"], check=True, capture_output=True, timeout=120)

    def sums(folder: Path) -> dict[str, str]:
        return {
            str(each.relative_to(folder)): hashlib.sha256(each.read_bytes()).hexdigest()
            for each in folder.rglob("*")
            if each.is_file() and each.name != ".built-from"
        }

    assert sums(out) == sums(ROOT / "display/halldisplay/pages")


def test_every_part_has_a_licence_that_a_hall_may_live_with() -> None:
    parts = parts_here()
    names = {each.name.lower() for each in parts}

    assert {"flask", "gevent", "preact", "socket.io-client", "@fontsource-variable/noto-sans-sc"} <= names
    assert not names & {"pytest", "mypy", "vite", "typescript", "hallqueue"}, "no part of a hall"
    assert [each for each in parts if not any(free in each.licence for free in FREE)] == [
        each for each in parts if each.name in COPYLEFT
    ]


def test_the_command_lists_them_and_writes_the_bill(tmp_path: Path) -> None:
    command = [HALL, "parts", "--bill", tmp_path / "bill.json"]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    bill = json.loads((tmp_path / "bill.json").read_text("utf-8"))

    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert bill["metadata"]["component"]["name"] == "hallqueue"
    assert len(told.stdout.splitlines()) == len(bill["components"])
    references = [each["bom-ref"] for each in bill["components"]]
    assert len({*references}) == len(references)
    assert all(each.startswith(("pkg:pypi/", "pkg:npm/")) for each in references)


def test_the_bill_is_the_same_for_the_same_parts_and_another_for_others() -> None:
    one, two = Part("pypi", "a", "1", "MIT"), Part("npm", "@b/c", "2", "ISC")

    def serial(*parts: Part) -> Any:
        return bill_of(parts, "1")["serialNumber"]

    assert serial(one, two) == serial(two, one)
    assert serial(one) != serial(two)
    assert bill_of([two], "1")["components"][0]["purl"] == "pkg:npm/%40b/c@2"


def test_a_bundle_has_the_bill_of_what_is_in_it(tmp_path: Path) -> None:
    own = small_wheel(tmp_path / "own", "1.0")
    with zipfile.ZipFile(own, "a") as more:
        more.writestr(bundling.OF_THE_PAGES, '[{"name": "preact", "version": "11", "licence": "MIT"}]')
    other = small_wheel(tmp_path / "other", "3")
    text = (
        zipfile.ZipFile(other).read("hallqueue-3.dist-info/METADATA").decode().replace("hallqueue", "other")
    )
    renamed = tmp_path / "other-3-py3-none-any.whl"
    with zipfile.ZipFile(renamed, "w") as made:
        made.writestr("other-3.dist-info/METADATA", text + "License-Expression: ISC\n")
    bundling.write(tmp_path / "one.tar", [own, renamed])

    with tarfile.open(tmp_path / "one.tar") as bundle:
        file = bundle.extractfile("hallqueue/BILL.json")
        assert file is not None
        bill = json.load(file)

    assert bill["metadata"]["component"]["version"] == "1.0"
    assert [(each["purl"], each["licenses"][0]["license"]["name"]) for each in bill["components"]] == [
        ("pkg:npm/preact@11", "MIT"),
        ("pkg:pypi/other@3", "ISC"),
    ]


@pytest.mark.skipif(
    not os.environ.get("HALL_SOAK"),
    reason="fetches a hundred megabytes of wheels: `make soak` runs it (HALL_SOAK=1)",
)
@pytest.mark.parametrize("python", ["3.11", "3.13"])
@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_every_part_comes_as_a_wheel(tmp_path: Path, machine: str, python: str) -> None:
    """A hall's server has no compiler; many of the country's have an aarch64 processor (鲲鹏, 飞腾)."""
    needs = []
    for line in metadata.requires("hallqueue") or ():
        need = Requirement(line)
        if need.marker is None or need.marker.evaluate({"extra": "speech", "python_version": python}):
            need.marker = None
            needs.append(str(need))
    platforms = [f"manylinux_2_{glibc}_{machine}" for glibc in (34, 28, 17)] + [f"manylinux2014_{machine}"]
    command = [sys.executable, "-m", "pip", "download", "-q", "--dest", tmp_path, "--only-binary=:all:"]
    command += [f"--platform={each}" for each in platforms]

    subprocess.run(
        [*command, "--implementation=cp", f"--python-version={python}", *needs], check=True, timeout=600
    )

    assert len(list(tmp_path.glob("*.whl"))) >= 60


@pytest.mark.skipif(
    not os.environ.get("HALL_SOAK"),
    reason="installs the wheel and all it needs anew, a minute: `make soak` runs it (HALL_SOAK=1)",
)
def test_the_wheel_alone_serves_a_hall(tmp_path: Path) -> None:
    """`pip install` into an environment where nothing of us is; a hall, a number, the pages."""
    wheel = built(copied(tmp_path / "tree"))
    environment, data, port = tmp_path / "env", tmp_path / "hall", free_port()
    subprocess.run([PYTHON, "-m", "venv", environment], check=True)
    subprocess.run([environment / "bin/pip", "install", "-q", wheel], check=True, timeout=600)
    program, where = environment / "bin/hall", ["--data", data]
    clean = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    subprocess.run([program, "demo", *where], check=True, cwd=tmp_path, env=clean, capture_output=True)
    served = subprocess.Popen([program, "serve", *where, "--port", str(port)], cwd=tmp_path, env=clean)
    try:
        address = f"http://127.0.0.1:{port}"

        def answers() -> bool:
            try:
                return httpx.get(f"{address}/readyz").status_code == 200
            except httpx.TransportError:
                return False

        assert until(answers)
        kiosk = httpx.get(f"{address}/kiosk")
        script = kiosk.text.partition('src="')[2].partition('"')[0]
        assert httpx.get(f"{address}{script}").status_code == 200
        told = subprocess.run(
            [program, "parts"], check=True, cwd=tmp_path, env=clean, capture_output=True, text=True
        )
    finally:
        served.terminate()
        assert served.wait(15) == 0

    assert "preact" in told.stdout
    assert "pytest" not in told.stdout
