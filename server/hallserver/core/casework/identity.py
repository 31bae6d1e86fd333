"""What is kept of a shown identity: a keyed hash and the last digits; the number itself is not stored.

The citizen number is GB 11643-1999: 17 digits and a check character by ISO 7064 MOD 11-2; digits 7–14 are the
birth date.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date

from hallserver.core.errors import Malformed
from hallserver.core.language.text import fold_identity
from hallserver.core.language.why import Why

_CITIZEN = re.compile(r"[0-9]{17}[0-9X]")
_OTHER = re.compile(r"[A-Z0-9]{5,15}")  # a passport, a permit
_WEIGHTS = tuple(2**i % 11 for i in range(17, 0, -1))
_CHECKS = "10X98765432"
LAST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Identity:
    """A visitor's identity for one day: `mark` is 16 bytes, useless without the day's key."""

    mark: bytes
    last: str
    age: int | None = None


def read_identity(said: str, key: bytes, today: date) -> Identity:
    """Read an identity number from a card reader or a keyboard.

    Args:
        said: the number, in any spelling: widths, case, blanks, hyphens.
        key: the day's key, destroyed at night.
        today: for the age, in whole years; the birth date itself is not kept.

    Raises:
        Malformed: the number has no known form, or a wrong check character.
    """
    number = fold_identity(said)
    age = None
    if _CITIZEN.fullmatch(number):
        age = _age(number, today)
    elif not _OTHER.fullmatch(number):
        raise Malformed(Why("不是已知形式的证件号码", "identity is no number of a known form"))
    mark = hmac.new(key, b"identity\0" + number.encode(), hashlib.sha256).digest()[:16]
    return Identity(mark, number[-LAST_DIGITS:], age)


def is_citizen_number(said: str) -> bool:
    """Whether 18 folded characters are a citizen number: with a valid birth date and check character."""
    try:
        date(int(said[6:10]), int(said[10:12]), int(said[12:14]))
    except ValueError:
        return False
    return said[17] == _check(said)


def _check(number: str) -> str:
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True)) % 11]


def _age(number: str, today: date) -> int:
    if number[17] != _check(number):
        raise Malformed(Why("证件号码的校验码不正确", "identity has a wrong check character"))
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as error:
        raise Malformed(Why("证件号码中没有出生日期", "identity holds no birth date")) from error
    if born > today:
        raise Malformed(Why("证件号码中的出生日期尚未到来", "identity holds a birth date to come"))
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
