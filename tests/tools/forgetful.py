# ruff: noqa: ARG002 - the arguments are those of FUSE
"""A file system that forgets what was not synced: what a power cut leaves behind (`python -m tests.tools.forgetful MOUNT KEPT`).

Every write lies in memory until its file is fsynced; making a file named `cut` is the power cut: what was synced
is written to the folder KEPT, and the rest is gone. One thread, so the order of writes is the order in which they came.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mfusepy import FUSE, FuseOSError, Operations

BLOCK = 4096


@dataclass
class Node:
    """A file: its bytes now, and as they were when it was synced last."""

    mode: int
    now: bytearray = field(default_factory=bytearray)
    synced: bytearray | None = None
    changes: list[tuple[int, bytes | None]] = field(default_factory=list)  # offset and bytes; None cuts there

    def write(self, offset: int, data: bytes) -> None:
        if len(self.now) < offset:
            self.now.extend(bytes(offset - len(self.now)))
        self.now[offset : offset + len(data)] = data
        self.changes.append((offset, data))

    def truncate(self, length: int) -> None:
        del self.now[length:]
        self.now.extend(bytes(length - len(self.now)))
        self.changes.append((length, None))

    def sync(self) -> None:
        kept = self.synced if self.synced is not None else bytearray()
        for offset, data in self.changes:
            end = offset if data is None else offset + len(data)
            if len(kept) < end:
                kept.extend(bytes(end - len(kept)))
            if data is None:
                del kept[offset:]
            else:
                kept[offset:end] = data
        self.changes.clear()
        self.synced = kept


class Forgetful(Operations):  # type: ignore[misc]
    """A flat folder in memory."""

    use_ns = True

    def __init__(self, kept: Path) -> None:
        self.kept = kept
        self.nodes: dict[str, Node] = {}

    def node(self, path: str) -> Node:
        if path not in self.nodes:
            raise FuseOSError(errno.ENOENT)
        return self.nodes[path]

    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
        now = time.time_ns()
        times = {
            "st_atime": now,
            "st_mtime": now,
            "st_ctime": now,
            "st_uid": os.getuid(),
            "st_gid": os.getgid(),
        }
        if path == "/":
            return {"st_mode": stat.S_IFDIR | 0o700, "st_nlink": 2, **times}
        node = self.node(path)
        return {"st_mode": node.mode, "st_nlink": 1, "st_size": len(node.now), **times}

    def readdir(self, path: str, fh: int) -> list[str]:
        return [".", "..", *(name[1:] for name in self.nodes)]

    def create(self, path: str, mode: int, fi: Any = None) -> int:
        if path == "/cut":
            self.cut()
        self.nodes[path] = Node(stat.S_IFREG | stat.S_IMODE(mode))
        return 0

    def mknod(self, path: str, mode: int, dev: int) -> None:
        self.nodes[path] = Node(mode)

    def open(self, path: str, flags: int) -> int:
        self.node(path)
        return 0

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        return bytes(self.node(path).now[offset : offset + size])

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        self.node(path).write(offset, data)
        return len(data)

    def truncate(self, path: str, length: int, fh: int | None = None) -> None:
        self.node(path).truncate(length)

    def fsync(self, path: str, datasync: int, fh: int) -> None:
        self.node(path).sync()

    def fsyncdir(self, path: str, datasync: int, fh: int) -> None:
        """A folder's own entries are taken as durable at once."""

    def flush(self, path: str, fh: int) -> None:
        """Closing a file makes nothing durable."""

    def release(self, path: str, fh: int) -> None:
        """Neither does letting it go."""

    def unlink(self, path: str) -> None:
        del self.nodes[path]

    def rename(self, old: str, new: str, flags: int = 0) -> None:
        self.nodes[new] = self.nodes.pop(old)

    def chmod(self, path: str, mode: int) -> None:
        if path != "/":
            self.node(path).mode = stat.S_IFMT(self.node(path).mode) | mode

    def chown(self, path: str, uid: int, gid: int) -> None:
        """Everything is ours."""

    def utimens(self, path: str, times: Any = None) -> None:
        """Times are not kept."""

    def statfs(self, path: str) -> dict[str, int]:
        return {"f_bsize": BLOCK, "f_frsize": BLOCK, "f_blocks": 2**20, "f_bavail": 2**20, "f_bfree": 2**20}

    def cut(self) -> None:
        for name, node in self.nodes.items():
            if node.synced is not None and stat.S_ISREG(node.mode):
                (self.kept / name[1:]).write_bytes(node.synced)


if __name__ == "__main__":
    FUSE(Forgetful(Path(sys.argv[2])), sys.argv[1], foreground=True, nothreads=True)
