"""Parsing of request bodies: decoded strictly, codes folded, harmful text refused.

The `extra` of a field's type says how to treat it: `code` is folded, `words` may have several lines, `raw` is
a secret or a file and stays as it is. Other text is one line of words. Text marked `kept` stays in the log
for ever and may not contain a person's number. Plan rows and slip templates have no shape here; they have
readers of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec import inspect, structs

from hallserver.contract.requests import Nothing
from hallserver.core.casework.personal import number_in
from hallserver.core.errors import Malformed
from hallserver.core.language.text import clean, fold, fold_number, harm
from hallserver.core.language.why import Why
from hallserver.core.plans.reader import FIRST_DAY, LAST_DAY

Fold = Callable[[Any], Any]
Extra = Mapping[str, Any]
_FOLDED_PATHS: dict[str, Callable[[str], str]] = {"number": fold_number}
_TYPES = {
    "int": "整数",
    "float": "数",
    "str": "文字",
    "bool": "true 或 false",
    "null": "空值",
    "object": "对象",
    "array": "列表",
    "datetime": "时间",
    "date": "日期",
    "time": "时刻",
    "bytes": "数据",
}
_PLACE = re.compile(r" - at `(?P<place>[^`]*)`$")
_REASONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), zh)
    for pattern, zh in (
        (r"Expected `([^`]*)`, got `([^`]*)`", "应为{0}，而不是{1}"),
        (r"Object contains unknown field `(.*)`", "没有字段 `{0}`"),
        (r"Object missing required field `(.*)`", "缺少字段 `{0}`"),
        (r"Expected `(?:str|array|object|bytes)` of length >= (\d+)", "至少须有 {0} 个字或项"),
        (r"Expected `(?:str|array|object|bytes)` of length <= (\d+)", "至多 {0} 个字或项"),
        (r"Expected `array` of .*", "列表的长度不对"),
        (r"Expected `(?:int|float)` >= (\S+)", "不得小于 {0}"),
        (r"Expected `(?:int|float)` <= (\S+)", "不得大于 {0}"),
        (r"Expected `(?:int|float)` .*", "数值不在范围内"),
        (r"Expected `str` matching regex (.*)", "格式不符（`{0}`）"),
        (r"Expected `(?:datetime|time)` with a timezone component", "时间须带时区"),
        (r"Expected `(?:datetime|time)` with no timezone component", "时间不得带时区"),
        (r"Invalid enum value (.*)", "`{0}` 不是可用的值"),
        (r"Invalid value (.*)", "`{0}` 不是可用的值"),
        (r"Invalid RFC3339 encoded datetime", "不是 2026-03-02T09:30:00+08:00 这样的时间"),
        (r"Invalid RFC3339 encoded date", "不是 2026-03-02 这样的日期"),
        (r"(?:Integer value|Number|Timestamp|Duration) (?:is )?out of range ?", "数值超出范围"),
        (r"JSON is malformed: .* \(byte (\d+)\)", "不是有效的 JSON（第 {0} 字节）"),
        (r"Input data was truncated", "JSON 不完整"),
        (r"Invalid base64 encoded string", "不是有效的 base64"),
        (r"Expected `([^`|]*)`", "应为{0}"),
    )
)


def parse(decoder: msgspec.json.Decoder[Any], raw: bytes, shape: type) -> Any:
    """Decode a body into its shape, folded.

    Raises:
        Malformed: it is not of that shape, or its text has characters that are not allowed.
    """
    if shape is Nothing and not raw.strip():
        return Nothing()
    try:
        return _fold_of_struct(shape)(decoder.decode(raw or b"{}"))
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise Malformed(reason(str(error))) from error
    except (UnicodeDecodeError, RecursionError) as error:
        no_json = Why("请求内容不是 UTF-8 的 JSON，或嵌套过深", "the body is no UTF-8 JSON of a sane depth")
        raise Malformed(no_json) from error


def fold_path(args: Mapping[str, Any]) -> dict[str, Any]:
    """Return the path's arguments, folded like the codes in a body."""
    return {
        name: _FOLDED_PATHS.get(name, fold)(said) if isinstance(said, str) else said
        for name, said in args.items()
    }


