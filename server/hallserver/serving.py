"""gunicorn's configuration file for the server, in Python (docs.gunicorn.org/en/stable/settings)."""

from __future__ import annotations

import gc
import logging
import os
import sys
from pathlib import Path
from typing import Any

import gevent

from hallserver.config import read_settings
from hallserver.origins import at
from hallserver.parent import end_with_parent
from hallserver.worker import HallWorker, load_app

_settings = read_settings(Path(os.environ["HALL_DATA"]))

end_with_parent()
HallWorker.settings = _settings
worker_class = HallWorker
workers = 1
bind = [at(_settings.host, _settings.port), f"unix:{_settings.socket}"]
if _settings.public_port:
    bind.append(at(_settings.public_host or _settings.host, _settings.public_port))
umask = 0o077  # only the owner may open the socket
worker_connections = 20_000
graceful_timeout = 4
keepalive = 75
timeout = 20  # a worker whose hub is blocked is replaced: long work runs beside the hub
limit_request_fields, limit_request_field_size = 60, 4096
forwarded_allow_ips = ""  # web/proxies.py judges proxy headers, for named proxies only
control_socket_disable = True
wsgi_app = "hallserver.serving:desk()"
loglevel = "error"  # traffic/refusals.py reports clients' errors, once
preload_app = False
_logger = logging.getLogger("hallserver")


def desk() -> Any:
    """Open the hall in the worker, after gevent has patched the standard library."""
    # Each time the hub releases the GIL (a read, a write, a database query), it waits this long for a
    # computing thread to return it. At the default of 5 ms, a report made one request a hundred times slower.
    # And a thread demands the GIL only after so long a wait without the hub's touching it. Under a flood the hub
    # touches it five times in a millisecond: at 0.2 ms the thread that commits starved for up to 30 ms.
    sys.setswitchinterval(0.00005)
    gc.disable()  # loading allocates much and frees nothing: a tenth of its time was garbage collection
    create_app = load_app().create_app
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    app = create_app(_settings)
    gc.freeze()  # what was loaded lives as long as the worker: collections can skip it
    gc.set_threshold(2_000, 10, 20)
    gc.enable()
    return app


def post_worker_init(worker: Any) -> None:
    """As soon as the worker is told to stop, close the sockets and whoever asks for nothing.

    A browser keeps its connections open for minutes: they would use up the graceful timeout.
    """

    def close_sockets() -> None:
        while worker.alive:
            gevent.sleep(0.05)
        worker.wsgi.extensions["hall"].stop_waiting()
        eio = worker.wsgi.extensions["eio"]
        for sid in list(eio.sockets):
            try:
                eio.disconnect(sid)
            except (OSError, KeyError) as error:
                _logger.info("closing %s: %r", sid, error)
        while True:  # until the worker ends: an answer on its way leaves its connection open, too
            worker.wsgi.extensions["traffic"].connections.hang_up_idle()
            gevent.sleep(0.05)

    gevent.spawn(close_sockets)


def worker_exit(_server: Any, worker: Any) -> None:
    """Stop the writer after the last request was answered."""
    from hallserver.app import close_hall

    app = getattr(worker, "wsgi", None)
    if app is not None:
        close_hall(app)
