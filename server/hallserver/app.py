"""Open the hall: lock, store, writer, broadcaster, routes; this is the server's table of contents."""

from __future__ import annotations

import logging
import os
import resource
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any

import gevent
from flask import Blueprint, Flask, Response, request
from flask_socketio import SocketIO
from sqlalchemy import Engine
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge, RequestTimeout
from werkzeug.routing import Rule

from hallserver import watch
from hallserver.config import Settings
from hallserver.contract.openapi import BASE, describe
from hallserver.contract.routes import LARGEST_BODY
from hallserver.core.clock import HallClock, wall_clock
from hallserver.core.errors import HallAway, HallError, HallStopping
from hallserver.core.events import (
    DeviceRenamed,
    Event,
    HallStarted,
    LinkUsed,
    PinSet,
    SecondFactorRemoved,
    SecondFactorSet,
    TokenIssued,
    TokenRevoked,
)
from hallserver.core.events.retained import over_by_event
from hallserver.core.queue.waits import Cycle
from hallserver.core.versions import API
from hallserver.hall import Hall
from hallserver.realtime.admission import Admission, Limits
from hallserver.realtime.broadcast import NAMESPACE, Broadcaster
from hallserver.realtime.fanout import FanOut
from hallserver.realtime.live import Live
from hallserver.realtime.pings import Pings
from hallserver.realtime.wire import Wire
from hallserver.services import timers
from hallserver.services.context import CLOCK, CommandContext, Timeouts
from hallserver.services.people import devices, pairing
from hallserver.store import connect, phones, queries
from hallserver.store.disk import opening
from hallserver.store.disk.day_key import DayKey
from hallserver.store.disk.files import FilesGone, OpenFiles
from hallserver.store.disk.hall_key import read_key
from hallserver.store.disk.lock import HallLock
from hallserver.store.disk.noted_head import NotedHead
from hallserver.store.disk.receivers_file import ReceiversFile
from hallserver.store.engines.protocol import Trouble
from hallserver.store.log import forget_orphans, forget_privates
from hallserver.store.queue.kept_waits import LineKept, kept_by_line
from hallserver.store.watching.dues import Moment
from hallserver.traffic.clients import Traffic
from hallserver.traffic.connections import SPARE_FILES, Connections
from hallserver.traffic.credentials import AccountRules, Callers, Signer, TokenCache
from hallserver.traffic.haste import Haste
from hallserver.traffic.offenders import Offenders
from hallserver.traffic.refusals import Refusals
from hallserver.traffic.refused_sign_ons import told
from hallserver.traffic.turns import SOCKET_PATH, Turns, with_turns
from hallserver.web.bodies import with_bodies_read
from hallserver.web.door import Router, http_problem, problem
from hallserver.web.guests import with_guest_door
from hallserver.web.origins import own_origins
from hallserver.web.pages import API_HEADERS, HEADERS, build_number, pages_blueprint
from hallserver.web.proxies import Wsgi, with_named_proxies
from hallserver.web.refusals import REFUSALS
from hallserver.web.routes import all_routes
from hallserver.web.words import learn_languages, words_blueprint
from hallserver.writer import Writer

TOKENS_CHANGED = frozenset(
    each.KIND
    for each in (
        TokenIssued,
        TokenRevoked,
        LinkUsed,
        DeviceRenamed,
        PinSet,
        SecondFactorSet,
        SecondFactorRemoved,
    )
)
_HTTP = {400: BadRequest, 408: RequestTimeout, 413: RequestEntityTooLarge}
HSTS = f"max-age={365 * 86400}"  # RFC 6797: a browser that came over TLS uses TLS for a year
LOCK_TIMEOUT_S = 20.0  # a reloaded worker waits for the old one to release the lock
LARGEST_MESSAGE = 16 * 1024  # bytes; an agent with many devices sends the longest
CYCLES_EVERY_S = 600  # between two looks at what services last on average
CYCLES_OF = timedelta(days=60)  # … of the last days
SLOW_EVERY = 30  # beats between two looks at the duties that become due with the day
MOST_ROUNDS = 100  # of duties in one beat; a duty that never ends must not stop the clock
SWEPT_EVERY = 5  # beats between two looks for secrets that are over
SEEN_EVERY = 60  # beats between two writes of when devices were last seen
_logger = logging.getLogger(__name__)


