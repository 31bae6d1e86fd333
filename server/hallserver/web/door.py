"""The way in for every route (authentication, rights, parsing, idempotency) and out: JSON or problem+json.

A route is a row: method, path, permission, body shape, answer shape. OpenAPI and the rights table are made
from the same rows.
"""

from __future__ import annotations

import json
import logging
import re
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import Any

import gevent
import msgspec
from flask import Blueprint, Request, Response, request
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException

from hallserver.config import Settings
from hallserver.contract import Done
from hallserver.contract.requests import Nothing
from hallserver.contract.routes import LARGEST_BODY, LARGEST_ID, Route
from hallserver.core.errors import (
    AccountOwes,
    ForeignOrigin,
    HallAway,
    HallError,
    KeyMissing,
    NeedsTls,
    NobodyWaiting,
    NoRoleGranted,
    NotAllowed,
    SignOnLapsed,
    SignOnUnproven,
    StoreBusy,
    TooMany,
    UnknownValue,
    WrongPin,
    WrongSecondFactor,
    WrongToken,
)
from hallserver.core.language.text import fold, meant
from hallserver.core.language.why import hints
from hallserver.core.rights import PERMISSIONS, Principal
from hallserver.hall import Hall
from hallserver.services import idempotency
from hallserver.services.context import Command, CommandContext
from hallserver.services.planning.spelling import Speller, people
from hallserver.services.supervision import oversight
from hallserver.store.clashes import refusal_of
from hallserver.store.connect import trouble
from hallserver.store.engines.protocol import Trouble
from hallserver.traffic.credentials import TokenCache
from hallserver.traffic.turns import LEAVE
from hallserver.web.attempts import Attempt
from hallserver.web.parsing import fold_path, parse
from hallserver.writer import Writer

# logged with the client's address and counted: these are attempts at something not allowed
REFUSALS = (
    WrongToken,
    WrongPin,
    WrongSecondFactor,
    NotAllowed,
    ForeignOrigin,
    NeedsTls,
    TooMany,
    SignOnLapsed,
    SignOnUnproven,
    NoRoleGranted,
)
LARGEST_PLAN = 8 * 2**20  # a hall's whole plan comes only over the machine's own socket
REFUSED_AFTER_S = (
    1.0  # a stranger who asks too often is told so late: forty who guess asked 900 times a second
)
NOTED_AGAIN_AFTER = timedelta(minutes=10)
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_TROUBLES: Mapping[Trouble | None, type[HallError]] = {Trouble.BUSY: StoreBusy, Trouble.AWAY: HallAway}
_logger = logging.getLogger(__name__)
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Call:
    """A parsed request: the caller, the body and path arguments, and the hall."""

    who: Principal
    body: Any
    args: dict[str, Any]
    hall: Hall
    request: Request
    cookie: str | None = None
    attempt: Attempt = field(default_factory=Attempt)

    @property
    def now(self) -> datetime:
        """Return hall time."""
        return self.hall.writer.clock.now()

    @property
    def wall_now(self) -> datetime:
        """Return the machine's time, which a phone's clock agrees with; hall time may be far from it."""
        return self.hall.writer.clock.wall

    def leave_seat(self) -> None:
        """Give up the request's turn before a long wait."""
        _leave_seat(self.request)

    @property
    def query(self) -> dict[str, str]:
        """Return the query parameters, folded, with codes in the hall's spelling."""
        asked = {name: fold(said) for name, said in self.request.args.items()}
        return _spelled(speller(self.hall), asked)


@dataclass(frozen=True, slots=True)
class Act:
    """What a changing route does: a command for the writer.

    Attributes:
        command: run by the writer.
        finalize: adds what may be shown but not stored (a token) to a fresh answer.
        response: changes the response (a cookie).
    """

    command: Command[Any]
    finalize: Callable[[Any, bool], Any] | None = None
    response: Callable[[Response], None] | None = None


ROUTES: list[Route] = []


