"""Bookings by slots over real HTTP: through the guests' door by anybody, and by an outside platform."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import httpx
import pytest

from tests.actors import Actor, Refused
from tests.running import USUAL_TLS, RunningHall, free_port, serving
from tests.small import found

MATTER = "tax-file"
OPEN = "slot_minutes = 60\nslot_days = 5\nslot_change_minutes = 30\n[lines.tax]\nslot_percent = 100\n"
VISITORS = 200


class Phone:
    """A visitor's phone in the guests' network, with an address of its own."""

    def __init__(self, port: int, n: int) -> None:
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{port}/api/v1",
            transport=httpx.HTTPTransport(
                local_address=f"127.0.{n // 250 + 1}.{n % 250 + 1}", verify=USUAL_TLS
            ),
            timeout=60,
        )

    def posts(self, path: str, **body: Any) -> httpx.Response:
        return self.client.post(path, json=body, headers={"Idempotency-Key": os.urandom(8).hex()})

    def does(self, path: str, **body: Any) -> Any:
        answer = self.posts(path, **body)
        assert answer.is_success, answer.text
        return answer.json()

    def slots(self, matter: str = MATTER) -> list[dict[str, Any]]:
        view = self.client.get("/slots", params={"matter": matter}).json()
        return [each for day in view["days"] for each in day["slots"]]

    def books(self, at: str) -> Any:
        return self.does("/slots/book", draft=self.does("/slots/holds", matter=MATTER, at=at)["draft"])


class Doors:
    """A served hall whose slots are open, its guests' port, and phones that nobody used before."""

    def __init__(self, running: RunningHall, port: int) -> None:
        self.running, self.port = running, port
        self.phones: list[Phone] = []

    def phone(self) -> Phone:
        self.phones.append(Phone(self.port, len(self.phones)))
        return self.phones[-1]


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    data, port = found(tmp_path_factory.mktemp("slots") / "hall"), free_port()
    with serving(
        data, "--desk-only", "--public-port", str(port), HALL_PUBLIC_URL="https://hall.example.cn"
    ) as running:
        with Actor(running, running.token("manager", "manager")) as boss:
            boss.act("/rules", {"text": OPEN})
        doors = Doors(running, port)
        yield doors
        for each in doors.phones:
            each.client.close()


def test_a_visitor_books_moves_and_gives_up_a_time_from_a_phone(doors: Doors) -> None:
    phone = doors.phone()
    at, later = (each["at"] for each in phone.slots()[20:22])
    booked = phone.books(at)
    code, key = booked["appointment"]["code"], booked["key"]
    own = phone.client.get(f"/bookings/{code}", headers={"Booking-Key": key}).json()
    moved = phone.does(f"/bookings/{code}/move", key=key, at=later)
    ended = phone.does(f"/bookings/{code}/cancel", key=key)

    assert own == booked
    assert booked["link"] == f"https://hall.example.cn/book#booking={code}.{key}"
    assert (moved["appointment"]["code"], moved["appointment"]["at"]) == (code, later)
    assert ended["appointment"]["state"] == "cancelled"
    assert phone.posts(f"/bookings/{code}/cancel", key=key).json()["code"] == "code_used"


def test_only_the_key_of_the_booking_opens_it(doors: Doors) -> None:
    phone = doors.phone()
    at = phone.slots()[22]["at"]
    one, other = phone.books(at), phone.books(at)
    code = one["appointment"]["code"]
    for key in (other["key"], "0" * 32, one["key"].upper(), ""):
        answer = phone.client.get(f"/bookings/{code}", headers={"Booking-Key": key})
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_code")
    for path, more in (("cancel", {}), ("move", {"at": at})):
        assert phone.posts(f"/bookings/{code}/{path}", key=other["key"], **more).status_code == 404
        assert phone.posts(f"/bookings/99999999/{path}", key=one["key"], **more).status_code == 404


def test_what_is_held_is_taken_for_others_until_it_is_let_go(doors: Doors) -> None:
    phone = doors.phone()
    slot = phone.slots()[24]
    drafts = [phone.does("/slots/holds", matter=MATTER, at=slot["at"])["draft"] for _ in range(slot["free"])]

    refused = doors.phone().posts("/slots/holds", matter=MATTER, at=slot["at"])
    assert (refused.status_code, refused.json()["code"]) == (409, "slot_full")
    assert len(refused.json()["state"]["slots"]) == 6
    assert slot["at"] not in refused.json()["state"]["slots"]
    phone.does("/slots/drop", draft=drafts[0])
    assert doors.phone().posts("/slots/holds", matter=MATTER, at=slot["at"]).status_code == 201
    assert phone.posts("/slots/book", draft=drafts[0]).json()["code"] == "draft_over"


def test_one_address_cannot_hold_the_whole_day_and_keeps_nobody_else_from_it(doors: Doors) -> None:
    greedy = doors.phone()
    times = [each["at"] for each in greedy.slots()[26:44]]
    answers = Counter(greedy.posts("/slots/holds", matter=MATTER, at=at).status_code for at in times)

    assert answers == {201: 12, 429: 6}
    assert doors.phone().posts("/slots/holds", matter=MATTER, at=times[-1]).status_code == 201


def test_moving_a_booking_takes_a_place_like_any_hold_and_has_the_same_bound(doors: Doors) -> None:
    restless = doors.phone()
    one, other = (each["at"] for each in restless.slots()[44:46])
    booked = restless.books(one)
    code, key = booked["appointment"]["code"], booked["key"]
    answers = Counter(
        restless.posts(f"/bookings/{code}/move", key=key, at=(other, one)[n % 2]).status_code
        for n in range(14)
    )

    assert answers == {200: 11, 429: 3}
    assert restless.does(f"/bookings/{code}/cancel", key=key)["appointment"]["state"] == "cancelled"


