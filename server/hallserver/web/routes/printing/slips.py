"""Slips as pictures, drawn in a thread without the printer's library; and the office's slip templates."""

from __future__ import annotations

import base64
import binascii
from functools import partial

from flask import Response

from hallprinters.drawing.default_templates import HOUSE, VARIANTS, preview
from hallprinters.drawing.slip import Slip
from hallprinters.errors import BadSlip
from hallserver.contract import Done, SlipPicture, SlipTemplatesView
from hallserver.contract.requests import LogoBody, PreviewBody, TemplateBody
from hallserver.core.errors import BadSlipTemplate, NotFound
from hallserver.services.printing import slips, templates
from hallserver.services.printing.spool import Sheet
from hallserver.web.door import Act, Call, route

LARGEST_LOGO = 32 * 1024


@route("GET", "/slips", permission="slip.edit", response=SlipTemplatesView)
def read_templates(call: Call) -> SlipTemplatesView:
    """Return every kind of slip with its template, and the logo."""
    with call.hall.reading() as connection:
        return templates.view(connection)


@route(
    "POST",
    "/slips/{kind}/preview",
    permission="slip.edit",
    body=PreviewBody,
    response=SlipPicture,
    keyed=False,
)
def preview_template(call: Call) -> Act:
    """Preview an edited template as it would be printed; nothing is stored."""
    body: PreviewBody = call.body
    kind: str = call.args["kind"]
    with call.hall.reading() as connection:
        logo = slips.logo_of(connection)
        kept = slips.template_of(connection, kind) if kind in HOUSE else None
    template = kept if body.template is None and kept else templates.parse(kind, body.template)
    variant = body.variant or kind
    if variant not in VARIANTS or VARIANTS[variant][0] != kind:
        raise NotFound(what="example", name=variant)
    document = preview(variant, template, logo=logo)
    drawn = call.hall.run_in_threadpool(_drawn, document, body.width)
    if isinstance(drawn, BadSlip):
        raise BadSlipTemplate(part=0, why=str(drawn), why_zh=str(drawn))
    return Act(lambda _work: drawn)


@route("POST", "/slips/{kind}", permission="slip.edit", body=TemplateBody)
def put_template(call: Call) -> Act:
    """Store a template: this kind of slip is printed with it from now on."""
    kind: str = call.args["kind"]
    template = templates.parse(kind, call.body.template)
    drawn = call.hall.run_in_threadpool(_drawn, preview(kind, template), "58mm")
    if isinstance(drawn, BadSlip):
        raise BadSlipTemplate(part=0, why=str(drawn), why_zh=str(drawn))
    return Act(partial(templates.put_template, who=call.who, kind=kind, template=template))


@route("DELETE", "/slips/{kind}", permission="slip.edit")
def drop_template(call: Call) -> Act:
    """Return to the built-in template."""
    return Act(partial(templates.drop_template, who=call.who, kind=call.args["kind"]))


@route("POST", "/logo", permission="slip.edit", body=LogoBody)
def put_logo(call: Call) -> Act:
    """Set the hall's logo: a PNG in base64; it is printed in black and white."""
    try:
        raw = base64.b64decode(call.body.png, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _bad_logo("不是 base64 编码", "it is not base64") from error
    if len(raw) > LARGEST_LOGO:
        raise _bad_logo("文件超过 32 KB", "the file is larger than 32 KiB")
    inked = call.hall.run_in_threadpool(_inked, raw)
    if not isinstance(inked, bytes):
        raise _bad_logo("不是可用的 PNG 图片", str(inked))
    if len(inked) > LARGEST_LOGO:
        raise _bad_logo("图片过于细碎", "too fine a pattern for paper")
    return Act(partial(templates.put_logo, who=call.who, png=inked))


@route("DELETE", "/logo", permission="slip.edit", response=Done)
def drop_logo(call: Call) -> Act:
    """Remove the logo."""
    return Act(partial(templates.put_logo, who=call.who, png=None))


def picture(call: Call, ticket: int) -> Response:
    """Draw a ticket's slip at the width of its printer, without the visitor's key."""
    with call.hall.reading() as connection:
        try:
            document = slips.slip_of(connection, call.hall.plan, Sheet("ticket", ticket), call.hall.tongues)
        except LookupError as error:
            raise NotFound(what="ticket", name=ticket) from error
    document = slips.without_link(document)
    drawn = call.hall.run_in_threadpool(_drawn, document, "80mm")
    if isinstance(drawn, BadSlip):
        raise NotFound(what="slip", name=ticket)
    return Response(base64.b64decode(drawn.png), content_type="image/png")


def _drawn(document: Slip, width: str) -> SlipPicture | BadSlip:
    from hallserver.web.slip_pictures import drawn

    return drawn(document, width)


def _inked(raw: bytes) -> bytes | BadSlip:
    from hallserver.web.slip_pictures import inked

    return inked(raw)


def _bad_logo(zh: str, en: str) -> BadSlipTemplate:
    return BadSlipTemplate(part=0, why=f"the logo cannot be used: {en}.", why_zh=f"标志不能使用：{zh}。")
