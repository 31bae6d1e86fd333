"""Short messages to an SMS centre over SMPP 3.4, by the library `smpplib`; Chinese goes as UCS-2, in parts where it is long.

SMPP has no field by which a centre could tell a repetition: one whose answer was lost is sent again.
"""

from __future__ import annotations

import socket
from contextlib import suppress

from smpplib import client as library
from smpplib import consts, exceptions, gsm

from hallserver.core.language.why import Why
from hallserver.core.outgoing.receivers import Smpp
from hallserver.sending.deadline import deadline
from hallserver.sending.http import trusting
from hallserver.sending.refused import Refused
from hallserver.sending.senders import Letter

FOR_GOOD = frozenset(
    {
        consts.SMPP_ESME_RINVDSTADR,
        consts.SMPP_ESME_RINVSRCADR,
        consts.SMPP_ESME_RINVMSGLEN,
        consts.SMPP_ESME_RINVNUMDESTS,
    }
)
"""Status codes that the centre would repeat: wrong addresses, a message too long (SMPP 3.4, 5.1.3)."""
LOGGER = "smpp.Client"


def send(letter: Letter) -> None:
    """Bind, submit every part, wait for the answer to each, unbind."""
    receiver: Smpp = letter.receiver
    to = letter.message.phone or receiver.to
    if not to:
        raise Refused(
            Why("未指定接收号码（to）", "the sheet names no number to send this to"), permanent=True
        )
    session = library.Client(
        receiver.host,
        receiver.port,
        timeout=receiver.timeout_s,
        logger_name=LOGGER,
        allow_unknown_opt_params=True,
    )
    try:
        with deadline(receiver.timeout_s, lambda: session._socket):
            _submit(session, letter, to)
    except exceptions.PDUError as error:
        code = error.args[1] if len(error.args) > 1 else None
        raise Refused(f"SMPP {error.args[0]}", permanent=code in FOR_GOOD) from error
    except (exceptions.ConnectionError, exceptions.UnknownCommandError, OSError) as error:
        raise Refused(f"SMPP {type(error).__name__}: {error}") from error
    except (exceptions.MessageTooLong, ValueError) as error:
        raise Refused(f"SMPP {type(error).__name__}: {error}", permanent=True) from error
    finally:
        if session._socket is not None:
            session._socket.close()
            session._socket, session.state = None, consts.SMPP_CLIENT_STATE_CLOSED


def _submit(session: library.Client, letter: Letter, to: str) -> None:
    receiver: Smpp = letter.receiver
    session._socket, session.state = _plug(letter), consts.SMPP_CLIENT_STATE_OPEN
    session.bind_transmitter(system_id=receiver.system_id, password=letter.secrets[0])
    parts, coding, esm_class = gsm.make_parts(letter.fill(receiver.body))
    answered: list[int] = []
    session.set_message_sent_handler(lambda pdu: answered.append(pdu.sequence))
    source_ton = consts.SMPP_TON_UNK if receiver.source.isdigit() else consts.SMPP_TON_ALNUM
    for part in parts:
        sent = session.send_message(
            source_addr_ton=source_ton,
            source_addr_npi=consts.SMPP_NPI_UNK,
            source_addr=receiver.source,
            dest_addr_ton=consts.SMPP_TON_INTL if to.startswith("+") else consts.SMPP_TON_UNK,
            dest_addr_npi=consts.SMPP_NPI_ISDN,
            destination_addr=to.removeprefix("+"),
            short_message=part,
            data_coding=coding,
            esm_class=esm_class,
        )
        while sent.sequence not in answered:
            session.read_once(auto_send_enquire_link=False)
    with suppress(exceptions.ConnectionError, exceptions.PDUError, OSError):  # it has been taken already
        session.unbind()


def _plug(letter: Letter) -> socket.socket:
    """Connect; the library itself would not look whose certificate it is shown."""
    receiver: Smpp = letter.receiver
    plug = socket.create_connection((receiver.host, receiver.port), receiver.timeout_s)
    if not receiver.tls:
        return plug
    authority = trusting(str(letter.data / receiver.ca) if receiver.ca else "")
    return authority.wrap_socket(plug, server_hostname=receiver.host)
