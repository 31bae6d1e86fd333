"""A hall's own languages besides Chinese and English: catalogues in the hall's own folder."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from flask import Blueprint, Response, abort, request
from werkzeug.http import generate_etag

from halldisplay.catalogues import Catalogue, of_a_hall

_logger = logging.getLogger(__name__)


def learn_languages(data: Path) -> dict[str, Catalogue]:
    """Read the hall's own languages; a file that cannot be read is named in the log."""
    own, wrong = of_a_hall(data / "words")
    for fault in wrong:
        _logger.warning("words: %s", fault)
    return own


def words_blueprint(own: Mapping[str, Catalogue]) -> Blueprint:
    """Serve the languages that were in `DATA/words` when the hall started."""
    blueprint = Blueprint("words", __name__)
    rows = [{"code": each.code, "name": each.name, "tag": each.tag, "dir": each.dir} for each in own.values()]
    listed = _Kept.of(json.dumps(rows, ensure_ascii=False).encode(), "application/json")
    texts = {code: _Kept.of(each.text().encode(), "text/plain; charset=utf-8") for code, each in own.items()}

    @blueprint.get("/words/")
    def languages() -> Response:
        return listed.answer()

    @blueprint.get("/words/<name>.ftl")
    def catalogue(name: str) -> Response:
        if name not in texts:
            abort(404)
        return texts[name].answer()

    return blueprint


@dataclass(frozen=True, slots=True)
class _Kept:
    """A public answer, computed once at the start because anybody may request it at any rate."""

    body: bytes
    content_type: str
    etag: str

    @classmethod
    def of(cls, body: bytes, content_type: str) -> Self:
        return cls(body, content_type, generate_etag(body))

    def answer(self) -> Response:
        """Answer a request; clients revalidate each time and get the body once."""
        answer = Response(self.body, content_type=self.content_type)
        answer.set_etag(self.etag)
        answer.headers["Cache-Control"] = "no-cache"
        answer.make_conditional(request)
        return answer
