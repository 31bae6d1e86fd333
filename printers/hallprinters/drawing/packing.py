"""Splits what is printed into papers of a handy length; each continued paper says whose it is."""

from collections.abc import Callable, Iterable
from typing import TypeVar

LONGEST_PAPER = 3200
"""Dots: 400 mm. A longer slip continues on the next paper."""
MOST_PAPERS = 6
"""A slip that needs more papers is cut, and the last paper says so."""
REST_LEFT_OUT = "left out: what goes beyond six papers is to be asked for at the guide desk"
REST = "其余内容请到导办台索取 · For the rest ask at the guide desk"

_Part = TypeVar("_Part")


def packed(
    stacks: Iterable[list[_Part]],
    tall: Callable[[_Part], int],
    head: Callable[[int, int], _Part],
    rest: _Part,
) -> tuple[list[list[_Part]], bool]:
    """Split stacks of parts into papers; return them, and whether there was too much.

    Args:
        stacks: each begins a paper; an empty one needs none.
        tall: a part's height in dots; none is as tall as a paper.
        head: makes the heading of paper n of a stack that needs several papers.
        rest: ends the last paper when there was too much.
    """
    room = LONGEST_PAPER - tall(head(MOST_PAPERS, MOST_PAPERS))
    papers: list[list[_Part]] = []
    for stack in stacks:
        parted = _parted(stack, tall, room)
        papers += parted[:1]
        papers += [[head(n, len(parted)), *part] for n, part in enumerate(parted[1:], 2)]
    if len(papers) <= MOST_PAPERS:
        return papers, False
    kept, last = papers[: MOST_PAPERS - 1], papers[MOST_PAPERS - 1]
    while last and sum(map(tall, last)) + tall(rest) > LONGEST_PAPER:
        last.pop()
    return [*kept, [*last, rest]], True


def _parted(stack: list[_Part], tall: Callable[[_Part], int], room: int) -> list[list[_Part]]:
    parts: list[list[_Part]] = []
    left = 0
    for each in stack:
        if not parts or tall(each) > left:
            parts.append([])
            left = room
        parts[-1].append(each)
        left -= tall(each)
    return parts
