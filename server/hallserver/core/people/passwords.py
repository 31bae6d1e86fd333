"""What makes a password no password: it stands in the lists of leaked ones, or is made of them and of known names.

Length and these lists, no rules of character classes and no change by the calendar (NIST SP 800-63B, 3.1.1.2).
"""

from __future__ import annotations

from collections.abc import Iterable

FEW_TRIES = 1_000_000  # below it zxcvbn calls a password very guessable
JUDGED = 24  # characters; judging takes half a second for the worst of them, and five for the worst of 72
# what people type in offices of this country and the lists of the world do not have
COMMON_HERE = (
    "woaini",
    "woaini1314",
    "5201314",
    "1314520",
    "zhengwu",
    "zhengwudating",
    "dating",
    "bangong",
    "guanliyuan",
    "mima",
    "hallqueue",
    "政务",
    "大厅",
    "政务大厅",
    "密码",
)


def is_guessable(password: str, known: Iterable[str] = ()) -> bool:
    """Whether somebody who knows the lists and the names would need fewer than `FEW_TRIES` tries.

    Takes some ms, half a second at worst, and 15 MB the first time (zxcvbn: Wheeler, USENIX Security 2016).

    Args:
        password: as typed.
        known: names that a guesser would try: of the account, the hall, the department.
    """
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its lists take 15 MB that few halls need on most days

    told = zxcvbn(password[:JUDGED], user_inputs=[*COMMON_HERE, *known])
    return int(told["guesses"]) < FEW_TRIES
