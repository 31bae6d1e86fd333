"""A small page for a virtual printer: its slips, and buttons for its faults."""

import html
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from typing_extensions import override

from hallprinters.virtual.faults import COUNTS, SWITCHES
from hallprinters.virtual.printer import VirtualPrinter

_PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>虚拟打印机 virtual printer</title>
<meta name="viewport" content="width=device-width">
<style>
body{{font:16px/1.5 system-ui,sans-serif;margin:24px;background:#ebe7dd;color:#14212b}}
form{{display:inline}} button{{font:inherit;margin:0 8px 8px 0;padding:8px 14px;border:1px solid #8a8371;background:#f7f5f0}}
button[aria-pressed=true]{{background:#14212b;color:#f7f5f0}}
img{{display:inline-block;vertical-align:top;margin:16px 16px 0 0;width:288px;background:#fff;border:1px solid #cfc9ba}}
</style>
<h1>虚拟打印机 {address}</h1>
<p>{buttons}<form method="post" action="/power-cycle"><button>断电重启 power cycle</button></form><form
method="post" action="/abandon"><button>连接半开 half-open connections</button></form></p>
<p>{counts}</p>
<p>按 HTTP 操作 by HTTP: <code>curl -X POST http://{here}/faults/paper_out/on</code>,
<code>…/faults/tear_after/12000</code>, <code>…/power-cycle</code>; <code>GET /state.json</code></p>
<div id="slips">{slips}</div>
<script>
let seen = {count};
setInterval(async () => {{
  const now = await (await fetch("/state.json")).json();
  if (now.slips !== seen) location.reload();
}}, 1000);
</script></html>"""

_ACTS: dict[str, Callable[[VirtualPrinter], None]] = {
    "power-cycle": VirtualPrinter.power_cycle,
    "abandon": VirtualPrinter.abandon,
}
_EXAMPLES = {"tear_after": 8000, "stall_after": 8000, "rows_left": 400}
_LONG = 9


@contextmanager
def serve_page(printer: VirtualPrinter, port: int = 0) -> Iterator[int]:
    """Serve the printer's page on 127.0.0.1 while the block lasts; yields the port."""

    class Page(_Page):
        shown = printer

    server = ThreadingHTTPServer(("127.0.0.1", port), Page)
    server.daemon_threads = True
    thread = threading.Thread(
        target=server.serve_forever, args=(0.1,), daemon=True, name="virtual-printer-page"
    )
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Page(BaseHTTPRequestHandler):
    shown: VirtualPrinter

    def do_GET(self) -> None:
        if self.path == "/":
            self._answer(self._page().encode(), "text/html; charset=utf-8")
        elif self.path == "/state.json":
            state: dict[str, Any] = {name: getattr(self.shown.faults, name) for name in (*SWITCHES, *COUNTS)}
            self._answer(json.dumps(state | {"slips": len(self.shown.slips)}).encode(), "application/json")
        else:
            self._slip()

    def do_POST(self) -> None:
        what, _, value = unquote(self.path).strip("/").removeprefix("faults/").partition("/")
        if self.headers.get("Origin", "").removeprefix("http://") not in {"", self.headers.get("Host")}:
            self.send_error(HTTPStatus.FORBIDDEN, "from another page")
        elif what in _ACTS:
            _ACTS[what](self.shown)
            self._go_home()
        elif what in COUNTS and (value == "off" or (value.isdecimal() and len(value) < _LONG)):
            setattr(self.shown.faults, what, None if value == "off" else int(value))
            self._go_home()
        elif what in SWITCHES and value in {"on", "off"}:
            setattr(self.shown.faults, what, value == "on")
            self._go_home()
        else:
            self.send_error(HTTPStatus.NOT_FOUND, "no such fault")

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing: the page polls every second."""

    def _page(self) -> str:
        faults = self.shown.faults
        buttons = "".join(
            f'<form method="post" action="/faults/{name}/{"off" if getattr(faults, name) else "on"}">'
            f'<button aria-pressed="{str(getattr(faults, name)).lower()}">{html.escape(label)}</button></form>'
            for name, label in SWITCHES.items()
        )
        latest = self.shown.slips[:-25:-1]
        slips = "".join(f'<img src="/slips/{slip.number}.png" alt="slip {slip.number}">' for slip in latest)
        count = len(self.shown.slips)
        return _PAGE.format(
            address=self.shown.address,
            buttons=buttons,
            counts="".join(map(self._count, COUNTS)),
            slips=slips,
            count=count,
            here=html.escape(self.headers.get("Host", "")),
        )

    def _count(self, name: str) -> str:
        set_to = getattr(self.shown.faults, name)
        to = "off" if set_to is not None else _EXAMPLES[name]
        return (
            f'<form method="post" action="/faults/{name}/{to}">'
            f'<button aria-pressed="{str(set_to is not None).lower()}">{html.escape(COUNTS[name])}: '
            f"{_EXAMPLES[name] if set_to is None else set_to}</button></form>"
        )

    def _slip(self) -> None:
        wanted = self.path.removeprefix("/slips/").removesuffix(".png")
        found = next((slip for slip in self.shown.slips if str(slip.number) == wanted), None)
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND, "no such slip")
        else:
            self._answer(found.path.read_bytes(), "image/png")

    def _go_home(self) -> None:
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
