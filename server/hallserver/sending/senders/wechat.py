"""Template messages of a WeChat official account (公众号模板消息), by the documentation of the open platform."""

from __future__ import annotations

import threading
import time
from typing import Any

import msgspec

from hallserver.core.outgoing.receivers import WeChat
from hallserver.sending import http
from hallserver.sending.refused import Refused
from hallserver.sending.senders import Letter

OLD_TOKEN = frozenset({40001, 40014, 42001})  # invalid or expired: a new one is asked for
FOR_GOOD = frozenset(
    {40003, 40037, 43004, 47003}
)  # no such openid, no such template, no follower, wrong fields
MARGIN_S = 300.0
_tokens: dict[tuple[str, str], tuple[str, float]] = {}
_one_at_a_time = threading.Lock()


def send(letter: Letter) -> None:
    """Send the template; by `client_msg_id` WeChat can tell a repetition within ten minutes."""
    receiver: WeChat = letter.receiver
    body: dict[str, Any] = {
        "touser": receiver.to,
        "template_id": receiver.template_id,
        "client_msg_id": letter.message.uid.removeprefix("msg_"),
        "data": {name: {"value": letter.fill(each)} for name, each in receiver.data.items()},
    }
    if receiver.link:
        body["url"] = letter.fill(receiver.link)
    told = _post(letter, body)
    if told.get("errcode") in OLD_TOKEN:
        _tokens.pop((receiver.url, receiver.app_id), None)
        told = _post(letter, body)
    code = told.get("errcode")
    if code != 0:
        raise Refused(f"errcode {code}: {told.get('errmsg')}", permanent=code in FOR_GOOD)


def _post(letter: Letter, body: dict[str, Any]) -> dict[str, Any]:
    receiver: WeChat = letter.receiver
    sent = {
        "params": {"access_token": _token(letter)},
        "content": msgspec.json.encode(body),
        "headers": {"content-type": "application/json"},
    }
    answer = http.ask(receiver, letter.data, "POST", f"{receiver.url}/cgi-bin/message/template/send", **sent)
    return _read(answer)


def _token(letter: Letter) -> str:
    """Return the account's access token; a new one makes the old one invalid, so it is kept for its life."""
    receiver: WeChat = letter.receiver
    whose = (receiver.url, receiver.app_id)
    with _one_at_a_time:
        token, until = _tokens.get(whose, ("", 0.0))
        if time.monotonic() < until:
            return token
        asked = {"grant_type": "client_credential", "appid": receiver.app_id, "secret": letter.secrets[0]}
        answer = http.ask(receiver, letter.data, "GET", f"{receiver.url}/cgi-bin/token", params=asked)
        told = _read(answer)
        if not isinstance(told.get("access_token"), str):
            raise Refused(f"no token: errcode {told.get('errcode')}: {told.get('errmsg')}")
        lasts = float(told.get("expires_in", 0))
        _tokens[whose] = (told["access_token"], time.monotonic() + max(lasts - MARGIN_S, 0.0))
        return str(told["access_token"])


def _read(answer: http.Answer) -> dict[str, Any]:
    try:
        return msgspec.json.decode(answer.body, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise Refused(f"an answer that is no JSON: {answer.body[:80]!r}") from error
