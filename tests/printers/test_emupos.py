"""A printer that somebody else wrote: needs `emupos` (Python ≥ 3.13) on the PATH or in HALL_EMUPOS; skipped loudly without."""

import io
import os
import shutil
import socket
import subprocess
import time

import httpx
import pytest
from PIL import Image, ImageChops

from hallprinters.addresses import connector
from hallprinters.drawing.papers import draw
from hallprinters.drawing.samples import ticket_slip
from hallprinters.encode import encode
from hallprinters.press import Press
from hallprinters.profiles import profile_named

EMUPOS = os.environ.get("HALL_EMUPOS") or shutil.which("emupos")
pytestmark = pytest.mark.skipif(
    EMUPOS is None, reason="emupos is not here (pip install emupos, Python >= 3.13)"
)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@pytest.fixture
def emupos(tmp_path):
    printer, api = free_port(), free_port()
    (tmp_path / "emupos.yaml").write_text(
        f"schema: 1\napi: {{ port: {api} }}\ndevices:\n  - id: front\n    type: printer\n"
        f"    profile: epson-tm-t20iii\n    job_idle_timeout_ms: 200\n    connections:\n      - tcp: {{ port: {printer} }}\n"
    )
    with (
        (tmp_path / "log").open("w") as log,
        subprocess.Popen([EMUPOS, "run"], cwd=tmp_path, stdout=log, stderr=log) as process,
    ):
        with httpx.Client(base_url=f"http://127.0.0.1:{api}/api/v1/devices/front") as control:
            wait_until_up(control)
            yield f"tcp://127.0.0.1:{printer}", control
        process.terminate()


def wait_until_up(control):
    for _ in range(100):
        try:
            if control.get("/receipts").is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    pytest.fail("emupos does not start")


def test_a_printer_that_is_not_ours_prints_the_slip_dot_for_dot(emupos):
    address, control = emupos
    kind = profile_named("80mm-simple")
    drawn = draw(ticket_slip("A037"))

    outcome = Press(connector(address), kind).print(encode(drawn, kind), lambda: None)
    receipt = control.get("/receipts/latest/image").content

    assert outcome.state == "printed"
    assert outcome.method == "gs_r"
    with Image.open(io.BytesIO(receipt)) as page:
        paper = page.convert("L").point(lambda level: 255 if level > 128 else 0).convert("1")
    ink = ImageChops.invert(paper.convert("L")).getbbox()
    wanted = ImageChops.invert(drawn.convert("L")).getbbox()
    changed = ImageChops.logical_xor(paper.crop(ink), drawn.crop(wanted)).convert("L").histogram()[255]
    assert changed <= 3


@pytest.mark.parametrize(
    ("fault", "state"), [("paper-out", "paper_out"), ("cover-open", "cover_open"), ("offline", "offline")]
)
def test_its_faults_are_seen_and_nothing_is_sent_to_it_until_they_are_gone(emupos, fault, state):
    address, control = emupos
    kind = profile_named("80mm-simple")
    press = Press(connector(address), kind)
    assert press.read().state == "ready"
    control.put(f"/faults/{fault}").raise_for_status()

    assert press.read().state == state
    stalled = press.print(encode(draw(ticket_slip("A038")), kind), lambda: pytest.fail("nothing may be sent"))
    assert (stalled.state, stalled.bytes_sent) == ("stalled", 0)

    control.delete(f"/faults/{fault}").raise_for_status()
    assert press.print(encode(draw(ticket_slip("A038")), kind), lambda: None).state == "printed"


def test_its_paper_near_the_end_is_low_and_prints(emupos):
    address, control = emupos
    control.put("/faults/paper-near-end").raise_for_status()

    assert Press(connector(address), profile_named("80mm-simple")).read().state == "paper_low"
