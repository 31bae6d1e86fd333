"""The built pages: their folder, and the row of each page, from the `page.json` in its source folder."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec


class Title(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The title in the browser's tab, in both languages."""

    zh: str
    en: str


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line that `hall serve --links` prints.

    Attributes:
        label: printed before the URL.
        role: the role of its one-time link; None if the page needs none.
        name: the device's or the account's; `{window}` is filled in.
    """

    label: str
    role: str | None
    name: str | None


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The row of a page; no field has a default, so a row is either complete or invalid.

    Attributes:
        name: its folder's.
        addresses: paths below the hall's own, the usual one first; `<window>` is a window's code.
        title: the title in the browser's tab.
        theme: the default, if the URL names none.
        role: who opens it, as in `core.rights`; None for anybody.
        guests: whether it is served on the guests' port.
        links: what `hall serve --links` prints.
        sizes: the screens that it is made for, in CSS pixels; it is tested on each.
        target: the least edge of a touch target, in CSS pixels; 0 for pages without touch.
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
    """Return the folder of the built pages."""
    return Path(str(resources.files("halldisplay"))) / "pages"


@lru_cache(maxsize=1)
def pages() -> tuple[Page, ...]:
    """Return all rows, by folder; none if nothing is built."""
    file = pages_folder() / "pages.json"
    return read_rows(file.read_bytes()) if file.is_file() else ()


def read_rows(text: bytes) -> tuple[Page, ...]:
    """Read a list of rows.

    Raises:
        msgspec.ValidationError: a row is incomplete or has an unknown field; it names the page.
    """
    return tuple(map(_read, msgspec.json.decode(text, type=list[dict[str, object]])))


def _read(row: dict[str, object]) -> Page:
    try:
        return msgspec.convert(row, Page)
    except msgspec.ValidationError as error:
        raise msgspec.ValidationError(f"page {row.get('name')}: {error}") from None
