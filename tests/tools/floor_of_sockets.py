"""The floor of a fan-out: a gevent server that writes one ready frame to bare sockets, and does nothing else.

`python -m tests.tools.floor_of_sockets` prints its port; each connection gets a hello; a line on any of them makes it write.
"""

from __future__ import annotations

import gevent
from gevent import socket

FRAME = b"\x81\x7e\x01\x00" + b"f" * 256  # as long as a delta


def main() -> None:
    """Serve until the process is ended."""
    plugs: list[socket.socket] = []
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    door.listen(20_000)
    print(door.getsockname()[1], flush=True)

    def listen(plug: socket.socket) -> None:
        while plug.recv(64):
            for each in plugs:
                each._sock.send(FRAME)

    while True:
        plug, _ = door.accept()
        plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        plugs.append(plug)
        gevent.spawn(listen, plug)


if __name__ == "__main__":
    main()
