"""The smallest honest queue server, as a floor: Flask, one guarded counter, one row, one transaction that is on disk.

It gives a number and nothing else: no log, no order, no slip, no rights, no repeated command. Eight threads of waitress,
a connection for each request as Flask's own documentation shows it (“Using SQLite 3 with Flask”), `BEGIN IMMEDIATE`,
`synchronous=FULL`.

`python -m tests.tools.smallest_app FOLDER PORT`
"""

from __future__ import annotations

import logging
import sqlite3
import sys
import time
from pathlib import Path

from flask import Flask, Response, g, jsonify, request
from waitress import serve

THREADS = 8
BUSY_S = 30.0  # SQLite's own wait for another thread's transaction
SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE counter (line TEXT PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE ticket (id INTEGER PRIMARY KEY, line TEXT, number INTEGER, state TEXT, at REAL, UNIQUE (line, number));
"""


def make(folder: Path) -> Flask:
    """The app: POST /tickets takes a matter and answers with a number."""
    app = Flask(__name__)
    file = folder / "small.db"
    with sqlite3.connect(file) as founding:
        founding.executescript(SCHEMA)

    def database() -> sqlite3.Connection:
        if "database" not in g:
            g.database = sqlite3.connect(file, isolation_level=None, timeout=BUSY_S)
            g.database.execute("PRAGMA synchronous = FULL")
        found: sqlite3.Connection = g.database
        return found

    @app.teardown_appcontext
    def close(_: BaseException | None) -> None:
        if found := g.pop("database", None):
            found.close()

    @app.post("/tickets")
    def issue() -> tuple[Response, int]:
        line = str(request.get_json()["matter"])[:1]
        with database() as one:  # commits, or rolls back
            one.execute("BEGIN IMMEDIATE")
            one.execute(
                "INSERT INTO counter VALUES (?, 1) ON CONFLICT (line) DO UPDATE SET last = last + 1", (line,)
            )
            (number,) = one.execute("SELECT last FROM counter WHERE line = ?", (line,)).fetchone()
            row = (line, number, time.time())
            one.execute("INSERT INTO ticket (line, number, state, at) VALUES (?, ?, 'waiting', ?)", row)
        return jsonify(number=f"{line}{number:03d}"), 201

    return app


if __name__ == "__main__":
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it would say that its queue is not empty
    serve(make(Path(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]), threads=THREADS)
