"""A mapping file: how a province's platform of ratings names what the hall knows, and in which codes."""

from __future__ import annotations

import collections.abc
from datetime import datetime, timedelta, timezone
from typing import Any, Literal

import msgspec
from msgspec import Struct

from hallserver.core.language.why import Why, near
from hallserver.core.outgoing.filling import PLACES, fill, names_in
from hallserver.core.outgoing.reading import BadReceivers
from hallserver.core.outgoing.receivers import Accepted
from hallserver.core.plans.toml import NoToml, read_toml

BEIJING = timezone(timedelta(hours=8))  # the platforms' time, by which the whole country goes
ANY_OTHER = "*"  # stands for every value that has no code of its own
TIMES = ("at", "started_at", "finished_at")
Templates = collections.abc.Mapping[str, str]


class BadMapping(BadReceivers):
    """What is wrong in a mapping file, in both languages."""


class NoCode(ValueError):
    """The platform's codes have none for this value."""


class Mapping(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A province's fields and codes.

    Attributes:
        fields: the platform's field (`data.level` leads inwards) → a template of ours.
        headers: the same for the request's headers.
        codes: our fact → our value → the platform's code; a fact that stands here must have one; `*` is any other.
        join: between the codes of several reasons.
        time_format: of `{at}`, `{started_at}`, `{finished_at}` (strftime), in Beijing time.
        accepted: what an answer must say besides its status.
    """

    fields: Templates
    headers: Templates = {}
    codes: collections.abc.Mapping[str, Templates] = {}
    as_: Literal["json", "form"] = msgspec.field(default="json", name="as")
    join: str = ","
    time_format: str = "%Y-%m-%d %H:%M:%S"
    accepted: Accepted | None = None

    def filled(self, templates: Templates, places: collections.abc.Mapping[str, object]) -> dict[str, str]:
        """Fill templates."""
        return {name: fill(each, places) for name, each in templates.items()}


def read_mapping(text: str, file: str) -> Mapping:
    """Read a mapping file.

    Raises:
        BadMapping: the first fault, with the nearest known name.
    """
    try:
        row = read_toml(text)
    except NoToml as error:
        raise BadMapping(f"{file}:{error.line}", error.why) from error
    known = Mapping.__struct_encode_fields__
    for key in row:
        if key not in known:
            raise BadMapping(file, Why(f"没有“{key}”这一项", f"“{key}” is unknown").then(near(key, known)))
    try:
        found = msgspec.convert(row, Mapping)
    except msgspec.ValidationError as error:
        raise BadMapping(file, Why(f"内容不符合要求：{error}", str(error))) from error
    used = [name for each in (*found.fields.values(), *found.headers.values()) for name in names_in(each)]
    for name in (*used, *found.codes):
        if name not in PLACES:
            why = Why(f"没有占位“{{{name}}}”", f"there is no place “{{{name}}}” to fill")
            raise BadMapping(file, why.then(near(name, PLACES)))
    return found


def coded(mapping: Mapping, places: collections.abc.Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """Return the facts in the platform's codes and times.

    Raises:
        NoCode: a value has none.
    """
    found = dict(places) | {"at": at.isoformat()}
    for name in TIMES:
        if found.get(name):
            local = datetime.fromisoformat(str(found[name])).astimezone(BEIJING)
            found[name] = local.strftime(mapping.time_format)
    for name, codes in mapping.codes.items():
        value = found.get(name)
        if isinstance(value, (list, tuple)):
            found[name] = mapping.join.join(_code(name, codes, each) for each in value)
        elif value is not None:
            found[name] = _code(name, codes, value)
    return found


def _code(name: str, codes: Templates, value: object) -> str:
    if str(value) not in codes and ANY_OTHER not in codes:
        raise NoCode(f"映射中没有 {name}“{value}”的代码 · the mapping has no code for {name} “{value}”")
    return codes.get(str(value)) or codes[ANY_OTHER]
