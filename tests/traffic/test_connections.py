"""Connections: whoever has said who asks keeps its own; of the silent ones the least useful makes room."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from hallprinters.reach import BadNetwork, is_within, read_networks
from hallserver.traffic.addresses import client_of
from hallserver.traffic.connections import MOST_OF_ONE, Connection, Connections


@dataclass(eq=False)
class Plug:
    """A socket that remembers."""

    shut: bool = False
    _sock: Plug = field(init=False)

    def __post_init__(self) -> None:
        self._sock = self

    def shutdown(self, _how: int) -> None:
        self.shut = True


def opened(book: Connections, client: str = "10.0.0.7") -> Connection:
    found = book.open(Plug(), client)
    assert found is not None
    return found


def book(most_silent: int = 3, most: int = 10) -> Connections:
    return Connections(most_silent, most, lambda _client: None)


def test_the_one_that_never_asked_makes_room_before_the_one_that_asks_again_and_again() -> None:
    held = book()
    asks, silent, once = opened(held), opened(held), opened(held)
    for _ in range(2):
        held.begin_request(asks)
    held.begin_request(once)

    newest = opened(held)

    assert silent.plug.shut
    assert not (asks.plug.shut)
    assert not (once.plug.shut)
    assert not (newest.plug.shut)
    assert len(held) == 3


def test_a_websocket_that_has_not_joined_makes_room_before_one_that_asked_once() -> None:
    held = book()
    asked, websocket, other = opened(held), opened(held), opened(held)
    held.begin_request(asked)
    held.begin_request(websocket, upgrades=True)
    held.begin_request(other)

    opened(held)

    assert websocket.plug.shut
    assert not asked.plug.shut


def test_a_websocket_that_has_not_joined_makes_room_before_one_that_has_not_asked_yet() -> None:
    held = book()
    early, websocket, other = opened(held), opened(held), opened(held)
    for each in (websocket, other):
        held.begin_request(each, upgrades=True)

    opened(held)

    assert websocket.plug.shut
    assert not early.plug.shut


def test_a_token_takes_a_connection_off_its_address() -> None:
    held = book()
    known = opened(held)
    held.vouch(known.plug, "kiosk:kiosk-1")

    rest = [opened(held) for _ in range(3)]

    assert not any(each.plug.shut for each in (known, *rest))


def test_one_token_does_not_vouch_for_any_number() -> None:
    held = book(most_silent=10, most=10_000)
    many = [opened(held, f"10.{n % 50}.0.1") for n in range(MOST_OF_ONE + 20)]
    for each in many:
        held.vouch(each.plug, "follower:1")

    assert sum(bool(each.owner) for each in many) == MOST_OF_ONE
    held.close(many[0])
    held.vouch(many[-1].plug, "follower:1")
    assert many[-1].owner


def test_a_full_house_takes_nobody_in_place_of_those_who_are_known() -> None:
    held = book(most=2)
    first, second = opened(held, "a"), opened(held, "b")
    assert opened(held, "c")
    assert first.plug.shut
    held.vouch(second.plug, "kiosk:1")
    last = opened(held, "d")
    held.vouch(last.plug, "kiosk:2")

    assert held.open(Plug(), "e") is None
    assert not (second.plug.shut)
    assert not (last.plug.shut)


def test_others_addresses_do_not_make_room() -> None:
    held = book()
    others = [opened(held, f"10.0.0.{n}") for n in range(5)]
    for _ in range(4):
        opened(held, "10.0.0.66")

    assert not any(each.plug.shut for each in others)


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("kiosk", "kiosk"),
        ("", ""),
    ],
)
def test_an_ipv6_client_is_its_network(address: str, counted_as: str) -> None:
    assert client_of(address) == counted_as


def test_networks_are_read_and_asked() -> None:
    named = read_networks("127.0.0.1, 10.1.0.0/16,2001:db8::/32")

    assert is_within("10.1.9.9", named)
    assert is_within("::ffff:127.0.0.1", named)
    assert is_within("2001:db8::5", named)
    assert not is_within("10.2.0.1", named)
    assert not is_within("evil.example", named)
    assert not is_within("127.0.0.1", ())
    with pytest.raises(BadNetwork, match="proxy1"):
        read_networks("10.0.0.1, proxy1")


def test_whoever_hangs_up_and_comes_again_does_not_pass_whoever_was_modest() -> None:
    held = book(most_silent=40, most=50)
    modest, greedy = opened(held), opened(held)
    modest.recent.at -= 5.0  # it came five seconds ago
    for _ in range(9):
        held.begin_request(modest)
    for _ in range(100):
        held.begin_request(greedy)
    held.close(greedy)
    again = [opened(held) for _ in range(30)]
    for each in again:
        held.begin_request(each)

    assert max(held.used_by(each.plug) for each in again) < 100  # a newcomer comes before who never stops
    assert held.used_by(modest.plug) < min(held.used_by(each.plug) for each in again)


def test_a_refused_request_puts_its_connection_behind_its_neighbours() -> None:
    held = book(most_silent=40, most=50)
    honest, guessing = opened(held), opened(held)
    for each in (honest, guessing):
        held.begin_request(each)
    held.note_refusal(guessing.plug)
    for _ in range(8):  # still fewer than one refusal counts for
        held.begin_request(honest)
    held.note_refusal(object())  # a connection that is gone already

    assert held.used_by(honest.plug) < held.used_by(guessing.plug)
