"""A Chromium of 2019 over its own protocol (CDP 1.3): Playwright drives newer ones only, and kiosks are old."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import websocket

from tests.chromium import CHROMIUM
from tests.waiting import until

FOLDER = Path(__file__).parents[1] / "build/chromium-2019"
PROGRAM = FOLDER / "chromium"
MISSING = "no Chromium of 2019 here: `make test` fetches it where npm has chrome-aws-lambda 2.0.1 (x86-64)"
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu")
_HEARD = re.compile(r"ws://127\.0\.0\.1:(\d+)/")
_ANSWER_S = 20
_HAND_S = 0.5  # a finger is not quicker; the kiosk takes a second tap before that for a double one


class Tab:
    """The one page of a browser; what its scripts threw is in `errors`."""

    def __init__(self, address: str) -> None:
        self.errors: list[str] = []
        self._line = websocket.create_connection(address, timeout=_ANSWER_S, suppress_origin=True)
        self._asked = 0
        for each in ("Page.enable", "Runtime.enable"):
            self._ask(each)

    def goes_to(self, url: str, size: tuple[int, int]) -> None:
        """Open an address in a window of this size."""
        width, height = size
        self._ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        self._ask("Page.navigate", url=url)

    def says(self, script: str) -> Any:
        """The value of an expression in the page; None where it fails."""
        told = self._ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        return told["result"].get("value")

    def has(self, selector: str) -> bool:
        """Whether something that is seen comes to match the selector, in a test's patience."""
        script = f"document.querySelector({json.dumps(selector)}).getClientRects().length > 0"
        return until(lambda: self.says(script))

    def text(self, selector: str) -> str:
        """The words in the first that matches."""
        return str(self.says(f"document.querySelector({json.dumps(selector)}).textContent") or "")

    def taps(self, selector: str) -> None:
        """Tap the first that matches, once it is there."""
        assert self.has(selector), f"{selector} is not there: {self.says('document.body.innerText')}"
        time.sleep(_HAND_S)
        self.says(f"document.querySelector({json.dumps(selector)}).click()")

    def types(self, selector: str, words: str) -> None:
        """Type into a field."""
        self.says(f"document.querySelector({json.dumps(selector)}).focus()")
        self._ask("Input.insertText", text=words)

    def looks(self, file: Path) -> None:
        """Save a picture of the window, its faces loaded."""
        self.says("document.fonts.ready.then(() => true)")
        file.write_bytes(base64.b64decode(self._ask("Page.captureScreenshot")["data"]))

    def close(self) -> None:
        """End the conversation."""
        self._line.close()

    def _ask(self, method: str, **said: Any) -> dict[str, Any]:
        self._asked += 1
        self._line.send(json.dumps({"id": self._asked, "method": method, "params": said}))
        while True:
            told = json.loads(self._line.recv())
            if told.get("method") == "Runtime.exceptionThrown":
                thrown = told["params"]["exceptionDetails"]
                self.errors.append(thrown.get("exception", {}).get("description") or thrown["text"])
            if told.get("id") == self._asked:
                assert "error" not in told, told
                return dict(told["result"])


@contextmanager
def old_browser() -> Iterator[Tab]:
    """A browser of its own, as a device has; one page."""
    env = {
        **os.environ,
        "LD_LIBRARY_PATH": f"{FOLDER / 'lib'}:{CHROMIUM / 'lib'}",
        "FONTCONFIG_PATH": str(CHROMIUM),
    }
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        words = [PROGRAM, *_FLAGS, "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"]
        log = Path(profile) / "log"
        with log.open("wb") as said:
            process = subprocess.Popen(words, env=env, stderr=said, stdout=said, start_new_session=True)
        try:
            assert until(lambda: _HEARD.search(log.read_text())), log.read_text()
            port = _HEARD.findall(log.read_text())[0]
            assert until(lambda: _pages_at(port)), "the browser shows no page"
            with closing(Tab(_pages_at(port)[0]["webSocketDebuggerUrl"])) as tab:
                yield tab
        finally:
            os.killpg(process.pid, signal.SIGKILL)  # its children write into the profile until they are gone
            process.wait()


def _pages_at(port: str) -> list[dict[str, str]]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as told:
        return list(json.load(told))
