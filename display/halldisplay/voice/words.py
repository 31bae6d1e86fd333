"""The words of a call in two halves: the ticket's is made when it is issued, the window's when it is planned.

请{A零零一}号，到{三}号窗口办理 / Ticket A 0 0 1, please proceed to window 3

While other calls wait, the brief window half is used: …，到{三}号窗口 / … window 3
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from halldisplay.voice.said import MESSAGES

LANGS = ("zh", "en")
HALVES = ("ticket", "window", "brief")
_DIGITS = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
_TENS_END = 100
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile("[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a call: its code, which half, the language."""

    kind: str  # one of HALVES
    code: str
    lang: str  # one of LANGS

    @property
    def text(self) -> str:
        """Return the spoken text."""
        if self.lang == "zh":
            said = "".join(spoken_zh(self.code, counted=self.kind != "ticket"))
        else:
            said = " ".join(spoken_en(self.code, counted=self.kind != "ticket"))
        return MESSAGES[f"voice-{self.kind}"][LANGS.index(self.lang)].format(code=said)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A fixed sentence, or a name from the plan, as a kiosk reads it aloud."""

    text: str
    lang: str


Utterance = Half | Sentence
# what a kiosk reads aloud on each of its screens, and when it refuses a card or a code
SENTENCES: dict[str, dict[str, str]] = {
    message.removeprefix("voice-").replace("-", "_"): {"zh": zh, "en": en}
    for message, (zh, en) in MESSAGES.items()
    if "{code}" not in zh
}


class Speaks(Protocol):
    """One of the hall's own languages."""

    def message(self, message: str, facts: Mapping[str, str]) -> str | None:
        """Return a sentence of its catalogue; None if it has none."""
        ...


def spoken(
    kind: str,
    code: str,
    lang: str,
    tongue: Speaks | None = None,
    name: Mapping[str, object] | None = None,
) -> Utterance | None:
    """Return what a clip says; None if there is no such clip.

    The maker of clips and the server that finds them both ask here, so they agree.

    Args:
        kind: half of a call (`ticket`, `window`, `brief`), a kiosk's `sentence`, or a `matter`'s name.
        code: the number, the window, the sentence or the matter.
        lang: zh, en, or the language of `tongue`.
        tongue: one of the hall's own languages.
        name: the matter's name, by language.

    >>> class Dots:
    ...     def message(self, message, facts): return f"{message}: {facts.get('code')}"
    >>> spoken("ticket", "A001", "ug", Dots()).text, spoken("brief", "12", "ug", Dots()).text
    ('voice-ticket: A 0 0 1', 'voice-brief: 12')
    >>> spoken("window", "12", "zh").text, spoken("matter", "tax", "en", name={"en": "Tax"}).text
    ('到十二号窗口办理', 'Tax')
    """
    if kind in HALVES:
        return Half(kind, code, lang) if tongue is None else _half_in(tongue, lang, kind, code)
    if kind == "sentence" and code in SENTENCES:
        message = f"voice-{code.replace('_', '-')}"
        said = SENTENCES[code][lang] if tongue is None else tongue.message(message, {})
        return Sentence(said, lang) if said else None
    if kind == "matter" and name is not None and lang in name:
        said = str(name[lang])
        return name_aloud(said, lang) if tongue is None else Sentence(said, lang)
    return None


def _half_in(tongue: Speaks, lang: str, kind: str, code: str) -> Sentence | None:
    """The catalogue has the words; the voice reads letters and digits in its own language."""
    said = tongue.message(f"voice-{kind}", {"code": " ".join(spoken_en(code, counted=kind != "ticket"))})
    return Sentence(said, lang) if said else None


def name_aloud(name: str, lang: str) -> Sentence:
    """Return a name from the plan, with the voice of the language it is actually written in.

    >>> name_aloud("发票领用", "en").lang, name_aloud("Tax", "zh").lang, name_aloud("A4 打印", "zh").lang
    ('zh', 'en', 'zh')
    """
    if _HAN.search(name):
        return Sentence(name, "zh")
    return Sentence(name, "en" if _LATIN.search(name) else lang)


def halves(ticket: str, window: str, lang: str, *, brief: bool = False) -> tuple[Half, Half]:
    """Return both halves of a call."""
    return Half("ticket", ticket, lang), Half("brief" if brief else "window", window, lang)


def spoken_zh(code: str, *, counted: bool) -> list[str]:
    """Return a code's words: letters, and digits one by one; a window's number as a number (十二)."""
    if counted and code.isdigit() and 0 < int(code) < _TENS_END:
        tens, ones = divmod(int(code), 10)
        ten = [] if not tens else (["十"] if tens == 1 else [_DIGITS[str(tens)], "十"])
        return ten + ([_DIGITS[str(ones)]] if ones or not tens else [])
    return [_DIGITS.get(each, each.upper()) for each in code if each.isalnum()]


def spoken_en(code: str, *, counted: bool) -> list[str]:
    """Return a code's words: letters, and digits one by one; a window's number as a number."""
    if counted and code.isdigit() and 0 < int(code) < _TENS_END:
        return [str(int(code))]
    return [each.upper() for each in code if each.isalnum()]