def test_secrets_that_were_never_given_do_not_keep_the_writer_busy(doors: Doors) -> None:
    guesser = doors.phone()
    answers = Counter(
        guesser.posts("/slots/drop", draft=os.urandom(16).hex()).status_code for _ in range(122)
    )

    assert answers == {200: 120, 429: 2}


def test_one_address_that_asks_for_slots_all_the_time_is_told_to_wait(doors: Doors) -> None:
    greedy = doors.phone()
    answers = Counter(greedy.client.get("/slots", params={"matter": MATTER}).status_code for _ in range(122))

    assert answers == {200: 120, 429: 2}
    assert doors.phone().slots()


def test_two_hundred_at_once_book_each_place_once_and_no_place_twice(doors: Doors) -> None:
    phones = [doors.phone() for _ in range(VISITORS)]
    times = phones[0].slots()[46:62]
    places = {each["at"]: each["free"] for each in times}
    start = Barrier(VISITORS)

    def tries(n: int) -> list[tuple[str, Any]]:
        """Each goes through all times from another one on, until one is booked."""
        start.wait(60)
        said: list[tuple[str, Any]] = []
        for k in range(len(times)):
            at = times[(n + k) % len(times)]["at"]
            held = phones[n].posts("/slots/holds", matter=MATTER, at=at)
            if held.status_code == 201:
                booked = phones[n].posts("/slots/book", draft=held.json()["draft"])
                said.append((at, booked))
                return said
            if held.status_code == 429:
                return said
            assert (held.status_code, held.json()["code"]) == (409, "slot_full"), held.text
        return said

    with ThreadPoolExecutor(VISITORS) as pool:
        found = [each for said in pool.map(tries, range(VISITORS)) for each in said]
    booked = [answer.json()["appointment"] for _, answer in found if answer.status_code == 201]

    assert {answer.status_code for _, answer in found} == {201}
    assert sum(places.values()) < VISITORS
    assert Counter(each["at"] for each in booked) == places
    assert len({each["code"] for each in booked}) == len(booked)
    assert {
        each["at"]: each["free"] for each in doors.phone().slots() if each["at"] in places
    } == dict.fromkeys(places, 0)


def test_a_platform_books_under_its_own_codes_and_sees_and_changes_only_its_own(doors: Doors) -> None:
    town, county = (doors.running.token("platform", name) for name in ("town", "county"))
    at, later = (each["at"] for each in doors.phone().slots()[62:64])
    with Actor(doors.running, town) as one, Actor(doors.running, county) as other:
        draft = one.act("/platform/holds", {"matter": MATTER, "at": at})["draft"]
        wish = {"draft": draft, "code": "YS-2026-1"}
        booked = one.act("/platform/bookings", wish, key="same")
        assert one.act("/platform/bookings", wish, key="same") == booked
        day = booked["business_day"]

        assert [each["code"] for each in one.ask("/platform/bookings", day=day)["appointments"]] == [
            "YS-2026-1"
        ]
        assert other.ask("/platform/bookings", day=day)["appointments"] == []
        for path, body in (("cancel", {}), ("move", {"at": later})):
            with pytest.raises(Refused) as no:
                other.act(f"/platform/bookings/YS-2026-1/{path}", body)
            assert no.value.status == 404
        assert one.act("/platform/bookings/ys-2026-1/move", {"at": later})["at"] == later
        assert one.act("/platform/bookings/YS-2026-1/cancel")["state"] == "cancelled"


def test_a_platform_may_nothing_else_and_nobody_else_may_what_it_may(doors: Doors) -> None:
    with Actor(doors.running, doors.running.token("platform", "narrow")) as platform:
        for path in ("/appointments", "/board", "/events", "/slots/filled"):
            with pytest.raises(Refused) as no:
                platform.ask(path)
            assert no.value.status == 403
    assert doors.phone().posts("/platform/holds", matter=MATTER, at="2027-01-01T01:00:00Z").status_code == 404
    with (
        Actor(doors.running, doors.running.token("manager", "manager")) as boss,
        pytest.raises(Refused) as no,
    ):
        boss.act("/platform/holds", {"matter": MATTER, "at": "2027-01-01T01:00:00Z"})
    assert no.value.status == 403


def test_the_office_sees_how_far_the_slots_are_taken_and_moves_a_booking(doors: Doors) -> None:
    phone = doors.phone()
    at, later = (each["at"] for each in phone.slots()[64:66])
    booked = phone.books(at)["appointment"]
    code, day = booked["code"], booked["business_day"]
    with Actor(doors.running, doors.running.token("manager", "manager")) as boss:
        lines = {each["line"]: each["slots"] for each in boss.ask("/slots/filled", day=day)["lines"]}
        slot = next(each for each in lines["tax"] if each["at"] == at)
        assert (slot["places"], slot["taken"]) == (7, 1)
        assert boss.act(f"/appointments/{code}/move", {"at": later})["at"] == later


@pytest.mark.parametrize(
    ("asked", "code"),
    [({}, "malformed"), ({"matter": "tax-flie"}, "unknown_matter"), ({"matter": "\x00"}, "unknown_matter")],
)
def test_slots_of_nothing_are_one_clear_refusal(doors: Doors, asked: dict[str, str], code: str) -> None:
    assert doors.phone().client.get("/slots", params=asked).json()["code"] == code
