"""The floor over real HTTP: clips, notices, help, concerns, ratings at the window, numbers, pairing and the fleet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from halldisplay.voice.clips import Clips
from halldisplay.voice.sound import chime
from halldisplay.voice.words import Half, Sentence
from tests.actors import Actor, Board, Clerk, Refused, Visitor
from tests.running import RunningHall, serving
from tests.small import found

Knock = Callable[..., httpx.Response]


@pytest.fixture
def guide(small: RunningHall, tokens: dict[str, str]) -> Iterator[Actor]:
    with Actor(small, tokens["guide"]) as actor:
        yield actor


@pytest.fixture
def screen(small: RunningHall, tokens: dict[str, str]) -> Iterator[Actor]:
    with Actor(small, tokens["display"]) as actor:
        yield actor


@pytest.fixture
def rater(small: RunningHall, tokens: dict[str, str]) -> Iterator[Actor]:
    with Actor(small, tokens["rating"]) as actor:
        yield actor


def test_a_clip_is_served_once_it_was_made_and_not_before(small: RunningHall, screen: Actor) -> None:
    clips = Clips(small.data / "clips")
    clips.name_voice("test 1")
    with pytest.raises(Refused) as early:
        screen.ask("/clips/ticket/A001/zh")
    clips.path(Half("ticket", "A001", "zh"), "test 1").write_bytes(chime(8000).wav())

    answer = screen.client.get("/clips/ticket/A001/zh")

    assert early.value.status == 404
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "audio/wav")
    assert answer.content[:4] == b"RIFF"


def test_a_call_in_a_halls_own_language_is_that_days_visitors_alone(tmp_path: Path) -> None:
    """A clip is kept for weeks: the same number belongs to another visitor tomorrow, who chose nothing."""
    data = found(tmp_path / "hall")
    (data / "words").mkdir()
    (data / "words/ug.ftl").write_text(
        "language = ئۇيغۇرچە\n    .tag = ug\n    .dir = rtl\n\nvoice-ticket = { $code } نومۇر\n",
        encoding="utf-8",
    )
    with serving(data, "--desk-only") as running:
        clips = Clips(data / "clips")
        clips.name_voice("test 1")
        with (
            Visitor(running, running.token("kiosk", "k")) as visitor,
            Actor(running, running.token("display", "ears")) as ears,
        ):
            numbers = {lang: visitor.takes_ticket("tax-file", lang=lang)["number"] for lang in ("ug", "zh")}
            for number in numbers.values():
                said = Sentence(f"{' '.join(number)} نومۇر", "ug")
                clips.path(said, "test 1").write_bytes(chime(8000).wav())  # as another day left it
            heard = {
                lang: ears.client.get(f"/clips/ticket/{number}/ug").status_code
                for lang, number in numbers.items()
            }

    assert heard == {"ug": 200, "zh": 404}


@pytest.mark.parametrize(
    "path", ["ticket/A001/fr", "song/A001/zh", "sentence/nothing/zh", "matter/nothing/zh"]
)
def test_a_clip_of_nothing_is_refused(screen: Actor, path: str) -> None:
    with pytest.raises(Refused) as refused:
        screen.ask(f"/clips/{path}")
    assert refused.value.code == "unknown_value"


@pytest.mark.parametrize(
    "path", ["ticket/..%2F..%2Fhall.key/zh", "ticket/%00/zh", "window/" + "9" * 80 + "/zh"]
)
def test_a_clips_name_leads_nowhere_else(screen: Actor, path: str) -> None:
    assert screen.client.get(f"/clips/{path}").status_code in {404, 422}


def test_a_posted_notice_is_on_the_boards_until_it_is_taken_down(manager: Actor, screen: Actor) -> None:
    made = manager.act("/notices", {"zh": "今日提前结束取号", "en": "Numbers end early today"})
    assert [each["words"]["en"] for each in screen.ask("/notices")["notices"]] == ["Numbers end early today"]
    manager.act(f"/notices/{made['id']}", method="DELETE")

    assert screen.ask("/notices") == {"notices": []}


def test_help_rings_at_the_guide_desk_and_is_answered_once(
    small: RunningHall, tokens: dict[str, str], visitor: Visitor, guide: Actor
) -> None:
    with Board(small, tokens["guide"]) as ears:
        asked = visitor.act("/help")
        told = ears.waits_for("help.asked")
    assert told["detail"] == "kiosk-1"
    assert asked["id"] in [each["id"] for each in guide.ask("/help")["helps"]]
    guide.act(f"/help/{asked['id']}/answer")

    assert asked["id"] not in [each["id"] for each in guide.ask("/help")["helps"]]


def test_a_help_call_is_not_told_to_the_public(
    small: RunningHall, tokens: dict[str, str], visitor: Visitor, guide: Actor
) -> None:
    with Board(small, tokens["display"]) as board:
        asked = visitor.act("/help")
        visitor.takes_ticket("post-send")
        board.waits_for("ticket.issued")

        assert [each["kind"] for each in board.deltas if each["kind"].startswith("help")] == []
    guide.act(f"/help/{asked['id']}/answer")


def test_a_concern_is_taken_down_and_waits_for_its_answer(visitor: Visitor, guide: Actor) -> None:
    ticket = visitor.takes_ticket("post-send")
    made = guide.act("/concerns", {"kind": "asked_again", "ticket": ticket["number"], "words": "跑了三趟"})

    known = {each["id"]: each for each in guide.ask("/concerns")["concerns"]}
    assert known[made["id"]]["kind_words"]["zh"] == "反复要求补交材料"
    assert "跑了三趟" not in str(known)


def test_a_number_in_somebodys_hand_is_found(visitor: Visitor, guide: Actor) -> None:
    ticket = visitor.takes_ticket("post-send")

    assert guide.ask(f"/numbers/{ticket['number'].lower()}")["id"] == ticket["id"]
    with pytest.raises(Refused) as refused:
        guide.ask("/numbers/A998")
    assert refused.value.status == 404


def test_a_window_asks_for_a_rating_of_what_it_just_served_once(
    visitor: Visitor, clerk: Clerk, rater: Actor
) -> None:
    visitor.takes_ticket("reg-new")
    served = clerk.serves("consulted")  # whoever's turn it is: others of this file wait here too
    due = rater.ask("/windows/1/to-rate")
    assert due["number"] == served["number"]
    rater.act(f"/tickets/{due['ticket']}/rating", {"level": 2, "reasons": ["办理慢"]})

    assert rater.ask("/windows/1/to-rate")["ticket"] is None
    with pytest.raises(Refused) as twice:
        rater.act(f"/tickets/{due['ticket']}/rating", {"level": 5})
    assert twice.value.code == "rated_already"


def test_a_rating_device_rates_its_own_window_only(rater: Actor) -> None:
    with pytest.raises(Refused) as refused:
        rater.ask("/windows/2/to-rate")
    assert refused.value.status == 403


def test_the_staffers_own_device_cannot_rate(visitor: Visitor, clerk: Clerk) -> None:
    visitor.takes_ticket("reg-new")
    served = clerk.serves("consulted")
    with pytest.raises(Refused) as refused:
        clerk.act(f"/tickets/{served['id']}/rating", {"level": 5})
    assert refused.value.code == "not_allowed"


def test_a_device_is_let_in_by_its_digits_seen_in_the_fleet_and_sent_away(
    small: RunningHall, manager: Actor, knock: Knock
) -> None:
    with Actor(small, None) as device:
        asked = device.act("/pairings", {"page": "board"})
    assert knock(asked["token"], "GET", "/board").status_code == 401
    manager.act(f"/pairings/{asked['code']}/confirm", {"role": "display", "name": "new-board"})
    assert knock(asked["token"], "GET", "/board").status_code == 200
    with Board(small, asked["token"]) as board:
        said = {"page": "board", "build": "abc", "audio": False, "uptime_s": 7, "width": 1920, "height": 1080}
        rows = []
        for seq in (0, 1):  # 0: it does not know yet where the stream stands
            board.says("heartbeat", {**said, "seq": seq})
            board.resume("", 0)
            rows.append(
                next(each for each in manager.ask("/devices")["devices"] if each["name"] == "new-board")
            )
        row = rows[1]
        assert (row["state"], row["page"], row["uptime_s"], row["size"]) == ("live", "board", 7, "1920×1080")
        assert rows[0].get("behind") is None
        assert row["behind"] > 0
        manager.act("/devices/display/new-board", method="DELETE")

    assert knock(asked["token"], "GET", "/board").status_code == 401
    with pytest.raises(Refused) as gone:
        manager.act("/devices/display/new-board", method="DELETE")
    assert gone.value.status == 404


def test_wrong_digits_open_nothing_and_are_counted(small: RunningHall, tokens: dict[str, str]) -> None:
    codes = []
    with Actor(small, tokens["technician"]) as technician:
        for _ in range(12):
            with pytest.raises(Refused) as refused:
                technician.act("/pairings/000000/confirm", {"role": "display", "name": "x"})
            codes.append(refused.value.code)

    assert set(codes[:10]) == {"pairing_lapsed"}
    assert codes[-1] == "too_many"


def test_one_address_asks_for_digits_so_often_and_no_more(knock: Knock) -> None:
    told = {
        knock(None, "POST", "/pairings", {"Idempotency-Key": f"ask-{n}"}, json={"page": "board"}).status_code
        for n in range(70)
    }

    assert told == {201, 429}


def test_a_kiosk_that_gives_too_many_numbers_works_on_and_is_remarked(
    small: RunningHall, manager: Actor, knock: Knock
) -> None:
    with Actor(small, small.token("kiosk", "played-with")) as kiosk:
        given = [kiosk.act("/tickets", {"matter": "reg-new"})["id"] for _ in range(40)]
        for ticket in given:
            kiosk.act(f"/tickets/{ticket}/cancel")

    assert len(set(given)) == 40
    assert "played-with" in {
        each["name"] for each in manager.ask("/devices")["devices"] if each.get("hasty_at")
    }
    figures = knock(None, "GET", f"{small.url}/metrics").text
    assert re.search(r"^hall_hasty_minutes_total [1-9]", figures, re.MULTILINE)


def test_a_list_of_numbers_is_asked_for_from_its_second_page_on(guide: Actor, visitor: Visitor) -> None:
    for _ in range(3):
        visitor.takes_ticket("tax-file")
    whole = [each["number"] for each in guide.ask("/numbers", show="waiting")["numbers"]]

    assert [each["number"] for each in guide.ask("/numbers", show="waiting", offset=2)["numbers"]] == whole[
        2:
    ]
