"""The log's grammar: one string for the same facts, a chain that anybody can recompute, nothing it does not know."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields

from hallserver.core import events
from hallserver.core.events import ABSENT, GENESIS, canonical, chain, iso, seal

AT = datetime(2026, 3, 2, 1, 0, 0, 5000, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.integers() | st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=("Cs",)), max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)
FACTS = st.dictionaries(st.text(st.characters(exclude_categories=("Cs",)), max_size=6), JSON, max_size=5)


def sealed(facts: dict[str, Any], prev: bytes = GENESIS, seq: int = 1) -> events.Event:
    return seal(seq, AT, date(2026, 3, 2), "ticket.issued", "kiosk:1", "kiosk-1", facts, prev)


@given(FACTS)
def test_the_same_facts_in_any_order_give_the_same_string(facts: dict[str, Any]) -> None:
    assert canonical(dict(reversed(facts.items()))) == canonical(facts)


@given(FACTS)
def test_what_was_written_is_read_back(facts: dict[str, Any]) -> None:
    assert json.loads(canonical(facts)) == facts


def test_the_string_is_sorted_unspaced_and_plain_utf8() -> None:
    assert canonical({"b": 1, "a": ["税", None]}) == '{"a":["税",null],"b":1}'


@pytest.mark.parametrize("value", [0.5, {"x": [1.0]}, ({"y": float("nan")},), b"x", AT, {1}])
def test_what_is_no_integer_or_text_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="takes integers, text, lists and maps"):
        canonical({"value": value})


@given(st.lists(FACTS, min_size=1, max_size=5))
def test_anybody_can_recompute_the_chain(many: list[dict[str, Any]]) -> None:
    prev, made = GENESIS, []
    for seq, facts in enumerate(many, start=1):
        made.append(sealed(facts, prev, seq))
        prev = made[-1].hash

    last = bytes(32)
    for event in made:
        said = {
            "actor": "kiosk:1",
            "at": "2026-03-02T01:00:00.005Z",
            "day": "2026-03-02",
            "device": "kiosk-1",
            "facts": event.facts,
            "kind": "ticket.issued",
            "seq": event.seq,
        }
        body = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        link = hashlib.sha256()
        link.update(b"\x00")
        link.update(last)
        link.update(body.encode("utf-8"))
        assert (event.body, event.prev_hash, event.hash) == (body, last, link.digest())
        last = link.digest()


def test_a_leaf_cannot_pass_for_a_node() -> None:
    assert chain(GENESIS, "x") != hashlib.sha256(GENESIS + b"x").digest()


def test_times_are_written_in_utc_with_milliseconds() -> None:
    shanghai = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=8)))

    assert iso(shanghai) == "2026-03-02T01:00:00.000Z"


@pytest.mark.parametrize("kind", events.EVENTS.values(), ids=list(events.EVENTS))
def test_a_kind_of_event_is_named_as_its_class_and_says_what_happened(kind: type[events.Facts]) -> None:
    assert "".join(part.capitalize() for part in re.split(r"[._]", kind.KIND)) == kind.__name__
    assert (kind.__doc__ or "").strip().endswith(".")


@given(st.sampled_from(sorted(events.KINDS)), st.data())
def test_facts_are_read_back_as_they_were_told(kind: str, data: st.DataObject) -> None:
    made = events.EVENTS[kind]
    values = {each.name: data.draw(JSON) for each in fields(made) if each.default is not ABSENT}
    some = [each.name for each in fields(made) if each.default is ABSENT and data.draw(st.booleans())]
    told = made(**values, **{name: data.draw(JSON) for name in some})

    assert set(told.as_facts()) == {name.rstrip("_") for name in (*values, *some)}
    assert made.from_facts(json.loads(canonical(told.as_facts()))).as_facts() == told.as_facts()


def test_an_older_event_without_a_later_field_is_read_and_one_without_its_own_is_refused() -> None:
    assert events.PinSet.from_facts({}).account is ABSENT
    assert events.PinSet.from_facts({"account": "m", "of_a_later_version": 1}).account == "m"
    with pytest.raises(TypeError, match="recalls"):
        events.TicketRecalled.from_facts(
            {
                "ticket": 1,
                "stop": 1,
                "number": "A001",
                "line": "a",
                "matter": "m",
                "state": "called",
                "window": "1",
            }
        )


PLAIN = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
INT64 = st.integers(-(2**63), 2**63 - 1)


@given(
    st.dictionaries(
        st.text(),
        st.recursive(
            st.none() | st.booleans() | INT64 | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        ),
    )
)
def test_the_canonical_form_is_what_the_standard_library_writes(facts: dict[str, Any]) -> None:
    """Whoever verifies a log needs no more than a JSON encoder that sorts its keys."""
    assert canonical(facts) == PLAIN.encode(facts)
