"""A sheet in a request's body, as text or as the file in base64; one reader for both."""

from __future__ import annotations

import base64
import binascii

from msgspec import UNSET

from hallserver.contract.requests import FileBody
from hallserver.core.errors import Malformed
from hallserver.core.language.why import Why
from hallserver.core.plans.grids import Grid, read_csv
from hallserver.services.planning.sheetfiles import read_grid
from hallserver.web.door import Call


def grid_of(call: Call) -> Grid:
    """Return the rows of the sheet in the body; an XLSX is unpacked in the thread pool.

    Raises:
        Malformed: neither text nor content, or both. BadFile: it cannot be read.
    """
    body: FileBody = call.body
    if (body.text is UNSET) == (body.content is UNSET):
        raise Malformed(Why("须且只须给出 text 或 content 之一", "give one of text, content"))
    if body.content is UNSET:
        return read_csv(str(body.text))
    try:
        raw = base64.b64decode(str(body.content), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed(Why("content 不是有效的 base64", "content is no base64")) from error
    return call.hall.run_in_threadpool(read_grid, raw, body.file)
