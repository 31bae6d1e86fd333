"""Text as people type, paste or scan it, folded once at the door: inside the hall one thing has one spelling.

What is compared (codes, numbers, identities, search words) is folded: Unicode NFKC (UAX #15), digits of every script, every
dash, no invisible characters. What is shown (names, reasons) is kept as it was written, and refused where it could do harm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property

from hallserver.core.tickets import number_of

# real blanks only: a control character that Python's own `split` swallows has to be seen, and refused
_BLANKS = re.compile("[ \t\r\n\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_ENDS = re.compile(rf"\A(?:{_BLANKS.pattern})|(?:{_BLANKS.pattern})\Z")
_NUMBER = re.compile(r"([A-Z]{1,2})-?0*(\d{1,9})")
# what an input method gives for X: the signs of multiplication, the Cyrillic Ha and the Greek Chi
_CITIZEN_TAIL = re.compile("(?<=\\A[0-9]{17})[\u00d7\u2715\u2716\u0425\u03a7]\\Z")
_MOST_ROUNDS = 8
# joiners and marks of direction belong to Uyghur, Kazakh and Arabic words; the others only hide or turn what is read
_KEPT_MARKS = frozenset("\u200c\u200d\u200e\u200f\u061c")
_DROPPED = frozenset("\u00ad\u200b\u2060\ufeff")  # left behind by word processors and web pages
_NEVER = 0xFFFE  # no code point that ends so, or with the one behind it, is ever a character
_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def fold(said: str) -> str:
    r"""What was typed, in its one spelling; letters keep their case, words stay apart by one space.

    >>> fold("\u3000ｙｙ–２０４\u200b"), fold("٣ ۴")
    ('yy-204', '3 4')
    """
    if said.isascii():
        return _spaced(said)
    for _ in range(_MOST_ROUNDS):  # what is composed anew may fold once more; two rounds do for nearly all
        before, said = said, _fold_once(said)
        if said == before:
            break
    return said


def fold_code(said: str) -> str:
    """A code as it is compared: folded, without blanks, in capitals.

    >>> fold_code(" yy-ａｂｃ 901 ")
    'YY-ABC901'
    """
    return fold(fold(said).replace(" ", "").upper()).replace(" ", "")


def fold_number(said: str) -> str:
    """A ticket's number however it is said: `A1`, `a001`, `Ａ００１` and `A-0001` are A001.

    >>> fold_number("a1"), fold_number("KB 1203"), fold_number("2026-000004")
    ('A001', 'KB1203', '2026-000004')
    """
    folded = fold_code(said)
    found = _NUMBER.fullmatch(folded)
    return number_of(found[1], int(found[2])) if found and int(found[2]) else folded


def fold_identity(said: str) -> str:
    """The number of a card or a passport: capitals and digits, whatever stands between them.

    >>> fold_identity("110105 1949-1231 002×"), fold_identity("ｈ１２３４５６７８")
    ('11010519491231002X', 'H12345678')
    """
    bare = re.sub(r"[-./·]", "", fold_code(said))
    return _CITIZEN_TAIL.sub("X", bare)


def fold_search(said: str) -> str:
    """Words that are searched for, and searched in: folded, in small letters."""
    return fold(fold(said).casefold())


class Spellings:
    """Known codes, to find the one that is meant by what somebody typed."""

    def __init__(self, known: Iterable[str]) -> None:
        """Take the codes."""
        self.known = known if isinstance(known, dict | set | frozenset) else set(known)

    def meant(self, said: str) -> str | None:
        """The same code, or the only one that differs in case or in leading zeros."""
        folded = fold(said)
        if folded in self.known or not folded:
            return folded or None
        same = self._loose.get(_loose(folded), ())
        return same[0] if len(same) == 1 else None

    @cached_property
    def _loose(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for each in self.known:
            found.setdefault(_loose(each), []).append(each)
        return found


def meant(said: str, known: Iterable[str]) -> str | None:
    """The one known code that is meant: the same, or the only one that differs in case or in leading zeros.

    >>> meant("TAX", ["tax", "law"]), meant("1", ["001", "2"]), meant("x", ["tax"])
    ('tax', '001', None)
    """
    return Spellings(known).meant(said)


def clean(said: str) -> str:
    """Words as they are kept: without blanks around them, and without what only word processors see."""
    kept = said if _DROPPED.isdisjoint(said) else "".join(each for each in said if each not in _DROPPED)
    return _ENDS.sub("", kept)


def harm(said: str, *, lines: bool = False) -> str | None:
    r"""The first character that has no place in words: a control, a turner of direction, half a character; else None.

    Args:
        said: the words, cleaned.
        lines: they may have several lines.

    >>> harm("Tax\x1b[2J"), harm("税务"), harm("a\nb", lines=True)
    ('U+001B', None, None)
    """
    if said.isprintable():  # nearly always
        return None
    for each in said:
        if each in _KEPT_MARKS or each in _DROPPED or (lines and each in "\n\r\t"):
            continue
        if unicodedata.category(each) in _HARMFUL or ord(each) & _NEVER == _NEVER:
            return f"U+{ord(each):04X}"
    return None


def printable(said: str) -> str:
    r"""What may go to a terminal: what would steer it is written out.

    >>> printable("a\x1b[31m\u202e")
    'a<U+001B>[31m<U+202E>'
    """
    return "".join(f"<{code}>" if (code := harm(each, lines=True)) else each for each in said)


def _fold_once(said: str) -> str:
    composed = unicodedata.normalize("NFKC", "".join(each for each in said if not _is_invisible(each)))
    return _spaced("".join(map(_plain, composed)))


def _spaced(said: str) -> str:
    return _BLANKS.sub(" ", said).strip(" ")


def _is_invisible(each: str) -> bool:
    return unicodedata.category(each) == "Cf" or "\ufe00" <= each <= "\ufe0f"


def _plain(each: str) -> str:
    kind = unicodedata.category(each)
    if kind == "Nd":
        return str(unicodedata.decimal(each))
    return "-" if kind == "Pd" or each == "\u2212" else each


def _loose(code: str) -> str:
    return fold_code(code).lstrip("0") or "0"
