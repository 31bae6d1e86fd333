"""A province's platform of ratings (好差评): its fields and codes are in a mapping file, one for each province."""

from __future__ import annotations

from typing import Any

import msgspec

from hallserver.core.language.why import Why
from hallserver.core.outgoing.mapping import BadMapping, Mapping, NoCode, coded, read_mapping
from hallserver.core.outgoing.receivers import Ratings
from hallserver.sending import http
from hallserver.sending.refused import Refused
from hallserver.sending.senders import Letter
from hallserver.sending.senders.template import check, inwards


def send(letter: Letter) -> None:
    """Report a rating in the platform's own fields and codes."""
    receiver: Ratings = letter.receiver
    mapping = _mapping(letter)
    try:
        places = coded(mapping, letter.message.places, letter.message.at)
    except NoCode as error:
        raise Refused(str(error), permanent=True) from error
    secret = {"secret": letter.secrets[0]} if letter.secrets else {}
    fields = mapping.filled(mapping.fields, {**places, **secret})
    headers = mapping.filled(mapping.headers, {**places, **secret})
    sent: dict[str, Any] = {"headers": {**headers, "idempotency-key": letter.message.uid}}
    if mapping.as_ == "form":
        sent["data"] = fields
    else:
        sent["headers"]["content-type"] = "application/json"
        sent["content"] = msgspec.json.encode(inwards(fields))
    answer = http.ask(receiver, letter.data, "POST", receiver.url, **sent)
    if mapping.accepted is not None:
        check(answer.body, mapping.accepted)


def _mapping(letter: Letter) -> Mapping:
    file: str = letter.receiver.mapping
    try:
        return read_mapping((letter.data / file).read_text("utf-8"), file)
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(Why(f"无法读取映射文件 {file}", f"the mapping in {file} cannot be read")) from error
    except BadMapping as error:  # somebody will mend it, and then it is sent
        raise Refused(str(error)) from error
