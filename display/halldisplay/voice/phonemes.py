"""Phonemes for the neural engine: those of the few words of a call, in Kokoro v1.0's alphabet.

Letters in a Chinese sentence use the English phonemes, as people say them.
"""

from __future__ import annotations

from halldisplay.voice.words import Half, spoken_zh

ZH = {
    "零": "li↗ŋ", "一": "i→", "二": "ɚ↘", "三": "sa→n", "四": "sɨ↘", "五": "u↓", "六": "ljou↘",
    "七": "ʨʰi→", "八": "pa→", "九": "ʨjou↓", "十": "ʂɨ↗", "两": "lja↓ŋ",
}  # fmt: skip
EN = {
    "0": "zˈiəɹoʊ", "1": "wˌʌn", "2": "tˈuː", "3": "θɹˈiː", "4": "fˈɔːɹ", "5": "fˈaɪv", "6": "sˈɪks",
    "7": "sˈɛvən", "8": "ˈeɪt", "9": "nˈaɪn",
}  # fmt: skip
LETTERS = {
    "A": "ˈeɪ", "B": "bˈiː", "C": "sˈiː", "D": "dˈiː", "E": "ˈiː", "F": "ˈɛf", "G": "dʒˈiː", "H": "ˈeɪtʃ",
    "I": "ˈaɪ", "J": "dʒˈeɪ", "K": "kˈeɪ", "L": "ˈɛl", "M": "ˈɛm", "N": "ˈɛn", "O": "ˈoʊ", "P": "pˈiː",
    "Q": "kjˈuː", "R": "ˈɑːɹ", "S": "ˈɛs", "T": "tˈiː", "U": "jˈuː", "V": "vˈiː", "W": "dˈʌbəljˌuː",
    "X": "ˈɛks", "Y": "wˈaɪ", "Z": "zˈiː",
}  # fmt: skip
_FRAMES = {
    ("zh", "ticket"): "ʨʰi↓ŋ {} xau↘", ("zh", "window"): "tau↘ {} xau↘ ꭧʰwa→ŋkʰou↓ pa↘nli↓", ("zh", "brief"): "tau↘ {} xau↘ ꭧʰwa→ŋkʰou↓",
    ("en", "ticket"): "tˈɪkɪt, {}", ("en", "window"): "plˈiːz pɹəsˈiːd tə wˈɪndoʊ {}", ("en", "brief"): "wˈɪndoʊ {}",
}  # fmt: skip


def phonemes(half: Half) -> str:
    """Return half of a call in phonemes.

    Raises:
        KeyError: for a code with other characters than letters and digits.
    """
    if half.lang == "zh":
        said = " ".join(
            ZH[each] if each in ZH else LETTERS[each]
            for each in spoken_zh(half.code, counted=half.kind != "ticket")
        )
    else:
        said = ", ".join(
            EN[each] if each in EN else LETTERS[each] for each in half.code.upper() if each.isalnum()
        )
    return _FRAMES[half.lang, half.kind].format(said)
