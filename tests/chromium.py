"""Which Chromium the tests and tools drive, and how it is started."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from tests.authority import trusted_key

CHROMIUM = Path(__file__).parents[1] / "build/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-gpu",
    f"--ignore-certificate-errors-spki-list={trusted_key()}",
]


def launching() -> dict[str, Any]:
    """What Playwright's `launch` is told: HALL_CHROMIUM, or the one out of the npm package, or Debian's."""
    path, env = os.environ.get("HALL_CHROMIUM"), dict(os.environ)
    if not path and (CHROMIUM / "chromium").exists():
        path = str(CHROMIUM / "chromium")
        env |= {"LD_LIBRARY_PATH": str(CHROMIUM / "lib"), "FONTCONFIG_PATH": str(CHROMIUM)}
    return {"executable_path": path or shutil.which("chromium"), "env": env, "args": FLAGS}
