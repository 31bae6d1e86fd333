import threading
import time

import pytest

from hallprinters.addresses import connector
from hallprinters.drawing.papers import draw
from hallprinters.drawing.samples import ticket_slip
from hallprinters.encode import encode
from hallprinters.errors import LeaseLost
from hallprinters.press import Press
from hallprinters.profiles import profile_named
from hallprinters.transport import MemoryTransport, good_printer
from hallprinters.virtual.printer import VirtualPrinter

PLAIN = profile_named("80mm")


def job(token=1, kind=PLAIN):
    return encode(draw(ticket_slip(f"A{token:03}"), kind.dots), kind, token)


@pytest.fixture
def impatient(monkeypatch):
    """A press that waits one second for its confirmation instead of three."""
    monkeypatch.setattr("hallprinters.press.CONFIRM_SECONDS", 1.0)


def agreed():
    """The server has written down that sending begins."""


def test_a_printer_in_order_prints_once_and_confirms_by_process_id(virtual, press):
    outcome = press.print(job(), agreed)

    assert (outcome.state, outcome.method) == ("printed", "process_id")
    assert outcome.bytes_sent == len(job().data)
    assert len(virtual.wait_for_slips(1)) == 1
    assert virtual.not_understood == []


def test_sending_begins_only_after_it_is_written_down(virtual, press):
    taken = []

    press.print(job(), lambda: taken.append(sum(line.taken for line in virtual._lines)))

    assert taken == [12]  # four questions of three bytes


def test_a_lost_lease_sends_nothing(virtual, press):
    def lost():
        raise LeaseLost("somebody else has it")

    with pytest.raises(LeaseLost):
        press.print(job(), lost)
    virtual.faults.paper_low = True  # the printer is asked once more, so that all bytes are there

    assert press.read().state == "paper_low"
    assert virtual.slips == []


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        ("paper_out", "paper_out"),
        ("cover_open", "cover_open"),
        ("cutter_jam", "cutter"),
        ("silent", "silent"),
        ("stall", "silent"),
    ],
)
def test_a_printer_that_is_not_ready_gets_no_byte_of_the_job(virtual, press, fault, state):
    setattr(virtual.faults, fault, True)

    outcome = press.print(job(), lambda: pytest.fail("sending must not begin"))

    assert (outcome.state, outcome.bytes_sent) == ("stalled", 0)
    assert outcome.reason.startswith(state)
    assert press.read().state == state


def test_a_printer_low_on_paper_prints(virtual, press):
    virtual.faults.paper_low = True

    assert press.print(job(), agreed).state == "printed"


def test_a_printer_that_is_off_stalls_the_job_within_two_seconds(virtual, press):
    virtual.stop()
    begun = time.monotonic()

    outcome = press.print(job(), agreed)

    assert (outcome.state, outcome.bytes_sent) == ("stalled", 0)
    assert time.monotonic() - begun < 2
    assert press.read().state == "silent"


def test_a_connection_torn_half_way_is_unconfirmed_and_the_torn_slip_is_voided(virtual, press):
    virtual.faults.tear_after = 12_000

    outcome = press.print(job(), agreed)
    virtual.faults.tear_after = None

    assert outcome.state == "unconfirmed"
    assert 0 < outcome.bytes_sent < len(job().data)
    assert press.torn
    assert press.void_torn()
    assert len(virtual.wait_for_slips(1)) == 1  # half a slip, then the stub, on one piece of paper
    assert not press.torn


def test_a_torn_slip_is_voided_before_the_next_one_prints(virtual, press):
    virtual.faults.tear_after = 12_000
    press.print(job(1), agreed)
    virtual.faults.tear_after = None

    outcome = press.print(job(2), agreed)

    assert outcome.method == "process_id"
    torn, whole = virtual.wait_for_slips(2)
    assert torn.picture.height != whole.picture.height
    assert whole.picture.height == draw(ticket_slip("A002")).height


def test_a_printer_that_stops_taking_bytes_is_unconfirmed_after_three_seconds(virtual, press):
    virtual.faults.stall_after = 12_000

    outcome = press.print(job(), agreed)

    assert outcome.state == "unconfirmed"
    assert 0 < outcome.bytes_sent < len(job().data)
    assert "took no byte" in outcome.reason


def test_a_slip_held_and_thrown_away_never_prints_later(virtual, press, impatient):
    press.print(job(1), agreed)
    virtual.faults.hold = True

    outcome = press.print(job(2), agreed)
    virtual.faults.hold = False

    assert outcome.state == "unconfirmed"
    assert outcome.cleared
    assert len(virtual.wait_for_slips(2, 0.5)) == 1


def test_paper_that_runs_out_half_way_is_unconfirmed_and_says_why(virtual, press, impatient):
    def runs_out():
        virtual._speed = 60
        threading.Timer(0.3, lambda: setattr(virtual.faults, "paper_out", True)).start()

    outcome = press.print(job(), runs_out)

    assert outcome.state == "unconfirmed"
    assert outcome.reason.startswith("paper_out")
    assert outcome.cleared


def test_a_power_cut_half_way_is_unconfirmed(virtual, press):
    def cut():
        virtual._speed = 60
        threading.Timer(0.3, virtual.power_cycle).start()

    outcome = press.print(job(), cut)

    assert outcome.state == "unconfirmed"
    assert outcome.bytes_sent == len(job().data)
    assert virtual.slips == []


