"""The languages that visitors find besides Chinese and English: catalogues in the hall's own folder."""

from __future__ import annotations

import logging
from pathlib import Path

from flask import Blueprint, Response, abort, jsonify, request
from werkzeug.http import generate_etag

from halldisplay.catalogues import NAME, of_a_hall

_log = logging.getLogger(__name__)


def words_blueprint(data: Path) -> Blueprint:
    """Serve what lies in `DATA/words` when the hall starts; a file that cannot be read is named in the log."""
    blueprint = Blueprint("words", __name__)
    folder = data / "words"
    own, wrong = of_a_hall(folder)
    for fault in wrong:
        _log.warning("words: %s", fault)
    texts = {code: (folder / f"{code}.ftl").read_bytes() for code in own}
    rows = [{"code": each.code, "name": each.name, "tag": each.tag, "dir": each.dir} for each in own.values()]

    @blueprint.get("/words/")
    def languages() -> Response:
        return _fresh(jsonify(rows))

    @blueprint.get("/words/<name>.ftl")
    def catalogue(name: str) -> Response:
        if not NAME.fullmatch(name) or name not in texts:
            abort(404)
        return _fresh(Response(texts[name], content_type="text/plain; charset=utf-8"))

    return blueprint


def _fresh(answer: Response) -> Response:
    """Asked for again each time, and sent once."""
    answer.set_etag(generate_etag(answer.get_data()))
    answer.headers["Cache-Control"] = "no-cache"
    answer.make_conditional(request)
    return answer
