"""The built pages, and the health, readiness and metrics endpoints."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Response, abort, request, send_from_directory
from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from werkzeug.http import generate_etag

from halldisplay.built import pages, pages_folder
from hallserver.core.errors import HallError, StoreDamaged, StoreFull
from hallserver.hall import Hall
from hallserver.web.door import problem

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


class Metrics:
    """Metrics for Prometheus; counted by writer and broadcaster, read here."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._registry = CollectorRegistry()
        self._sockets = Gauge("hall_sockets", "Connected sockets", registry=self._registry)
        self._head = Gauge("hall_event_seq", "Seq of the newest public event", registry=self._registry)
        self._commands = Counter("hall_commands", "Commands through the writer", registry=self._registry)
        self._groups = Counter("hall_groups", "Commits of the writer", registry=self._registry)
        self._refused = Counter("hall_refusals", "What was refused", ["kind"], registry=self._registry)
        self._damaged = Gauge(
            "hall_damaged", "1 when the database was found damaged", registry=self._registry
        )
        self._hasty = Counter(
            "hall_hasty_minutes", "Minutes in which a device gave too many numbers", registry=self._registry
        )
        self._connections = Gauge("hall_connections", "Open connections", registry=self._registry)
        self._seen = (0, 0, 0)
        self._told: dict[str, int] = {}

    def show(self) -> Response:
        """Return the metrics in the text format of Prometheus."""
        writer = self._hall.writer
        self._commands.inc(writer.commands - self._seen[0])
        self._groups.inc(writer.groups - self._seen[1])
        self._hasty.inc(self._hall.traffic.haste.minutes - self._seen[2])
        self._seen = (writer.commands, writer.groups, self._hall.traffic.haste.minutes)
        self._head.set(self._hall.broadcaster.seq("public"))
        self._sockets.set(len(self._hall.broadcaster.listeners))
        self._damaged.set(bool(self._hall.damage))
        self._connections.set(len(self._hall.traffic.connections))
        for kind, count in self._hall.traffic.refusals.counts.items():
            self._refused.labels(kind).inc(count - self._told.get(kind, 0))
            self._told[kind] = count
        return Response(
            generate_latest(self._registry), content_type="text/plain; version=0.0.4; charset=utf-8"
        )