def route(
    method: str,
    path: str,
    *,
    permission: str | None,
    body: type = Nothing,
    response: Any = Done,
    status: int = 200,
    query: dict[str, str] | None = None,
    local: bool = False,
    keyed: bool = True,
    quiet: bool = False,
    largest: int = LARGEST_BODY,
    while_owing: bool = False,
) -> Callable[[Callable[[Call], Any]], Callable[[Call], Any]]:
    """Register a route; a GET handler returns the answer, a POST or DELETE handler an `Act`.

    With `body=bytes` the raw body is passed on (a file); `largest` is the most bytes of it that are read.

    Raises:
        KeyError: at import, for a permission that is not in the table.
    """
    if permission is not None:
        PERMISSIONS[permission]

    def add(handler: Callable[[Call], Any]) -> Callable[[Call], Any]:
        summary = (handler.__doc__ or "").strip().split("\n")[0]
        ROUTES.append(
            Route(
                method,
                path,
                permission,
                body,
                response,
                status,
                handler,
                summary,
                query or {},
                local,
                keyed,
                quiet,
                LARGEST_PLAN if local else largest,
                while_owing,
            )
        )
        return handler

    return add


@dataclass(slots=True)
class Router:
    """Registers all routes on a Flask blueprint."""

    writer: Writer
    keyring: TokenCache
    hall: Hall
    settings: Settings
    _noted: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def open(self, blueprint: Blueprint, routes: Sequence[Route]) -> None:
        """Register every route."""
        for row in routes:
            path = re.sub(
                r"\{(\w+)(:int)?\}",
                lambda m: f"<int(max={LARGEST_ID}):{m[1]}>" if m[2] else f"<{m[1]}>",
                row.path,
            )
            blueprint.add_url_rule(
                path,
                endpoint=f"{row.method} {row.path}".replace(".", "_"),
                view_func=self._view(row),
                methods=[row.method],
            )

    def _view(self, row: Route) -> Callable[..., Response]:
        decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(Nothing if row.body is bytes else row.body)
        changes = row.method in {"POST", "DELETE"}

        def view(**args: Any) -> Response:
            call: Call | None = None
            try:
                came = self._who(row)
                request.max_content_length = row.largest
                raw = request.get_data(cache=False)
                spell = speller(self.hall)
                body = raw if row.body is bytes else spell.body(parse(decoder, raw, row.body))
                call = Call(came[0], body, _spelled(spell, fold_path(args)), self.hall, request, came[1])
                if changes:
                    return self._act(row, call, raw)
                return self._read(row, call)
            except HallError as error:
                if call is not None:
                    call.attempt.note(self.hall, call.who, error, request.remote_addr or "")
                if isinstance(error, REFUSALS):
                    tried = f"{row.method} {request.path}"
                    self.hall.traffic.refusals.note(error.code, request.remote_addr or "", tried)
                    self.hall.traffic.connections.note_refusal(request.environ.get("gunicorn.socket"))
                if isinstance(error, TooMany) and row.permission is None:
                    _leave_seat(request)
                    gevent.sleep(REFUSED_AFTER_S)
                return problem(error)
            except (IntegrityError, sqlite3.IntegrityError) as error:
                _logger.exception("%s: the schema refused what the rules let pass", row.path)
                return problem(refusal_of(error))
            except (OperationalError, sqlite3.OperationalError) as error:
                known = _TROUBLES.get(trouble(error))
                if known is None:
                    raise
                return problem(known())

        return view

    def _read(self, row: Route, call: Call) -> Response:
        told = answer(row.handler(call), row.status)
        if call.who.role == "supervision" and self._is_to_be_noted(row, call):
            what = request.full_path.rstrip("?")
            self.writer(partial(oversight.note_reading, who=call.who, what=what))
        return told

    def _is_to_be_noted(self, row: Route, call: Call) -> bool:
        """Whether to log this reading; a page that polls is logged once in ten minutes."""
        if not row.is_noted:
            return False
        what = (call.who.id, request.full_path)
        now = call.now
        self._noted = {key: at for key, at in self._noted.items() if now - at < NOTED_AGAIN_AFTER}
        return self._noted.setdefault(what, now) is now

    def _who(self, row: Route) -> tuple[Principal, str | None]:
        now = self.writer.clock.now()
        if row.permission is None:
            return Principal("anybody", "anybody"), None
        came = self.keyring.who(request, now)
        if row.local and came.principal.role != "local":
            raise NotAllowed(permission="local")
        if not came.principal.may(row.permission):
            raise NotAllowed(permission=row.permission)
        if came.owes and not row.while_owing:
            raise AccountOwes(came.owes)
        return came.principal, came.cookie

    def _act(self, row: Route, call: Call, raw: bytes) -> Response:
        key = request.headers.get("Idempotency-Key", "")
        if not _KEY.fullmatch(key):
            raise KeyMissing
        if not row.keyed:  # the answer holds a secret or a cookie, so it must not be stored
            act: Act = row.handler(call)
            response = answer(self.writer(act.command), row.status)
            if act.response:
                act.response(response)
            return response
        signer = self.hall.signer
        body_hash = signer.fingerprint(f"{row.method} {request.path}\n".encode() + raw)
        act = row.handler(call)
        found, fresh = self.writer(
            _once(act.command, call.who, signer.fingerprint(key.encode()), body_hash, row.status)
        )
        body = found.body
        if act.finalize:
            told = fresh if fresh is not None else json.loads(found.body)
            body = _encode(act.finalize(told, found.repeated))
        response = Response(body, status=found.status, content_type="application/json")
        if found.repeated:
            response.headers["Idempotent-Replay"] = "true"
        return response


