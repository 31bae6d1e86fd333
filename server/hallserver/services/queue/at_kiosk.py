"""What a kiosk may give: nothing while the office has stopped it, and only what its plan offers."""

from __future__ import annotations

from collections.abc import Iterable

from hallserver.contract import MatterView
from hallserver.core.errors import KioskOutOfUse, NotAtThisKiosk
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.views.hall.kiosks import stopped_with

ROLE = "kiosk"


def check(
    work: CommandContext, who: Principal, matters: Iterable[MatterView], *, promised: bool = False
) -> None:
    """Refuse what this kiosk does not give; whoever is no kiosk may.

    Args:
        work: the writer's context.
        who: asks for the number.
        matters: what it is for.
        promised: by a code, which is taken in at any kiosk.

    Raises:
        KioskOutOfUse, NotAtThisKiosk.
    """
    if who.role != ROLE:
        return
    words = stopped_with(work.connection, who.name)
    if words is not None:
        raise KioskOutOfUse({"kiosk": who.name}, words=words)
    kiosk = work.plan.kiosks.get(who.name)
    if kiosk is None or promised:
        return
    for matter in matters:
        if not kiosk.offers(matter):
            raise NotAtThisKiosk({"kiosk": who.name, "matter": matter.code}, matter=matter.name)
