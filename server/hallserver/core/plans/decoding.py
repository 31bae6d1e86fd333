"""Decode an uploaded file: UTF-8, UTF-16, or GB18030 as Chinese spreadsheets write it; otherwise refuse it.

Nothing is guessed silently. BIG5 read as GB18030 would give wrong characters and no error, so a text with few
everyday characters is refused, with advice.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from hallserver.core.errors import BadFile
from hallserver.core.language.text import harm
from hallserver.core.language.why import Why

LEAST_EVERYDAY = (
    0.9  # of the Chinese characters; GB 2312 covers 99.75 % of running text, BIG5 read as GB less than half
)
ZIP = b"PK\x03\x04"
FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "XLS"), (b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gzip"), (b"SQLite format 3", "SQLite"),
)  # fmt: skip
SAVE_AS = Why(
    "请另存为 UTF-8 编码的 CSV 或 XLSX 后重试", "save it as CSV in UTF-8, or as XLSX, and try again"
)
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text; `lossy` when its encoding lacks characters, so that `?` may replace another one."""

    text: str
    lossy: bool = False


def decode(raw: bytes, file: str) -> Decoded:
    """Return the text of a file, without its byte order mark.

    Raises:
        BadFile: it is not text, or its encoding is uncertain.
    """
    check_kind(raw, file)
    for mark, name in _UTF_16.items():
        if raw.startswith(mark):
            return Decoded(_strictly(raw[len(mark) :], name, file))
    if b"\0" in raw:
        even, odd = raw[::2].count(0), raw[1::2].count(0)
        return Decoded(_strictly(raw, "utf-16-be" if even > odd else "utf-16-le", file))
    try:
        return Decoded(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Decoded(_as_gb18030(raw, file), lossy=True)


def check_kind(raw: bytes, file: str) -> None:
    """Refuse a file of another type, whatever its name.

    Raises:
        BadFile: it names the type.
    """
    for magic, kind in FOREIGN:
        if raw.startswith(magic):
            raise BadFile(file, Why(f"这是 {kind} 文件；", f"this is a {kind} file; ").then(SAVE_AS))


def _as_gb18030(raw: bytes, file: str) -> str:
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError as error:
        unknown = Why("既不是 UTF-8 也不是 GB18030 编码；", "it is neither UTF-8 nor GB18030; ")
        raise BadFile(file, unknown.then(SAVE_AS)) from error
    if not _is_everyday(text):
        other = Why(
            "编码无法确定（可能是 BIG5）；", "its encoding cannot be told for certain (BIG5, perhaps); "
        )
        raise BadFile(file, other.then(SAVE_AS))
    return text


def _is_everyday(text: str) -> bool:
    """Whether the text reads as Chinese: nearly all of its non-ASCII characters are everyday ones."""
    foreign = [each for each in text if not each.isascii()]
    everyday = sum(map(_is_common, foreign))
    return everyday >= LEAST_EVERYDAY * len(foreign)


def _is_common(each: str) -> bool:
    try:
        first = each.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return first <= 0xA3 or first >= 0xB0  # noqa: PLR2004 - between them are kana, Greek, Cyrillic, box lines


def _strictly(raw: bytes, encoding: str, file: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadFile(file, Why("这不是文本文件；", "it is no text; ").then(SAVE_AS)) from error
    if harm(text, lines=True) in {"U+0000", "U+FFFF"}:
        raise BadFile(file, Why("这不是文本文件；", "it is no text; ").then(SAVE_AS))
    return text
