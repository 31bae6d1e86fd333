"""The built pages, and the health, readiness and metrics endpoints."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Response, abort, request, send_from_directory
from werkzeug.http import generate_etag

from halldisplay.built import pages, pages_folder
from hallserver.core.errors import HallError, StoreDamaged, StoreFull
from hallserver.hall import Hall
from hallserver.web.door import problem
from hallserver.web.metrics import Metrics

LEAST_SPACE = 16 * 2**20  # bytes: what a busy hall writes in an hour
_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")
PAGES = {address: page.name for page in pages() for address in page.addresses}
SHOWS = frozenset({"board"})  # pages with pictures and films, beside the kiosks
KIOSKS = frozenset(page.name for page in pages() if page.role == "kiosk")
_POLICY = (
    "default-src 'self'; img-src 'self' data:{shown}; media-src 'self'{shown}; connect-src 'self' ws: wss:{more}; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
POLICY = _POLICY.format(more="", shown="")
SHOWS_POLICY = _POLICY.format(more="", shown=" blob:")  # fetched with the screen's own token
KIOSKS_POLICY = _POLICY.format(
    more=" http://127.0.0.1:*", shown=" blob:"
)  # where the agent of its own machine's readers is
OWN_POLICIES = dict.fromkeys(SHOWS, SHOWS_POLICY) | dict.fromkeys(KIOSKS, KIOSKS_POLICY)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


API_HEADERS = [("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store")]


def build_number() -> str:
    """Return the build of the pages, a fingerprint of their sources; "unbuilt" when there are none."""
    stamp = pages_folder() / ".built-from"
    return stamp.read_text()[:12] if stamp.is_file() else "unbuilt"


def pages_blueprint(hall: Hall) -> Blueprint:
    """Serve the pages and the monitoring endpoints."""
    blueprint = Blueprint("pages", __name__)
    folder = pages_folder()

    def page(name: str) -> Response:
        written = written_page(folder / f"{name}.html", request.script_root)
        if written is None:
            abort(404)
        body, etag = written
        headers = {"Cache-Control": "no-cache", "ETag": f'"{etag}"'}
        if name in OWN_POLICIES:
            headers["Content-Security-Policy"] = OWN_POLICIES[name]
        if etag in request.if_none_match:
            return Response(status=304, headers=headers)
        return Response(body, content_type="text/html; charset=utf-8", headers=headers)

    for path, name in PAGES.items():
        blueprint.add_url_rule(
            path, endpoint=f"page {path}".replace(".", "_"), view_func=lambda name=name, **_: page(name)
        )

    @blueprint.get("/assets/<path:name>")
    def asset(name: str) -> Response:
        return send_from_directory(folder / "assets", name, max_age=365 * 86400)

    @blueprint.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @blueprint.get("/readyz")
    def readyz() -> Response | dict[str, str]:
        hall.writer(lambda work: work.now)  # the writer itself must answer
        trouble = trouble_of(hall)
        if trouble is not None:
            return problem(trouble, HTTPStatus.SERVICE_UNAVAILABLE)
        return {"status": "ready", "build": hall.build}

    metrics = Metrics(hall)
    blueprint.add_url_rule("/metrics", view_func=metrics.show)
    return blueprint


def trouble_of(hall: Hall) -> HallError | None:
    """Return why the hall cannot accept requests although it answers; None when it can."""
    if hall.damage:
        return StoreDamaged(what=hall.damage)
    disk = os.statvfs(hall.settings.data)
    if hall.writer.failing or disk.f_bavail * disk.f_frsize < LEAST_SPACE or disk.f_flag & os.ST_RDONLY:
        return StoreFull()
    return None


@lru_cache(maxsize=256)
def written_page(file: Path, prefix: str) -> tuple[str, str] | None:
    """Return a page adapted to the URL prefix, and its ETag; None when there is no such page."""
    if not file.is_file() or not _PREFIX.fullmatch(prefix):
        return None
    body = file.read_text()
    if prefix:
        body = body.replace('"/assets/', f'"{prefix}/assets/').replace(
            "<html ", f'<html data-prefix="{prefix}" ', 1
        )
    return body, generate_etag(body.encode())
