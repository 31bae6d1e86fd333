"""Slip templates: parts with placeholders for facts; filled in, a template becomes a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Annotated, Literal
from unicodedata import east_asian_width
from urllib.parse import quote

import msgspec

from hallprinters.drawing import said
from hallprinters.drawing.slip import (
    Align,
    Cut,
    Element,
    Mark,
    Number,
    Pair,
    Picture,
    Qr,
    Rule,
    Size,
    Slip,
    Text,
)
from hallprinters.errors import BadSlip

Kind = Literal["ticket", "receipt", "closing", "test"]
Lang = Literal["zh", "en"]
PartName = Literal["text", "pair", "number", "rule", "mark", "list", "logo", "qr"]
KINDS: tuple[Kind, ...] = ("ticket", "receipt", "closing", "test")
MOST_PARTS = 40
REPRINT = "补打 REPRINT"
LONG_LIST = 28
"""Most lines of a list that a slip has room for: about 10 cm."""
_COLUMNS = 50  # of small letters across 80 mm

FACTS: dict[str, tuple[str, ...]] = {
    "ticket": ("hall", "area", "department", "matter", "number", "ahead", "wait", "windows", "channel", "issued",
               "day", "missed", "identity"),
    "receipt": ("hall", "area", "department", "matter", "number", "window", "accepted", "promised", "reserve", "days", "code",
                "title", "case", "bring", "papers", "code_name", "way_back"),
    "closing": ("hall", "day", "issued", "called", "served", "finished", "cancelled", "expired", "void", "seq", "hash",
                "printed"),
    "test": ("hall", "printer", "address", "profile", "printed"),
}  # fmt: skip
"""The facts of each kind of slip; `{name}` in its words is replaced by one."""
LISTS: dict[str, tuple[str, ...]] = {"ticket": ("stops", "materials"), "receipt": ("materials",)}
_NEEDED = {"ticket": ("number", "{number}"), "receipt": ("number", "{number}"), "closing": ("text", "{hash}")}
_PLACE = re.compile(r"\{(\w*)\}")
_Words = Annotated[str, msgspec.Meta(max_length=300, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f]*$")]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One part of a slip, from top to bottom.

    `text` prints its words, Chinese first and English small beneath; `pair` is a label and its `value`;
    `number` is the value, very large; `mark` is white on black; `list` is a heading and one line for each
    item of the list that `value` names; `qr` is the visitor's own page, or the address that `value` holds with its facts,
    zh and en the words beside it; `logo` and `rule` have no words. A part whose fact is empty for this visitor is not printed.
    """

    part: PartName
    zh: _Words = ""
    en: _Words = ""
    value: _Words = ""
    size: Size = "body"
    align: Align = "left"
    bold: bool = False


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The hall's template for a kind of slip; `languages` is both, or only the visitor's."""

    parts: Annotated[tuple[Part, ...], msgspec.Meta(min_length=1, max_length=MOST_PARTS)]
    languages: Literal["both", "visitor"] = "both"


@dataclass(frozen=True)
class Facts:
    """The facts of one slip.

    Attributes:
        words: each fact in Chinese and in the slip's second language.
        lists: items, in both.
        lang: zh if the visitor needs no second language.
        sentences: the templates' sentences in the second language; a missing one is shown in English.
        copy: 1 is the original.
        logo: a PNG in base64.
        link: the QR code's address.
    """

    words: Mapping[str, tuple[str, str]]
    lists: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    lang: Lang = "zh"
    sentences: Mapping[tuple[str, str], str] = field(default_factory=dict)
    copy: int = 1
    logo: str | None = None
    link: str | None = None


class BadTemplate(BadSlip):
    """A template that cannot be printed, with the part's number from 1 and the reason in both languages."""

    code = "bad_template"

    def __init__(self, part: int, zh: str, en: str) -> None:
        super().__init__(f"part {part}: {en}")
        self.part, self.zh, self.en = part, zh, en


def check(kind: str, template: Template) -> None:
    """Check that a template can be filled in.

    Raises:
        BadTemplate: the first part that names an unknown fact or list, or what is missing.
    """
    known, lists = FACTS[kind], LISTS.get(kind, ())
    for at, part in enumerate(template.parts, 1):
        if part.part == "list" and part.value not in lists:
            raise BadTemplate(at, f"没有清单“{part.value}”。", f"there is no list “{part.value}”.")
        value = "" if part.part == "list" else part.value
        for name in _PLACE.findall(part.zh + part.en + value):
            if name not in known:
                close = get_close_matches(name, known, n=1)
                raise BadTemplate(
                    at,
                    f"没有内容“{{{name}}}”" + (f"，是否指“{{{close[0]}}}”？" if close else "。"),
                    f"there is no {{{name}}}" + (f"; did you mean {{{close[0]}}}?" if close else "."),
                )
        if part.part == "qr" and part.value and not part.value.startswith(("https://", "http://")):
            raise BadTemplate(
                at,
                "二维码内容须为 https:// 开头的网址。",
                "a code holds an address that begins with https://.",
            )
        if part.part == "text" and not (part.zh.strip() and part.en.strip()):
            raise BadTemplate(at, "文字须有中文和英文。", "a text needs words in Chinese and in English.")
    _check_needed(kind, template)


def _check_needed(kind: str, template: Template) -> None:
    if kind not in _NEEDED:
        return
    name, place = _NEEDED[kind]
    if not any(place in part.zh + part.value for part in template.parts if part.part in {name, "pair"}):
        raise BadTemplate(
            len(template.parts), f"这种小票必须印有 {place}。", f"this slip must carry {place}."
        )