def _leave_seat(asked: Request) -> None:
    leave = asked.environ.get(LEAVE)
    if leave is not None:
        leave()


def chosen(
    call: Call, name: str, known: Collection[str], usual: str | None = None, what: str = ""
) -> str | None:
    """Return the known value that the query parameter names; the usual one if it is missing.

    Raises:
        UnknownValue: with the nearest, and all that are known.
    """
    said = call.query.get(name) or usual
    found = meant(said, known) if said is not None else None
    if said is not None and found is None:
        raise UnknownValue(what=what or name, name=said, **hints(said, known, listed=True))
    return found


def speller(hall: Hall) -> Speller:
    """Return a speller for the plan in force; staffers are read only when one is named."""

    def asked() -> list[str]:
        with hall.reading() as connection:
            return people(connection)

    return Speller(hall.plan, asked)


def _spelled(spell: Speller, said: dict[str, Any]) -> dict[str, Any]:
    return {name: spell.code(name, each) if isinstance(each, str) else each for name, each in said.items()}


def _once(
    command: Command[Any], who: Principal, key: bytes, body_hash: bytes, status: int
) -> Command[tuple[idempotency.Answer, Any]]:
    def run(work: CommandContext) -> tuple[idempotency.Answer, Any]:
        before = idempotency.find(work, who, key, body_hash)
        if before is not None:
            return before, None
        outcome = command(work)
        found = idempotency.Answer(status, _encode(Done() if outcome is None else outcome))
        idempotency.keep(work, who, key, body_hash, found)
        return found, outcome

    return run


def answer(value: Any, status: int = 200) -> Response:
    """Return a value as a JSON response; a `Response` is returned as it is."""
    if isinstance(value, Response):
        return value
    return Response(
        _encode(Done() if value is None else value), status=status, content_type="application/json"
    )


def encoded(body: bytes) -> Response:
    """Return JSON that was encoded elsewhere as a response."""
    return Response(body, content_type="application/json")


def problem(error: HallError, status: int | None = None) -> Response:
    """Return an error as problem+json with its state and status, or the given one; NobodyWaiting is 204."""
    if isinstance(error, NobodyWaiting):
        return Response(status=204)
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _logger.error("%s: %s", error.code, error)
    words = error.sentence()
    body: dict[str, Any] = {
        "type": f"urn:hallqueue:problem:{error.code}",
        "title": words.en,
        "status": status or error.status,
        "code": error.code,
        **words,
        **error.facts,
    }
    if error.state is not None:
        body["state"] = error.state
    return Response(_encode(body), status=body["status"], content_type="application/problem+json")


def http_problem(error: HTTPException) -> Response:
    """Return an HTTP error (unknown path, wrong method, too large a body) as problem+json."""
    number = error.code or 500
    zh, en = _HTTP_SENTENCES.get(number, ("请求无法处理。", "The request cannot be handled."))
    body = {
        "type": f"urn:hallqueue:problem:http_{number}",
        "title": en,
        "status": number,
        "code": f"http_{number}",
        "zh": zh,
        "en": en,
    }
    response = Response(_encode(body), status=number, content_type="application/problem+json")
    if isinstance(valid := getattr(error, "valid_methods", None), list):
        response.headers["Allow"] = ", ".join(sorted(valid))
    return response


_HTTP_SENTENCES = {
    400: ("请求格式不正确。", "The request is not of the agreed shape."),
    404: ("没有此地址。", "There is nothing here."),
    405: ("此地址不支持该方法。", "This address does not take that method."),
    408: ("请求发送过慢，已中断。", "The request took too long to arrive."),
    413: ("请求内容过大。", "The request is too large."),
    415: ("请求内容的类型不受支持。", "The request is of a type that is not taken."),
    500: (
        "系统内部错误，请联系技术人员。",
        "Something went wrong inside the hall; its technician can see what.",
    ),
}
