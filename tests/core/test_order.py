"""Who is next: the smallest place, the cap on statutory priority, and the promise about overtaking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.queue.order import CLASSES, ORDER_2, Cap, Head, Place, next_run, next_up, place

OPENING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LINES = ("tax", "reg", "notary")


def head(number: int, *, line: str = "tax", tier: int = 1, minute: float = 0, matter: str = "m") -> Head:
    at = OPENING + timedelta(minutes=minute)
    return Head(number, number, f"A{number:03d}", line, matter, Place(tier, at, number))


@st.composite
def offered(draw: st.DrawFn) -> list[Head]:
    """Heads with different seqs."""
    size = draw(st.integers(1, 8))
    return [
        head(
            number,
            line=draw(st.sampled_from(LINES)),
            tier=draw(st.integers(0, 1)),
            minute=draw(st.integers(-60, 60)),
        )
        for number in range(1, size + 1)
    ]


@given(offered())
def test_the_smallest_place_is_next(heads: list[Head]) -> None:
    decision = next_up(heads, {})

    assert decision is not None
    assert decision.chosen.place == min(each.place for each in heads)


@given(offered(), st.randoms(use_true_random=False))
def test_the_order_in_which_heads_are_found_decides_nothing(heads: list[Head], chance: st.random) -> None:
    shuffled = list(heads)
    chance.shuffle(shuffled)

    assert next_up(heads, {}) == next_up(shuffled, {})


@given(offered(), st.dictionaries(st.sampled_from(LINES), st.builds(Cap, st.integers(0, 3))))
def test_whoever_waits_somebody_is_called_whatever_the_caps(heads: list[Head], caps: dict[str, Cap]) -> None:
    decision = next_up(heads, caps)

    assert decision is not None
    assert decision.chosen in heads


def test_nobody_is_next_where_nobody_waits() -> None:
    assert next_up([], {"tax": Cap(5)}) is None


def test_statutory_priority_goes_before_an_earlier_arrival() -> None:
    decision = next_up([head(1, minute=-30), head(2, tier=0)], {})

    assert decision is not None
    assert decision.chosen.number == "A002"


def test_a_reached_cap_lets_the_lines_first_ordinary_one_go_first() -> None:
    heads = [head(1, tier=0), head(2, minute=9), head(3, minute=5)]

    decision = next_up(heads, {"tax": Cap(run=2, limit=2)})

    assert decision is not None
    assert decision.chosen.number == "A003"
    assert decision.capped == ("tax",)


def test_a_cap_binds_its_own_line_only() -> None:
    heads = [head(1, tier=0, line="reg"), head(2, line="tax")]

    decision = next_up(heads, {"tax": Cap(run=9, limit=2)})

    assert decision is not None
    assert decision.chosen.line == "reg"


def test_a_cap_does_not_bind_where_no_ordinary_one_waits() -> None:
    decision = next_up([head(1, tier=0)], {"tax": Cap(run=9, limit=2)})

    assert decision is not None
    assert decision.capped == ()


def test_a_decision_can_be_recomputed_from_what_the_log_keeps() -> None:
    heads = [head(1, tier=0), head(2, minute=9)]
    decision = next_up(heads, {"tax": Cap(run=2)})
    assert decision is not None

    facts = decision.as_facts(3)

    again = [
        Head(
            0,
            each["ticket"],
            each["number"],
            each["line"],
            each["matter"],
            Place(each["tier"], datetime.fromtimestamp(each["effective_ms"] / 1000, UTC), each["seq"]),
        )
        for each in facts["compared"]
    ]
    decided = next_up(again, {line: Cap(run=2) for line in facts["capped"]})
    assert decided is not None
    assert (decided.chosen.ticket, facts["rule"]) == (facts["chosen"], ORDER_2)


def test_only_calls_past_a_waiting_ordinary_one_count_towards_the_cap() -> None:
    assert next_run(1, 0, ordinary_waits=True) == 2
    assert next_run(1, 0, ordinary_waits=False) == 1
    assert next_run(2, 1, ordinary_waits=True) == 0


@dataclass(frozen=True)
class Arrival:
    """Somebody who comes in the `minute`-th minute."""

    minute: int
    code: str

    @property
    def due(self) -> datetime:
        return OPENING + timedelta(minutes=self.minute)


def day(codes: Iterable[str]) -> st.SearchStrategy[list[Arrival]]:
    one = st.builds(Arrival, st.integers(0, 90), st.sampled_from(sorted(codes)))
    return st.lists(one, min_size=2, max_size=25).map(lambda each: sorted(each, key=lambda a: a.minute))


def queue(arrivals: list[Arrival], pace: int, limit: int) -> list[tuple[Arrival, Head, bool]]:
    """One line, one window that calls every `pace` minutes: who was called, and whether an ordinary one waited."""
    waiting: dict[Head, Arrival] = {}
    called: list[tuple[Arrival, Head, bool]] = []
    run, minute, coming = 0, 0, list(enumerate(arrivals, start=1))
    while coming or waiting:
        while coming and coming[0][1].minute <= minute:
            seq, arrival = coming.pop(0)
            at = place(arrival.due, CLASSES[arrival.code], seq)
            waiting[Head(seq, seq, f"A{seq:03d}", "tax", "m", at)] = arrival
        first = {
            tier: min((h for h in waiting if h.place.tier == tier), key=lambda h: h.place, default=None)
            for tier in (0, 1)
        }
        decision = next_up([each for each in first.values() if each], {"tax": Cap(run, limit)})
        if decision is not None:
            arrival = waiting.pop(decision.chosen)
            ordinary_waits = any(h.place.tier > 0 for h in waiting)
            run = next_run(run, decision.chosen.place.tier, ordinary_waits=ordinary_waits)
            called.append((arrival, decision.chosen, ordinary_waits))
        minute += pace
    return called


@given(day(CLASSES), st.integers(1, 7), st.integers(1, 4))
def test_never_more_statutory_calls_in_a_row_than_the_cap_while_an_ordinary_one_waits(
    arrivals: list[Arrival], pace: int, limit: int
) -> None:
    run = 0
    for _, chosen, ordinary_waits in queue(arrivals, pace, limit):
        run = run + 1 if chosen.place.tier == 0 and ordinary_waits else 0

        assert run <= limit


@given(day(CLASSES), st.integers(1, 7), st.integers(1, 4))
def test_nobody_is_forgotten_and_nobody_is_called_twice(
    arrivals: list[Arrival], pace: int, limit: int
) -> None:
    called = [chosen.ticket for _, chosen, _ in queue(arrivals, pace, limit)]

    assert sorted(called) == list(range(1, len(arrivals) + 1))


@given(day(code for code, each in CLASSES.items() if each.tier > 0), st.integers(1, 7))
def test_nobody_is_overtaken_by_more_than_the_difference_of_credits(
    arrivals: list[Arrival], pace: int
) -> None:
    called = queue(arrivals, pace, 2)
    for i, (before, _, _) in enumerate(called):
        for after, _, _ in called[i + 1 :]:
            most = CLASSES[before.code].credit_minutes - CLASSES[after.code].credit_minutes

            assert before.due - after.due <= timedelta(minutes=max(most, 0))


def test_a_credit_moves_a_place_forward_and_time_never_does() -> None:
    ordinary = place(OPENING, CLASSES["ordinary"], 1)
    booked = place(OPENING, CLASSES["appointment"], 2)

    assert ordinary.effective_at - booked.effective_at == timedelta(minutes=30)
    assert booked < ordinary


def test_equal_places_are_told_apart_by_who_came_first() -> None:
    assert place(OPENING, CLASSES["ordinary"], 7) < place(OPENING, CLASSES["ordinary"], 8)


def test_only_statutory_visitors_stand_outside_the_ordinary_tier() -> None:
    assert [each.code for each in CLASSES.values() if each.tier == 0] == ["statutory"]
    assert all(each.needs_evidence for each in CLASSES.values() if each.tier == 0)
