"""What the library `apprise` covers (DingTalk, WeCom, Feishu, Matrix …): one address for each receiver, as it writes them."""

from __future__ import annotations

import logging

from apprise import Apprise as Library
from apprise import AppriseAsset

from hallserver.core.language.why import Why
from hallserver.core.outgoing.receivers import Apprise
from hallserver.sending.refused import Refused
from hallserver.sending.senders import Letter

logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its lines may have an address, and so a key


def send(letter: Letter) -> None:
    """Notify; the library tells only whether it was taken, so every refusal may pass."""
    receiver: Apprise = letter.receiver
    # no service reads the address's own templates, and nothing is written to disk
    library = Library(asset=AppriseAsset(async_mode=False, storage_mode="memory"))
    if not library.add(letter.secrets[0]) or len(library) != 1:
        raise Refused(Why("apprise 不认识该地址", "the address is none that apprise knows"))
    service = library[0]
    service.socket_connect_timeout = service.socket_read_timeout = receiver.timeout_s
    if not library.notify(title=letter.fill(receiver.title), body=letter.fill(receiver.body)):
        name = service.service_name
        raise Refused(Why(f"{name} 未接收", f"{name} has not taken it"))
