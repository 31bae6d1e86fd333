"""What makes a password no password: it stands in the lists of leaked ones, or is made of them and of known names.

Length and these lists, no rules of character classes and no change by the calendar (NIST SP 800-63B, 3.1.1.2).

`python -m hallserver.core.people.passwords` judges one, read from stdin as a JSON list of the password and the known
names, and exits with `GUESSABLE` or 0: the desk asks in this way, since judging is half a second of pure Python.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass

GUESSABLE = 3
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


@dataclass(frozen=True, slots=True)
class PasswordRule:
    """What a hall asks of passwords beside their length and the lists.

    Attributes:
        classes: of capitals, small letters, digits and everything else, how many must occur.
        days: after so many it must be changed, and is not the old one again; 0: never.
    """

    classes: int
    days: int


PASSWORD_RULES: dict[str, PasswordRule] = {
    # NIST SP 800-63B, 3.1.1.2
    "nist": PasswordRule(classes=1, days=0),
    # GB/T 22239-2019, level 2, 7.1.4.1 a): complex, and changed from time to time
    "gbt22239": PasswordRule(classes=3, days=90),
}


def count_classes(password: str) -> int:
    """How many of capitals, small letters, digits and everything else occur; a Chinese character is the last."""
    return len(
        {
            next((kind for kind in (str.isupper, str.islower, str.isdigit) if kind(each)), None)
            for each in password
        }
    )


def is_guessable(password: str, known: Iterable[str] = ()) -> bool:
    """Whether somebody who knows the lists and the names would need fewer than `FEW_TRIES` tries.

    Takes some ms, half a second at worst (zxcvbn: Wheeler, USENIX Security 2016).

    Args:
        password: as typed.
        known: names that a guesser would try: of the account, the hall, the department.
    """
    from zxcvbn import zxcvbn

    told = zxcvbn(password[:JUDGED], user_inputs=[*COMMON_HERE, *known])
    return int(told["guesses"]) < FEW_TRIES


if __name__ == "__main__":
    os.nice(15)  # nobody at a window waits for it
    typed, *names = json.load(sys.stdin)
    sys.exit(GUESSABLE if is_guessable(typed, names) else 0)
