"""However much there is to say: the number comes out, first and at once; the rest follows on slips of its own."""

import base64
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallprinters.drawing.default_templates import HOUSE, SAMPLES
from hallprinters.drawing.hybrid import encode_hybrid
from hallprinters.drawing.packing import LONGEST_PAPER, MOST_PAPERS
from hallprinters.drawing.papers import draw, papers
from hallprinters.drawing.slip import Cut, Mark, Number, Pair, Picture, Qr, Slip, Text, words_of
from hallprinters.drawing.templates import fill
from hallprinters.encode import encode
from hallprinters.errors import BadSlip
from hallprinters.profiles import profile_named
from hallprinters.virtual import VirtualPrinter
from hallprinters.virtual.interpreter import CutOff, Interpreter
from tests.printers.test_agent import agent, listed

NAME = "申请人身份证明（含变更、延续、补办、注销，以及依法委托县级以上人民政府主管部门实施的部分）" * 3
NOTE = "Proof of the applicant's identity, including change, renewal, replacement and cancellation, as far as entrusted"


def asked_for(count, *, lang="zh", kind="ticket", name="materials"):
    """A slip with a list of so many long items."""
    items = tuple((f"{NAME[:100]}{n}", f"{NOTE} {n}") for n in range(count))
    return fill(HOUSE[kind], replace(SAMPLES[kind], lists={name: items}, lang=lang), title="A107")


def on_papers(slip):
    """The slip's elements, paper by paper."""
    found = [[]]
    for element in slip.elements:
        if isinstance(element, Cut):
            found.append([])
        else:
            found[-1].append(element)
    return found


@pytest.mark.parametrize("count", [24, 40, 60])
def test_a_long_list_is_a_slip_of_its_own_and_the_first_says_so(count):
    first, second = on_papers(asked_for(count))
    number = SAMPLES["ticket"].words["number"][0]

    assert any(isinstance(each, Number) for each in first)
    assert len(words_of(Slip(tuple(first)))) < 600
    assert f"共 {count} 项" in words_of(Slip(tuple(first)))
    assert f"{count} in all" in words_of(Slip(tuple(first)))
    assert any(isinstance(each, Pair) and each.right == number for each in second)
    assert f"{count}. {NAME[:100]}{count - 1}" in words_of(Slip(tuple(second)))


def test_a_list_of_its_own_is_in_the_visitors_language():
    assert NOTE not in words_of(asked_for(40))
    assert NOTE in words_of(asked_for(40, lang="en"))


def test_a_short_list_stays_on_the_slip():
    items = (("公章", "Company seal"), ("营业执照正本", "Business licence, original"))
    slip = fill(HOUSE["ticket"], replace(SAMPLES["ticket"], lists={"materials": items}))

    assert len(on_papers(slip)) == 1


def test_many_matters_under_one_number_are_a_list_like_any_other():
    assert len(on_papers(asked_for(60, name="stops"))) == 2
    assert len(on_papers(asked_for(60, kind="receipt"))) == 2


@pytest.mark.parametrize("profile", ["80mm", "58mm", "80mm-hybrid", "58mm-hybrid"])
@pytest.mark.parametrize("count", [3, 40, 200])
def test_no_paper_is_longer_than_a_hand_can_hold_and_each_says_whose_it_is(profile, count):
    kind = profile_named(profile)
    slip = asked_for(count)
    drawn = papers(slip, kind.dots)

    assert all(picture.height <= LONGEST_PAPER for picture in drawn.pictures)
    assert len(drawn.pictures) <= MOST_PAPERS
    job = encode_hybrid(slip, kind) if kind.hybrid else encode(drawn.pictures, kind)
    cuts = [event for event in Interpreter(kind.dots).feed(job.data) if isinstance(event, CutOff)]
    assert 1 <= len(cuts) <= MOST_PAPERS
    assert len(cuts) == len(drawn.pictures) or kind.hybrid


def test_what_goes_beyond_the_most_papers_is_cut_with_a_note():
    whole, cut = (
        papers(Slip(tuple(Text(f"{n}. {NAME}") for n in range(count)), title="A107")) for count in (60, 1500)
    )

    assert (whole.left_out, len(cut.pictures)) == ((), MOST_PAPERS)
    assert "to be asked for at the guide desk" in cut.left_out[0]


ODD = (
    Picture("not base64!"),
    Picture(base64.b64encode(b"no picture").decode()),
    Qr("x" * 5000),
)


@pytest.mark.parametrize("odd", ODD)
def test_one_part_that_cannot_be_drawn_is_left_out_and_reported_and_the_number_stands(odd):
    drawn = papers(Slip((odd, Number("A107"), odd, Mark("补打"))))

    assert drawn.pictures[0].tobytes() == draw(Slip((Number("A107"), Mark("补打")))).tobytes()
    assert len(drawn.left_out) == 2
    with pytest.raises(BadSlip):
        draw(Slip((odd,)))  # whoever edits a template is told


@given(
    st.lists(
        st.sampled_from(
            [*ODD, Text(NAME), Text(NAME * 40, "head"), Pair(NAME, NAME * 20), Cut(), Number("A107")]
        ),
        max_size=12,
    )
)
def test_of_any_slip_every_paper_fits_and_no_number_is_lost(elements):
    slip = Slip(tuple(elements))
    drawn = papers(slip)

    assert 1 <= len(drawn.pictures) <= MOST_PAPERS
    assert all(0 < picture.height <= LONGEST_PAPER for picture in drawn.pictures)
    if elements and isinstance(elements[0], Number):
        number = draw(Slip((elements[0],)))
        assert drawn.pictures[0].crop((0, 0, *number.size)).tobytes() == number.tobytes()


@pytest.mark.parametrize("profile", ["80mm", "80mm-hybrid"])
def test_sixty_materials_are_printed_and_the_number_falls_in_seconds(server, tmp_path, profile):
    """A printer as fast as they are: 150 mm/s. The number does not wait for the list."""
    with VirtualPrinter(out=tmp_path / "paper", speed=150.0) as printer:
        server.printers = [listed("k1", printer.address, profile)]
        with agent(server, tmp_path):
            server.wait_for(lambda s: s.readings)
            began = time.monotonic()
            server.queue("k1", asked_for(60))
            first = printer.wait_for_slips(1, 30)[0]
            took = time.monotonic() - began
            server.wait_for(lambda s: "printed" in s.states(), 30)
            whole = time.monotonic() - began

    assert took < whole / 2, f"the number after {took:.1f} s, its list after {whole:.1f} s"
    assert first.picture.height < 1500
    assert len(printer.slips) >= 2
    assert server.reports[-1][1]["state"] == "printed"


def test_a_slip_of_which_a_part_was_left_out_says_so_when_it_is_printed(server, virtual, tmp_path):
    server.printers = [listed("k1", virtual.address)]
    with agent(server, tmp_path):
        server.queue("k1", Slip((ODD[0], Number("A107"))))
        server.wait_for(lambda s: "printed" in s.states())

    assert "left out" in server.reports[-1][1]["reason"]
