"""The office's slip templates and logo, stored with who changed them."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import delete, insert, select

from hallprinters.drawing.default_templates import HOUSE
from hallprinters.drawing.templates import FACTS, KINDS, LISTS, BadTemplate, Template, check, read_template
from hallserver.contract import SlipTemplatesView, SlipTemplateView
from hallserver.core.errors import BadSlipTemplate, NotFound
from hallserver.core.events import SlipLogoChanged, SlipTemplated
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.printing import slips
from hallserver.store.prepared import read_rows
from hallserver.store.rows import SlipTemplateRow
from hallserver.store.schema import slip_logo, slip_templates


def parse(kind: str, said: Any) -> Template:
    """Parse a template from a request's body.

    Raises:
        NotFound: no such kind of slip. BadSlipTemplate: with the part and the reason.
    """
    if kind not in KINDS:
        raise NotFound(what="slip", name=kind)
    try:
        template = read_template(msgspec.json.encode(said))
        check(kind, template)
    except BadTemplate as wrong:
        raise BadSlipTemplate(part=wrong.part, why=wrong.en, why_zh=wrong.zh) from wrong
    return template


def put_template(work: CommandContext, who: Principal, kind: str, template: Template) -> None:
    """Use this template for this kind of slip from now on."""
    body = msgspec.to_builtins(template)
    work.connection.execute(delete(slip_templates).where(slip_templates.c.kind == kind))
    row = {"kind": kind, "body": body, "changed_at": work.now, "changed_by": who.name}
    work.connection.execute(insert(slip_templates), row)
    work.publish(who, SlipTemplated(slip=kind, template=body))


def drop_template(work: CommandContext, who: Principal, kind: str) -> None:
    """Return to the built-in template."""
    if kind not in KINDS:
        raise NotFound(what="slip", name=kind)
    gone = work.connection.execute(delete(slip_templates).where(slip_templates.c.kind == kind))
    if gone.rowcount:
        work.publish(who, SlipTemplated(slip=kind, template=None))


def put_logo(work: CommandContext, who: Principal, png: bytes | None) -> None:
    """Store the logo, already parsed and in black and white; None removes it."""
    work.connection.execute(delete(slip_logo))
    if png is not None:
        work.connection.execute(insert(slip_logo), {"id": 1, "png": png})
    work.publish(who, SlipLogoChanged(bytes=len(png) if png else 0))


def view(connection: Any) -> SlipTemplatesView:
    """Return all kinds of slips, as the office edits them."""
    kept = {row.kind: row for row in read_rows(connection, select(slip_templates), SlipTemplateRow)}
    return SlipTemplatesView(
        tuple(
            SlipTemplateView(
                kind,
                msgspec.to_builtins(slips.template_of(connection, kind)),
                msgspec.to_builtins(HOUSE[kind]),
                kept[kind].changed_at if kind in kept else None,
                kept[kind].changed_by if kind in kept else None,
                FACTS[kind],
                LISTS.get(kind, ()),
            )
            for kind in KINDS
        ),
        slips.logo_of(connection),
    )
