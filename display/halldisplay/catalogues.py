"""The catalogues, one Fluent file per language: found, read, and checked for use by pages and server."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Literal, cast

from fluent.syntax import FluentParser, ast, visitor
from typing_extensions import override

from halldisplay.languages import BUILT_IN, TAG

LANGUAGE = "language"  # the message that is a catalogue's header
LARGEST = 256 * 1024  # bytes; the built-in ones are a sixth of it
MOST = 20  # languages of a hall
ALL = 1024 * 1024  # bytes of all of them: read within a few seconds, before the hall opens
_GROUP = re.compile(r"([a-z-]+): ")


class BadCatalogue(ValueError):
    """A catalogue that cannot be used; the message names it and the place of the error."""


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in one language.

    Attributes:
        id: the same in all languages.
        group: its heading, with which its id begins; empty if there is none.
        source: the text after the `=`, as written.
        plain: the sentence itself, if it has neither places nor choices; else None.
        places: the names of the facts that are filled in.
        fault: why no page can use it; empty if one can.
    """

    id: str
    group: str
    source: str
    plain: str | None
    places: frozenset[str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A language: its name in itself, its tag (BCP 47), its writing direction, its messages by id."""

    code: str
    name: str
    tag: str
    dir: Literal["ltr", "rtl"]
    messages: Mapping[str, Message]

    def text(self) -> str:
        """Return it as a file's text."""
        lines = [f"{LANGUAGE} = {self.name}", f"    .tag = {self.tag}", f"    .dir = {self.dir}", ""]
        return "\n".join([*lines, *(f"{each.id} = {each.source}" for each in self.messages.values())]) + "\n"


def catalogues_folder() -> Path:
    """Return the folder of the built-in catalogues."""
    return Path(str(resources.files("halldisplay"))) / "words"


def built_in() -> dict[str, Catalogue]:
    """Return the languages that every hall has, by code."""
    return {code: read(catalogues_folder() / f"{code}.ftl") for code in BUILT_IN}


def read(file: Path) -> Catalogue:
    """Read the catalogue of one language; its code is the file's name.

    Raises:
        BadCatalogue: it is too large, not UTF-8, not Fluent, or has no header.
        OSError: it cannot be opened.
    """
    if not TAG.fullmatch(file.stem):
        raise BadCatalogue(f"{file.name}: a catalogue is called like zh-Hant.ftl")
    if not file.is_file():
        raise BadCatalogue(f"{file.name}: no file")
    if file.stat().st_size > LARGEST:
        raise BadCatalogue(f"{file.name}: larger than {LARGEST // 1024} KB")
    try:
        return parse(file.stem, file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise BadCatalogue(f"{file.name}: not UTF-8") from None
    except BadCatalogue:
        raise
    except ValueError as error:  # an invalid code point
        raise BadCatalogue(f"{file.name}: {error}") from None
    except RecursionError:  # the parser recurses for each brace
        raise BadCatalogue(f"{file.name}: braces within braces, too deep to be read") from None


def parse(code: str, text: str) -> Catalogue:
    """Read a catalogue's text.

    Raises:
        BadCatalogue: a line is not Fluent, an id occurs twice, a message refers to another, or the header is
            incomplete.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    messages: dict[str, Message] = {}
    header: ast.Message | None = None
    group = ""
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, ast.Junk):
            raise BadCatalogue(
                f"{code}.ftl: {_where(text, entry)} is no message: {entry.annotations[0].message}"
            )
        if isinstance(entry, ast.GroupComment):
            group = found[1] if (found := _GROUP.match(entry.content or "")) else ""
        elif isinstance(entry, ast.Message) and entry.id.name == LANGUAGE:
            header = entry
        elif isinstance(entry, ast.Message) and entry.value:
            message = _message(entry.id.name, group, entry.value, text)
            if message.id in messages:
                raise BadCatalogue(f"{code}.ftl: {_where(text, entry)}: {message.id} stands there twice")
            messages[message.id] = message
        elif isinstance(entry, ast.Term | ast.Message):
            raise BadCatalogue(f"{code}.ftl: {_where(text, entry)}: {entry.id.name} is no plain message")
    return _headed(code, header, messages)


def _headed(code: str, header: ast.Message | None, messages: dict[str, Message]) -> Catalogue:
    said = {each.id.name: _plain(each.value) for each in header.attributes} if header else {}
    name = _plain(header.value) if header and header.value else None
    tag, way = said.get("tag"), said.get("dir")
    if not name or not tag or not TAG.fullmatch(tag) or way not in {"ltr", "rtl"}:
        raise BadCatalogue(
            f"{code}.ftl: it begins with `language = NAME`, `.tag = TAG` and `.dir = ltr` or `rtl`"
        )
    return Catalogue(code, name, tag, "rtl" if way == "rtl" else "ltr", messages)


def _message(name: str, group: str, pattern: ast.Pattern, text: str) -> Message:
    asked = _Asked()
    asked.visit(pattern)
    if asked.others:
        raise BadCatalogue(f"{name} names {', '.join(asked.others)}; a message stands by itself")
    span = cast("ast.Span", pattern.span)  # the parser was told to keep spans
    plain = _plain(pattern)
    fault = f"{name} asks for {', '.join(asked.functions)}" if asked.functions else ""
    if plain is not None and not plain.strip():
        fault = f"{name} is empty"
    return Message(name, group, text[span.start : span.end].strip(), plain, frozenset(asked.places), fault)


class _Asked(visitor.Visitor):
    """Collects the facts, the functions and the other messages that a sentence refers to."""

    def __init__(self) -> None:
        self.places: set[str] = set()
        self.others: list[str] = []
        self.functions: list[str] = []

    @override
    def generic_visit(self, node: ast.BaseNode) -> None:
        match node:
            case ast.FunctionReference():
                self.functions.append(node.id.name)
            case ast.VariableReference():
                self.places.add(node.id.name)
            case ast.MessageReference() | ast.TermReference():
                self.others.append(node.id.name)
        super().generic_visit(node)


def _plain(pattern: ast.Pattern | None) -> str | None:
    parts = [_literal(each) for each in pattern.elements] if pattern else [None]
    return None if None in parts else "".join(each for each in parts if each is not None)


def _literal(element: ast.TextElement | ast.Placeable) -> str | None:
    if isinstance(element, ast.TextElement):
        return element.value
    inside = element.expression
    return inside.parse()["value"] if isinstance(inside, ast.StringLiteral) else None


def _where(text: str, entry: ast.SyntaxNode) -> str:
    start = entry.span.start if entry.span else 0
    return f"line {text.count(chr(10), 0, start) + 1}"


def groups(catalogue: Catalogue) -> Iterator[tuple[str, list[Message]]]:
    """Yield the messages by group, in the order of the file."""
    found: dict[str, list[Message]] = {}
    for message in catalogue.messages.values():
        found.setdefault(message.group, []).append(message)
    yield from found.items()


def of_a_hall(folder: Path) -> tuple[dict[str, Catalogue], list[str]]:
    """Return a hall's own languages, by code, and the faults of its files.

    A broken file is left out, and so is a message that no page can use; the built-in message replaces it.
    """
    found: dict[str, Catalogue] = {}
    wrong: list[str] = []
    files = sorted(folder.glob("*.ftl"))
    known = read(catalogues_folder() / "en.ftl").messages if files else {}
    wrong += [f"{file.name}: a hall has at most {MOST} languages" for file in files[MOST:]]
    left = ALL
    for file in files[:MOST]:
        try:
            catalogue = _of_a_hall(file, left)
        except (BadCatalogue, OSError) as error:
            wrong.append(str(error))
            continue
        left -= file.stat().st_size
        faults = {each.id: fault for each in catalogue.messages.values() if (fault := _fault(each, known))}
        wrong += [f"{file.name}: {fault}" for fault in faults.values()]
        kept = {name: each for name, each in catalogue.messages.items() if name not in faults}
        found[file.stem] = replace(catalogue, messages=kept)
    return found, wrong


def _of_a_hall(file: Path, left: int) -> Catalogue:
    if file.stem in BUILT_IN:
        raise BadCatalogue(f"{file.name}: this language is built in")
    if file.is_file() and file.stat().st_size > left:
        raise BadCatalogue(f"{file.name}: all languages together are larger than {ALL // 1024} KB")
    return read(file)


def _fault(message: Message, known: Mapping[str, Message]) -> str:
    """Return why no page can use it: an unknown id or an unknown place; empty if one can."""
    if message.id not in known:
        return f"no page says {message.id}"
    if extra := message.places - known[message.id].places:
        return f"{message.id} has no place {', '.join(sorted(extra))}"
    return message.fault
