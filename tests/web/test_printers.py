"""The printers' and slips' doors: what staff may ask of paper over HTTP."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator

import httpx
import pytest
from PIL import Image

from tests.actors import Actor, Refused, Visitor
from tests.running import RunningHall

Knock = Callable[..., httpx.Response]


@pytest.fixture
def manager(small: RunningHall, tokens: dict[str, str]) -> Iterator[Actor]:
    with Actor(small, tokens["manager"]) as actor:
        yield actor


def png(width: int = 60, height: int = 20, mode: str = "RGB") -> str:
    file = io.BytesIO()
    Image.new(mode, (width, height), 0).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def printer(actor: Actor, code: str = "printer-1") -> dict[str, object]:
    return next(each for each in actor.ask("/printers")["printers"] if each["code"] == code)


def test_a_test_slip_is_queued_where_it_was_asked_for(manager: Actor) -> None:
    before = printer(manager)["queued"]
    told = manager.act("/printers/printer-1/test")

    assert told["printer"] == "printer-1"
    assert printer(manager)["queued"] == before + 1  # type: ignore[operator]


def test_new_paper_is_counted_from_then_on(manager: Actor) -> None:
    manager.act("/printers/printer-1/paper-changed")
    found = printer(manager)

    assert (found["paper_left"], found["paper_by"], found["used_mm"]) == (100, "odometer", 0)


@pytest.mark.parametrize("act", ["test", "paper-changed", "looked-at", "closing-slip"])
def test_a_printer_that_is_not_there_is_not_found(manager: Actor, act: str) -> None:
    with pytest.raises(Refused) as refused:
        manager.act(f"/printers/printer-9/{act}")

    assert (refused.value.status, refused.value.code) == (404, "not_found")


def test_an_edited_template_is_seen_before_it_is_kept(manager: Actor) -> None:
    template = {"parts": [{"part": "number", "value": "{number}"}]}
    shown = manager.act("/slips/ticket/preview", {"template": template, "width": "58mm"})
    with Image.open(io.BytesIO(base64.b64decode(shown["png"]))) as picture:
        size = picture.size

    assert (size[0], shown["width"], shown["missing"]) == (384, 384, "")
    assert shown["height_mm"] == size[1] // 8
    assert shown["bytes"] < 10_000
    assert len(manager.ask("/slips")["templates"][0]["template"]["parts"]) > 10  # nothing was kept


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"template": {"parts": [{"part": "number", "value": "{numer}"}]}}, "did you mean {number}?"),
        ({"template": {"parts": [{"part": "text", "zh": "\x1b", "en": "x"}]}}, "Part 0"),
        ({"template": "nonsense"}, "Part 0"),
        ({"template": {"parts": [{"part": "number", "value": "{number}"}] * 41}}, "length <= 40"),
    ],
)
def test_a_template_that_cannot_be_is_one_clear_problem(manager: Actor, body: object, said: str) -> None:
    for path in ("/slips/ticket/preview", "/slips/ticket"):
        with pytest.raises(Refused) as refused:
            manager.act(path, body)

        assert (refused.value.status, refused.value.code) == (422, "bad_template")
        assert said in refused.value.problem["en"]
        assert refused.value.problem["zh"]


def test_an_example_of_another_kind_is_not_found(manager: Actor) -> None:
    with pytest.raises(Refused) as refused:
        manager.act("/slips/closing/preview", {"variant": "reprint"})

    assert refused.value.status == 404


@pytest.mark.parametrize(
    "png_",
    [
        "not base64!",
        base64.b64encode(b"no picture").decode(),
        png(5000, 10),
        base64.b64encode(bytes(33_000)).decode(),
    ],
)
def test_a_logo_that_is_no_small_png_is_refused(manager: Actor, png_: str) -> None:
    with pytest.raises(Refused) as refused:
        manager.act("/logo", {"png": png_})

    assert (refused.value.status, refused.value.code) == (422, "bad_template")


def test_a_logo_is_kept_in_black_and_white_and_taken_away(manager: Actor) -> None:
    manager.act("/logo", {"png": png(1200, 100, "RGBA")})
    with Image.open(io.BytesIO(base64.b64decode(manager.ask("/slips")["logo"]))) as kept:
        assert (kept.mode, kept.width) == ("1", 576)
    manager.act("/logo", method="DELETE")

    assert manager.ask("/slips")["logo"] is None


def test_the_picture_of_a_slip_holds_no_key_of_the_visitor(knock: Knock, visitor: Visitor) -> None:
    ticket = visitor.takes_ticket("post-send")
    answer = knock(visitor.token, "GET", f"/tickets/{ticket['id']}/slip.png")

    assert answer.headers["Content-Type"] == "image/png"
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.width == 576


def test_a_visitor_may_have_one_reprint(visitor: Visitor) -> None:
    ticket = visitor.takes_ticket("post-send")
    assert visitor.act(f"/tickets/{ticket['id']}/reprint", {"materials": True})["state"] == "queued"
    with pytest.raises(Refused) as refused:
        visitor.act(f"/tickets/{ticket['id']}/reprint")

    assert (refused.value.status, refused.value.code) == (409, "reprinted_already")


@pytest.mark.parametrize(
    "address",
    [
        "file://{data}/hall.db",
        "file:///etc/passwd",
        "serial://{data}/hall.key",
        "tcp://8.8.8.8:9100",
        "tcp://127.0.0.1:{port}",
    ],
)
def test_a_printers_address_names_no_file_of_the_server_and_no_foreign_host(
    small: RunningHall, manager: Actor, address: str
) -> None:
    before = (small.data / "hall.db").read_bytes()[:16]
    said = {
        "code": "evil",
        "name": {"zh": "x", "en": "x"},
        "address": address.format(data=small.data, port=small.port),
        "profile": "80mm-silent",
        "roll_m": 50,
    }
    with pytest.raises(Refused) as refused:
        manager.act("/printers", said)

    assert (refused.value.status, refused.value.code) == (400, "malformed")
    assert (small.data / "hall.db").read_bytes()[:16] == before
