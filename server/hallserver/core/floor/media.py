"""What the hall shows on boards and idle kiosks: pictures, slides and films, by place and hour, as their index says."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal

from msgspec import Meta, Struct

from hallserver.core.workdays import NoSpan, Span, parse_span

Shown = Literal["board", "kiosk"]
LARGEST_PICTURE = 8 * 2**20
LARGEST_FILM = 64 * 2**20
MOST_ITEMS = 60
FILM = frozenset({"video/mp4", "video/webm"})
_WEBP = b"RIFF"
_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x1a\x45\xdf\xa3": "video/webm",
}
HEAD = 16  # bytes by which a file is known

FileName = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_\u4e00-\u9fff][A-Za-z0-9._\u4e00-\u9fff-]{0,99}$")]


class MediaRow(Struct, frozen=True, forbid_unknown_fields=True):
    """One picture, slide or film of the index.

    Attributes:
        file: its name in the folder.
        seconds: how long it stays; a film is shown so long, too, from its beginning.
        zones: of the screens that show it; empty: all.
        hours: spans like `09:00-12:00` in which it is shown; empty: always.
        on: boards, kiosks, or both.
        zh, en: what it says, for those who cannot see it.
    """

    file: FileName
    zh: Annotated[str, Meta(min_length=1, max_length=200)]
    en: Annotated[str, Meta(min_length=1, max_length=200)]
    seconds: Annotated[int, Meta(ge=5, le=600)] = 12
    zones: Annotated[tuple[str, ...], Meta(max_length=60)] = ()
    hours: Annotated[tuple[str, ...], Meta(max_length=12)] = ()
    on: Annotated[tuple[Shown, ...], Meta(min_length=1, max_length=2)] = ("board", "kiosk")

    def spans(self) -> tuple[Span, ...]:
        """Its hours.

        Raises:
            NoSpan: one of them is none.
        """
        return tuple(parse_span(each) for each in self.hours)

    def is_shown(self, on: str, zone: str, at: time) -> bool:
        """Whether a screen of this kind and zone shows it at this time of the hall.

        >>> row = MediaRow("a.png", "图", "picture", zones=("A",), hours=("09:00-12:00",))
        >>> row.is_shown("board", "A", time(9)), row.is_shown("board", "B", time(9)), row.is_shown("board", "A", time(12))
        (True, False, False)
        """
        spans = self.spans()
        here = not self.zones or not zone or zone in self.zones
        return on in self.on and here and (not spans or any(span.holds(at) for span in spans))


class MediaIndex(Struct, frozen=True, forbid_unknown_fields=True):
    """The index of the folder, `media/index.toml`, in the order in which things are shown."""

    items: Annotated[tuple[MediaRow, ...], Meta(max_length=MOST_ITEMS)] = ()


def media_type(head: bytes) -> str | None:
    r"""The media type of a file by its first bytes, whatever its name; None for what is not shown.

    Drawings that can hold a program (SVG), and pictures that move by themselves (GIF), are not shown.

    >>> media_type(b"RIFF\0\0\0\0WEBP"), media_type(b"\0\0\0\x20ftypisom"), media_type(b"<svg"), media_type(b"GIF89a")
    ('image/webp', 'video/mp4', None, None)
    """
    if head.startswith(_WEBP) and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return "video/mp4"
    return next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)


def largest(kind: str) -> int:
    """How large a file of this type may be, in bytes."""
    return LARGEST_FILM if kind in FILM else LARGEST_PICTURE


__all__ = ["FILM", "HEAD", "MediaIndex", "MediaRow", "NoSpan", "largest", "media_type"]
