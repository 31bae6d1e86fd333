"""Our frames against other people's: a Modbus unit and an Alpha library that are not of this house."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest
from alphasign import Packet
from alphasign.commands.special import WriteSpecialFunction
from alphasign.commands.text import WriteText
from alphasign.protocol import DELAY, Color, DisplayMode, DisplayPosition
from pymodbus import FramerType
from pymodbus.client import ModbusTcpClient
from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice

from hallsigns.drivers import alpha
from hallsigns.frame import Row, Shows
from hallwires.errors import Refused
from hallwires.lines import opener
from hallwires.modbus import Master
from hallwires.plug import Plug
from hallwires.slave import Bus, Slave


@pytest.fixture(params=[True, False], ids=["tcp", "rtu over tcp"])
def unit(request: pytest.FixtureRequest) -> Iterator[tuple[str, bool]]:
    """A unit of pymodbus with ten registers from 0 on, at its address and framing."""
    started = threading.Event()
    loop = asyncio.new_event_loop()
    where: list[int] = []
    kept: list[ModbusTcpServer] = []

    async def serve() -> None:
        device = SimDevice(7, [SimData(0, values=[0] * 10, datatype=DataType.REGISTERS)])
        framer = FramerType.SOCKET if request.param else FramerType.RTU
        server = ModbusTcpServer([device], framer=framer, address=("127.0.0.1", 0))
        await server.serve_forever(background=True)
        kept.append(server)
        where.append(server.transport.sockets[0].getsockname()[1])
        started.set()

    def run() -> None:
        loop.run_until_complete(serve())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert started.wait(10)
    yield f"tcp://127.0.0.1:{where[0]}", request.param
    asyncio.run_coroutine_threadsafe(kept[0].shutdown(), loop).result(5)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
    loop.close()


def test_our_master_writes_to_a_unit_that_is_not_ours(unit: tuple[str, bool]) -> None:
    address, framed = unit
    with opener(address)() as line:
        master = Master(line, framed)

        master.write_registers(7, 2, [0x4130, 0x3031])
        master.write_register(7, 4, 99)

        assert master.read_inputs(7, 2, 3) == (0x4130, 0x3031, 99)


def test_a_unit_that_is_not_ours_refuses_in_a_way_that_we_understand(unit: tuple[str, bool]) -> None:
    address, framed = unit
    with opener(address)() as line, pytest.raises(Refused, match="illegal data address"):
        Master(line, framed).write_registers(7, 9, [1, 2])


def test_our_pretend_unit_answers_a_master_that_is_not_ours() -> None:
    slave = Slave(5, inputs=[3, 1, 4], bits=[True, False, True] + [False] * 13)
    with Plug(Bus(slave, framed=True).ears) as plug:
        client = ModbusTcpClient("127.0.0.1", port=plug.port)
        assert client.connect()
        try:
            assert not client.write_registers(0, [1, 2, 3], device_id=5).isError()
            assert not client.write_coil(1, True, device_id=5).isError()
            assert client.read_input_registers(0, count=3, device_id=5).registers == [3, 1, 4]
            assert client.read_discrete_inputs(0, count=3, device_id=5).bits[:3] == [True, False, True]
            assert client.write_register(200, 1, device_id=5).exception_code == 2
        finally:
            client.close()
    assert slave.holding[:3] == [1, 2, 3]
    assert slave.coils[1]


def test_an_alpha_packet_is_the_one_that_another_library_sends() -> None:
    text = alpha.text_of(Row("3", "A001", Shows.CALLED), 16)
    theirs = Packet(b"Z", "03").add(
        WriteText(Color.AMBER.value + b"A001 > 3", "0", DisplayPosition.MIDDLE_LINE, DisplayMode.HOLD)
    )

    ours = alpha.packet(3, alpha.WRITE_TEXT + alpha.PRIORITY + alpha.ESC + alpha.MIDDLE + alpha.HOLD + text)

    assert ours == theirs.to_bytes().replace(DELAY, b"")  # a pause, which is not sent


def test_acknowledgement_is_switched_on_as_another_library_does_it() -> None:
    theirs = Packet(b"Z", "03").add(WriteSpecialFunction.enable_ack_nak(True))

    assert alpha.packet(3, alpha.SPECIAL + b"s1") == theirs.to_bytes().replace(DELAY, b"")
