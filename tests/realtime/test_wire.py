"""What reaches a websocket: whole frames, in order, however slowly somebody reads."""

from __future__ import annotations

import json
import time

from websocket import ABNF, create_connection, frame_buffer

from hallserver.realtime.wire import frame_of
from tests.actors import Visitor
from tests.running import RunningHall


def test_a_frame_of_every_length_reads_back() -> None:
    for length in (0, 1, 125, 126, 65_535, 65_536, 200_000):
        told = frame_of("号" * (length // 3) + "x" * (length % 3))
        rest = bytearray(told)

        def take(count: int, rest: bytearray = rest) -> bytes:
            part = bytes(rest[:count])
            del rest[:count]
            return part

        frame = frame_buffer(take, skip_utf8_validation=False).recv_frame()

        assert len(frame.data) == length
        assert frame.opcode == ABNF.OPCODE_TEXT
        assert rest == b""


def test_a_reader_that_stopped_reading_gets_whole_frames_in_order(
    own_hall: RunningHall, visitor: Visitor, matter: str
) -> None:
    wire = create_connection(
        f"ws://127.0.0.1:{own_hall.port}/socket.io/?EIO=4&transport=websocket",
        timeout=10,
        sockopt=[(1, 8, 4096)],
    )
    wire.recv()
    wire.send("40/live," + json.dumps({"token": own_hall.token("display", "slow")}))
    wire.recv()
    for _ in range(60):  # 60 snapshots of some 10 kB each, asked for and not read
        wire.send('42/live,1["resume",{"epoch":"","seq":0}]')
    began = time.monotonic()
    ticket = visitor.takes_ticket(matter)
    assert time.monotonic() - began < 2.0, "a slow reader held up somebody else"

    snapshots = 0
    while snapshots < 60:
        said = wire.recv()
        if said.startswith("43/live,1"):
            snapshots += 1
            assert "snapshot" in json.loads(said.removeprefix("43/live,1"))[0]
        elif said == "2":
            wire.send("3")
    assert ticket["number"]
    wire.close()
