"""Find personal numbers in text that is kept for ever: such text must not identify anybody by a number."""

from __future__ import annotations

import re

from hallserver.core.casework.identity import is_citizen_number
from hallserver.core.language.text import fold
from hallserver.core.language.why import Why

# the national numbering plan (MIIT, 公众移动电话网 1[3-9] and nine more digits), with or without the country code
_MOBILE = re.compile(r"(?<![0-9])(?:\+?86)?1[3-9][0-9]{9}(?![0-9])")
_CITIZEN = re.compile(r"(?<![0-9])[0-9]{17}[0-9X](?![0-9A-Z])")
_BETWEEN = re.compile(r"(?<=[0-9])[ \-./·,]+(?=[0-9X])")  # separators between the groups of a number
_DIGITS_OF_A_KIND = 4  # “1997 年版” is part of a kind; a longer run of digits is a number
_RUN = re.compile(rf"[0-9]{{{_DIGITS_OF_A_KIND + 1},}}")


def number_in(said: str) -> Why | None:
    """Why these words are refused if they contain a citizen number or a telephone number; it is not repeated.

    >>> number_in("车位 12，办件 2026-000004") is None, number_in("请联系 138 0013-8000").en
    (True, "a telephone number has no place here: this is kept for ever")
    """
    folded = fold(said).upper()
    for text in (folded, _BETWEEN.sub("", folded)):
        if any(is_citizen_number(each) for each in _CITIZEN.findall(text)):
            return Why(
                "此处不得填写身份证号码，内容将长期保存",
                "an identity number has no place here: this is kept for ever",
            )
        if _MOBILE.search(text):
            return Why(
                "此处不得填写电话号码，内容将长期保存",
                "a telephone number has no place here: this is kept for ever",
            )
    return None


def kind_fault(said: str) -> Why | None:
    """Why this kind of evidence is refused: it contains the number of the evidence.

    >>> kind_fault("优待证（2022 版）") is None, kind_fault("优待证 浙A 0123-45").en
    (True, 'the kind of the evidence only, never its number')
    """
    if _RUN.search(_BETWEEN.sub("", fold(said))):
        return Why("只记证件种类，不记号码", "the kind of the evidence only, never its number")
    return None
