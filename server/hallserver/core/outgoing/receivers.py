"""Receivers outside the hall, one struct for each kind, as `outbox.toml` describes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

import msgspec
from msgspec import Struct

from hallserver.core.events import KINDS
from hallserver.core.events.tickets import RatingGiven
from hallserver.core.outgoing.filling import names_in

ALL_OF = ".*"
Templates = Mapping[str, str]


class Receiver(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every receiver has.

    Attributes:
        events: kinds of events that are told to it: `case.ready`, or all of a topic: `case.*`.
        visitors: it tells visitors who have bound a telephone number that they are called.
        ahead: it tells them, too, when at most so many are before them; 0: not.
        timeout_s: how long it may take to answer.
    """

    TO_PHONES: ClassVar[bool] = False

    events: tuple[str, ...] = ()
    visitors: bool = False
    ahead: int = 3
    timeout_s: float = 10.0

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of events that it is told."""
        return frozenset(kind for each in self.events for kind in kinds_meant(each))

    @property
    def templates(self) -> Iterator[str]:
        """Every text of it that has places to fill."""
        return iter(())

    @property
    def secrets(self) -> tuple[tuple[str, str], ...]:
        """File and environment variable of each of its secrets, as named in the sheet; both may be empty."""
        return ()


class OverHttp(Receiver, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A receiver with an address; `plain` allows http:// to other machines, `ca` names its own authority's file."""

    url: str = ""
    plain: bool = False
    ca: str = ""


class Webhook(
    OverHttp, frozen=True, kw_only=True, tag_field="kind", tag="webhook", forbid_unknown_fields=True
):
    """Signed by Standard Webhooks (standardwebhooks.com): headers webhook-id, -timestamp, -signature."""

    secret_file: str = ""
    secret_env: str = ""

    @property
    def secrets(self) -> tuple[tuple[str, str], ...]:
        """The key that signs, `whsec_…`."""
        return ((self.secret_file, self.secret_env),)


class Mail(Receiver, frozen=True, kw_only=True, tag_field="kind", tag="smtp", forbid_unknown_fields=True):
    """A mail server; `to` are its readers. `plain` allows it without TLS to other machines."""

    host: str
    port: int = 465
    tls: Literal["tls", "starttls", "none"] = "tls"
    plain: bool = False
    ca: str = ""
    user: str = ""
    password_file: str = ""
    password_env: str = ""
    sender: str
    to: tuple[str, ...]
    subject: str = "{hall}：{text}"
    body: str = "{text}\n\n{at}\n"

    @property
    def templates(self) -> Iterator[str]:
        """Subject and body."""
        return iter((self.subject, self.body))

    @property
    def secrets(self) -> tuple[tuple[str, str], ...]:
        """The password, where the server asks for one."""
        return ((self.password_file, self.password_env),) if self.user else ()


class Accepted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an answer must say besides its status: many gateways refuse with 200. `field` may lead inwards: `a.b`."""

    field: str
    values: tuple[str, ...]
    permanent: tuple[str, ...] = ()


class HttpTemplate(
    OverHttp, frozen=True, kw_only=True, tag_field="kind", tag="http", forbid_unknown_fields=True
):
    """An SMS gateway, or whatever takes a request made of templates; `{secret}` is its key."""

    TO_PHONES: ClassVar[bool] = True

    method: Literal["POST", "GET"] = "POST"
    as_: Literal["json", "form", "query"] = msgspec.field(default="json", name="as")
    fields: Templates
    headers: Templates = {}
    secret_file: str = ""
    secret_env: str = ""
    accepted: Accepted | None = None

    @property
    def templates(self) -> Iterator[str]:
        """Fields and headers."""
        yield from self.fields.values()
        yield from self.headers.values()

    @property
    def secrets(self) -> tuple[tuple[str, str], ...]:
        """What stands for `{secret}`, where a template says so."""
        used = any("secret" in names_in(each) for each in self.templates)
        return ((self.secret_file, self.secret_env),) if used else ()


class Smpp(Receiver, frozen=True, kw_only=True, tag_field="kind", tag="smpp", forbid_unknown_fields=True):
    """An SMS centre over SMPP 3.4; needs the extra `smpp`. `plain` allows it without TLS to other machines."""

    TO_PHONES: ClassVar[bool] = True

    host: str
    port: int = 2775
    tls: bool = False
    plain: bool = False
    ca: str = ""
    system_id: str
    password_file: str = ""
    password_env: str = ""
    source: str
    to: str = ""
    body: str = "{text}"

    @property
    def templates(self) -> Iterator[str]:
        """The text."""
        return iter((self.body,))

    @property
    def secrets(self) -> tuple[tuple[str, str], ...]:
        """The password."""
        return ((self.password_file, self.password_env),)


class WeChat(OverHttp, frozen=True, kw_only=True, tag_field="kind", tag="wechat", forbid_unknown_fields=True):
    """A template message of an official account (公众号模板消息) to its follower `to`, by openid."""

    url: str = "https://api.weixin.qq.com"
    app_id: str
    secret_file: str = ""
    secret_env: str = ""
    to: str
    template_id: str
    link: str = ""
    data: Templates

    @property
    def templates(self) -> Iterator[str]:
        """The values of the template, and where it leads."""
        yield from self.data.values()
        yield self.link

    @property
    def secrets(self) -> tuple[tuple[str, str], ...]:
        """The account's AppSecret."""
        return ((self.secret_file, self.secret_env),)


class Apprise(
    Receiver, frozen=True, kw_only=True, tag_field="kind", tag="apprise", forbid_unknown_fields=True
):
    """What the library `apprise` covers; needs the extra of that name. Its address contains its keys: a secret."""

    address_file: str = ""
    address_env: str = ""
    title: str = "{hall}"
    body: str = "{text}\n{at}"

    @property
    def templates(self) -> Iterator[str]:
        """Title and text."""
        return iter((self.title, self.body))

    @property
    def secrets(self) -> tuple[tuple[str, str], ...]:
        """The address."""
        return ((self.address_file, self.address_env),)


class Ratings(
    OverHttp, frozen=True, kw_only=True, tag_field="kind", tag="ratings", forbid_unknown_fields=True
):
    """A province's platform of ratings (好差评): `mapping` names the file that says its fields and codes."""

    events: tuple[str, ...] = (RatingGiven.KIND,)
    mapping: str
    secret_file: str = ""
    secret_env: str = ""

    @property
    def secrets(self) -> tuple[tuple[str, str], ...]:
        """The platform's key, where the mapping uses one."""
        return ((self.secret_file, self.secret_env),) if self.secret_file or self.secret_env else ()


AnyReceiver = Webhook | Mail | HttpTemplate | Smpp | WeChat | Apprise | Ratings
KINDS_OF: Mapping[str, type[Receiver]] = {
    str(each.__struct_config__.tag): each
    for each in (Webhook, Mail, HttpTemplate, Smpp, WeChat, Apprise, Ratings)
}
"""The kinds of receivers, by their word in the sheet."""


def kinds_meant(said: str) -> frozenset[str]:
    """The kinds that an entry names: itself, or all of its topic."""
    if said.endswith(ALL_OF):
        return frozenset(each for each in KINDS if each.startswith(said[:-1]))
    return frozenset({said} & KINDS)
