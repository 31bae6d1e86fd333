from hallprinters.status import Reading
from hallprinters.watch import SECOND_LOOK_SECONDS, Watch


def told(watch, *readings):
    """Show the readings, one a second, and give the states that were worth telling."""
    states = []
    for second, state in enumerate(readings):
        reading = Reading(state)
        if watch.see(reading, float(second)):
            watch.tell(reading, float(second))
            states.append(state)
    return states


def test_the_first_reading_is_told_at_once():
    assert told(Watch(), "paper_out") == ["paper_out"]


def test_a_change_is_told_when_it_is_seen_twice():
    assert told(Watch(), "ready", "cover_open", "cover_open", "cover_open") == ["ready", "cover_open"]


def test_a_flicker_is_not_told():
    assert told(Watch(), "ready", "silent", "ready", "silent", "ready") == ["ready"]


def test_an_unchanged_printer_gives_a_sign_of_life_every_ten_seconds():
    assert told(Watch(), *["ready"] * 25) == ["ready"] * 3


def test_a_reading_the_server_did_not_hear_is_told_again():
    watch = Watch()
    first = watch.see(Reading("ready"), 0.0)

    assert first
    assert watch.see(Reading("ready"), 1.0)


def test_a_change_is_looked_at_again_soon():
    watch = Watch()
    told(watch, "ready", "paper_out")

    assert watch.next_look == SECOND_LOOK_SECONDS
