import signal
import socket
import subprocess
import sys

import pytest
from click.testing import CliRunner
from PIL import Image

from hallprinters.cli import printer, slip
from hallprinters.drawing.samples import ticket_slip
from hallprinters.drawing.slip import to_json


def run(group, *words):
    return CliRunner().invoke(group, [str(word) for word in words])


def test_a_test_print_is_good_only_when_the_printer_confirmed_it(virtual):
    ran = run(printer, "test", virtual.address)

    assert ran.exit_code == 0
    assert "process_id" in ran.output
    assert len(virtual.slips) == 1


def test_a_silent_printer_fails_the_test_with_a_sentence(virtual):
    virtual.faults.silent = True

    ran = run(printer, "test", virtual.address)

    assert ran.exit_code == 1
    assert "silent" in ran.stderr
    assert ran.stdout == ""


def test_a_torn_connection_fails_the_test_with_a_sentence(virtual):
    virtual.faults.tear_after = 2000

    ran = run(printer, "test", virtual.address)

    assert ran.exit_code == 1
    assert "unconfirmed" in ran.stderr


def test_a_closed_port_fails_the_test_with_a_sentence():
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]

    ran = run(printer, "test", f"tcp://127.0.0.1:{port}")

    assert ran.exit_code == 1
    assert "nobody answers" in ran.stderr


@pytest.mark.parametrize("words", [("test", "nonsense"), ("test", "memory:", "--profile", "70mm")])
def test_nonsense_fails_with_a_sentence(words):
    ran = run(printer, *words)

    assert ran.exit_code == 1
    assert ran.stderr.startswith("Error: ")


@pytest.mark.parametrize(("width", "dots"), [("80", 576), ("58", 384)])
def test_a_preview_shows_the_sample_at_both_widths(tmp_path, width, dots):
    ran = run(slip, "preview", "--width", width, "--out", tmp_path / "slip.png")

    assert ran.exit_code == 0
    with Image.open(tmp_path / "slip.png") as picture:
        assert picture.width == dots


@pytest.mark.parametrize(
    "kind", ["receipt", "closing", "test", "reprint", "priority", "materials", "english"]
)
def test_a_preview_shows_each_kind_of_slip(tmp_path, kind):
    ran = run(slip, "preview", "--kind", kind, "--out", tmp_path / "slip.png")

    assert ran.exit_code == 0
    assert ran.stderr == ""


def test_a_preview_shows_a_template_before_anybody_keeps_it(tmp_path):
    (tmp_path / "mine.json").write_text('{"parts": [{"part": "number", "value": "{number}"}]}')
    ran = run(slip, "preview", "--template", tmp_path / "mine.json", "--out", tmp_path / "slip.png")

    assert ran.exit_code == 0
    with Image.open(tmp_path / "slip.png") as picture:
        assert picture.height < 200


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{", "not a template"),
        ('{"parts": [{"part": "number", "value": "{numbr}"}]}', "did you mean {number}?"),
    ],
)
def test_a_template_that_cannot_be_printed_fails_with_a_sentence(tmp_path, template, said):
    (tmp_path / "mine.json").write_text(template)
    ran = run(slip, "preview", "--template", tmp_path / "mine.json", "--out", tmp_path / "slip.png")

    assert ran.exit_code == 1
    assert said in ran.stderr


def test_an_unknown_kind_of_slip_is_wrong_use(tmp_path):
    assert run(slip, "preview", "--kind", "poem", "--out", tmp_path / "slip.png").exit_code == 2


def test_a_printer_says_who_it_is(virtual):
    ran = run(printer, "identify", virtual.address)

    assert ran.exit_code == 0
    assert "hallqueue virtual, firmware 1.0, serial 0001" in ran.stdout


def test_a_printer_that_does_not_say_who_it_is_fails_with_a_sentence(virtual):
    virtual.faults.silent = True
    ran = run(printer, "identify", virtual.address)

    assert ran.exit_code == 1
    assert "does not say who it is" in ran.stderr


def test_a_preview_draws_a_slip_from_json(tmp_path):
    (tmp_path / "slip.json").write_bytes(to_json(ticket_slip("B002")))

    ran = run(slip, "preview", tmp_path / "slip.json", "--out", tmp_path / "slip.png")

    assert ran.exit_code == 0
    assert (tmp_path / "slip.png").exists()


def test_a_preview_of_no_slip_fails_with_a_sentence(tmp_path):
    (tmp_path / "slip.json").write_text("{}")

    ran = run(slip, "preview", tmp_path / "slip.json", "--out", tmp_path / "slip.png")

    assert ran.exit_code == 1
    assert "not a slip" in ran.stderr


def test_the_virtual_printer_says_where_it_listens_prints_and_ends_on_sigterm(tmp_path):
    script = "from hallprinters.cli import printer; printer()"
    command = [
        sys.executable,
        "-c",
        script,
        "virtual",
        "--port",
        "0",
        "--out",
        str(tmp_path),
        "--speed",
        "2000",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        tested = run(printer, "test", line.split()[-1])
        process.send_signal(signal.SIGTERM)

    assert line.startswith("listening on tcp://127.0.0.1:")
    assert tested.exit_code == 0
    assert process.returncode == 0
    assert (tmp_path / "0001.png").exists()


def test_a_virtual_printer_on_a_taken_port_fails_with_a_sentence(virtual, tmp_path):
    ran = run(printer, "virtual", "--port", virtual.port, "--out", tmp_path)

    assert ran.exit_code == 1
    assert "in use" in ran.stderr