def fill(template: Template, facts: Facts, title: str = "") -> Slip:
    """Return the slip of these facts; a second copy has its mark, which no template can omit.

    A list that would make the slip long goes on a slip of its own after it, so that the number is not
    delayed.
    """
    mark: list[Element] = [Mark(REPRINT)] if facts.copy > 1 else []
    elements, behind = [*mark], list[Element]()
    for part in template.parts:
        if part.part == "list" and _is_long(facts.lists.get(part.value, ())):
            elements += _said_of(part, template, facts)
            behind += [Cut(), *mark, *_own_slip(part, template, facts)]
        else:
            elements += _elements(part, template, facts)
    return Slip((*_without_loose_rules(elements), *behind), title=title)


def _elements(part: Part, template: Template, facts: Facts) -> Iterator[Element]:
    both = template.languages == "both" or facts.lang == "en"
    second = _second((part.zh, part.en), facts)
    zh, en = _said(part.zh, facts, 0), _said(second, facts, 1)
    value = _said(part.value, facts, 0, in_address=part.part == "qr")
    if zh is None or en is None or value is None:
        return
    match part.part:
        case "text":
            yield Text(zh, part.size, part.align, part.bold)
            if both and en and en != zh:
                yield Text(en, "small", part.align)
        case "list" if items := facts.lists.get(part.value, ()):
            yield Text(_heading(part, facts, both=both), part.size, part.align, part.bold)
            yield from _items(items, both=both)
        case "list":
            return
        case _:
            between = "\n" if part.part == "qr" else " "
            made = _plain(part, facts, _together(zh, en, between) if both else zh, value)
            yield from () if made is None else (made,)


def _plain(part: Part, facts: Facts, words: str, value: str) -> Element | None:
    """Return the element of a part without English beneath it; None for a missing picture."""
    match part.part:
        case "pair":
            return Pair(words, value, part.size)
        case "number":
            return Number(value)
        case "mark":
            return Mark(words)
        case "logo":
            return Picture(facts.logo) if facts.logo else None
        case "qr":
            data = value or facts.link
            return Qr(data, words) if data else None
        case _:
            return Rule()


def _heading(part: Part, facts: Facts, *, both: bool) -> str:
    zh = _said(part.zh, facts, 0) or ""
    en = _said(_second((part.zh, part.en), facts), facts, 1) or ""
    return _together(zh, en, " ") if both else zh


def _items(items: tuple[tuple[str, str], ...], *, both: bool) -> Iterator[Element]:
    for n, (zh, en) in enumerate(items, 1):
        yield Text(f"{n}. {zh}", "small")
        if both and en != zh:
            yield Text(en, "small")


def _is_long(items: tuple[tuple[str, str], ...]) -> bool:
    """Whether a list needs more lines than a slip has room for, on 80 mm paper and in both languages."""
    return sum(_lines(zh) + (_lines(en) if en != zh else 0) for zh, en in items) > LONG_LIST


def _lines(words: str) -> int:
    columns = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)
    return -(-columns // _COLUMNS)


def _said_of(part: Part, template: Template, facts: Facts) -> Iterator[Element]:
    """Yield what replaces a long list on the slip: how many items there are, and where."""
    n = len(facts.lists[part.value])
    both = template.languages == "both" or facts.lang == "en"
    yield Text(_heading(part, facts, both=both), part.size, part.align, part.bold)
    behind = (said.LIST_BEHIND[0], _second(said.LIST_BEHIND, facts))
    yield Text(" · ".join(behind[: 2 if both else 1]).format(n=n), "small")


def _own_slip(part: Part, template: Template, facts: Facts) -> Iterator[Element]:
    """Yield a long list as its own slip, with its number, only in the visitor's language to be short."""
    number, matter = (facts.words.get(name, ("", "")) for name in ("number", "matter"))
    both = facts.lang == "en"
    named = template.languages == "both" or both
    yield Text(_heading(part, facts, both=named), "large", "center", bold=True)
    if number[0]:
        label = (said.NUMBER[0], _second(said.NUMBER, facts))
        yield Pair(" ".join(label[: 2 if named else 1]), number[0], "large")
    if matter[0]:
        yield Text(matter[0])
    yield Rule()
    yield from _items(facts.lists[part.value], both=both)


def _second(words: tuple[str, str], facts: Facts) -> str:
    """Return a template's words in the slip's second language."""
    return facts.sentences.get(words, words[1])


def _together(zh: str, en: str, between: str) -> str:
    return zh if zh == en else f"{zh}{between}{en}".strip()


def _said(words: str, facts: Facts, lang: int, *, in_address: bool = False) -> str | None:
    """Return the words with their facts filled in; None when a fact is empty, so that the part is dropped."""
    names = _PLACE.findall(words)
    if any(not facts.words.get(name, ("", ""))[lang] for name in names):
        return None

    def fact(place: re.Match[str]) -> str:
        said = facts.words[place[1]][lang]
        return quote(said, safe="") if in_address else said

    return _PLACE.sub(fact, words)


def _without_loose_rules(elements: list[Element]) -> Iterator[Element]:
    """Drop rules that divide nothing: all but the last of several in a row, and one at the end."""
    for at, element in enumerate(elements):
        after = elements[at + 1] if at + 1 < len(elements) else None
        if not (isinstance(element, Rule) and (after is None or isinstance(after, Rule))):
            yield element


_decoder = msgspec.json.Decoder(Template)


def read_template(text: bytes | str) -> Template:
    """Return the template of a JSON text.

    Raises:
        BadTemplate: it is not one; the sentence names the place.
    """
    try:
        return _decoder.decode(text)
    except msgspec.DecodeError as error:
        raise BadTemplate(0, f"模板格式不正确：{error}", f"not a template: {error}") from error


def write_template(template: Template) -> bytes:
    """Return a template as the JSON that is stored."""
    return msgspec.json.encode(template)
