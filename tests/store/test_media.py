"""The media folder: a strict index, known types alone, bounded sizes, nothing from outside, hashed once."""

from __future__ import annotations

import hashlib
from datetime import time
from pathlib import Path

import pytest

from hallserver.core.floor.media import LARGEST_PICTURE, MediaRow, media_type
from hallserver.store.disk import media
from hallserver.store.disk.media import Found, Shelf

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 100
WORDS = 'zh = "图"\nen = "picture"\n'


def shelf(data: Path, index: str, **files: bytes) -> Shelf:
    folder = data / "media"
    folder.mkdir(exist_ok=True)
    (folder / "index.toml").write_text(index)
    for name, raw in files.items():
        (folder / name.replace("_", ".")).write_bytes(raw)
    return Shelf(data)


def item(file: str = "a.png", more: str = "") -> str:
    return f'[[items]]\nfile = "{file}"\n{WORDS}{more}\n'


def test_what_the_index_names_is_shown_in_its_order_by_the_hash_of_its_bytes(tmp_path: Path) -> None:
    found = shelf(tmp_path, item("b.png") + item(), a_png=PNG, b_png=PNG + b"2").look().items

    assert [each.row.file for each in found] == ["b.png", "a.png"]
    assert [each.hash for each in found] == [hashlib.sha256(raw).hexdigest() for raw in (PNG + b"2", PNG)]
    assert {each.kind for each in found} == {"image/png"}


def test_no_folder_and_an_empty_index_show_nothing(tmp_path: Path) -> None:
    assert Shelf(tmp_path).look() == Found(())
    assert shelf(tmp_path, "").look() == Found(())


@pytest.mark.parametrize(
    ("index", "said"),
    [
        (item("gone.png"), "gone.png: there is no such file"),
        (item("../hall.db"), "file"),
        (item("a/b.png"), "file"),
        (item(".hidden"), "file"),
        (item("a.svg"), "not a PNG"),
        (item("a.html"), "not a PNG"),
        (item("a.gif"), "not a PNG"),
        (item("large.png"), "at most 8 MiB"),
        (item(more="seconds = 1"), "seconds"),
        (item(more="minutes = 1"), "minutes"),
        (item(more='hours = ["9 to 5"]'), "9 to 5"),
        (item(more='on = ["panel"]'), "on"),
        ('[[items]]\nfile = "a.png"\n', "zh"),
        ("items = 3", "items"),
        ("[[items", "line 1"),
        (item() * 61, "items"),
    ],
)
def test_what_is_not_as_it_must_be_is_said_and_nothing_is_shown(
    tmp_path: Path, index: str, said: str
) -> None:
    (tmp_path / "hall.db").write_bytes(PNG)
    there = shelf(
        tmp_path,
        index,
        a_png=PNG,
        a_svg=b"<svg onload='x'/>",
        a_html=b"<script>",
        a_gif=b"GIF89a" + b"x" * 20,
        large_png=PNG + b"x" * LARGEST_PICTURE,
    )

    found = there.look()

    assert found.items == ()
    assert said in " ".join(found.faults)


def test_a_file_that_is_wrong_keeps_no_other_from_the_screens_and_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[Path] = []
    true_hash = media._hash
    monkeypatch.setattr(media, "_hash", lambda path: (hashed.append(path), true_hash(path))[1])
    there = shelf(tmp_path, item() + item("gone.png") + item("b.png"), a_png=PNG, b_png=PNG + b"2")
    looks = [there.look() for _ in range(3)]

    assert [[each.row.file for each in found.items] for found in looks] == [["a.png", "b.png"]] * 3
    assert [found.faults for found in looks] == [("gone.png: there is no such file",)] * 3
    assert (len(hashed), len(caplog.records)) == (2, 1)


def test_a_link_out_of_the_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(PNG)
    there = shelf(tmp_path, item("a.png"))
    (tmp_path / "media" / "a.png").symlink_to(tmp_path / "secret")

    assert there.look() == Found((), ("a.png: there is no such file",))


def test_a_file_is_hashed_once_and_anew_when_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[Path] = []
    true_hash = media._hash
    monkeypatch.setattr(media, "_hash", lambda path: (hashed.append(path), true_hash(path))[1])
    there = shelf(tmp_path, item(), a_png=PNG)
    first = there.look().items[0]
    there.look()
    assert len(hashed) == 1
    assert there.find(first.hash) == first

    (tmp_path / "media" / "a.png").write_bytes(PNG + b"more")
    assert there.find(first.hash) is None  # not what was hashed
    second = there.look().items[0]
    assert second.hash != first.hash
    assert there.find(first.hash) is None
    assert there.find(second.hash) == second


def test_zone_hours_and_kind_of_screen_decide_who_shows_it() -> None:
    row = MediaRow(
        "a.png", "图", "picture", zones=("A",), hours=("08:30-12:00", "14:00-17:00"), on=("board",)
    )

    shown = {
        (on, zone, hour)
        for on in ("board", "kiosk")
        for zone in ("", "A", "B")
        for hour in (8, 9, 12, 14, 17)
        if row.is_shown(on, zone, time(hour))
    }

    assert shown == {("board", zone, hour) for zone in ("", "A") for hour in (9, 14)}
    assert MediaRow("a.png", "图", "picture").is_shown("kiosk", "B", time(3))


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", None),
        (b"\0\0\0\x18ftypmp42", "video/mp4"),
        (b"\x1a\x45\xdf\xa3\x01", "video/webm"),
        (b"%PDF-1.7", None),
        (b"MZ\x90\0", None),
        (b"\x7fELF", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_first_bytes_say(head: bytes, kind: str | None) -> None:
    assert media_type(head) == kind
