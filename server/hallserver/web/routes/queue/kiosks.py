"""Kiosks: what one is told about itself; stopped with words, opened again."""

from __future__ import annotations

from functools import partial

from halldisplay.voice.clips import Clips
from halldisplay.voice.words import LANGS, spoken
from hallserver.contract import KioskView
from hallserver.contract.requests import StopKioskBody, both_words
from hallserver.services.supervision import kiosks
from hallserver.views.hall.kiosks import kiosk_view
from hallserver.web.door import Act, Call, route

FIRST_SENTENCE = "choose"  # a kiosk reads aloud where this one can be heard


@route("GET", "/kiosks/mine", permission="kiosk.read", response=KioskView)
def read_own(call: Call) -> KioskView:
    """Return what this kiosk offers, its times, the words it was stopped with, and where it can read aloud."""
    clips = Clips(call.hall.settings.data / "clips")
    tongues = call.hall.tongues
    said = {
        lang: spoken("sentence", FIRST_SENTENCE, lang, tongues.get(lang), None) for lang in (*LANGS, *tongues)
    }
    reads = [lang for lang, each in said.items() if each and clips.find(each)]
    with call.hall.reading() as connection:
        return kiosk_view(connection, call.hall.plan, call.who.name, reads)


@route("POST", "/kiosks/{name}/stop", permission="kiosk.stop", body=StopKioskBody)
def stop(call: Call) -> Act:
    """Stop a kiosk: it gives no number and shows these words until it is opened again."""
    words = both_words(call.body.zh, call.body.en)
    return Act(partial(kiosks.stop, who=call.who, kiosk=call.args["name"], words=words))


@route("POST", "/kiosks/{name}/open", permission="kiosk.stop")
def open_again(call: Call) -> Act:
    """Let a stopped kiosk give numbers again."""
    return Act(partial(kiosks.open_again, who=call.who, kiosk=call.args["name"]))
