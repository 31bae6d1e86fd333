"""Who may do what: one table, role × permission. What is not written here is refused."""

from __future__ import annotations

from dataclasses import dataclass

DEVICE_ROLES = ("kiosk", "display", "window", "rating", "printer", "guide")
STAFF_ROLES = ("manager", "department", "supervision", "technician")
ROLES = (*DEVICE_ROLES, *STAFF_ROLES, "follower", "local")

GUEST = "hallserver.guest"  # in a request's environment: it came by the guests' port, where all but followers are nobody

PERMISSIONS: dict[str, frozenset[str]] = {
    "ticket.issue": frozenset({"kiosk", "guide", "local"}),
    "ticket.see": frozenset({"kiosk", "guide", "window", "manager", "supervision", "local", "follower"}),
    "ticket.drop": frozenset({"kiosk", "guide", "window", "manager", "local", "follower"}),
    "ticket.return": frozenset({"kiosk", "guide", "window", "manager", "local", "follower"}),
    "ticket.reprint": frozenset({"kiosk", "guide", "manager", "local"}),
    "ticket.reopen": frozenset({"window", "guide", "manager", "local"}),
    "ticket.find": frozenset({"guide", "window", "manager", "local"}),
    "ticket.own": frozenset({"follower"}),
    "ticket.rate": frozenset({"follower", "rating"}),
    "window.read": frozenset({"window", "display", "guide", "manager", "supervision", "local"}),
    "window.act": frozenset({"window"}),
    "call.select": frozenset({"window"}),
    "board.read": frozenset(
        {"display", "kiosk", "guide", "window", "rating", "manager", "supervision", "local"}
    ),
    "appointment.book": frozenset({"manager", "guide", "local"}),
    "appointment.read": frozenset({"manager", "guide", "supervision", "local"}),
    "rules.read": frozenset({"manager", "supervision", "window", "guide", "local"}),
    "rules.publish": frozenset({"manager", "local"}),
    "window.plan": frozenset({"manager", "local"}),
    "day.close": frozenset({"manager", "local"}),
    "clip.read": frozenset({"display", "kiosk", "guide", "local"}),
    "notice.write": frozenset({"manager", "local"}),
    "help.ask": frozenset({"kiosk"}),
    "help.answer": frozenset({"guide", "manager"}),
    "concern.raise": frozenset({"guide"}),
    "concern.read": frozenset({"guide", "manager", "supervision"}),
    "concern.answer": frozenset({"supervision", "local"}),
    "oversight.read": frozenset({"supervision", "local"}),
    "log.verify": frozenset({"supervision", "local"}),
    "score.read": frozenset({"manager", "department", "supervision", "local"}),
    "score.contest": frozenset({"department", "local"}),
    "score.review": frozenset({"supervision", "local"}),
    "scheme.publish": frozenset({"manager", "local"}),
    "case.read": frozenset({"manager", "department", "supervision", "window", "local"}),
    "case.act": frozenset({"department", "window", "local"}),
    "rectification.read": frozenset({"manager", "department", "supervision", "local"}),
    "rectification.do": frozenset({"department", "local"}),
    "rectification.call_back": frozenset({"manager", "local"}),
    "rectification.review": frozenset({"supervision", "local"}),
    "secondment.read": frozenset({"manager", "department", "supervision", "local"}),
    "secondment.nominate": frozenset({"department", "local"}),
    "secondment.sign": frozenset({"manager", "local"}),
    "secondment.end": frozenset({"manager", "local"}),
    "replacement.ask": frozenset({"department", "local"}),
    "replacement.answer": frozenset({"manager", "local"}),
    "catalogue.read": frozenset({"manager", "supervision", "local"}),
    "catalogue.write": frozenset({"manager", "local"}),
    "project.read": frozenset({"manager", "department", "supervision", "local"}),
    "project.write": frozenset({"manager", "local"}),
    "letter.read": frozenset({"manager", "department", "supervision", "local"}),
    "letter.write": frozenset({"manager", "local"}),
    "letter.scan": frozenset({"manager", "department", "local"}),
    "events.read": frozenset({"supervision", "local"}),
    "report.read": frozenset({"manager", "department", "supervision", "local"}),
    "printer.read": frozenset({"printer", "manager", "supervision", "guide", "technician", "local"}),
    "job.print": frozenset({"printer"}),
    "printer.test": frozenset({"guide", "window", "manager", "technician", "local"}),
    "printer.care": frozenset({"guide", "manager", "technician", "local"}),
    "printer.edit": frozenset({"manager", "technician", "local"}),
    "slip.edit": frozenset({"manager", "technician", "local"}),
    "device.register": frozenset({"manager", "technician", "local"}),
    "hall.plan": frozenset({"local"}),
    "live.public": frozenset(
        {"display", "kiosk", "guide", "window", "rating", "manager", "supervision", "local"}
    ),
    "live.staff": frozenset({"window", "guide", "manager", "supervision"}),
    "live.own": frozenset({"follower"}),
    "call.acknowledge": frozenset({"display"}),
    "call.watch": frozenset({"window", "guide", "manager", "supervision", "local"}),
    "self.read": frozenset(set(ROLES) - {"follower"}),
    "live.token": frozenset({"manager", "department", "supervision", "technician"}),
}


# what hangs on every wall, what a replica streams, and who one is oneself: supervision's reading of it is not noted
UNNOTED = frozenset(
    {
        "board.read",
        "call.watch",
        "clip.read",
        "events.read",
        "printer.read",
        "rules.read",
        "self.read",
        "window.read",
    }
)
_LISTEN = ("live.public", "live.staff", "live.own")
# what a client may send over `/live`, and the permissions of which it needs one
SOCKET_EVENTS: dict[str, tuple[str, ...]] = {
    "connect": _LISTEN,
    "disconnect": _LISTEN,
    "resume": _LISTEN,
    "heartbeat": _LISTEN,
    "shown": ("call.acknowledge",),
    "spoken": ("call.acknowledge",),
}


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks: a device, a staff account, a follower of one ticket, or somebody at the machine itself.

    Attributes:
        id: stable text under which keys are unique and the log names the actor.
        role: a row of the table.
        window: code of the window that a window or rating device stands at.
        department: whose rows a department account sees.
        ticket: the one ticket of a follower.
        kiosk: code of the kiosk, when it is one of the plan.
    """

    id: str
    role: str
    name: str = ""
    window: str | None = None
    department: str | None = None
    ticket: int | None = None

    def may(self, permission: str) -> bool:
        """Whether the table allows it."""
        return self.role in PERMISSIONS[permission]
