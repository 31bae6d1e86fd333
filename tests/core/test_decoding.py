"""A file is read in the encoding it has; what cannot be told for certain is refused with what to do, never read as something else."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.errors import BadFile
from hallserver.core.plans.decoding import FOREIGN, decode
from hallserver.demo import demo_plan
from tests.refusing import taken_or_refused
from tests.small import MONDAY_NINE

HEAD = "code,name_zh\r\n"
TEXT = HEAD + "sw-01,国家税务总局云水县税务局，发票领用（个人）《办法》\r\n"
LEVEL_1 = [
    chr(code)
    for code in range(0x4E00, 0xA000)
    if chr(code).encode("big5", "ignore")[:1] and 0xA4 <= chr(code).encode("big5", "ignore")[0] <= 0xC6
]
TRADITIONAL = (
    "國家稅務總局雲水縣稅務局",
    "發票領用與開具",
    "不動產登記中心窗口",
    "身分證明文件影本",
    "營業執照變更登記",
    "戶口名簿謄本",
    "中文",
    "公文",
    "不大",
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_the_encodings_that_offices_write_are_read(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "m.csv").text == TEXT


def test_utf_16_with_either_mark_is_read() -> None:
    for mark, name in ((codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le")):
        assert decode(mark + TEXT.encode(name), "m.csv").text == TEXT


def test_only_gbk_may_have_lost_characters() -> None:
    assert [decode(TEXT.encode(each), "m").lossy for each in ("utf-8", "utf-16", "gbk")] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("words", TRADITIONAL)
def test_big5_is_never_read_as_gb18030(words: str) -> None:
    raw = (HEAD + f"x,{words}\r\n").encode("big5")
    assert raw.decode("gb18030")  # which would have been silent nonsense

    with pytest.raises(BadFile) as refused:
        decode(raw, "m.csv")
    assert (refused.value.facts["file"], "UTF-8" in str(refused.value)) == ("m.csv", True)


@given(st.lists(st.sampled_from(LEVEL_1), min_size=8, max_size=60))
def test_no_text_of_common_characters_passes_from_big5(found: list[str]) -> None:
    with pytest.raises(BadFile):
        decode("".join(found).encode("big5"), "m.csv")


@given(st.sampled_from([row["name"]["zh"] for row in demo_plan(MONDAY_NINE.date()).tables["matters"]]))
def test_every_name_of_a_hall_passes_from_gbk(name: str) -> None:
    assert decode(f"x,{name}".encode("gbk"), "m.csv").text == f"x,{name}"


@pytest.mark.parametrize(
    "magic", [magic for magic, _ in FOREIGN] + [b"\xff\xd8\xff\xe0\0\x10JFIF", b"%PDF-1.7\n%\xe2\xe3"]
)
def test_another_kind_of_file_is_named_with_what_to_do(magic: bytes) -> None:
    with pytest.raises(BadFile) as refused:
        decode(magic + b"\0\1\2\xff" * 50, "scan.csv")

    said = refused.value.sentence()
    assert "scan.csv" in said["zh"]
    assert "另存为" in said["zh"]
    assert "save it as" in said["en"]
    assert "codec" not in said["en"]


@given(st.binary(max_size=400))
def test_whatever_the_bytes_are_they_are_text_or_refused_by_name(raw: bytes) -> None:
    assert taken_or_refused(lambda: decode(raw, "x"), BadFile)


def test_utf_8_that_was_cut_is_not_read_as_something_else() -> None:
    with pytest.raises(BadFile):
        decode(TEXT.encode()[:-4], "m.csv")
