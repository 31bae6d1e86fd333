"""Bodies at the door: every refusal of the parser is said in Chinese too, codes are folded, and no word steers a screen."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec
import pytest

from hallserver.contract import requests as schemas
from hallserver.core.errors import Malformed
from hallserver.core.language.text import harm
from hallserver.web.parsing import fold_path, parse, reason
from hallserver.web.routes import all_routes

ROUTES = all_routes()
SHAPES = sorted({row.body for row in ROUTES if row.body is not bytes}, key=lambda each: each.__name__)
WRONG: tuple[Any, ...] = (
    None,
    1,
    -1,
    2**70,
    1.5,
    "",
    "x" * 5000,
    True,
    [],
    {},
    [1],
    {"x": 1},
    "2026-13-45",
    "\ud7ff",
    [None] * 99,
    "nonsense",
)
HAN = re.compile(r"[\u4e00-\u9fff]")
BROKEN = (
    b"",
    b"{",
    b"[",
    b"nonsense",
    b'{"a": 1,}',
    b"\xff\xfe",
    b'{"a": "\xff"}',
    b"[" * 5000,
    b'{"x": 1e999}',
    b'"x"',
    b"null",
    b"1",
)
STEERS = ("\0", "\x1b[2J", "\u202e", "\u2066x", "\u2028", "\x85")


def refused(shape: type, body: bytes) -> Malformed | None:
    try:
        parse(msgspec.json.Decoder(shape), body, shape)
    except Malformed as error:
        return error
    return None


def is_whole(words: dict[str, str]) -> bool:
    """Nothing English is left in the Chinese sentence but names in quotes."""
    bare = re.sub(r"`[^`]*`|“[^”]*”|JSON|UTF-8|base64|true|false|\d{4}-\d\d-\d\dT[\d:+]*", "", words["zh"])
    return bool(HAN.search(bare)) and not re.search(r"[A-Za-z]{2,}", bare) and "不符合要求" not in bare


@pytest.mark.parametrize("shape", SHAPES, ids=lambda each: each.__name__)
def test_whatever_is_wrong_with_a_body_is_said_in_both_languages(shape: type) -> None:
    bodies = [*BROKEN, msgspec.json.encode({"unknown": 1})]
    names = [field.encode_name for field in msgspec.structs.fields(shape)]
    bodies += [msgspec.json.encode({name: wrong}) for name in names for wrong in WRONG]
    bodies += [msgspec.json.encode(dict.fromkeys(names, wrong)) for wrong in WRONG]

    found = [error.sentence() for body in bodies if (error := refused(shape, body))]

    assert len(found) >= len(BROKEN) - 3
    assert [each["zh"] for each in found if not is_whole(each)] == []


@pytest.mark.parametrize(
    "said",
    [
        "Expected `int`, got `str` - at `$.ticket`",
        "Expected `int | str`, got `null` - at `$.ticket`",
        "Expected `array` of at most length 8, got 9",
        "Object missing required field `matter`",
        "Invalid RFC3339 encoded datetime - at `$.at`",
        "Expected `datetime` with a timezone component - at `$.at`",
        "JSON is malformed: invalid character (byte 7)",
        "Input data was truncated",
        "Integer value out of range - at `$.x`",
        "Number out of range",
        "Expected `str` matching regex '^[a-z]+$' - at `$.page`",
        "Invalid enum value 'dance' - at `$.outcome`",
        "Expected `int` >= 1 - at `$.level`",
        "Expected `object` of length <= 3",
        "Expected `str`",
    ],
)
def test_every_form_of_the_parsers_refusals_has_its_chinese(said: str) -> None:
    why = reason(said)

    assert why.en == said
    assert is_whole({"zh": why.zh})


@pytest.mark.parametrize("harmful", STEERS)
def test_no_text_of_any_body_may_steer_a_screen_or_hide(harmful: str) -> None:
    """Every text field of every route: refused, or without it; but files and secrets."""
    passed = set()
    for shape in SHAPES:
        for field in msgspec.structs.fields(shape):
            others = [
                each for each in msgspec.structs.fields(shape) if each.required and each.name != field.name
            ]
            body = msgspec.json.encode({field.encode_name: f"0123456789abcdef{harmful}x"})
            if not others and refused(shape, body) is None:
                said = getattr(parse(msgspec.json.Decoder(shape), body, shape), field.name)
                if harm(said, lines=True):
                    passed.add((shape.__name__, field.name))

    assert passed <= RAW
    assert len(RAW - passed) <= 3


RAW = {
    ("RulesBody", "text"),
    ("PasswordBody", "password"),
    ("LogoBody", "png"),
    ("LinkBody", "code"),
    ("TemplateBody", "template"),
    ("PreviewBody", "template"),
    ("SchemeBody", "text"),
    ("SchemeTrialBody", "text"),
    ("DraftBody", "draft"),
    ("OidcBody", "state"),
    ("PlatformBookingBody", "draft"),
}


def test_words_of_one_language_stand_for_both() -> None:
    assert schemas.WordsBody("税务").both() == schemas.WordsBody("税务", "税务").both()
    assert schemas.WordsBody(en="Tax").both().zh == "Tax"
    with pytest.raises(Malformed):
        schemas.WordsBody().both()


def test_codes_are_folded_and_words_are_kept_as_they_were_written() -> None:
    body = parse(
        msgspec.json.Decoder(schemas.CallBody),
        '{"ticket": "Ａ００１", "reason": " 老人（急）\u200b\\n第二行 "}'.encode(),
        schemas.CallBody,
    )

    assert (body.ticket, body.reason) == ("A001", "老人（急）\n第二行")


@pytest.mark.parametrize("said", ["", "  ", "\u3000", "\u200b"])
def test_words_that_say_nothing_are_no_words(said: str) -> None:
    body = msgspec.json.encode({"reason": said})

    assert refused(schemas.ReasonBody, body) is not None


def test_what_is_nested_is_folded_too() -> None:
    raw = '{"stops": [{"matter": "ｔａｘ－file"}, {"matter": "reg–new", "after": " tax-file "}]}'.encode()

    body = parse(msgspec.json.Decoder(schemas.TakeNumber), raw, schemas.TakeNumber)

    assert [(each.matter, each.after) for each in body.stops] == [("tax-file", None), ("reg-new", "tax-file")]


def test_an_address_is_folded_as_a_body_is() -> None:
    assert fold_path({"number": "ａ１", "window": "３", "ticket": 7}) == {
        "number": "A001",
        "window": "3",
        "ticket": 7,
    }


KEPT_WORDS = [
    (schemas.CallBody, {"ticket": 1}, "reason"),
    (schemas.TransferBody, {"to": {"line": "a"}}, "comment"),
    (schemas.FinishBody, {"outcome": "done"}, "reason"),
    (schemas.FinishBody, {"outcome": "done"}, "fee_reason"),
    (schemas.ParkBody, {}, "reason"),
    (schemas.ReasonBody, {}, "reason"),
    (schemas.CloseBody, {}, "reason"),
    (schemas.BookingBody, {"matter": "a", "at": "2026-03-02T09:30:00+08:00"}, "reason"),
    (schemas.RatingBody, {"level": 1}, "reasons"),
    (schemas.SupplementBody, {}, "list"),
    (schemas.MeasuresBody, {}, "measures"),
    (schemas.CallBackBody, {"satisfied": True}, "words"),
    (schemas.AnswerBody, {"upheld": True}, "words"),
    (schemas.ReviewBody, {"upheld": True}, "reason"),
    (schemas.ExtendBody, {"until": "2026-03-02"}, "reason"),
    (schemas.ContestBody, {"kind": "a", "seq": 1}, "reason"),
]


@pytest.mark.parametrize("number", ["13800138000", "11010519491231002X"])
@pytest.mark.parametrize(("shape", "rest", "field"), KEPT_WORDS)
def test_what_is_kept_for_ever_holds_no_number_of_a_person(
    shape: type, rest: dict[str, object], field: str, number: str
) -> None:
    said = f"请联系 {number}"
    words: object = [said] if field in {"reasons", "list"} else said
    told = refused(shape, json.dumps({**rest, field: words}).encode())

    assert told is not None
    assert "no place here" in str(told)
    assert number not in str(told)


def test_a_visitor_may_leave_a_number_in_private() -> None:
    body = {"kind": "manner", "words": "请联系 13800138000", "contact": "13800138000"}
    assert refused(schemas.ConcernBody, json.dumps(body).encode()) is None
