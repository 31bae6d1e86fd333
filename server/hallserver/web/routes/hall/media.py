"""Pictures, slides and films for boards and idle kiosks, out of the hall's own folder."""

from __future__ import annotations

import re

from flask import Response, send_file

from hallserver.contract import Done, MediaView, MediumView, Words
from hallserver.core.errors import NotFound
from hallserver.core.floor.media import FILM
from hallserver.store.disk.media import Medium
from hallserver.web.door import Call, chosen, route

SHOWN = ("board", "kiosk")
_NAME = re.compile(r"[0-9a-f]{64}")


@route(
    "GET",
    "/media",
    permission="media.read",
    response=MediaView,
    query={"on": ", ".join(SHOWN), "zone": "of the screen; all without it"},
)
def read_media(call: Call) -> MediaView:
    """List what a screen of this kind and zone shows at this hour, in order."""
    on = str(chosen(call, "on", SHOWN, "board"))
    zone = call.query.get("zone", "")
    found = call.hall.run_in_threadpool(call.hall.media.look)
    at = call.now.astimezone(call.hall.plan.hours.zone).time()
    return MediaView(tuple(_view(each) for each in found.items if each.row.is_shown(on, zone, at)))


@route("GET", "/media/{name}", permission="media.read", response=Done)
def read_medium(call: Call) -> Response:
    """Return a file by the hash of its bytes; it is shown, never run."""
    name = call.args["name"]
    found = call.hall.media.find(name) if _NAME.fullmatch(name) else None
    if found is None:
        raise NotFound(what="medium", name=name)
    answer = send_file(found.path, mimetype=found.kind, etag=name, max_age=0, conditional=True)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _view(medium: Medium) -> MediumView:
    row = medium.row
    return MediumView(medium.hash, medium.kind, medium.kind in FILM, row.seconds, Words(row.zh, row.en))
