"""Text that people type, paste or scan, folded once on input, so that one thing has one spelling.

Text that is compared (codes, numbers, identities, search words) is folded: Unicode NFKC (UAX #15), digits of
every script, every dash, no invisible characters. Text that is shown (names, reasons) is kept as written, and
refused where it could do harm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property

from hallserver.core.queue.tickets import number_of

# real blanks only: control characters, which Python's `split` would drop, must remain to be refused
_BLANKS = re.compile("[ \t\r\n\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_ENDS = re.compile(rf"\A(?:{_BLANKS.pattern})|(?:{_BLANKS.pattern})\Z")
_NUMBER = re.compile(r"([A-Z]{1,2})-?0*(\d{1,9})")
# what input methods produce for X: multiplication signs, Cyrillic Ha and Greek Chi
_CITIZEN_TAIL = re.compile("(?<=\\A[0-9]{17})[\u00d7\u2715\u2716\u0425\u03a7]\\Z")
_MOST_ROUNDS = 8
# Uyghur, Kazakh and Arabic words need joiners and direction marks; other marks only hide or reverse text
_KEPT_MARKS = frozenset("\u200c\u200d\u200e\u200f\u061c")
_DROPPED = frozenset("\u00ad\u200b\u2060\ufeff")  # left behind by word processors and web pages
_NEVER = 0xFFFE  # code points that end in FFFE or FFFF are never characters
_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def fold(said: str) -> str:
    r"""Fold typed text to its one spelling; letters keep their case, words are separated by one space.

    >>> fold("\u3000ｙｙ–２０４\u200b"), fold("٣ ۴")
    ('yy-204', '3 4')
    """
    if said.isascii():
        return _spaced(said)
    for _ in range(_MOST_ROUNDS):  # a composed character may fold again; two rounds nearly always do
        before, said = said, _fold_once(said)
        if said == before:
            break
    return said


def fold_code(said: str) -> str:
    """Fold a code for comparison: without blanks, in capitals.

    >>> fold_code(" yy-ａｂｃ 901 ")
    'YY-ABC901'
    """
    return fold(fold(said).replace(" ", "").upper()).replace(" ", "")


def fold_number(said: str) -> str:
    """Fold a ticket's number in any spelling: `A1`, `a001`, `Ａ００１` and `A-0001` are A001.

    >>> fold_number("a1"), fold_number("KB 1203"), fold_number("2026-000004")
    ('A001', 'KB1203', '2026-000004')
    """
    folded = fold_code(said)
    found = _NUMBER.fullmatch(folded)
    return number_of(found[1], int(found[2])) if found and int(found[2]) else folded


def fold_identity(said: str) -> str:
    """Fold the number of a card or a passport: capitals and digits, without separators.

    >>> fold_identity("110105 1949-1231 002×"), fold_identity("ｈ１２３４５６７８")
    ('11010519491231002X', 'H12345678')
    """
    bare = re.sub(r"[-./·]", "", fold_code(said))
    return _CITIZEN_TAIL.sub("X", bare)


def fold_search(said: str) -> str:
    """Fold text for search, on both sides: folded, in lower case."""
    return fold(fold(said).casefold())


class Spellings:
    """Known codes, to find the one that a typed text means."""

    def __init__(self, known: Iterable[str]) -> None:
        """Take the known codes."""
        self.known = known if isinstance(known, dict | set | frozenset) else set(known)

    def meant(self, said: str) -> str | None:
        """The equal code, or the only one that differs in case or leading zeros."""
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
    """The one known code that is meant: the equal one, or the only one that differs in case or leading zeros.

    >>> meant("TAX", ["tax", "law"]), meant("1", ["001", "2"]), meant("x", ["tax"])
    ('tax', '001', None)
    """
    return Spellings(known).meant(said)


def clean(said: str) -> str:
    """Clean words for storage: no blanks around them, no invisible characters of word processors."""
    kept = said if _DROPPED.isdisjoint(said) else "".join(each for each in said if each not in _DROPPED)
    return _ENDS.sub("", kept)


def harm(said: str, *, lines: bool = False) -> str | None:
    r"""The first harmful character, or None: a control, a direction override, half a surrogate pair.

    Args:
        said: the cleaned words.
        lines: whether several lines are allowed.

    >>> harm("Tax\x1b[2J"), harm("税务"), harm("a\nb", lines=True)
    ('U+001B', None, None)
    """
    if said.isprintable():  # the usual case
        return None
    for each in said:
        if each in _KEPT_MARKS or each in _DROPPED or (lines and each in "\n\r\t"):
            continue
        if unicodedata.category(each) in _HARMFUL or ord(each) & _NEVER == _NEVER:
            return f"U+{ord(each):04X}"
    return None


def printable(said: str) -> str:
    r"""Make text safe for a terminal: control characters are written out.

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