def test_a_refill_within_the_wait_is_confirmed_after_all(virtual, press):
    virtual._speed = 200

    def refilled():
        threading.Timer(0.1, lambda: setattr(virtual.faults, "cover_open", True)).start()
        threading.Timer(1.0, lambda: setattr(virtual.faults, "cover_open", False)).start()

    outcome = press.print(job(), refilled)

    assert (outcome.state, outcome.method) == ("printed", "process_id")
    assert "cover_open" in [reading.state for reading in outcome.readings]
    assert len(virtual.slips) == 1


def press_with(reply, profile="80mm"):
    lines = []

    def connect():
        lines.append(MemoryTransport(reply))
        return lines[-1]

    return Press(connect, profile_named(profile)), lines


def without(*commands):
    """A printer in order that does not know these commands."""

    def reply(data):
        for command in commands:
            data = data.replace(command, b"")
        return good_printer(data)

    return reply


def test_a_printer_without_process_ids_is_believed_by_gs_r():
    press, _ = press_with(without(b"\x1d(H\x06\x000000"))

    outcome = press.print(job(0), agreed)

    assert (outcome.state, outcome.method) == ("printed", "gs_r")


def test_a_simple_printer_is_not_kept_waiting_for_a_process_id():
    press, _ = press_with(good_printer, "80mm-simple")
    begun = time.monotonic()

    outcome = press.print(job(0, profile_named("80mm-simple")), agreed)

    assert outcome.method == "gs_r"
    assert time.monotonic() - begun < 1


def test_a_printer_that_knows_neither_is_believed_by_its_status_afterwards(impatient):
    press, _ = press_with(without(b"\x1d(H\x06\x000000", b"\x1dr\x01"))

    outcome = press.print(job(0), agreed)

    assert (outcome.state, outcome.method) == ("printed", "status")


def test_a_printer_that_cannot_talk_is_sent_the_job_and_nothing_is_claimed():
    press, lines = press_with(lambda _: b"", "80mm-silent")
    plain = job(0, profile_named("80mm-silent"))

    outcome = press.print(plain, agreed)

    assert (outcome.state, outcome.method) == ("sent", "sent")
    assert bytes(lines[0].sent) == plain.data


def test_somebody_elses_process_id_confirms_nothing(impatient):
    press, _ = press_with(lambda data: good_printer(data).replace(b"0001", b"9999"))
    press._heard.add("process_id")

    outcome = press.print(job(1), agreed)

    assert outcome.state == "unconfirmed"


def test_a_printer_that_fell_silent_after_the_job_is_unconfirmed(virtual, press, impatient):
    outcome = press.print(job(), lambda: setattr(virtual.faults, "silent", True))

    assert outcome.state == "unconfirmed"
    assert outcome.reason.startswith("silent")


def test_an_unconfirmed_conversation_is_reset_so_that_nothing_of_it_trickles_out(impatient):
    press, lines = press_with(
        lambda data: b"\x12" if data.startswith(b"\x10\x04") and not lines_sent(lines) else b""
    )

    press.print(job(0), agreed)

    assert lines[0].aborted


def lines_sent(lines):
    return any(len(line.sent) > 100 for line in lines)


def test_a_second_connection_to_a_printer_with_one_line_is_silent(virtual):
    virtual.faults.one_connection = True
    with connector(virtual.address)() as first:
        assert first.talk(b"\x10\x04\x01", 1.0) == b"\x12"

        second = Press(connector(virtual.address), PLAIN).read()

    assert second.state == "silent"


@pytest.mark.parametrize(("fault", "within"), [("silent", 3.5), ("stall", 2.9)])
def test_silence_is_heard_of_while_a_slip_is_in_it(virtual, press, fault, within):
    heard = []
    press.print(
        job(1),
        lambda: setattr(virtual.faults, fault, True),
        lambda reading: heard.append((reading.state, time.monotonic())),
    )
    ended = time.monotonic()
    silent = [at for state, at in heard if state == "silent"]

    assert heard[0][0] == "ready"
    assert silent
    assert silent[0] - heard[0][1] < within
    assert ended >= silent[-1]


def test_a_printer_that_stops_in_the_middle_of_a_slip_is_silent_twice_before_the_slip_is_given_up(
    virtual, press
):
    """A change counts when seen twice; both come while the connection still waits for its third second."""
    virtual.faults.stall_after = 12_000
    heard: list[tuple[str, float]] = []

    press.print(job(), agreed, lambda reading: heard.append((reading.state, time.monotonic())))
    ended = time.monotonic()
    silent = [at for state, at in heard if state == "silent"]

    assert len(silent) >= 3
    assert silent[1] < ended - 1.0


def test_a_slow_printer_is_not_silent(tmp_path):
    """A slip of ten centimetres at 40 mm/s is longer on its way than anybody waits for an answer."""
    heard = []
    with VirtualPrinter(out=tmp_path, speed=40.0) as slow:
        press = Press(connector(slow.address), PLAIN)
        outcome = press.print(job(1), agreed, lambda reading: heard.append(reading.state))

    assert outcome.state == "printed"
    assert set(heard) == {"ready"}
