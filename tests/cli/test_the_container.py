"""The container image, built and run where there is a builder."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

import httpx
import pytest

from tests.conftest import ROOT
from tests.running import free_port
from tests.waiting import until

pytestmark = pytest.mark.long

IMAGE = "hallqueue-test"


def builder() -> str | None:
    """Podman or Docker, if it can be used here."""
    for name in ("podman", "docker"):
        program = shutil.which(name)
        if program and subprocess.run([program, "info"], capture_output=True, check=False).returncode == 0:
            return program
    return None


@pytest.fixture(scope="module")
def program() -> Iterator[str]:
    """What builds and runs the image."""
    if not os.environ.get("HALL_SOAK"):
        pytest.skip("builds an image out of the network, minutes: `make soak` runs it (HALL_SOAK=1)")
    found = builder()
    if found is None:
        pytest.skip("no podman, and no docker whose daemon answers: either lifts this")
    subprocess.run(
        [found, "build", "-q", "-t", IMAGE, "-f", ROOT / "Containerfile", ROOT], check=True, timeout=1200
    )
    yield found
    subprocess.run([found, "rmi", "-f", IMAGE], check=False, capture_output=True)


def test_a_hall_in_a_container_opens_and_stops_in_order(program: str) -> None:
    port = free_port()
    words = [program, "run", "-d", "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL"]
    demo = [*words, "--network", "host", "-e", f"HALL_PORT={port}", "--entrypoint", "sh", IMAGE, "-c"]
    made = subprocess.run(
        [*demo, "hall demo && exec hall serve"], check=True, capture_output=True, text=True, timeout=120
    )
    container = made.stdout.strip()

    def answers() -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200
        except httpx.TransportError:
            return False

    try:
        assert until(answers, 60), subprocess.run(
            [program, "logs", container], check=False, capture_output=True
        )
        subprocess.run([program, "stop", "-t", "15", container], check=True, timeout=30)
        ended = subprocess.run(
            [program, "inspect", "-f", "{{.State.ExitCode}}", container],
            check=True,
            capture_output=True,
            text=True,
        )
        assert ended.stdout.strip() == "0"
    finally:
        subprocess.run([program, "rm", "-f", container], check=False, capture_output=True)
