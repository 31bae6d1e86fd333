"""What is no HTTP is refused in a sentence and a line of log, on every door, before anybody is asked who he is."""

from __future__ import annotations

import socket

import pytest

from tests.running import RunningHall
from tests.tools.flooding import whole_answer

HEAD = b"Host: 127.0.0.1\r\nContent-Type: application/json\r\n"
POST = b"POST /api/v1/tickets HTTP/1.1\r\n" + HEAD
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
BAD = {
    "chunk size negative": CHUNKED + b"-1\r\n\r\n",
    "chunk size hexadecimal with a sign": CHUNKED + b"0x2\r\n{}\r\n0\r\n\r\n",
    "chunk size in words": CHUNKED + b"two\r\n{}\r\n0\r\n\r\n",
    "chunk size empty": CHUNKED + b"\r\n{}\r\n0\r\n\r\n",
    "chunk size of full-width digits": CHUNKED + "２\r\n{}\r\n0\r\n\r\n".encode(),
    "chunk longer than said": CHUNKED + b"1\r\n{}\r\n0\r\n\r\n",
    "chunk size without end": CHUNKED + b"1" * 9_000 + b"\r\n",
    "length negative": POST + b"Content-Length: -1\r\n\r\n",
    "length in words": POST + b"Content-Length: two\r\n\r\n{}",
    "two lengths": POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "length and chunks": POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "encoding unknown": POST + b"Transfer-Encoding: brotli\r\n\r\n0\r\n\r\n",
    "no version": b"GET /healthz\r\n\r\n",
    "version of another time": b"GET /healthz HTTP/9.9\r\n\r\n",
    "header without a colon": b"GET /healthz HTTP/1.1\r\nHost\r\n\r\n",
    "header with NUL": b"GET /healthz HTTP/1.1\r\nHost: a\0b\r\n\r\n",
    "header folded": b"GET /healthz HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
    "method of signs": b"GE(T /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "bytes of something else": b"\x00\x01\x02\x03\r\n\r\n",
    "TLS where there is none": bytes.fromhex("160301020001000001fc0303") + b"\r\n\r\n",
}


@pytest.mark.parametrize("kind", BAD)
def test_it_is_refused_with_a_sentence_and_no_traceback(small: RunningHall, kind: str) -> None:
    logged = len(small.log)
    with socket.create_connection(("127.0.0.1", small.port), timeout=10) as plug:
        plug.sendall(BAD[kind])
        said = whole_answer(plug)

    assert said.startswith(b"HTTP/1.1 4"), said
    assert b"application/problem+json" in said
    assert "Traceback" not in small.log[logged:]
    with small.client() as client:
        assert client.get("/hall").status_code == 200
