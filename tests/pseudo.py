"""Languages that nobody speaks, made of the English catalogue: one a third longer, one that runs from the right."""

from __future__ import annotations

import re
from pathlib import Path

from halldisplay.catalogues import built_in

LONGER = 0.35  # of a sentence; German and Uyghur need about that
LATIN = "abcdefghijklmnopqrstuvwxyz"
ACCENTED = str.maketrans(LATIN + LATIN.upper(), "áƀçđéƒĝĥíĵķĺɱñóƥɋŕšťúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶĹṀÑÓƤɊŔŠŤÚṼŴẊÝŽ")
ARABIC = str.maketrans(LATIN + LATIN.upper(), "ابجدهفغحيژكلمنوپقرستعثوخيز" * 2)


def write_pseudo(data: Path) -> None:
    """Give a hall both: `qaa`, longer, and `qab`, from the right."""
    folder = data / "words"
    folder.mkdir()
    messages = built_in()["en"].messages.values()
    for code, name, way in (("qaa", "Ƥšéúđó", "ltr"), ("qab", "يوغوو", "rtl")):
        head = f"language = {name}\n    .tag = {code}\n    .dir = {way}\n\n"
        said = "".join(f"{each.id} = {_changed(each.source, way)}\n" for each in messages)
        (folder / f"{code}.ftl").write_text(head + said, encoding="utf-8")


def _changed(source: str, way: str) -> str:
    """The sentence in other letters; its places stay."""
    parts = re.split(r"(\{[^}]*\})", source)
    if way == "rtl":
        return "".join(part if part.startswith("{") else part.translate(ARABIC) for part in parts)
    longer = "~" * round(LONGER * len(source))
    return (
        f"[{''.join(part if part.startswith('{') else part.translate(ACCENTED) for part in parts)}{longer}]"
    )
