import base64
import io
import statistics
import subprocess
import sys
import time

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFont

from hallprinters.drawing.fonts import faces
from hallprinters.drawing.papers import draw
from hallprinters.drawing.raster import MM58, MM80, missing_glyphs
from hallprinters.drawing.samples import ticket_slip
from hallprinters.drawing.slip import Mark, Number, Pair, Picture, Qr, Rule, Slip, Text, marked
from hallprinters.errors import BadSlip

LINK = "https://hall.example.gov.cn/t#K7QW-93FD-M2XA"


@pytest.fixture(scope="module")
def reader():
    from rapidocr_onnxruntime import RapidOCR  # noqa: PLC0415 - a second to load, used by two tests

    return RapidOCR()


def seen_by(reader, picture):
    page = Image.new("RGB", (picture.width + 80, picture.height + 80), "white")
    page.paste(picture, (40, 40))
    found, _ = reader(page)
    return [words for _, words, _ in found or []]


def ink_of(words, pixels, bold):
    """The words drawn by Pillow alone, cut to their ink."""
    font = ImageFont.truetype(str(faces()[0][0]), pixels, layout_engine=ImageFont.Layout.BASIC)
    page = Image.new("1", (1200, pixels * 3), 1)
    for strike in (0, 1) if bold else (0,):
        ImageDraw.Draw(page).text((10 + strike, pixels * 2), words, 0, font, anchor="ls")
    return page.crop(ImageChops.invert(page.convert("L")).getbbox())


def stands_in(picture, ink):
    """Whether these exact dots stand somewhere in the picture."""
    wanted = ink.convert("L").tobytes()
    whole = picture.convert("L")
    first = wanted[: ink.width]
    for y in range(picture.height - ink.height + 1):
        row = whole.crop((0, y, picture.width, y + 1)).tobytes()
        x = row.find(first)
        while x >= 0:
            if whole.crop((x, y, x + ink.width, y + ink.height)).tobytes() == wanted:
                return True
            x = row.find(first, x + 1)
    return False


@pytest.mark.parametrize(("number", "dots"), [("A001", MM80), ("B128", MM80), ("G017", MM58)])
def test_the_number_can_be_read_by_somebody_who_is_not_us(reader, number, dots):
    seen = seen_by(reader, draw(ticket_slip(number), dots))

    assert number in [words.replace(" ", "") for words in seen]


def test_the_mark_of_a_second_copy_can_be_read(reader):
    seen = seen_by(reader, draw(marked(ticket_slip("A001"), "补打 REPRINT")))

    assert any("REPRINT" in words for words in seen)


@pytest.mark.parametrize("dots", [MM80, MM58])
def test_the_qr_code_leads_to_the_ticket(dots):
    codes = zxingcpp.read_barcodes(draw(ticket_slip(link=LINK), dots).convert("L"))

    assert [code.text for code in codes] == [LINK]


@settings(max_examples=15)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60))
def test_any_qr_code_reads_back(data):
    codes = zxingcpp.read_barcodes(draw(Slip((Qr(data, "扫码"),))).convert("L"))

    assert [code.bytes.decode(_encoding(code, data)) for code in codes] == [data]


def _encoding(code, data):
    return next(kind for kind in ("utf-8", "latin-1", "shift-jis") if _decodes(code.bytes, kind, data))


def _decodes(raw, kind, data):
    try:
        return raw.decode(kind) == data
    except UnicodeDecodeError:
        return False


@pytest.mark.parametrize(
    ("words", "pixels", "bold"),
    [
        ("滨海区政务服务大厅", 42, True),
        ("市场监督管理局", 26, False),
        ("企业设立登记（有限责任公司）", 34, True),
        ("前面等候", 26, False),
        ("过号请到导办台，排在三位之后再叫，仅限一次。", 22, False),
        ("咨询监督电话", 22, False),
    ],
)
def test_each_chinese_line_stands_on_the_slip_dot_for_dot(words, pixels, bold):
    assert stands_in(draw(ticket_slip()), ink_of(words, pixels, bold))


def test_a_line_that_is_not_there_is_not_found():
    assert not stands_in(draw(ticket_slip()), ink_of("税务局", 26, bold=False))


@pytest.mark.parametrize("dots", [MM80, MM58])
def test_a_slip_is_black_and_white_and_as_wide_as_the_paper(dots):
    picture = draw(ticket_slip(), dots)

    assert picture.mode == "1"
    assert picture.width == dots


@pytest.mark.parametrize("dots", [MM80, MM58])
@pytest.mark.parametrize(
    "element",
    [
        Text("一网通办" * 30),
        Text("unbreakable" * 20),
        Pair("一个很长很长的标签 a long label", "一个同样很长的值，写不下一行 and a long value"),
        Number("GREEN-CHANNEL-0001"),
        Mark("补打 REPRINT 第二联 second copy, not valid alone"),
        Qr("x" * 300, "说明" * 40),
    ],
)
def test_nothing_touches_the_edge_of_the_paper(element, dots):
    picture = draw(Slip((element,)), dots)

    edge = picture.crop((dots - 2, 0, dots, picture.height)).convert("L").getextrema()

    assert edge[1] == 255 or isinstance(element, Mark)
    assert isinstance(element, Mark) or edge[0] == 255


@settings(max_examples=30)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_name_can_be_drawn(left, right):
    picture = draw(Slip((Text(left), Number(right), Pair(left, right), Mark(left))), MM58)

    assert picture.width == MM58


def test_an_empty_slip_is_one_white_row():
    assert draw(Slip(())).size == (MM80, 1)


def test_a_slip_tells_which_characters_it_could_not_draw():
    assert missing_glyphs(Slip((Text("王\U00031353"), Rule()))) == "\U00031353"
    assert missing_glyphs(ticket_slip()) == ""


def test_a_logo_is_shrunk_to_the_paper_and_stands_in_the_middle():
    file = io.BytesIO()
    Image.new("RGBA", (2000, 400), (0, 0, 0, 255)).save(file, "PNG")

    picture = draw(Slip((Picture(base64.b64encode(file.getvalue()).decode()),)))

    assert ImageChops.invert(picture.convert("L")).getbbox() == (8, 4, 568, 116)


@pytest.mark.parametrize(
    "slip",
    [
        Slip((Picture("not base64!"),)),
        Slip((Picture(base64.b64encode(b"no picture").decode()),)),
        Slip((Qr("x" * 5000),)),
        Slip((Text("长" * 60, "head"),) * 600),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_sentence(slip):
    with pytest.raises(BadSlip):
        draw(slip)


def test_paper_of_an_unknown_width_is_refused():
    with pytest.raises(BadSlip, match="576 or 384"):
        draw(ticket_slip(), 500)


def test_drawing_a_slip_takes_milliseconds():
    draw(ticket_slip())
    times = []
    for turn in range(15):
        begun = time.process_time()
        draw(ticket_slip(f"A{turn:03}", link=f"{LINK}{turn}"))
        times.append((time.process_time() - begun) * 1000)

    assert statistics.median(times) < 60  # 10 ms by itself; the machine may be shared


@pytest.mark.parametrize(
    "module",
    ["hallprinters.drawing.slip", "hallprinters.drawing.raster", "hallprinters.cli", "hallprinters.encode"],
)
def test_drawing_a_slip_never_imports_the_printer_driver(module):
    script = (
        f"import sys, {module}; print(sorted(m for m in sys.modules if m.split('.')[0] in ('escpos', 'usb')))"
    )

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"
