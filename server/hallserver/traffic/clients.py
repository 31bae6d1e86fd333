"""What the server keeps about its clients."""

from __future__ import annotations

from dataclasses import dataclass

from hallserver.traffic.connections import Connections
from hallserver.traffic.haste import Haste
from hallserver.traffic.offenders import Offenders
from hallserver.traffic.refusals import Refusals
from hallserver.traffic.turns import Turns


@dataclass(frozen=True, slots=True)
class Traffic:
    """One instance of each, shared by HTTP and sockets."""

    turns: Turns
    refusals: Refusals
    connections: Connections
    haste: Haste
    offenders: Offenders
