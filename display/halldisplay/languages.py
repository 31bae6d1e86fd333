"""The languages that every hall has, and the form of the tag of another one."""

from __future__ import annotations

import re
from pathlib import Path

BUILT_IN = ("zh", "en")
# BCP 47 in canonical spelling: language, script, region, variants; browsers accept no other
TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))?")


def stand_in(tag: str) -> str:
    """Return the built-in language that fills gaps of another: Chinese for Chinese variants, else English."""
    return "zh" if tag.partition("-")[0] == "zh" else "en"


def languages_in(folder: Path) -> tuple[str, ...]:
    """Return Chinese, English, and the languages for which a hall has a file in `DATA/words`."""
    own = sorted({file.stem for file in folder.glob("*.ftl") if TAG.fullmatch(file.stem)} - {*BUILT_IN})
    return (*BUILT_IN, *own)
