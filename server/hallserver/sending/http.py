"""One request to a receiver: no redirect is followed, little of an answer is read, and the whole has one deadline."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx

from hallserver.core.language.why import Why
from hallserver.core.outgoing.receivers import OverHttp
from hallserver.sending.refused import Refused

MOST_READ = 64 * 1024
SHOWN = 120
FOR_GOOD = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.GONE,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)
"""What would be said again to the same message. A wrong key or address (401, 403, 404, 302) may be mended meanwhile."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver answered."""

    status: int
    body: bytes


def ask(receiver: OverHttp, folder: Path, method: str, url: str, **sent: Any) -> Answer:
    """Send one request; return an answer whose status says that it was taken.

    Args:
        receiver: whom; its `timeout_s` is for the whole of it.
        folder: the hall's, in which a receiver's own authority lies.
        method: of the request.
        url: where to.
        sent: headers, content, params, as httpx takes them.

    Raises:
        Refused: no connection, no answer in time, or another status.
    """
    try:
        answer, headers = asyncio.run(_ask(receiver, folder, method, url, sent))
    except TimeoutError as error:
        seconds = f"{receiver.timeout_s:g}"
        raise Refused(Why(f"{seconds} 秒内没有答复", f"no answer within {seconds} s")) from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ssl.SSLError) as error:
        raise Refused(f"{type(error).__name__}: {error}") from error
    if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        return answer
    told = f"HTTP {answer.status}: {answer.body[:SHOWN].decode('utf-8', 'replace')}"
    raise Refused(told, permanent=answer.status in FOR_GOOD, after_s=_seconds(headers.get("retry-after", "")))


async def _ask(
    receiver: OverHttp, folder: Path, method: str, url: str, sent: Mapping[str, Any]
) -> tuple[Answer, httpx.Headers]:
    verify = trusting(str(folder / receiver.ca) if receiver.ca else "")
    client = httpx.AsyncClient(
        verify=verify, timeout=receiver.timeout_s, follow_redirects=False, trust_env=False
    )
    # asyncio's clock, not httpx's, which counts anew with each byte that trickles in
    async with asyncio.timeout(receiver.timeout_s), client, client.stream(method, url, **sent) as answer:
        body = b""
        async for piece in answer.aiter_bytes(4096):
            body += piece
            if len(body) > MOST_READ:
                break
        return Answer(answer.status_code, body[:MOST_READ]), answer.headers


@cache
def trusting(authority: str) -> ssl.SSLContext:
    """Return a context that trusts the world's authorities, or only the one in a file."""
    return ssl.create_default_context(cafile=authority or None)


def _seconds(said: str) -> int | None:
    """The seconds of a Retry-After; a date in it is left aside."""
    return int(said) if re.fullmatch(r"[0-9]{1,7}", said) else None