class Unbuilt(Rule):
    """A rule that is only matched: werkzeug compiles two functions for each to build its URL, a tenth of a start."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        del append_unknown  # nothing is appended to what is never built
        return _never_built


def _never_built(*_: object, **__: object) -> tuple[str, str]:
    raise LookupError("this hall builds no URL from a rule")


def create_app(settings: Settings) -> Flask:
    """Open the hall in `settings.data` and serve it.

    Raises:
        HallRuns: another process is this hall. opening.CannotOpen: the file or the clock is not as it must
            be. BadReceivers: so with `outbox.toml`.
    """
    app = Flask("hallserver", static_folder=None)
    app.url_rule_class = Unbuilt
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    hall, broadcaster = open_hall(settings, app)
    api = Blueprint("api", __name__, url_prefix=BASE)
    routes = all_routes()
    Router(hall.writer, hall.keyring, hall, settings).open(api, routes)
    app.register_blueprint(api)
    app.register_blueprint(pages_blueprint(hall))
    own = learn_languages(settings.data)
    if own:
        from halldisplay.tongues import speak  # noqa: PLC0415 - Fluent and its tables, where a hall needs them

        hall.tongues = speak(own)
    app.register_blueprint(words_blueprint(own))
    document = cache(
        lambda: describe(API, routes, REFUSALS)
    )  # built on request: it takes a tenth of a second
    app.add_url_rule("/api/openapi.json", "openapi", lambda: hall.run_in_threadpool(document))
    app.register_error_handler(HTTPException, http_problem)
    app.register_error_handler(HallError, problem)
    app.after_request(_add_headers)
    app.extensions["hall"] = hall
    app.extensions["broadcaster"] = broadcaster
    app.wsgi_app = _front(app, settings, hall)  # type: ignore[assignment,method-assign]
    return app


def _front(app: Flask, settings: Settings, hall: Hall) -> Wsgi:
    """Wrap the app in its middleware: named proxies, the body, the turn, the guests' port."""

    def refuse(status: int) -> Wsgi:
        return http_problem(_HTTP[status]())

    wsgi = with_guest_door(app.wsgi_app, settings.public_port)
    traffic = hall.traffic
    wsgi = with_turns(
        wsgi, traffic.turns, hall.callers.caller_of, traffic.connections.used_by, traffic.offenders.wait
    )
    wsgi = with_bodies_read(wsgi, refuse)
    return with_named_proxies(wsgi, settings.proxy_networks)


def open_hall(settings: Settings, app: Flask) -> tuple[Hall, Broadcaster]:
    """Take the lock, open the store, start writer, broadcaster and clock."""
    lock = HallLock(settings.data, LOCK_TIMEOUT_S)
    found = opening.examine(settings.data)
    receivers = ReceiversFile(settings.data)
    engine, reader = (
        connect.writing_engine(settings.data, settings.largest_pages, receivers),
        connect.reading_engine(settings.data),
    )
    clock = HallClock(wall_clock, time.monotonic, not_before=found.newest)
    signer = Signer(read_key(settings.data))
    idle = timedelta(minutes=settings.idle_minutes)
    rules = AccountRules(timedelta(days=settings.passwords.days), settings.factor_roles)
    keyring = TokenCache(signer, staff_in_clear=settings.insecure_staff, idle=idle, rules=rules)
    build = build_number()
    traffic = open_traffic(settings)
    callers = Callers(keyring, traffic.connections, clock.now)
    socketio = _make_socketio(settings, app, traffic, callers)
    broadcaster = Broadcaster(
        reader,
        clock.now,
        build,
        lambda event, said, room: socketio.emit(event, said, to=room, namespace=NAMESPACE),
    )
    timeouts = Timeouts(
        min_call_ms=settings.min_call_s * 1000,
        longest_block_ms=settings.longest_block_s * 1000,
        lease_ms=settings.lease_s * 1000,
        job_life_ms=settings.job_life_s * 1000,
        move_after_ms=settings.move_after_s * 1000,
        printer_reach=settings.printer_reach,
    )
    with reader.connect() as connection:
        keyring.read(connection, clock.now())
    writer = Writer(engine, clock, timeouts, NotedHead(settings.data))
    hall = Hall(
        writer,
        reader,
        keyring,
        signer,
        settings,
        build,
        broadcaster,
        DayKey(settings.data),
        traffic,
        callers,
        receivers,
    )
    live = Live(hall, broadcaster, app.extensions["admission"])
    socketio.on_namespace(live)
    for listener in (
        partial(_renew_tokens, keyring, reader, clock.now),
        live.hear,
        hall.hear,
        broadcaster.hear,
    ):
        writer.subscribe(listener)
    app.extensions["lock"] = lock
    hall.files = OpenFiles(settings.data)
    forget_orphans(reader)
    phones.sweep(reader, hall.phone_keys, alone=True)
    broadcaster.begin(lambda: hall.plan)
    writer(lambda work: work.publish(CLOCK, HallStarted(build=build)))
    gevent.spawn(_every_second, hall, broadcaster, live)
    return hall, broadcaster


