"""A hall's first morning and its settings: what is missing, the hall's own row, calendar, versions, first links."""

from __future__ import annotations

from functools import partial

from hallserver.contract import (
    AccountLink,
    HallPlanView,
    PlanDifference,
    PlanVersionsView,
    SetupView,
    TermView,
)
from hallserver.contract.requests import (
    BringBackBody,
    CalendarBody,
    HallPlanBody,
    RegisterTermBody,
    WindowLinkBody,
)
from hallserver.services.context import CommandContext
from hallserver.services.people import devices, terms
from hallserver.services.planning import catalogue
from hallserver.services.planning.hall_settings import DayWish, announced_days
from hallserver.views.planning.setup import hall_plan_view, setup_view, versions_view
from hallserver.web.door import Act, Call, route
from hallserver.web.routes.access.accounts import shown_once
from hallserver.web.routes.planning.catalogue import act_or_try
from hallserver.web.routes.planning.days import whole


@route("GET", "/setup", permission="catalogue.write", response=SetupView)
def read_setup(call: Call) -> SetupView:
    """Return what is missing before the hall can open."""
    today = call.hall.plan.hours.business_day(call.now)
    with call.hall.reading() as connection:
        return setup_view(connection, call.hall.plan, today)


@route("GET", "/hall-plan", permission="catalogue.read", response=HallPlanView)
def read_hall_plan(call: Call) -> HallPlanView:
    """Return the hall's own row and its calendar from this year on."""
    today = call.hall.plan.hours.business_day(call.now)
    with call.hall.reading() as connection:
        return hall_plan_view(connection, today)


@route("POST", "/hall-plan", permission="catalogue.write", body=HallPlanBody, response=PlanDifference)
def put_hall_plan(call: Call) -> Act:
    """Change name, hours or target of the hall; omitted fields stay. With `dry_run` only report what would change."""
    body: HallPlanBody = call.body
    said = {
        "name": body.name.both() if body.name else None,
        "service_level_minutes": body.service_level_minutes,
        "hours": body.hours,
    }
    said = {name: value for name, value in said.items() if value is not None}
    return act_or_try(call, partial(catalogue.set_hall, who=call.who, said=said, dry_run=body.dry_run))


@route("POST", "/calendar", permission="catalogue.write", body=CalendarBody, response=PlanDifference)
def put_calendar(call: Call) -> Act:
    """Change days of the calendar; promises over them are counted anew. With `dry_run` only report what would change."""
    body: CalendarBody = call.body
    wishes = [
        DayWish(each.day, each.works, each.like, each.name.both() if each.name else None)
        for each in body.days
    ]
    if body.announced:
        today = call.hall.plan.hours.business_day(call.now)
        wishes = [*call.hall.run_in_threadpool(announced_days, today), *wishes]
    return act_or_try(call, partial(catalogue.set_days, who=call.who, wishes=wishes, dry_run=body.dry_run))


@route(
    "GET",
    "/plan-versions",
    permission="catalogue.read",
    response=PlanVersionsView,
    query={"offset": "versions to leave out at the beginning; 0 when left out"},
)
def read_versions(call: Call) -> PlanVersionsView:
    """List the versions of the plan, fifty at once, the newest first."""
    with call.hall.reading() as connection:
        return versions_view(connection, whole(call.query.get("offset", "0"), "offset"))


@route(
    "POST",
    "/plan-versions/{version:int}/bring-back",
    permission="catalogue.write",
    body=BringBackBody,
    response=PlanDifference,
)
def bring_back(call: Call) -> Act:
    """Make the plan what it was in a version. With `dry_run` only report what would change."""
    wish = partial(
        catalogue.bring_back, who=call.who, version=call.args["version"], dry_run=call.body.dry_run
    )
    return act_or_try(call, wish)


@route(
    "POST",
    "/windows/{window}/link",
    permission="device.register",
    body=WindowLinkBody,
    response=AccountLink,
    status=201,
)
def link_window(call: Call) -> Act:
    """Make a one-time link for a window's console; with a staffer, it also lets that staffer set a first PIN."""
    window, secret = call.args["window"], devices.new_secret()
    device = devices.Device("window", f"window-{window}", window, None, call.body.staffer)

    def command(work: CommandContext) -> AccountLink:
        return AccountLink(device.name, device.role, None, devices.issue_link(work, call.who, device, secret))

    return Act(command, partial(shown_once, secret))


@route(
    "POST",
    "/secondments/register",
    permission="secondment.sign",
    body=RegisterTermBody,
    response=TermView,
    status=201,
)
def register_term(call: Call) -> Act:
    """Register a term that all three signed for on paper."""
    body: RegisterTermBody = call.body
    return Act(
        partial(
            terms.register_term,
            who=call.who,
            staffer=body.staffer,
            role=body.role,
            days=(body.from_, body.to),
        )
    )