def reason(said: str) -> Why:
    """Return why a body is not of its shape, in both languages.

    >>> reason("Expected `int`, got `str` - at `$.ticket`").zh
    '`$.ticket` 应为整数，而不是文字'
    """
    place = _PLACE.search(said)
    told = said[: place.start()] if place else said
    where = f"`{place['place']}` " if place else ""
    for pattern, zh in _REASONS:
        if found := pattern.fullmatch(told):
            return Why(where + zh.format(*map(_in_chinese, found.groups())), said)
    return Why(f"{where}内容不符合要求", said)


def _in_chinese(said: str) -> str:
    names = said.split(" | ")
    return " 或 ".join(_TYPES[each] for each in names) if all(each in _TYPES for each in names) else said


@cache
def _fold_of_struct(shape: type) -> Fold:
    """Return the fold of a decoded struct, made of the folds of its fields' types."""
    info = inspect.type_info(shape)
    if not isinstance(info, inspect.StructType):
        return _same
    found = {each.name: _fold_of(each.type, each.encode_name) for each in info.fields}
    folds = {name: one for name, one in found.items() if one}
    return lambda body: _fold_struct(body, folds)


def _fold_struct(body: Any, folds: Mapping[str, Fold]) -> Any:
    changed = {}
    for name, once in folds.items():
        before = getattr(body, name)
        after = once(before)
        if after is not before and after != before:
            changed[name] = after
    return structs.replace(body, **changed) if changed else body


def _fold_of(kind: inspect.Type, name: str, extra: Extra = MappingProxyType({})) -> Fold | None:
    """Return the fold of one type; None if it holds no text."""
    make = _MAKERS.get(type(kind))
    return make(kind, name, extra) if make else None


def _of_metadata(kind: Any, name: str, extra: Extra) -> Fold | None:
    return _fold_of(kind.type, name, {**extra, **(kind.extra or {})})


def _of_union(kind: Any, name: str, extra: Extra) -> Fold | None:
    return next((one for each in kind.types if (one := _fold_of(each, name, extra))), None)


def _of_struct(kind: Any, _name: str, _extra: Extra) -> Fold | None:
    inner = _fold_of_struct(kind.cls)
    return lambda said: inner(said) if isinstance(said, msgspec.Struct) else said


def _of_list(kind: Any, name: str, extra: Extra) -> Fold | None:
    item = _fold_of(kind.item_type, name, extra)
    return (lambda said: tuple(map(item, said)) if isinstance(said, tuple | list) else said) if item else None


def _of_text(kind: Any, name: str, extra: Extra) -> Fold | None:
    text = extra.get("text")
    if text == "raw":
        return None
    once, lines, needed = (fold if text == "code" else clean), text == "words", bool(kind.min_length)
    kept = bool(extra.get("kept"))

    def run(said: Any) -> Any:
        if kept and isinstance(said, str) and (why := number_in(said)):
            raise Malformed(Why(f"`{name}` {why.zh}", f"`{name}`: {why.en}"))
        return _words(name, once(said), lines=lines, needed=needed) if isinstance(said, str) else said

    return run


def _of_day(_kind: Any, name: str, _extra: Extra) -> Fold | None:
    return lambda said: _near(name, said) if isinstance(said, date) else said


def _near(name: str, said: date) -> date:
    """Return a day or time if it lies in the range that plans allow, else refuse it."""
    if not FIRST_DAY <= (said.date() if isinstance(said, datetime) else said) <= LAST_DAY:
        far = f"{FIRST_DAY} … {LAST_DAY}"
        raise Malformed(Why(f"`{name}` 的日期太远（{far}）", f"`{name}` is too far away ({far})"))
    return said


_MAKERS: dict[type, Callable[[Any, str, Extra], Fold | None]] = {
    inspect.Metadata: _of_metadata,
    inspect.StrType: _of_text,
    inspect.UnionType: _of_union,
    inspect.StructType: _of_struct,
    inspect.VarTupleType: _of_list,
    inspect.ListType: _of_list,
    inspect.DateType: _of_day,
    inspect.DateTimeType: _of_day,
}


def _words(name: str, said: str, *, lines: bool = False, needed: bool = False) -> str:
    """Return the text, or refuse it without repeating it: it may hold a person's number or contact."""
    if found := harm(said, lines=lines):
        harmful = Why(
            f"`{name}` 含有不可用的字符 {found}",
            f"`{name}` has the character {found}, which has no place in words",
        )
        raise Malformed(harmful)
    if needed and not said:
        raise Malformed(Why(f"`{name}` 没有内容", f"`{name}` says nothing"))
    return said


def _same(body: Any) -> Any:
    return body
