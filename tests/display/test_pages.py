"""A page is its folder: one row in its page.json, of which the server, the build and the tests take all they need."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from halldisplay.built import Page, pages, pages_folder, read_rows
from hallserver.core.rights import ROLES
from hallserver.web.guests import is_for_guests

ROOT = Path(__file__).parents[2]
ROOMS = ("display/web", "kiosk/web")
FOLDERS = sorted(main.parent for room in ROOMS for main in (ROOT / room).glob("*/main.tsx"))
ROWS = {page.name: page for page in pages()}


def row_in(folder: Path) -> dict[str, object]:
    return {**json.loads((folder / "page.json").read_text()), "name": folder.name}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_page_has_a_whole_row_and_is_built_by_it(folder: Path) -> None:
    (row,) = read_rows(json.dumps([row_in(folder)]).encode())
    document = (pages_folder() / f"{folder.name}.html").read_text()

    assert ROWS[folder.name] == row
    assert f"<title>{row.title.zh} · {row.title.en}</title>" in document
    assert f'<html lang="zh-CN" data-theme="{row.theme}">' in document


def test_no_row_stands_without_its_page() -> None:
    assert sorted(ROWS) == sorted(folder.name for folder in FOLDERS)


@pytest.mark.parametrize("field", msgspec.structs.fields(Page), ids=lambda field: field.name)
def test_a_half_filled_row_is_refused(field: msgspec.structs.FieldInfo) -> None:
    row = row_in(ROOT / "display/web/board")
    del row[field.name]

    with pytest.raises(msgspec.ValidationError, match=field.name):
        read_rows(json.dumps([row]).encode())


def test_a_row_says_nothing_that_nobody_reads() -> None:
    row = row_in(ROOT / "display/web/board") | {"colour": "red"}

    with pytest.raises(msgspec.ValidationError, match="colour"):
        read_rows(json.dumps([row]).encode())


@pytest.mark.parametrize("page", ROWS.values(), ids=ROWS)
def test_what_a_row_says_is_there(page: Page) -> None:
    roles = {page.role, *(link.role for link in page.links)} - {None}

    assert all((page.addresses, page.title.zh, page.title.en, page.sizes))
    assert roles <= set(ROLES)
    assert all((link.role is None) == (link.name is None) for link in page.links)


def test_no_two_pages_have_one_address() -> None:
    addresses = [address for page in ROWS.values() for address in page.addresses]

    assert len(addresses) == len(set(addresses))


@pytest.mark.parametrize("page", ROWS.values(), ids=ROWS)
def test_guests_get_only_what_needs_no_key_but_a_tickets(page: Page) -> None:
    assert is_for_guests("GET", page.addresses[0].replace("<window>", "1")) is page.guests
    assert not page.guests or page.role in {None, "follower"}
