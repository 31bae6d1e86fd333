"""A drill from its beginning to its end: the pair is made, each fault is done and proved, everything is removed."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from hallserver.ha.drill import kiosks as kiosk_side
from hallserver.ha.drill import proof
from hallserver.ha.drill.faults import EVERY, SEEN_S, Stage
from hallserver.ha.drill.halls import Halls, found_halls, kiosk_token, supervision_token
from hallserver.ha.drill.kiosks import Kiosk, Kiosks
from hallserver.ha.drill.machines import Cluster, NotReady, describe, lay_out, remove
from hallserver.ha.drill.programs import Programs
from hallserver.ha.drill.proof import Proof

KIOSKS = 3
MATTERS = 8


def run_drill(
    programs: Programs, faults: Sequence[str], say: Callable[[str], None], keep: Path | None = None
) -> list[Proof]:
    """Make a pair, and let it live through these faults, one after the other.

    Args:
        programs: what it runs.
        faults: names of `EVERY`.
        say: told what is being done.
        keep: a folder in which everything is left; None: nothing is.

    Raises:
        NotReady: the pair did not come up, or did not come back after a fault.
    """
    with staged(programs, say, keep) as (cluster, halls):
        return [live_through(name, cluster, halls, say) for name in faults]


@contextmanager
def staged(
    programs: Programs, say: Callable[[str], None], keep: Path | None = None
) -> Iterator[tuple[Cluster, Halls]]:
    """A pair that runs for the length of a block, with a demo hall that is open on one side and waits on the other."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="hall-drill-", dir=keep))
    (folder / "hall-a").mkdir(mode=0o700)
    pair = describe(programs, folder, folder / "hall-a")
    cluster = lay_out(pair, programs, folder)
    halls: Halls | None = None
    try:
        say("a pair is made on this machine · 正在本机建立临时双机")
        cluster.start()
        halls = found_halls(folder, pair)
        halls.start()
        say("the hall is open, and its twin waits · 大厅已打开，备用机待命")
        yield cluster, halls
    finally:
        if halls is not None:
            halls.stop()
        cluster.end()
        if keep is None:
            remove(folder)


def live_through(name: str, cluster: Cluster, halls: Halls, say: Callable[[str], None]) -> Proof:
    """Do one fault while kiosks take numbers, mend it, and prove what is left."""
    cluster.until_synchronous()
    halls.until_paired()
    say(f"{name}: …")
    fault = EVERY[name]
    data, url = _open(halls)
    reader = supervision_token(data)
    _, since = proof.read_issued(url, reader, 0)
    kiosks = Kiosks(_kiosks(data, halls))
    kiosks.start()
    began = time.monotonic()
    time.sleep(SEEN_S)
    fault.do(Stage(cluster, halls, kiosks))
    cluster.until_synchronous()
    halls.until_paired()
    time.sleep(SEEN_S)
    kiosks.end()
    ended = kiosks.given[-1].at if kiosks.given else time.monotonic()
    if kiosks.refused:
        raise NotReady(f"the hall refused a number: {kiosks.refused[0]}")
    data, url = _open(halls)
    issued, _ = proof.read_issued(url, reader, since)
    lost, twice = proof.compare(kiosks.given, issued)
    silence = kiosk_side.longest_silence(kiosks.given, began, ended)
    found = Proof(name, len(kiosks.given), lost, twice, proof.is_whole(data), silence, fault.most_s)
    say(f"{name}: {found.acknowledged} numbers, silent for {silence:.1f} s, {lost} lost, {twice} twice")
    return found


def _open(halls: Halls) -> tuple[Path, str]:
    writer = halls.writer()
    if writer is None:
        raise NotReady("no hall is open")
    return writer.data, writer.url


def _kiosks(data: Path, halls: Halls) -> list[Kiosk]:
    """Kiosks that know both servers, as the address that moves would lead them to the open one."""
    addresses = [each.url for each in halls.both]
    token = kiosk_token(data, "kiosk-1")
    matters = _matters(halls)
    return [
        Kiosk(addresses[n % 2 :] + addresses[: n % 2], token, matters[n:] + matters[:n])
        for n in range(KIOSKS)
    ]


def _matters(halls: Halls) -> list[str]:
    """Matters of different lines, for which anybody may take a number."""
    _, url = _open(halls)
    catalogue = httpx.get(f"{url}/api/v1/catalogue", timeout=10, trust_env=False).json()
    green = {each["code"] for each in catalogue["lines"] if each["green"]}
    by_line = {each["line"]: each["code"] for each in catalogue["matters"] if each["line"] not in green}
    return list(by_line.values())[:MATTERS]
