"""What the hall tells the outside: the shapes of all answers, once; OpenAPI and the pages' types come from here.

Times are aware UTC, durations whole milliseconds. Outside names stay: see docs/api.md.
"""

from __future__ import annotations

from hallserver.core.shapes.lobby import (
    BoardView,
    CallOnBoard,
    Delta,
    LineOnBoard,
    PlaceOfFollower,
    Tick,
    Waits,
    WindowOnBoard,
)
from hallserver.core.shapes.office import (
    Done,
    EventsView,
    EventView,
    JobView,
    LeasedJob,
    LinkView,
    LiveToken,
    PrintersView,
    PrinterView,
    ReportRow,
    ReportView,
    StaffView,
    TokenView,
)
from hallserver.core.shapes.plan import (
    CatalogueView,
    DepartmentView,
    HallView,
    LineView,
    MatterView,
    ScreenView,
    WindowPlan,
)
from hallserver.core.shapes.tickets import (
    IssuedTicket,
    PlaceView,
    PrintView,
    Reason,
    TicketView,
    WaitRange,
    WhyView,
)
from hallserver.core.shapes.windows import (
    DecisionView,
    NextAnswer,
    OwnFigures,
    SessionView,
    TicketAtWindow,
    WindowView,
)
from hallserver.core.shapes.words import Words

__all__ = [
    "BoardView",
    "CallOnBoard",
    "CatalogueView",
    "DecisionView",
    "Delta",
    "DepartmentView",
    "Done",
    "EventView",
    "EventsView",
    "HallView",
    "IssuedTicket",
    "JobView",
    "LeasedJob",
    "LineOnBoard",
    "LineView",
    "LinkView",
    "LiveToken",
    "MatterView",
    "NextAnswer",
    "OwnFigures",
    "PlaceOfFollower",
    "PlaceView",
    "PrintView",
    "PrinterView",
    "PrintersView",
    "Reason",
    "ReportRow",
    "ReportView",
    "ScreenView",
    "SessionView",
    "StaffView",
    "Tick",
    "TicketAtWindow",
    "TicketView",
    "TokenView",
    "WaitRange",
    "Waits",
    "WhyView",
    "WindowOnBoard",
    "WindowPlan",
    "WindowView",
    "Words",
]
