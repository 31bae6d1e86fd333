"""Languages that nobody speaks, made of the English catalogue: one a third longer, one that runs from the right."""

from __future__ import annotations

from pathlib import Path

from fluent.syntax import FluentParser, FluentSerializer, ast, visitor

from halldisplay.catalogues import LANGUAGE, built_in

LONGER = 0.35  # of a sentence; German and Uyghur need about that
LATIN = "abcdefghijklmnopqrstuvwxyz"
ACCENTED = str.maketrans(LATIN + LATIN.upper(), "áƀçđéƒĝĥíĵķĺɱñóƥɋŕšťúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶĹṀÑÓƤɊŔŠŤÚṼŴẊÝŽ")
ARABIC = str.maketrans(LATIN + LATIN.upper(), "ابجدهفغحيژكلمنوپقرستعثوخيز" * 2)


LONGER_ONE, FROM_THE_RIGHT = ("qaa", "Ƥšéúđó", "ltr"), ("qab", "يوغوو", "rtl")
UYGHUR = ("ug", "ئۇيغۇرچە", "rtl")
"""In name and tag alone: a phone that speaks Uyghur asks for it; the words are English in other letters."""


def write_pseudo(data: Path, *languages: tuple[str, str, str]) -> None:
    """Give a hall some of them; without a word about it `qaa`, longer, and `qab`, from the right."""
    folder = data / "words"
    folder.mkdir()
    for code, name, way in languages or (LONGER_ONE, FROM_THE_RIGHT):
        told = FluentParser().parse(built_in()["en"].text())
        told.body = [each for each in told.body if isinstance(each, ast.Message) and each.id.name != LANGUAGE]
        _Changed(way).visit(told)
        head = f"{LANGUAGE} = {name}\n    .tag = {code}\n    .dir = {way}\n\n"
        (folder / f"{code}.ftl").write_text(head + FluentSerializer().serialize(told), encoding="utf-8")


class _Changed(visitor.Visitor):
    """Each sentence in other letters; its places and its choices stay."""

    def __init__(self, way: str) -> None:
        self.way = way

    def generic_visit(self, node: ast.BaseNode) -> None:
        super().generic_visit(node)
        if isinstance(node, ast.TextElement):
            node.value = node.value.translate(ACCENTED if self.way == "ltr" else ARABIC)
        elif isinstance(node, ast.Pattern) and self.way == "ltr":
            _lengthen([each for each in node.elements if isinstance(each, ast.TextElement)])


def _lengthen(texts: list[ast.TextElement]) -> None:
    if texts:
        texts[0].value = "[" + texts[0].value
        texts[-1].value += "~" * round(LONGER * sum(len(each.value) for each in texts)) + "]"
