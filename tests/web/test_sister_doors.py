"""Sister doors take and refuse the same things with the same words: form, sheet as text, sheet as file, command line."""

from __future__ import annotations

import base64
import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.actors import Actor, Refused, Visitor
from tests.cli.test_verbs import run
from tests.running import RunningHall, serving
from tests.small import found, small_plan
from tests.spreadsheets import book_of

DEEP = "a = " + "[" * 20_000 + "]" * 20_000
CITIZEN = "11010519491231002X"
HEADS = ("code,norm_minutes,name_zh\n", "matter,at,code,approver,reason\n", "matter,at\ntax-file,")
NUMBERS = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.fixture(scope="module")
def sisters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A hall that nobody else needs: its catalogue is changed."""
    with serving(found(tmp_path_factory.mktemp("sisters") / "hall"), "--desk-only") as running:
        yield running


@pytest.fixture(scope="module")
def boss(sisters: RunningHall) -> Iterator[Actor]:
    with Actor(sisters, sisters.token("manager", "boss")) as actor:
        yield actor


@pytest.fixture(scope="module")
def desk(sisters: RunningHall) -> Iterator[Visitor]:
    with Visitor(sisters, sisters.token("guide", "guide")) as actor:
        yield actor


def sheet(raw: bytes, name: str = "m.csv", **more: Any) -> dict[str, Any]:
    return {"file": name, "content": base64.b64encode(raw).decode(), **more}


def refusal(act: Any) -> dict[str, Any]:
    with pytest.raises(Refused) as refused:
        act()
    assert refused.value.status == 400
    return refused.value.problem


BAD = "code,norm_minutes,name_zh,line\ntax-file,five,\x1b[31m红,tex\nreg-new,0,,reg\n"


def test_the_same_sheet_is_refused_with_the_same_words_at_every_door(
    boss: Actor, sisters: RunningHall, tmp_path: Path
) -> None:
    (tmp_path / "m.csv").write_bytes(BAD.encode("gbk"))
    book = book_of(*(line.replace("\x1b", "").split(",") for line in BAD.splitlines()))
    text = refusal(lambda: boss.act("/plan/matters/sheet", {"file": "m.csv", "text": BAD}))
    content = refusal(lambda: boss.act("/plan/matters/sheet", sheet(BAD.encode("gbk"))))
    utf_16 = refusal(lambda: boss.act("/plan/matters/sheet", sheet(BAD.encode("utf-16"))))
    xlsx = refusal(lambda: boss.act("/plan/matters/sheet", sheet(book, "m.xlsx")))
    cli = run("import", str(tmp_path / "m.csv"), "--kind", "matters", data=sisters.data)

    assert text["faults"] == content["faults"] == utf_16["faults"]
    assert [(each["line"], each["field"]) for each in text["faults"]] == [
        (2, "matters.norm_minutes"),
        (2, "matters.name"),
        (2, "matters.line"),
        (3, "matters.norm_minutes"),
    ]
    assert [each for each in text["faults"] if each["field"] != "matters.name"] == xlsx["faults"]
    assert cli.returncode == 1
    assert all(line in cli.stderr for line in (*text["en"].splitlines(), *text["zh"].splitlines()))
    assert "\x1b" not in cli.stderr + text["en"] + text["zh"]


def test_a_form_is_asked_the_same_as_a_sheet(boss: Actor) -> None:
    for typed, number in (("1,200", 1200), ("30.0", 30), ("３０", 30)):
        row = {"code": "post-send", "fee_fen": typed}
        told = boss.act("/plan/matters", {"row": row, "dry_run": True})
        same = boss.act(
            "/plan/matters/sheet",
            {"file": "m.csv", "text": f'code,fee_fen\npost-send,"{typed}"\n', "dry_run": True},
        )
        assert told["changes"] == same["changes"]
        assert told["changes"][0]["fields"][0]["new"] == str(number)
    form = refusal(
        lambda: boss.act(
            "/plan/matters", {"row": {"code": "post-send", "norm_minutes": "five", "line": "pots"}}
        )
    )
    text = refusal(
        lambda: boss.act(
            "/plan/matters/sheet", {"file": "m.csv", "text": "code,norm_minutes,line\npost-send,five,pots\n"}
        )
    )

    assert [(each["field"], each["en"]) for each in form["faults"]] == [
        (each["field"], each["en"]) for each in text["faults"]
    ]


@pytest.mark.parametrize(
    "address",
    [
        "file://{data}/hall.db",
        "serial://{data}/hall.key",
        "file:///dev/../etc/passwd",
        "ftp://10.0.0.5",
        "/dev/usb/lp0",
        "tcp://8.8.8.8:9100",
        "tcp://127.0.0.1:22",
        "tcp://127.0.0.1:{port}",
        "10.0.0.5:99999",
        "",
    ],
)
def test_no_door_takes_a_printer_that_is_none(
    boss: Actor, sisters: RunningHall, tmp_path: Path, address: str
) -> None:
    said = address.format(data=sisters.data, port=sisters.port)
    (tmp_path / "p.csv").write_text(f"code,address\nprinter-1,{said}\n")
    page = {"code": "printer-1", "address": said, "name": {"zh": "一", "en": "One"}}

    refusal(lambda: boss.act("/printers", page))
    cli = run("import", str(tmp_path / "p.csv"), "--kind", "printers", data=sisters.data)

    assert cli.returncode == 1
    assert {each["address"] for each in boss.ask("/printers")["printers"]} == {"virtual:"}


def test_a_name_in_one_language_is_taken_and_shown_in_both(boss: Actor) -> None:
    boss.act(
        "/plan/matters/sheet",
        {"file": "m.csv", "text": "code,name_zh,name_en,materials_zh\npost-send,寄送证照,,身份证;户口簿\n"},
    )
    matter = next(each for each in boss.ask("/catalogue")["matters"] if each["code"] == "post-send")
    assert matter["name"] == {"zh": "寄送证照", "en": "寄送证照"}
    assert matter["materials"] == [{"zh": "身份证", "en": "身份证"}, {"zh": "户口簿", "en": "户口簿"}]

    boss.act("/plan/matters/sheet", {"file": "m.csv", "text": "code,name_en\npost-send,Send papers\n"})
    boss.act("/plan/matters/sheet", {"file": "m.csv", "text": "code,name_zh\npost-send,邮寄证照\n"})

    matter = next(each for each in boss.ask("/catalogue")["matters"] if each["code"] == "post-send")
    assert matter["name"] == {"zh": "邮寄证照", "en": "Send papers"}
    assert (
        boss.act("/printers", {"code": "p-9", "name": {"zh": "新打印机"}, "address": "virtual:"}) is not None
    )


@pytest.mark.parametrize("harm", ["\0", "\x1b[2J", "\u202e", "\u2066"])
def test_no_name_with_a_character_that_steers_gets_in_by_any_door(
    boss: Actor, sisters: RunningHall, tmp_path: Path, harm: str
) -> None:
    name = f"税务{harm}局"
    written = harm.encode("unicode_escape").decode().replace("\\x", "\\u00")
    (tmp_path / "hall.toml").write_text(
        small_plan().replace('zh = "tax-file"', f'zh = "税务{written}局"'), encoding="utf-8"
    )
    cli = run("import", str(tmp_path / "hall.toml"), "--dry-run", data=sisters.data)

    for refused in (
        refusal(
            lambda: boss.act("/plan/matters", {"row": {"code": "post-send", "name": {"zh": name, "en": "x"}}})
        ),
        refusal(
            lambda: boss.act(
                "/plan/matters/sheet", {"file": "m.csv", "text": f"code,name_zh\npost-send,{name}\n"}
            )
        ),
        refusal(lambda: boss.act("/notices", {"zh": name, "en": "x"})),
        refusal(
            lambda: boss.act(
                "/printers", {"code": "p", "name": {"zh": name, "en": "x"}, "address": "virtual:"}
            )
        ),
        refusal(lambda: boss.act("/devices", {"role": "kiosk", "name": name}))
        if harm in "\0\x1b[2J"
        else {"zh": "U+", "en": "U+"},
    ):
        assert "U+" in refused["zh"] or "格式" in refused["zh"] or "字符" in refused["zh"]
        assert harm not in refused["zh"] + refused["en"]
    assert (cli.returncode, "U+00" in cli.stderr or "U+2" in cli.stderr) == (1, True)
    assert harm not in cli.stderr + cli.stdout


@pytest.mark.parametrize(("field", "longest"), [("name_zh", 200), ("guide_zh", 2000), ("fee_en", 200)])
def test_words_have_a_length_that_a_screen_can_bear(boss: Actor, field: str, longest: int) -> None:
    text = f"code,{field}\npost-send,{'长' * (longest + 1)}\n"

    assert (
        f"{longest}"
        in refusal(lambda: boss.act("/plan/matters/sheet", {"file": "m.csv", "text": text}))["zh"]
    )
    boss.act(
        "/plan/matters/sheet",
        {"file": "m.csv", "text": text.replace("长" * (longest + 1), "长" * longest), "dry_run": True},
    )


def test_a_provinces_item_codes_are_codes(boss: Actor) -> None:
    codes = ["11330000MB1A12345X4330123456789000" + "0" * 12, "A" * 55, "b" * 64]
    rows = "".join(f"{code},tax,tax,企业所得税汇算清缴,on_the_spot,5,免费\n" for code in codes)
    head = "code,department,line,name_zh,kind,norm_minutes,fee_zh\n"
    boss.act("/plan/matters/sheet", {"file": "m.csv", "text": head + rows})

    known = {each["code"] for each in boss.ask("/catalogue")["matters"]}
    assert set(codes) <= known
    too_long = refusal(
        lambda: boss.act(
            "/plan/matters/sheet", {"file": "m.csv", "text": head + rows.replace("b" * 64, "b" * 65)}
        )
    )
    assert "64" in too_long["zh"]


def test_what_is_nested_without_end_is_a_sentence(boss: Actor, sisters: RunningHall, tmp_path: Path) -> None:
    (tmp_path / "deep.toml").write_text(DEEP)
    cli = [
        run(*words, str(tmp_path / "deep.toml"), data=sisters.data)
        for words in (("import",), ("rules", "publish"))
    ]

    assert [each.returncode for each in cli] == [1, 1]
    assert all(
        "nested too deeply" in each.stderr and "嵌套过深" in each.stderr and "Traceback" not in each.stderr
        for each in cli
    )
    assert "嵌套过深" in refusal(lambda: boss.act("/rules", {"text": DEEP}))["zh"]
    assert "嵌套过深" in refusal(lambda: boss.act("/scores/scheme", {"text": "a = " + "[" * 9_000}))["zh"]


@pytest.mark.parametrize(
    "words", [("import", "--kind", "matters"), ("import",), ("appointments",), ("rules", "publish")]
)
@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.7\n\xe2\xe3",
        b"\x89PNG\r\n\x1a\n\0",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "國家稅務總局雲水縣".encode("big5"),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused_by_its_name(
    sisters: RunningHall, tmp_path: Path, words: tuple[str, ...], raw: bytes
) -> None:
    (tmp_path / "扫描件.csv.toml").write_bytes(raw)

    answer = run(*words, str(tmp_path / "扫描件.csv.toml"), data=sisters.data)

    assert answer.returncode == 1
    assert "扫描件.csv.toml" in answer.stderr
    assert "另存为" in answer.stderr
    assert "codec" not in answer.stderr


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-8-sig"])
def test_a_list_of_appointments_is_taken_in_every_encoding_beside_the_server(
    sisters: RunningHall, tmp_path: Path, encoding: str
) -> None:
    code = f"ZH-{encoding}".upper()
    (tmp_path / "list.csv").write_text(
        f"matter,at,code,reason\ntax-file,2098/3/2 9:30,{code},老人行动不便\n,,,\n", encoding=encoding
    )

    first = run("appointments", str(tmp_path / "list.csv"), data=sisters.data)
    again = run("appointments", str(tmp_path / "list.csv"), data=sisters.data)

    assert (first.stdout.strip(), again.stdout.strip()) == (
        "1 appointments taken",
        "0 appointments taken, 1 unchanged",
    )


@pytest.mark.parametrize("said", ["A1", "A0001", "Ａ００１", "a001", "a-1", " A 001 ", "A٠٠١"])
def test_a_number_is_found_however_it_is_said(desk: Visitor, said: str) -> None:
    first = desk.takes_ticket("tax-file")["number"] if not _issued(desk) else "A001"
    assert first == "A001"

    assert desk.ask(f"/numbers/{said}")["number"] == "A001"
    raised = desk.act("/concerns", {"kind": "other", "ticket": said})
    assert raised["number"] == "A001"


def _issued(desk: Visitor) -> bool:
    return desk.client.get("/numbers/A001").status_code == 200


@pytest.mark.parametrize(
    "said",
    [
        CITIZEN.translate(NUMBERS),
        CITIZEN.translate(ARABIC),
        CITIZEN.lower(),
        "110105 19491231 002X",
        "110105-19491231-002×",
        f"\u200b{CITIZEN}",
    ],
)
def test_one_person_has_one_number_however_the_card_is_typed(desk: Visitor, said: str) -> None:
    with suppress(Refused):
        desk.takes_ticket("notary-will", identity=CITIZEN)

    with pytest.raises(Refused) as refused:
        desk.takes_ticket("notary-will", identity=said)

    assert refused.value.code == "duplicate_ticket"


def test_every_refusal_of_the_desk_is_whole_in_chinese(desk: Visitor) -> None:
    for act, said in (
        (lambda: desk.act("/check-ins", {"code": "40404040"}), "没有查到这个号码"),
        (lambda: desk.ask("/numbers/Z9"), "票号 Z009"),
        (lambda: desk.takes_ticket("tax-file", identity="12"), "至少须有 5"),
        (lambda: desk.takes_ticket("tax-file", identity="110105194912310021"), "校验码不正确"),
        (lambda: desk.ask("/plan/matters"), "没有此项权限：查看事项目录"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert said in refused.value.problem["zh"]


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.binary(max_size=300)
    | st.tuples(st.sampled_from(HEADS), st.text(max_size=200)).map(
        lambda each: "".join(each).encode("utf-8", "ignore")
    ),
    st.booleans(),
)
def test_no_file_is_a_fault_of_the_hall(boss: Actor, raw: bytes, booked: bool) -> None:
    path = "/appointments/list" if booked else "/plan/matters/sheet"
    answer = boss.client.post(path, json=sheet(raw), headers={"Idempotency-Key": os.urandom(8).hex()})

    assert answer.status_code in {200, 400}, answer.text
    assert answer.is_success or answer.json()["zh"]


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data(), st.booleans())
def test_no_damaged_book_is_a_fault_of_the_hall(boss: Actor, data: st.DataObject, booked: bool) -> None:
    raw = bytearray(
        book_of(["code", "norm_minutes"], ["tax-file", 5])
    )  # its length varies: it holds the time
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, 65_535)) % len(raw)] = data.draw(st.integers(0, 255))
    path = "/appointments/list" if booked else "/plan/matters/sheet"

    answer = boss.client.post(
        path, json=sheet(bytes(raw), "m.xlsx"), headers={"Idempotency-Key": os.urandom(8).hex()}
    )

    assert answer.status_code in {200, 400}, answer.text


def test_what_only_the_schema_refuses_is_said_in_words_and_stops_nobody_else(
    sisters: RunningHall, desk: Visitor
) -> None:
    """A number that another program has written into the file: no rule of ours knows it."""
    day = desk.ask("/hall")["business_day"]
    raw = sqlite3.connect(sisters.data / "hall.db", timeout=10)
    raw.execute(
        "INSERT INTO ticket (day, line, counter, number, visitor_class, arrived_at, device, lang, told_ahead, told_low_ms, told_high_ms)"
        " VALUES (?, 'tax', 900, 'KB001', 'ordinary', 0, 'x', 'zh', 0, 0, 0)",
        (day,),
    )
    raw.commit()
    raw.close()

    with pytest.raises(Refused) as refused:
        desk.takes_ticket("post-send")

    assert (refused.value.status, refused.value.code) == (409, "already_there")
    assert (
        "今天已发出过同一票号" in refused.value.problem["zh"]
        or "今天已发过同一票号" in refused.value.problem["zh"]
    )
    assert desk.takes_ticket("reg-new")["number"] == "B001"


@pytest.mark.parametrize("said", ["T-2", "ｔ－２", "T–2", " t-2 "])
def test_somebody_signs_on_however_the_code_is_typed(sisters: RunningHall, said: str) -> None:
    pin = run("pin", said, data=sisters.data)
    assert pin.returncode == 0, pin.stderr
    with Actor(sisters, sisters.token("window", "1")) as clerk:
        view = clerk.act("/windows/１/session", {"staffer": said, "pin": pin.stdout.split()[-1]})
        clerk.act("/windows/1/session", method="DELETE")

    assert view["session"]["staffer"] == "t-2"


def test_what_is_typed_on_the_command_line_is_folded_too(sisters: RunningHall) -> None:
    token = run("token", "window", "２", "--staffer", "Ｔ-3", data=sisters.data)
    harmful = run("token", "kiosk", "k\x1b[31m", data=sisters.data)

    assert token.returncode == 0, token.stderr
    with Actor(sisters, token.stdout.split()[-1]) as clerk:
        assert clerk.ask("/windows/2")["session"]["staffer"] == "t-3"
    assert (harmful.returncode, "U+001B" in harmful.stderr, "\x1b" in harmful.stderr) == (2, True, False)


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.text(max_size=200), st.sampled_from(["/rules", "/scores/scheme"]))
def test_no_rules_file_is_a_fault_of_the_hall(boss: Actor, text: str, path: str) -> None:
    answer = boss.client.post(
        path, json={"text": f"x{text}"}, headers={"Idempotency-Key": os.urandom(8).hex()}
    )

    assert answer.status_code == 400
    assert answer.json()["zh"]
