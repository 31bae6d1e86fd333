"""The pages as they were built: where they lie, and the row of each, out of the `page.json` in its folder."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec


class Title(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the browser's tab says, in both languages."""

    zh: str
    en: str


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line that `hall serve --links` prints.

    Attributes:
        label: what stands before the address.
        role: whose one-time link it is; None where the page needs none.
        name: the device's or the account's; `{window}` is filled in.
    """

    label: str
    role: str | None
    name: str | None


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The row of a page; no field has a default, so that a row is whole or no row.

    Attributes:
        name: its folder's.
        addresses: paths below the hall's own, the usual one first; `<window>` is a window's code.
        title: what the browser's tab says.
        theme: as long as the address asks for none.
        role: who opens it, as in `core.rights`; None for anybody.
        guests: whether it is there on the guests' port.
        links: what `hall serve --links` prints.
        sizes: the screens that it is made for, in CSS pixels; it is looked at on each.
        target: the least edge of what is touched, in CSS pixels; 0 where nobody touches anything, or with a mouse.
    """

    name: str
    addresses: tuple[str, ...]
    title: Title
    theme: Literal["light", "dark"]
    role: str | None
    guests: bool
    links: tuple[Link, ...]
    sizes: tuple[tuple[int, int], ...]
    target: int


def pages_folder() -> Path:
    """Where the built pages lie."""
    return Path(str(resources.files("halldisplay"))) / "pages"


@lru_cache(maxsize=1)
def pages() -> tuple[Page, ...]:
    """All rows, by folder; none where nothing is built."""
    file = pages_folder() / "pages.json"
    return read_rows(file.read_bytes()) if file.is_file() else ()


def read_rows(text: bytes) -> tuple[Page, ...]:
    """Read a list of rows.

    Raises:
        msgspec.ValidationError: a row is half filled, or says what no row says; it names the page.
    """
    return tuple(map(_read, msgspec.json.decode(text, type=list[dict[str, object]])))


def _read(row: dict[str, object]) -> Page:
    try:
        return msgspec.convert(row, Page)
    except msgspec.ValidationError as error:
        raise msgspec.ValidationError(f"page {row.get('name')}: {error}") from None
