"""A slip as printed, on papers of a handy length, or as one picture for viewing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PIL import Image

from hallprinters.drawing.packing import REST, REST_LEFT_OUT, packed
from hallprinters.drawing.raster import MM80, Paper, mark, paper_of, rule, stack, strips_of
from hallprinters.drawing.slip import Cut, Element, Number, Slip
from hallprinters.errors import BadSlip

_Part = TypeVar("_Part")


@dataclass(frozen=True)
class Papers:
    """A slip as printed: a picture for each paper, and what could not be drawn, in sentences."""

    pictures: tuple[Image.Image, ...]
    left_out: tuple[str, ...] = ()


def papers(slip: Slip, width_dots: int = MM80) -> Papers:
    """Return the slip on its papers, each in mode "1", `width_dots` wide and at most `LONGEST_PAPER` tall.

    A part that cannot be drawn is left out: one faulty part must not keep a number from its visitor.

    Raises:
        BadSlip: no paper has this width.
        NoFont: no font here can draw a slip.
    """
    paper = paper_of(width_dots, slip.letters)
    stacks, left_out = stacked(slip, lambda element: strips_of(element, paper))

    def head(n: int, of: int) -> Image.Image:
        return going_on(slip, n, of, paper)

    laid, too_much = packed(stacks, lambda strip: strip.height, head, the_rest(paper))
    pictures = tuple(stack(strips, paper) for strips in laid)
    return Papers(pictures or (stack([], paper),), (*left_out, REST_LEFT_OUT) if too_much else left_out)


def draw(slip: Slip, width_dots: int = MM80) -> Image.Image:
    """Return the slip as one picture in mode "1" for viewing: its papers in a column, a line at each cut.

    Raises:
        BadSlip: no paper has this width, an unreadable picture, too much for a QR code or for six papers.
        NoFont: no font here can draw a slip.
    """
    found = papers(slip, width_dots)
    if found.left_out:
        raise BadSlip("; ".join(found.left_out))
    return _joined(found.pictures, paper_of(width_dots))


def stacked(slip: Slip, make: Callable[[Element], list[_Part]]) -> tuple[list[list[_Part]], tuple[str, ...]]:
    """Make each element; return a stack for each paper that the slip begins, and what could not be made."""
    stacks: list[list[_Part]] = [[]]
    left_out: list[str] = []
    for element in slip.elements:
        if isinstance(element, Cut):
            stacks.append([])
            continue
        try:
            stacks[-1] += make(element)
        except BadSlip as error:
            left_out.append(f"left out: {error}")
    return stacks, tuple(left_out)


def going_on(slip: Slip, n: int, of: int, paper: Paper) -> Image.Image:
    """Return the heading of a continued paper, with the number of its slip."""
    number = next((each.words for each in slip.elements if isinstance(each, Number)), slip.title)
    return mark(f"续 {n}/{of} · {number}", paper)


def the_rest(paper: Paper) -> Image.Image:
    """Return the note at the end of the last paper that there is more."""
    return mark(REST, paper)


def _joined(pictures: Sequence[Image.Image], paper: Paper) -> Image.Image:
    whole = [pictures[0]]
    for each in pictures[1:]:
        whole += [rule(paper), each]
    return whole[0] if len(whole) == 1 else stack(whole, paper)
