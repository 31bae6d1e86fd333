"""Every kind of event has words in both languages, and so has whoever did it: no code of the log stands on a page."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from hallserver.core.events import EVENTS, Absent, Event, Facts, seal
from hallserver.core.events.line import GENESIS
from hallserver.core.language.said import SIGN_ON_MEANS, SIGN_ON_REASONS
from hallserver.core.rights import ROLES
from hallserver.store.catalogue import Plan
from hallserver.views.supervision.told import detail_of, tell, who_did
from hallserver.web.attempts import REFUSALS
from tests.small import Desk

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
CODE = re.compile(r"[a-z]+[._:][a-z_0-9]+")
KNOWN: dict[str, Any] = {
    "finding": "away",
    "means": "oidc",
    "concern": "sent_elsewhere",
    "name": {"zh": "甲", "en": "A"},
    "window": "1",
    "source": "1",
    "handed_window": "1",
    "line": "tax",
    "matter": "tax-file",
    "department": "tax",
    "part": "tax",
    "reason": "day_ended",
    "outcome": "done",
    "due": "2026-03-09",
    "was": "2026-03-02",
    "case": "2026-000001",
}
NAMED = {"ticket.held": {"reason": "after"}, "ticket.placed": {"reason": "raised"}}


def dummy(name: str, kind: Any) -> Any:
    """A value of a type, as an event's facts may have it."""
    origin, among = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        own = [each for each in among if each not in {Absent, type(None)}]
        return dummy(name, own[0])
    if is_typeddict(kind):
        return {each: dummy(each, of) for each, of in get_type_hints(kind).items()}
    if name in KNOWN and (origin is dict or isinstance(KNOWN[name], kind if origin is None else dict)):
        return KNOWN[name]
    if origin in {list, dict} or kind in {list, dict}:
        return [] if (origin or kind) is list else {}
    return {int: 1, str: "x", bool: True}.get(kind, "x")


def event_of(kind: type[Facts], more: Mapping[str, Any]) -> Event:
    fields = get_type_hints(kind)
    values = {name: dummy(name, fields[name]) for name in kind.__struct_fields__}
    facts = kind(**{**values, **more}).as_facts()
    return seal(1, AT, date(2026, 3, 2), kind.KIND, "clock", "clock", facts, GENESIS)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    desk = Desk(tmp_path_factory.mktemp("told") / "hall")
    try:
        return desk.does(lambda work: work.plan)
    finally:
        desk.close()


@pytest.mark.parametrize("kind", sorted(EVENTS))
def test_every_kind_of_event_is_told_in_both_languages(plan: Plan, kind: str) -> None:
    words = tell(event_of(EVENTS[kind], NAMED.get(kind, {})), plan)

    assert re.search("[一-鿿]", words.zh), words.zh
    assert not re.search("[一-鿿]", words.en.replace("税务局", "")), words.en
    for said in (words.zh, words.en):
        assert kind not in said
        assert not CODE.search(said), said


@pytest.mark.parametrize(
    "actor", ["clock", "local:local", "follower:7", *(f"{role}:1" for role in ROLES if role != "follower")]
)
def test_every_actor_is_named(plan: Plan, actor: str) -> None:
    words = who_did(actor, plan)

    assert re.search("[一-鿿]", words.zh)
    assert ":" not in words.en


def test_windows_and_departments_are_named_as_people_name_them(plan: Plan) -> None:
    assert (who_did("window:18", plan).zh, who_did("window:18", plan).en) == ("18 号窗口", "Window 18")
    assert who_did("department:tax", plan) == plan.departments["tax"].name
    assert who_did("kiosk:kiosk-2", plan).zh == "取号机 2"
    assert who_did("manager:office-3rd", plan).en == "Office (office-3rd)"


def test_a_reason_from_a_list_is_said_by_its_words_and_any_other_as_it_was_written() -> None:
    assert detail_of("leader_signature").zh == "领导签批"
    assert detail_of("sent_elsewhere").en == "Sent back to the department's own office"
    assert detail_of("档案室停电").en == "档案室停电"


def test_every_means_and_every_refusal_of_a_sign_on_has_its_words() -> None:
    codes = {each.code for each in REFUSALS}

    assert set(SIGN_ON_MEANS) == {"password", "pin", "link", "oidc", "ldap"}
    # a link's token has four reasons of its own, a proof one word for each claim
    assert codes - {"wrong_token", "sign_on_unproven"} <= set(SIGN_ON_REASONS)