def open_traffic(settings: Settings) -> Traffic:
    """Create the traffic state; the connection limit is the file limit less what the hall itself needs."""
    refusals = Refusals()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0] - SPARE_FILES
    connections = Connections(
        settings.silent_connections,
        max(most, SPARE_FILES),
        lambda client: refusals.note("silent_connection", client, "it made room for a new one"),
    )
    return Traffic(Turns(), refusals, connections, Haste(settings.numbers_a_minute), Offenders())


def close_hall(app: Flask) -> None:
    """Finish the queue, release the readers, and leave one complete database file behind."""
    hall = app.extensions["hall"]
    with suppress(HallError):  # a full disk keeps nobody from closing
        note_refused(hall, at_once=True)
    hall.reader.dispose()
    hall.writer.close()


def _renew_tokens(
    tokens: TokenCache, reader: Engine, now: Callable[[], datetime], events: Sequence[Event]
) -> None:
    if any(event.kind in TOKENS_CHANGED for event in events):
        with reader.connect() as connection:
            tokens.read(connection, now())


def _make_socketio(settings: Settings, app: Flask, traffic: Traffic, callers: Callers) -> SocketIO:
    pages = app.wsgi_app
    socketio = SocketIO(
        app,
        async_mode="gevent",
        always_connect=False,
        async_handlers=False,  # events of a socket are handled in order, in its own greenlet and turn
        namespaces=[NAMESPACE],
        cors_allowed_origins=own_origins(settings, traffic.refusals.note),
        ping_interval=settings.ping_s,
        ping_timeout=settings.ping_s,
        max_http_buffer_size=LARGEST_MESSAGE,
        http_compression=False,
        manage_session=False,
        **({} if settings.stock_fan_out else {"client_manager": FanOut()}),
    )
    app.wsgi_app = _socket_door(app, pages, socketio.server)  # type: ignore[assignment,method-assign]
    limits = Limits(
        settings.join_s, settings.silent_connections, settings.socket_messages_s, settings.socket_burst
    )
    admission = Admission(socketio.server, traffic, callers.caller_of, limits)
    gevent.spawn(admission.watch)
    gevent.spawn(Pings(socketio.server.eio).run)
    eio = socketio.server.eio
    eio._async = {**eio._async, "websocket": partial(Wire, admission)}
    app.extensions |= {"eio": eio, "traffic": traffic, "admission": admission}
    return socketio


def _socket_door(app: Flask, pages: Wsgi, server: Any) -> Wsgi:
    """Route sockets to their server, all else to Flask; the library's middleware makes a class per request.

    simple-websocket accepts per-message deflate whenever it is offered and has no switch, so the offer is
    removed.
    """

    def door(environ: dict[str, Any], start_response: Any) -> Any:
        if not environ.get("PATH_INFO", "").startswith(SOCKET_PATH):
            return pages(environ, start_response)
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        environ["flask.app"] = app
        return server.handle_request(environ, start_response)

    return door


def _add_headers(response: Response) -> Response:
    """Add the security headers: all to a page, only those that apply to an API answer."""
    headers = response.headers
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", HSTS)
    if request.path.startswith(BASE) or response.content_type.startswith("application/"):
        for name, value in API_HEADERS:
            if name not in headers:
                headers[name] = value
    if not response.content_type.startswith("application/"):
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
    return response


