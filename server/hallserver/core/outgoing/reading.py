"""Reads `outbox.toml`, the sheet of receivers: strictly, and nothing unsafe by accident. Without it nothing leaves the hall."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from hallserver.core.events import KINDS
from hallserver.core.events.tickets import RatingGiven
from hallserver.core.language.why import Why, near
from hallserver.core.outgoing.filling import PLACES, names_in
from hallserver.core.outgoing.receivers import (
    KINDS_OF,
    Mail,
    OverHttp,
    Ratings,
    Receiver,
    Smpp,
    kinds_meant,
)
from hallserver.core.outgoing.states import FILE
from hallserver.core.plans.toml import NoToml, read_toml

MOST_RECEIVERS = 32
LONGEST_NAME = 40
MOST_AHEAD = 20
MOST_S = 60  # that a receiver may take to answer: less than a lease
NEAR_BY = frozenset({"127.0.0.1", "::1", "localhost"})


class BadReceivers(ValueError):
    """What is wrong in `outbox.toml`, in both languages, with the nearest known name."""

    def __init__(self, file: str, why: Why) -> None:
        super().__init__(f"{file}: {why.en} · {why.zh}")
        self.why = why


def read_receivers(text: str, file: str = FILE) -> Mapping[str, Receiver]:
    """Read the sheet: name → receiver, in its order.

    Raises:
        BadReceivers: the first fault, with the nearest known name.
    """
    try:
        said = read_toml(text)
    except NoToml as error:
        raise BadReceivers(f"{file}:{error.line}", error.why) from error
    _known(file, "", said, ["receivers"])
    rows = said.get("receivers", {})
    if not isinstance(rows, dict) or len(rows) > MOST_RECEIVERS:
        raise BadReceivers(
            file, Why(f"至多 {MOST_RECEIVERS} 个接收方", f"at most {MOST_RECEIVERS} receivers")
        )
    return {name: _receiver(f"{file}: {name}", name, row) for name, row in rows.items()}


def _receiver(where: str, name: str, row: Any) -> Receiver:
    if not isinstance(row, dict) or not 0 < len(name) <= LONGEST_NAME:
        raise BadReceivers(where, Why("应为 [receivers.名称]", "should be [receivers.NAME]"))
    kind = str(row.get("kind", ""))
    if kind not in KINDS_OF:
        known = Why(f"kind 应为 {'、'.join(KINDS_OF)} 之一", f"kind is one of {', '.join(KINDS_OF)}")
        raise BadReceivers(where, known.then(near(kind, KINDS_OF)))
    shape = KINDS_OF[kind]
    _known(where, "", row, [*shape.__struct_encode_fields__, "kind"])
    try:
        found: Receiver = msgspec.convert(row, shape)
    except msgspec.ValidationError as error:
        raise BadReceivers(where, Why(f"内容不符合要求：{error}", str(error))) from error
    _check(where, found)
    return found


def _check(where: str, receiver: Receiver) -> None:
    """Refuse what could never be sent, or not safely."""
    for each in receiver.events:
        if not kinds_meant(each):
            why = Why(f"没有事件“{each}”", f"there is no event “{each}”")
            raise BadReceivers(where, why.then(near(each, KINDS)))
    _check_kind(where, receiver)
    for file, variable in receiver.secrets:
        if bool(file) is bool(variable):
            why = Why(
                "密钥须且只须由文件或环境变量之一给出",
                "a secret comes from a file or from a variable: name one",
            )
            raise BadReceivers(where, why)
        if ".." in Path(file).parts:
            raise BadReceivers(where, Why("文件不得在上级目录", "a file may not lie above the hall's folder"))
    _check_templates(where, receiver)


def _check_kind(where: str, receiver: Receiver) -> None:
    """Refuse what is not possible, or not safe, for this kind."""
    if isinstance(receiver, Ratings) and receiver.kinds != {RatingGiven.KIND}:
        raise BadReceivers(
            where, Why("评价平台只接收 rating.given", "a platform of ratings takes rating.given only")
        )
    if receiver.visitors and not receiver.TO_PHONES:
        why = Why("visitors 只能用于 http 和 smpp", "visitors is for http and smpp only")
        raise BadReceivers(where, why)
    if not 0 <= receiver.ahead <= MOST_AHEAD or not 1 <= receiver.timeout_s <= MOST_S:
        why = Why("ahead 为 0 至 20，timeout_s 为 1 至 60", "ahead is 0 to 20, timeout_s 1 to 60")
        raise BadReceivers(where, why)
    if isinstance(receiver, OverHttp):
        _check_address(where, receiver)
    if isinstance(receiver, (Mail, Smpp)):
        _check_cover(where, receiver)


def _check_address(where: str, receiver: OverHttp) -> None:
    address = urlsplit(receiver.url)
    near_by = address.hostname in NEAR_BY
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise BadReceivers(where, Why("url 应为 https:// 地址", "url should be an https:// address"))
    if address.scheme == "http" and not (near_by or receiver.plain):
        why = Why(
            "地址应为 https://；确需明文时写 plain = true",
            "the address should be https://; plain = true allows it in clear",
        )
        raise BadReceivers(where, why)
    if address.username or address.password:
        raise BadReceivers(where, Why("地址中不得含密码", "no password in an address"))


def _check_cover(where: str, receiver: Mail | Smpp) -> None:
    """Refuse what would send passwords and numbers in clear over a network, unless the sheet says so."""
    covered = receiver.tls not in {False, "none"}
    if not (covered or receiver.plain or receiver.host in NEAR_BY):
        why = Why("须用 TLS；确需明文时写 plain = true", "TLS is needed; plain = true allows it in clear")
        raise BadReceivers(where, why)


def _check_templates(where: str, receiver: Receiver) -> None:
    for template in receiver.templates:
        for name in names_in(template):
            if name not in PLACES:
                why = Why(f"没有占位“{{{name}}}”", f"there is no place “{{{name}}}” to fill")
                raise BadReceivers(where, why.then(near(name, PLACES)))


def _known(file: str, where: str, row: Mapping[str, Any], known: list[str]) -> None:
    for key in row:
        if key not in known:
            why = Why(f"没有“{where}{key}”这一项", f"“{where}{key}” is unknown").then(near(key, known))
            raise BadReceivers(file, why)
