"""Finds the fonts for slips and knows, character by character, what they can draw."""

import os
import re
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

from hallprinters.drawing.cmap import characters_in
from hallprinters.errors import NoFont

NUMBERS = Path(__file__).parents[1] / "faces" / "numbers.woff2"
"""The screens' face for numbers (Atkinson Hyperlegible Next, OFL), laid here when the pages are built."""
_NUMBERS_WEIGHT = 700
_ON_A_TICKET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789- ")
MISSING = "〓"
"""The geta mark, which typesetters print where a glyph is missing."""

_FALLBACK = ("〓", "□", "?")
_SYSTEM = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
)
_PACKAGED = (
    ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"),
    ("fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf"),
)
_NEEDED = (
    "0123456789ABCXYZ abcxyz-~:/，。：（）、政务大厅综合窗口等候人数预计分钟取号时间请勿离开过号作废补打"
)
_BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）", "《": "》", "«": "»"}
_OPENS = {closing: opening for opening, closing in _BRACKETS.items()}
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NEVER_DRAWN = frozenset({"Cc", "Cf", "Cs"})  # a character newer than Python counts as missing
# variation selectors choose a form of the character before them; joiners and fillers have no glyph (Unicode:
# Default_Ignorable)
_PICTURES = 0x1F000  # start of the emoji blocks
_NO_INK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff]"
    "[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff\U0001f000-\U0001faff\u2640\u2642]*"
)


def set_font(path: Path | None) -> None:
    """Use this font first from now on; None restores the packaged one.

    Raises:
        NoFont: the file is no font, or the whole search list lacks the characters every slip has.
    """
    global _configured  # noqa: PLW0603 - read once at start from the configuration, like the font itself
    _configured = path
    faces.cache_clear()
    _face_at.cache_clear()
    faces()


_configured: Path | None = Path(os.environ["HALL_FONT"]) if "HALL_FONT" in os.environ else None


@cache
def faces() -> tuple[tuple[Path, frozenset[int]], ...]:
    """Return the existing font files of the search list, each with the code points it covers.

    Raises:
        NoFont: none is there, or together they lack a character that every slip has.
    """
    found = tuple((path, _covered(path)) for path in _search_list() if path.is_file())
    lacking = [letter for letter in _NEEDED if not any(ord(letter) in covered for _, covered in found)]
    if lacking:
        raise NoFont(
            f"no font here can draw {''.join(lacking)!r}; looked at {[str(p) for p in _search_list()]}"
        )
    return found


def missing_glyphs(text: str) -> str:
    """Return the characters of `text` that no font here can draw, each once, in order; "" for none."""
    return "".join(dict.fromkeys(letter for letter in _visible(text) if _covering(letter) is None))


def drawable(text: str) -> str:
    """Return `text` as it may be printed.

    Control and format characters are removed, any white space becomes one space, each emoji and each
    character without a glyph becomes the geta mark 〓: a visible gap instead of a wrong or empty box.
    """
    plain = _visible(_EMOJI.sub(lambda found: found[0] if _drawn(found[0]) else MISSING, text))
    return "".join(letter if _covering(letter) is not None else _substitute() for letter in plain)


def runs(text: str) -> list[tuple[int, str]]:
    """Split `text` into stretches of one face each: the face's index in `faces()` and the words."""
    stretches: list[tuple[int, str]] = []
    for letter in text:
        face = _covering(letter) or 0
        if stretches and stretches[-1][0] == face:
            stretches[-1] = (face, stretches[-1][1] + letter)
        else:
            stretches.append((face, letter))
    return stretches


def visual(text: str) -> str:
    """Return `text` in visual order, left to right: Arabic and Hebrew letters joined and reversed.

    By the Unicode bidirectional algorithm (UAX #9) in left-to-right lines, which all lines of a slip are.
    """
    if not _FROM_RIGHT.search(text):
        return text
    from arabic_reshaper import reshape
    from bidi import get_display

    return _mirrored(get_display(reshape(text), base_dir="L"))


def _mirrored(line: str) -> str:
    """Mirror the brackets of reversed stretches, where the closing one comes first (UAX #9, L4)."""
    letters, waiting = list(line), dict[str, list[int]]()
    for at, letter in enumerate(letters):
        if letter in _BRACKETS:
            turned = waiting.get(_BRACKETS[letter])
            if turned:
                letters[turned.pop()], letters[at] = letter, _BRACKETS[letter]
            else:
                waiting.setdefault(letter, []).append(at)
        elif letter in _OPENS:
            opened = waiting.get(_OPENS[letter])
            if opened:
                opened.pop()
            else:
                waiting.setdefault(letter, []).append(at)
    return "".join(letters)


def number_font(words: str, pixels: int) -> ImageFont.FreeTypeFont:
    """Return a ticket number's face: the screens' own, or the text's if that is missing or lacks a letter."""
    if NUMBERS.is_file() and _ON_A_TICKET.issuperset(words):
        return _number_face_at(pixels)
    return font(runs(words)[0][0] if words else 0, pixels)


@lru_cache(maxsize=16)
def _number_face_at(pixels: int) -> ImageFont.FreeTypeFont:
    made = ImageFont.truetype(str(NUMBERS), pixels, layout_engine=ImageFont.Layout.BASIC)
    made.set_variation_by_axes([_NUMBERS_WEIGHT])
    return made


@lru_cache(maxsize=64)
def _face_at(face: int, pixels: int) -> ImageFont.FreeTypeFont:
    # Basic layout: the same dots on every machine, with or without libraqm.
    return ImageFont.truetype(str(faces()[face][0]), pixels, layout_engine=ImageFont.Layout.BASIC)


def font(face: int, pixels: int) -> ImageFont.FreeTypeFont:
    """Return the face at this index of `faces()` with an em of that many dots."""
    return _face_at(face, pixels)


def _search_list() -> list[Path]:
    places = [_configured] if _configured else []
    for package, file in _PACKAGED:
        found = find_spec(package)
        if found and found.origin:
            places.append(Path(found.origin).parent / file)
    return places + [Path(path) for path in _SYSTEM]


def _covered(path: Path) -> frozenset[int]:
    try:
        return characters_in(path)
    except (OSError, ValueError) as error:
        if path == _configured:
            raise NoFont(f"{path} cannot be used: {error}") from error
        return frozenset()


def _visible(text: str) -> str:
    spaced = " ".join(_NO_INK.sub("", text).split())
    return "".join(letter for letter in spaced if unicodedata.category(letter) not in _NEVER_DRAWN)


def _drawn(emoji: str) -> bool:
    bare = _NO_INK.sub("", emoji)
    return len(bare) == 1 and ord(bare) < _PICTURES and _covering(bare) is not None  # ★ and ✓ are printable


@lru_cache(maxsize=4096)
def _covering(letter: str) -> int | None:
    code = ord(letter)
    return next((index for index, (_, covered) in enumerate(faces()) if code in covered), None)


@cache
def _substitute() -> str:
    return next(mark for mark in _FALLBACK if _covering(mark) is not None)