def _every_second(hall: Hall, broadcaster: Broadcaster, live: Live) -> None:
    """Run the timed duties every second, and refresh the mean services now and then."""
    beats = 0
    while True:
        gevent.sleep(1.0)
        try:
            _discipline(hall)
            hall.writer.state.live_zones = broadcaster.live_zones()
            do_duties(hall, also_slow=beats % SLOW_EVERY == 0)
            watch.note_alarms(hall)
            _check_place(hall)
            hall.plan.forecasts.pass_time(time.monotonic() * 1000)
            hall.receivers.look()
            if beats % 60 == 0:
                hall.writer.sync_note()
                note_refused(hall)
            if beats % SWEPT_EVERY == 0:
                _forget(hall)
            if beats % CYCLES_EVERY_S == 0:
                gevent.spawn(_refresh_cycles, hall)
            if idle := hall.keyring.idle_pages(hall.writer.clock.now()):
                hall.writer(partial(devices.end_idle, pages=idle))
            live.end_expired()
            if beats % SEEN_EVERY == SEEN_EVERY - 1:
                hall.writer(
                    partial(
                        pairing.note_seen,
                        seen={who: each.at for who, each in broadcaster.heard().items() if each.at},
                    )
                )
        except HallStopping:
            return
        except FilesGone as gone:
            _logger.critical("%s", gone)
            hall.writer.checkpoint()
            os.kill(os.getppid(), signal.SIGTERM)
            return
        except Exception as failure:  # noqa: BLE001 - the top of a worker's loop: logged, and it goes on
            _note_failure(failure)
        beats += 1


def _check_place(hall: Hall) -> None:
    """Check that what this server writes is still this hall's.

    Raises:
        FilesGone: its file is another one, or another server has become this hall's writer.
    """
    hall.files.check()
    if hall.settings.wait:
        with suppress(HallAway):
            hall.writer(
                lambda work: work.now
            )  # of a pair: the twin may have begun to write while nobody came here
    if hall.writer.taken:
        raise FilesGone(
            "another server has become this hall's writer; this one stops · 另一台服务器已接管本大厅，本机停止写入。"
        )


def _note_failure(failure: Exception) -> None:
    """Log a failure of the clock's work; that the database is away was said by the writer, which comes back by itself."""
    if not isinstance(failure, HallAway) and connect.trouble(failure) is not Trouble.AWAY:
        _logger.error("the clock's work failed once", exc_info=failure)


def note_refused(hall: Hall, *, at_once: bool = False) -> None:
    """Write the refused sign-ons that were summed up; `at_once`, as the hall stops, all of them."""
    for refused, more in hall.refused.due(at_once=at_once):
        hall.writer(partial(CommandContext.publish, who=CLOCK, facts=told(refused, more)))


def _discipline(hall: Hall) -> None:
    """Hold hall time against the machine's clock; a step of that one is logged."""
    stepped = hall.writer.clock.discipline()
    if stepped is not None:
        _logger.error("the wall clock is %d ms away from hall time", stepped.by_ms)
        hall.writer(partial(timers.note_step, stepped=stepped))


def _forget(hall: Hall) -> None:
    """Delete expired secrets: yesterday's identity key, telephone numbers' keys, the keys of old private parts."""
    if hall.phone_keys.exist:
        gevent.spawn(hall.slow.apply, phones.sweep, (hall.reader, hall.phone_keys))
    today = hall.plan.hours.business_day(hall.writer.clock.now())
    hall.day_key.forget_before(today)
    if hall.forgotten_on != today:
        before = over_by_event(hall.settings.kept_days, today)
        gevent.spawn(hall.slow.apply, forget_privates, (hall.reader, before))
        hall.forgotten_on = today


def do_duties(hall: Hall, *, also_slow: bool) -> None:
    """Do what is due; a long backlog in rounds, between which everybody else's commands have their turn."""
    for _ in range(MOST_ROUNDS):
        if not _is_due(hall, also_slow=also_slow) or not hall.writer(timers.run_due):
            return
        also_slow = True


def _is_due(hall: Hall, *, also_slow: bool) -> bool:
    """Whether any duty is due; checked on a reader, so that an idle hall writes nothing."""
    with hall.reading() as connection:
        now, wait_ms = hall.writer.clock.now(), hall.writer.state.timeouts.move_after_ms
        return timers.is_anything_due(Moment(connection, hall.plan, now, wait_ms), also_slow=also_slow)


def _refresh_cycles(hall: Hall) -> None:
    cycles, hall.kept = hall.slow.apply(_learned, (hall,))  # beside the hub: a large hall's take some time
    hall.writer.state.plan = replace(hall.plan, cycles=cycles)


def _learned(hall: Hall) -> tuple[dict[str, Cycle], list[LineKept]]:
    """The mean services, and how well the seven days before today kept what was told."""
    with hall.reading() as connection:
        today = hall.plan.hours.business_day(hall.writer.clock.now())
        found = queries.mean_cycles(connection, today - CYCLES_OF)
        kept = kept_by_line(connection, today - timedelta(days=7), today - timedelta(days=1))
    return {matter: Cycle(known, mean) for matter, (known, mean) in found.items()}, kept
