"""Pretend readers: a scanner that sends what is held to it, and a card reader with a security module."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from hallkiosk.readers import cards
from hallwires.plug import Hear, Plug

_DATA_AT = 10


class _Plugged:
    def __init__(self, line: str, port: int) -> None:
        self._plug = Plug(self._ears, line, port)
        self.address = self._plug.address

    def _ears(self) -> Hear:
        return lambda _part: b""

    def __enter__(self) -> Self:
        self._plug.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._plug.__exit__(kind, error, trace)


class VirtualScanner(_Plugged):
    """Sends each text with its end."""

    def __init__(self, line: str = "serial", port: int = 0, end: bytes = b"\r") -> None:
        super().__init__(line, port)
        self._end = end

    def hold(self, text: str) -> None:
        """Hold a code to it."""
        self._plug.say(text.encode() + self._end)

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._plug.say(data)


class VirtualCardReader(_Plugged):
    """A reader with a SAM_V: finds a card once, until it is taken away and laid down again."""

    def __init__(self, line: str = "serial", port: int = 0) -> None:
        self._text: bytes | None = None
        self._selected = False
        self.silent = self.noisy = self.broken = False
        super().__init__(line, port)

    def hold(self, number: str) -> None:
        """Lay a card with this number down: everything else on it is made up of blanks."""
        permit = len(number) == cards.PERMIT // 2
        text = " " * (cards.NUMBER_AT // 2) + number.ljust(cards.NUMBER // 2)
        text = text.ljust(cards.TYPE_AT // 2) + (cards.FOREIGNER if permit else " ")
        self._text = text.ljust(cards.TEXT // 2).encode("utf-16-le")
        self._selected = False

    def take_away(self) -> None:
        """Take the card away."""
        self._text = None

    def _ears(self) -> Hear:
        kept = bytearray()

        def hear(part: bytes) -> bytes:
            kept.extend(part)
            if self.silent or len(kept) < len(cards.frame(cards.FIND)):
                return b""
            question = bytes(kept)
            kept.clear()
            said = self._answer(question)
            return _disturbed(said) if self.noisy else said

        return hear

    def _answer(self, question: bytes) -> bytes:
        if self.broken:
            return _status(0x60)  # it asks to be reset
        if question == cards.frame(cards.FIND):
            found = self._text is not None and not self._selected
            return _status(cards.FOUND, bytes(4)) if found else _status(cards.NO_CARD)
        if question == cards.frame(cards.SELECT):
            self._selected = self._text is not None
            return _status(cards.GOOD, bytes(8)) if self._selected else _status(cards.NOT_SELECTED)
        if question == cards.frame(cards.READ):
            if self._text is None or not self._selected:
                return _status(cards.NOT_READ)
            sizes = cards.TEXT.to_bytes(2, "big") + cards.PICTURE.to_bytes(2, "big")
            return _status(cards.GOOD, sizes + self._text + bytes(cards.PICTURE))
        return b""  # no question of its own, or a wrong check


def _disturbed(said: bytes) -> bytes:
    """Turn one bit behind the status: only the check can tell."""
    bent = bytearray(said)
    bent[min(_DATA_AT, len(bent) - 1)] ^= 1
    return bytes(bent)


def _status(number: int, data: bytes = b"") -> bytes:
    return cards.frame(bytes((0, 0, number)) + data)
